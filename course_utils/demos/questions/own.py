"""A learner's own list: every known mistake on record, in the words of its card."""

from __future__ import annotations

from collections.abc import Iterator

from course_utils.exercises import store
from course_utils.exercises.cards import Card, list_card
from course_utils.exercises.mistakes import in_one_sentence
from course_utils.exercises.tasks import all_tasks


def own_mistakes() -> Card:
    """Return what ``check`` has on record for this learner, a sentence each, in course order.

    ✓ stands before a mistake in an exercise that is right by now, ✗ before the others.
    """
    records, notice = store.load()
    lines = [line for name in all_tasks() if name in records for line in _of(name, records[name])]
    return list_card(
        "Your own mistakes", lines or ["No mistake that has a name is on record yet."], notice
    )


def _of(exercise: str, record: store.Record) -> Iterator[str]:
    mark = "✓" if record.status == "right" else "✗"
    for mistake in record.mistakes:
        if said := in_one_sentence(exercise, mistake):
            yield f"{mark} `{exercise}`: {said}"
