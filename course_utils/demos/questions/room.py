"""What a room got wrong, counted without names.

From a folder that ``course grade`` wrote (its ``mistakes.csv``), or one that holds learners'
progress files (``progress.json``, wherever below it), as a shared disk does.
"""

from __future__ import annotations

import csv
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from course_utils.exercises import store
from course_utils.exercises.mistakes import in_one_sentence
from course_utils.exercises.tasks import all_tasks

Key = tuple[str, str]
"""Exercise and id of the mistake."""


@dataclass(frozen=True)
class Seen:
    """One known mistake: ``learners`` made it, ``of`` those who tried the exercise."""

    lecture: str
    exercise: str
    mistake: str
    learners: int
    of: int
    said: str


def seen_in(folder: Path | str) -> list[Seen]:
    """Every known mistake of the room, those of one exercise together, the most frequent first.

    Raises:
        ValueError: the folder holds neither grades nor progress.
    """
    made: Counter[Key] = Counter()
    tried: Counter[str] = Counter()
    sources = [*_add_grades(Path(folder), made, tried), *_add_progress(Path(folder), made, tried)]
    if not sources:
        raise ValueError(
            f"{folder} holds neither mistakes.csv, which course grade writes, nor any "
            "progress.json; give the folder of one of them."
        )
    return _in_order([_seen(key, count, tried) for key, count in made.items()])


def _add_grades(folder: Path, made: Counter[Key], tried: Counter[str]) -> list[Path]:
    path = folder / "mistakes.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    try:
        made.update({(row["exercise"], row["mistake"]): int(row["learners"]) for row in rows})
        tried.update({row["exercise"]: int(row["of"]) for row in rows})
    except (KeyError, TypeError, ValueError):
        raise ValueError(f"{path} is not the table that course grade writes.") from None
    return [path]


def _add_progress(folder: Path, made: Counter[Key], tried: Counter[str]) -> list[Path]:
    """Files that are damaged, or not ours, are passed over: one learner less, not no mirror."""
    found = []
    for path in sorted(folder.rglob("progress.json")):
        with suppress(OSError, ValueError):
            records = store.read(path)
            tried.update(records.keys())
            made.update((name, it) for name, record in records.items() for it in record.mistakes)
            found.append(path)
    return found


def _seen(key: Key, learners: int, tried: Counter[str]) -> Seen:
    exercise, mistake = key
    task = all_tasks().get(exercise)
    lecture = task.lecture if task else ""
    said = in_one_sentence(exercise, mistake)
    return Seen(lecture, exercise, mistake, learners, max(tried[exercise], learners), said)


def _in_order(found: list[Seen]) -> list[Seen]:
    """Exercises by their most frequent mistake, and in each the most frequent first."""
    counts: dict[str, list[int]] = {}
    for one in found:
        counts.setdefault(one.exercise, []).append(one.learners)
    rank = {name: (-max(made), -sum(made), name) for name, made in counts.items()}
    return sorted(found, key=lambda one: (rank[one.exercise], -one.learners, one.mistake))
