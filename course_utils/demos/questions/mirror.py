"""Class mirror: the mistakes this room makes most, exercise by exercise, without names."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from course_utils.demos.picture import Picture
from course_utils.demos.theme import BLUE, label, new_figure, theme


def class_mirror(folder: str | Path) -> Picture:
    """Return the most frequent mistakes of a graded class, from the grader's output folder.

    Raises:
        ValueError: the folder holds no grades.
    """
    return class_mirror_figure(folder)


def class_mirror_figure(folder: str | Path) -> Picture:
    """Return the mistakes of a class as bars, the most frequent first."""
    found = _count(Path(folder)).most_common(10)
    with theme():
        figure = new_figure(10, 5)
        ax = figure.add_subplot()
        ax.barh([name for name, _ in found], [count for _, count in found], color=BLUE)
        ax.invert_yaxis()
        label(ax, "learners", "mistake")
    said = ", ".join(f"{name} {count}" for name, count in found)
    return Picture(figure, f"The most frequent mistakes of the class, by learners: {said}.")


def _count(folder: Path) -> Counter[str]:
    journal = folder / "journal.jsonl"
    if not journal.exists():
        raise ValueError(f"{folder} holds no grades; give the folder that course grade wrote to.")
    lines = journal.read_text(encoding="utf-8").splitlines()
    grades = [grade for line in lines for grade in json.loads(line)["grades"]]
    return Counter(f"{g['exercise']}: {g['misconception']}" for g in grades if g["misconception"])
