"""Outer-product stack: dW is a sum of one small table for each sample."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import traitlets
from matplotlib.axes import Axes
from numpy.typing import NDArray

from course_utils import nn
from course_utils.demos.picture import Picture
from course_utils.demos.theme import BLUE, ORANGE, new_figure, theme
from course_utils.demos.widget import Demo, or_still

Array = NDArray[np.floating[Any]]

# Inputs to multiply by in one's head; four samples, so that dividing by n shows.
X = np.array([[1.0, -2.0, 0.5], [2.0, 1.0, -1.0], [-1.0, 0.5, 3.0], [0.5, 2.0, -3.0]])
Y = np.array([[0.9, -0.6], [-0.8, 0.7], [0.5, 0.9], [-0.7, -0.9]])
_HIDDEN = 4
_SEED = 45  # no delta so small that three decimals hide it


@dataclass(frozen=True)
class Stack:
    """One backward pass through a first layer.

    Attributes:
        a: (n, d) what came into the layer.
        delta: (n, h) gradient of the mean loss with respect to its pre-activations.
        tiles: (n, d, h) one outer product a sample, ``a[i]`` times ``delta[i]``.
        dW: (d, h) the gradient the engine left in the layer's weights.
    """

    a: Array
    delta: Array
    tiles: Array
    dW: Array  # noqa: N815 - the field's name for it


def small_batch() -> Stack:
    """Send four samples through a 3-4-2 network and back, and keep the first layer's part."""
    rng = np.random.default_rng(_SEED)
    layers = [nn.Dense(3, _HIDDEN, rng=rng), nn.Tanh(), nn.Dense(_HIDDEN, 2, rng=rng)]
    out = X
    for layer in layers:
        out = layer.forward(out, training=True)
    loss = nn.MSE()
    loss.forward(out, Y)
    delta = loss.backward()
    for layer in reversed(layers[1:]):
        delta = layer.backward(delta)
    layers[0].backward(delta)
    dW = layers[0].parameters()[0].grad
    return Stack(X, delta, X[:, :, None] * delta[:, None, :], dW)


@dataclass(frozen=True)
class Question:
    """What an entry of the running sum will be once sample ``sample`` has joined.

    ``near`` pairs the numbers that common mistakes lead to with what to say about them.
    """

    sample: int
    row: int
    column: int
    answer: float
    near: list[tuple[float, str]]


def questions(stack: Stack) -> list[Question]:
    """Return one question a sample, walking over the table so that no entry comes twice."""
    d, h = stack.dW.shape
    return [_ask(stack, i, i % d, (2 * i + 1) % h) for i in range(len(stack.a))]


def _ask(stack: Stack, i: int, row: int, column: int) -> Question:
    tile = stack.tiles[i, row, column]
    before = stack.tiles[:i, row, column].sum()
    answer = before + tile
    mistakes = [
        (answer / (i + 1), "That is the mean of the tiles: they are summed; delta holds 1/n."),
        (answer * len(stack.a), "The 1/n undone: delta is already the gradient of the mean."),
        (before - tile, "The new tile came with the wrong sign."),
        (before + stack.a[i, row] + stack.delta[i, column], "Multiply a and delta, don't add."),
    ]
    if i:
        mistakes += [
            (tile, "That is the new tile alone: the ones before it are still in the sum."),
            (before, "That is the sum so far: add this sample's a times delta."),
        ]
    return Question(i, row, column, float(answer), [(float(v), says) for v, says in mistakes])


class OuterProducts(Demo):
    """Tiles join the sum one sample at a time, each after a prediction."""

    a: Any = traitlets.List().tag(sync=True)
    delta: Any = traitlets.List().tag(sync=True)
    tiles: Any = traitlets.List().tag(sync=True)
    sums: Any = traitlets.List(help="running sums, from no sample to all").tag(sync=True)
    product: Any = traitlets.List(help="a.T @ delta").tag(sync=True)
    questions: Any = traitlets.List().tag(sync=True)
    step = traitlets.Int(0, help="how many samples have joined").tag(sync=True)

    def __init__(self) -> None:
        stack = small_batch()
        sums = np.concatenate([np.zeros((1, *stack.dW.shape)), np.cumsum(stack.tiles, axis=0)])
        super().__init__(
            a=stack.a.tolist(),
            delta=stack.delta.tolist(),
            tiles=stack.tiles.tolist(),
            sums=sums.tolist(),
            product=(stack.a.T @ stack.delta).tolist(),
            questions=[vars(question) for question in questions(stack)],
        )

    def still(self) -> Picture:
        """All tiles and their sum."""
        return outer_products_figure()


def outer_products_figure() -> Picture:
    """Return the tiles of the four samples beside their sum, a.T @ delta."""
    stack = small_batch()
    largest = max(abs(stack.tiles).max(), abs(stack.dW).max())
    with theme():
        figure = new_figure(13, 5.6)
        axes = figure.subplot_mosaic([[0, 1, "dW"], [2, 3, "dW"]])
        for i, table in enumerate(stack.tiles):
            draw_table(axes[i], table, largest, "+" if i else "")
            axes[i].set_title(f"sample {i + 1}:  $a^T\\delta$")
        draw_table(axes["dW"], stack.dW, largest, "=")
        axes["dW"].set_title("sum:  $dW = A^T\\delta$")
    return Picture(figure, _describe(stack))


@or_still(outer_products_figure)
def outer_products() -> OuterProducts:
    """Return the demo: predict an entry, then let the next sample's tile slide into the sum."""
    return OuterProducts()


def draw_table(ax: Axes, table: Array, largest: float, symbol: str = "") -> None:
    """Draw a small matrix as coloured cells with its numbers: blue below 0, orange above.

    Args:
        ax: where to draw.
        table: (d, h) numbers.
        largest: the absolute value that gets the full colour.
        symbol: what stands left of it, such as '+'.
    """
    rows, columns = table.shape
    for (r, c), value in np.ndenumerate(table):
        colour = ORANGE if value > 0 else BLUE
        share = 0.1 + 0.5 * abs(value) / largest
        ax.fill_between([c, c + 1], r, r + 1, color=colour, alpha=share, linewidth=0)
        number = f"{value:+.3f}".replace("-", "−")
        ax.text(c + 0.5, r + 0.5, number, ha="center", va="center")
    ax.text(-0.25, rows / 2, symbol, ha="center", va="center", fontsize=24)
    ax.set(xlim=(-0.5, columns), ylim=(rows, 0), aspect=0.7)
    ax.axis("off")


def _describe(stack: Stack) -> str:
    rows = "; ".join(", ".join(f"{v:+.3f}" for v in row) for row in stack.dW)
    return (
        f"{len(stack.a)} tables of {stack.dW.shape[0]} rows and {stack.dW.shape[1]} columns in a "
        "grid with plus signs between them, one for each sample: the outer product of what came "
        "into the layer and of delta. Behind an equals sign stands their sum, the weight "
        f"gradient dW, row by row: {rows}."
    )
