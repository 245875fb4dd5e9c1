"""Class mirror: the mistakes this room makes most, exercise by exercise, without names."""

from __future__ import annotations

import textwrap
from dataclasses import asdict
from pathlib import Path
from typing import Any

import traitlets
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from course_utils.demos.picture import Picture
from course_utils.demos.questions.room import Seen, seen_in
from course_utils.demos.theme import BLUE, FAINT, label, new_figure, theme
from course_utils.demos.widget import Demo, or_still
from course_utils.lectures import LECTURES

SHOWN = 10
_WIDTH = 125  # characters of a sentence in one line of the picture


class ClassMirror(Demo):
    """All counts come with the widget; the script keeps the mistakes covered until asked."""

    mistakes: Any = traitlets.List(help="a dictionary each, see Seen").tag(sync=True)
    lectures: Any = traitlets.Dict(help="title by name, of those that occur").tag(sync=True)
    # What the instructor has chosen.
    lecture = traitlets.Unicode("", help="name; '' for all").tag(sync=True)
    uncovered: Any = traitlets.List(help="places in mistakes").tag(sync=True)

    def __init__(self, found: list[Seen]) -> None:
        titles = {lecture.name: lecture.title for lecture in LECTURES}
        there = {one.lecture for one in found}
        super().__init__(
            mistakes=[asdict(one) for one in found],
            lectures={name: title for name, title in titles.items() if name in there},
        )
        self._found = found

    def still(self) -> Picture:
        """The most frequent mistakes as bars."""
        return _draw(self._found, SHOWN)


def class_mirror_figure(folder: str | Path, shown: int = SHOWN) -> Picture:
    """Return the ``shown`` most frequent mistakes of a room as bars, each with a sentence.

    Args:
        folder: one that ``course grade`` wrote, or one with learners' progress files below it.

    Raises:
        ValueError: the folder holds neither grades nor progress.
    """
    return _draw(seen_in(folder), shown)


@or_still(lambda folder: class_mirror_figure(folder))
def class_mirror(folder: str | Path) -> ClassMirror:
    """Return the demo: which mistakes this room made, covered until the room has guessed.

    Args:
        folder: one that ``course grade`` wrote, or one with learners' progress files below it.

    Raises:
        ValueError: the folder holds neither grades nor progress.
    """
    return ClassMirror(seen_in(folder))


def _draw(found: list[Seen], shown: int) -> Picture:
    """The most frequent of ``found`` that fit, those of one exercise still together."""
    least = sorted((one.learners for one in found), reverse=True)[:shown][-1:] or [0]
    chosen = [one for one in found if one.learners >= least[0]][:shown]
    with theme():
        figure = new_figure(12, 1.3 + 0.95 * max(len(chosen), 1))
        ax = figure.add_subplot()
        for place, one in enumerate(chosen):
            _row(ax, place, one)
        ax.set_ylim(len(chosen) - 0.4, -0.75)
        ax.set_xlim(0, max((one.learners for one in chosen), default=1) * 1.12)
        ax.set_yticks([])
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
        label(ax, "learners who made it", "mistakes")
    return Picture(figure, _describe(chosen, len(found)))


def _row(ax: Axes, place: int, one: Seen) -> None:
    """A thin bar, its name above it and what it means below."""
    ax.barh(place, one.learners, height=0.2, color=BLUE)
    ax.annotate(
        f"{one.exercise}: {one.mistake}",
        (0, place - 0.16),
        (6, 0),
        textcoords="offset points",
        va="bottom",
        weight="bold",
    )
    ax.annotate(
        f"{one.learners} of {one.of}",
        (one.learners, place),
        (6, 0),
        textcoords="offset points",
        va="center",
    )
    said = textwrap.shorten(one.said, _WIDTH, placeholder=" …")
    ax.annotate(
        said,
        (0, place + 0.14),
        (6, 0),
        textcoords="offset points",
        va="top",
        fontsize=12,
        color=FAINT,
    )


def _describe(chosen: list[Seen], count: int) -> str:
    if not chosen:
        return "Class mirror: no known mistake was made in this room; there are no bars."
    said = "; ".join(
        f"{one.exercise}, {one.mistake}: {one.learners} of {one.of} learners" for one in chosen
    )
    of_all = f"the {len(chosen)} most frequent of {count}" if count > len(chosen) else "all"
    return (
        f"Class mirror: bars for {of_all} known mistakes made in this room, without names. {said}."
    )
