"""Tape inspector: every operation that was recorded, what it saved, and what it hands back."""

from __future__ import annotations

from matplotlib.axes import Axes

from course_utils.demos.implementation.training_step import training_step
from course_utils.demos.implementation.walk import Walk, walk_back
from course_utils.demos.picture import Picture
from course_utils.demos.theme import BACKWARD, FORWARD, INK, new_figure, theme
from course_utils.nn.tape import ArrayNode
from course_utils.nn.tape.arrays import Array


def formula(node: ArrayNode) -> str:
    """How the node was made, in the names of its parents: ``X @ W1``, ``exp(Z2)``."""
    names = [parent.name or parent.op for parent in node.parents]
    return f" {node.op} ".join(names) if len(names) == 2 else f"{node.op}({', '.join(names)})"


def saved_by(node: ArrayNode) -> dict[str, Array]:
    """What an operation keeps for the way back, under the names the tape's nodes have."""
    names = dict(zip("ab", (parent.name for parent in node.parents), strict=False))
    return {(names | {"y": node.name}).get(key, key): kept for key, kept in node.saved.items()}


def shape(size: tuple[int, ...]) -> str:
    """A shape as NumPy prints it, and a number called one."""
    return str(tuple(size)) if size else "one number"


def tape_inspector_figure(root: ArrayNode | None = None) -> Picture:
    """Return the tape as a table: operation, what it saved, and the shares it hands back."""
    walk = walk_back(root or training_step())
    with theme():
        figure = new_figure(13, 1.2 + 0.5 * len(walk.steps))
        _draw_table(figure.add_subplot(), walk)
    return Picture(figure, _alt(walk))


def tape_inspector(root: ArrayNode | None = None) -> Picture:
    """Return the demo: go back over the tape of one training step, or of ``root``."""
    return tape_inspector_figure(root)


_HEADS = ("", "recorded", "shape", "saved for the way back", "hands back, going up")
_COLUMNS = (0.0, 0.05, 0.26, 0.4, 0.64)


def _draw_table(ax: Axes, walk: Walk) -> None:
    ax.axis("off")
    rows = len(walk.steps)
    ax.set(xlim=(0, 1), ylim=(rows + 0.5, -0.7))
    for x, text in zip(_COLUMNS, _HEADS, strict=True):
        ax.text(x, -0.2, text, weight="bold")
    for row, cells in enumerate(_rows(walk), start=1):
        ax.axhline(row - 0.7, color=INK, lw=0.5, alpha=0.3)
        for x, text, color in zip(
            _COLUMNS, cells, (INK, INK, FORWARD, FORWARD, BACKWARD), strict=True
        ):
            ax.text(x, row - 0.2, text, color=color)


def _rows(walk: Walk) -> list[tuple[str, ...]]:
    """One row an operation, in the order they were recorded."""
    rows: list[tuple[str, ...]] = []
    for number, step in enumerate(reversed(walk.steps), start=1):
        node = walk.nodes[step.node]
        saved = ", ".join(f"{key} {shape(value.shape)}" for key, value in saved_by(node).items())
        back = "; ".join(
            f"{walk.nodes[share.parent].name} += {shape(share.value.shape)}"
            for share in step.shares
        )
        made = f"{node.name} = {formula(node)}"
        rows.append((str(number), made, shape(node.data.shape), saved or "nothing", back))
    return rows


def _alt(walk: Walk) -> str:
    rows = [
        f"{n}. {made}, shape {size}, saves {saved}, hands back {back}"
        for n, made, size, saved, back in _rows(walk)
    ]
    return f"The tape of one loss, {len(rows)} operations. " + ". ".join(rows) + "."
