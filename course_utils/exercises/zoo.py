"""The bug zoo on show: symptoms for everybody, the proof for who asks.

An ``Exhibit`` holds what is public. ``proof`` asks the answers, as ``check`` does, so it works in a
learner's own installation and not where a submission runs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from course_utils.exercises.answer import Choice
from course_utils.exercises.answers import answer_for
from course_utils.exercises.answers.implementation.bugs import REPAIRED
from course_utils.exercises.task import Question
from course_utils.exercises.tasks import all_tasks
from course_utils.exercises.tasks.implementation import zoo

NAMES = zoo.NAMES


@dataclass(frozen=True)
class Exhibit:
    """A program, what a run of it shows, and what it is suspected of.

    Attributes:
        options: three suspicions, each about one line, and the acquittal, by letter.
    """

    name: str
    title: str
    program: str
    losses: tuple[float, ...]
    grads: Mapping[str, float]
    options: Mapping[str, str]


@dataclass(frozen=True)
class Proof:
    """The verdict on an exhibit, and a program to compare it with.

    Attributes:
        right: the letter of the right option.
        line: the line that is wrong, counted from 1; None for a false alarm.
        why: the number that proves it, in a sentence or two.
        wrong: what speaks against each other option.
        changed: the lines of ``program`` that are not the exhibit's. Of a false alarm they are
            what an accuser would write.
        losses, grads: what a run of ``program`` shows.
    """

    right: str
    line: int | None
    why: str
    wrong: Mapping[str, str]
    program: str
    changed: tuple[int, ...]
    losses: tuple[float, ...]
    grads: Mapping[str, float]


@cache
def exhibit(name: str) -> Exhibit:
    """One animal of the zoo. Raises KeyError, with a sentence, where there is no such name."""
    program, symptoms = zoo.source(name), zoo.symptoms(name)
    options = _question(name).options
    return Exhibit(name, zoo.title(name), program, symptoms.losses, symptoms.grads, options)


@cache
def proof(name: str) -> Proof:
    """What is wrong with the animal, or that nothing is, and the numbers of the other program."""
    program, answer = repaired(name), answer_for(name, "implementation")
    assert isinstance(answer, Choice)
    symptoms = zoo.run(program)
    named = re.match(r"Line (\d+),", _question(name).options[answer.right])
    return Proof(
        right=answer.right,
        line=int(named[1]) if named else None,
        why=answer.why,
        wrong=answer.wrong,
        program=program,
        changed=tuple(REPAIRED[name]),
        losses=symptoms.losses,
        grads=symptoms.grads,
    )


def repaired(name: str) -> str:
    """The program with the answer's lines in place of its own, at the same depth."""
    lines = zoo.source(name).splitlines()
    for number, line in REPAIRED[name].items():
        old = lines[number - 1]
        lines[number - 1] = old[: len(old) - len(old.lstrip())] + line
    return "\n".join(lines) + "\n"


def _question(name: str) -> Question:
    question = all_tasks()[name]
    assert isinstance(question, Question)
    return question
