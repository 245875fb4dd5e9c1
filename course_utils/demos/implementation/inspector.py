"""Tape inspector: every operation that was recorded, what it saved, and what it hands back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import traitlets
from matplotlib.axes import Axes

from course_utils.demos.implementation.predictions import Question, questions
from course_utils.demos.implementation.training_step import training_step
from course_utils.demos.implementation.walk import Step, Walk, walk_back
from course_utils.demos.picture import Picture
from course_utils.demos.theme import BACKWARD, FORWARD, INK, new_figure, theme
from course_utils.demos.widget import Demo, or_still
from course_utils.nn.tape import ArrayNode


class TapeInspector(Demo):
    """The whole walk back is done once, here; the script shows as much as has been reached."""

    names: Any = traitlets.List(help="of all nodes").tag(sync=True)
    arrivals: Any = traitlets.List(help="for each node, how many shares it gets").tag(sync=True)
    steps: Any = traitlets.List(help="the way back, the loss first").tag(sync=True)
    # What the learner has reached.
    step = traitlets.Int(0, help="how many steps have been taken").tag(sync=True)
    chosen = traitlets.Int(0, help="the step that is looked at").tag(sync=True)

    def __init__(self, root: ArrayNode | None = None) -> None:
        self._root = root
        walk = _walk(root)
        arrivals = [share.parent for step in walk.steps for share in step.shares]
        super().__init__(
            names=list(walk.names),
            arrivals=[arrivals.count(i) for i in range(len(walk.nodes))],
            steps=[
                _plain(walk, step, question)
                for step, question in zip(walk.steps, questions(walk), strict=True)
            ],
        )

    def still(self) -> Picture:
        """The tape as a table."""
        return tape_inspector_figure(self._root)


def tape_inspector_figure(root: ArrayNode | None = None) -> Picture:
    """Return the tape as a table: operation, shape, what it saved, and what it hands back.

    Args:
        root: a loss recorded with ``nn.ArrayNode``; without one, a training step of a 2-5-3
            network on four samples.

    Raises:
        ValueError: ``root`` is not one number, or its tape does not fit on a page.
    """
    walk = _walk(root)
    with theme():
        figure = new_figure(13, 1.2 + 0.5 * len(walk.steps))
        _draw_table(figure.add_subplot(), _rows(walk))
    return Picture(figure, _alt(_rows(walk)))


@or_still(tape_inspector_figure)
def tape_inspector(root: ArrayNode | None = None) -> TapeInspector:
    """Return the demo: go back over a tape, predicting a shape or an entry at every operation.

    Args:
        root: a loss recorded with ``nn.ArrayNode``; without one, a training step of a 2-5-3
            network on four samples.

    Raises:
        ValueError: ``root`` is not one number, or its tape does not fit on a page.
    """
    return TapeInspector(root)


def _walk(root: ArrayNode | None) -> Walk:
    return walk_back(training_step() if root is None else root)


def _plain(walk: Walk, step: Step, question: Question) -> dict[str, Any]:
    """A step as lists and words."""
    return {
        "node": step.node,
        "formula": walk.formula(step),
        "shape": walk.nodes[step.node].data.shape,
        "saved": {name: kept.tolist() for name, kept in walk.saved(step).items()},
        "grad": step.grad.tolist(),
        "shares": [
            {
                "parent": share.parent,
                "rule": walk.rule(step, which),
                "shape": share.value.shape,
                "value": share.value.tolist(),
                "before": share.before.tolist() if share.before.any() else None,
                "after": share.after.tolist(),
            }
            for which, share in enumerate(step.shares)
        ],
        "question": asdict(question),
    }


def shape(size: tuple[int, ...]) -> str:
    """A shape as NumPy prints it; of a number, those words."""
    return str(tuple(size)) if size else "one number"


_HEADS = ("", "recorded", "shape", "saved for the way back", "handed back, from the last row up")
_COLUMNS = (0.0, 0.04, 0.23, 0.35, 0.58)
_COLOURS = (INK, INK, FORWARD, FORWARD, BACKWARD)


def _rows(walk: Walk) -> list[tuple[str, ...]]:
    """One row an operation, in the order they were recorded."""
    rows: list[tuple[str, ...]] = []
    for number, step in enumerate(reversed(walk.steps), start=1):
        saved = [f"{name} {shape(kept.shape)}" for name, kept in walk.saved(step).items()]
        back = [f"d{walk.names[s.parent]} += {shape(s.value.shape)}" for s in step.shares]
        made = f"{walk.names[step.node]} = {walk.formula(step)}"
        size = shape(walk.nodes[step.node].data.shape)
        rows.append((str(number), made, size, ", ".join(saved) or "nothing", ", ".join(back)))
    return rows


def _draw_table(ax: Axes, rows: list[tuple[str, ...]]) -> None:
    ax.axis("off")
    ax.set(xlim=(0, 1), ylim=(len(rows) + 0.5, -0.7))
    for x, text in zip(_COLUMNS, _HEADS, strict=True):
        ax.text(x, -0.2, text, weight="bold")
    for row, cells in enumerate(rows, start=1):
        ax.axhline(row - 0.7, color=INK, lw=0.5, alpha=0.3)
        for x, text, color in zip(_COLUMNS, cells, _COLOURS, strict=True):
            ax.text(x, row - 0.2, text, color=color)


def _alt(rows: list[tuple[str, ...]]) -> str:
    told = [
        f"{number}. {made}, {size}; saved: {saved}; handed back: {back}"
        for number, made, size, saved, back in rows
    ]
    return f"A tape of {len(rows)} operations as a table, in their order. {'. '.join(told)}."
