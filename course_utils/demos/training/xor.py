"""XOR trained in two ways: without biases from U(0, 1), which fails, and properly."""

from __future__ import annotations

from functools import cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils import nn
from course_utils.demos.picture import Picture
from course_utils.demos.theme import BLUE, FAINT, VERMILION, label, new_figure, theme

Array = NDArray[np.floating[Any]]

X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
Y = np.array([[0.0], [1.0], [1.0], [0.0]])
EPOCHS, SEEDS = 1000, 5
# The failing recipe steps with 0.1 along the gradient of half the squared error, summed over the
# four samples. That is twice the gradient of their mean squared error.
NAIVE_RATE, RATE = 0.1 * 2, 3.0


def train(proper: bool, seed: int) -> Array:
    """Return the mean squared error (EPOCHS + 1,) of a 2-3-1 sigmoid network before each update.

    Args:
        proper: with biases, weights of both signs (Xavier) and rate 3; otherwise without biases,
            weights from U(0, 1) and rate 0.1.
        seed: of the starting weights.
    """
    rng = np.random.default_rng(seed)
    init = nn.xavier_uniform if proper else partial(nn.uniform, low=0.0, high=1.0)
    hidden, output = nn.Dense(2, 3, rng=rng, init=init), nn.Dense(3, 1, rng=rng, init=init)
    model, loss = nn.Sequential(hidden, nn.Sigmoid(), output, nn.Sigmoid()), nn.MSE()
    learned = model.parameters() if proper else [hidden.W, output.W]  # biases stay at 0
    optimizer = nn.SGD(learned, lr=RATE if proper else NAIVE_RATE)
    losses = []
    for _ in range(EPOCHS + 1):
        losses.append(nn.backpropagate(model, loss, X, Y))
        optimizer.step()
    return np.array(losses)


@cache
def runs(proper: bool) -> Array:
    """Return the losses (SEEDS, EPOCHS + 1) of one recipe from several starts."""
    return np.array([train(proper, seed) for seed in range(SEEDS)])


def xor_figure() -> Picture:
    """Return the loss over 1,000 epochs of both recipes, five starts each."""
    recipes = (
        (False, "no biases, weights from U(0, 1), rate 0.1", VERMILION, "--"),
        (True, f"biases, weights of both signs, rate {RATE:g}", BLUE, "-"),
    )
    with theme():
        figure = new_figure(10, 5)
        ax = figure.add_subplot()
        for proper, name, color, style in recipes:
            for k, losses in enumerate(runs(proper)):
                ax.semilogy(losses, style, color=color, lw=2, label=name if k == 0 else None)
        ax.axhline(0.25, color=FAINT, ls=":", label="0.25: always saying one half")
        label(ax, "epoch", "mean squared error")
        ax.legend(loc="lower left")
    failed, learned = runs(False)[:, -1], runs(True)[:, -1]
    return Picture(
        figure,
        "Mean squared error of XOR over 1,000 epochs on a logarithmic axis, five starts for each "
        "of two recipes. Without biases, with weights from U(0, 1) and rate 0.1, all five curves "
        f"end near the dotted line at 0.25, between {failed.min():.3f} and {failed.max():.3f}: "
        "they learned nothing but to say one half. With biases, weights of both signs and rate "
        f"{RATE:g} all five fall, to between {learned.min():.4f} and {learned.max():.4f}.",
    )
