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
        suspects: the lines that are suspected, counted from 1.
    """

    name: str
    title: str
    program: str
    losses: tuple[float, ...]
    grads: Mapping[str, float]
    options: Mapping[str, str]
    suspects: tuple[int, ...]


@dataclass(frozen=True)
class Proof:
    """The verdict on an exhibit, and a program to compare it with.

    Attributes:
        right: the letter of the right option.
        line: the line that is wrong, counted from 1; None for a false alarm.
        why: the number that proves it, in a sentence or two.
        wrong: what speaks against each other option.
        changes: the lines that make the exhibit right, by number. Of a false alarm they are what
            an accuser would write.
        losses, grads: what a run shows with these lines.
    """

    right: str
    line: int | None
    why: str
    wrong: Mapping[str, str]
    changes: Mapping[int, str]
    losses: tuple[float, ...]
    grads: Mapping[str, float]


@cache
def exhibit(name: str) -> Exhibit:
    """One animal of the zoo. Raises KeyError, with a sentence, where there is no such name."""
    program, symptoms = zoo.source(name), zoo.symptoms(name)
    options = _question(name).options
    lines = tuple(line for line in map(_line, options.values()) if line)
    return Exhibit(name, zoo.title(name), program, symptoms.losses, symptoms.grads, options, lines)


@cache
def proof(name: str) -> Proof:
    """What is wrong with the animal, or that nothing is, and the numbers of the other program."""
    symptoms, answer = zoo.run(repaired(name)), answer_for(name, "implementation")
    assert isinstance(answer, Choice)
    return Proof(
        right=answer.right,
        line=_line(_question(name).options[answer.right]),
        why=answer.why,
        wrong=answer.wrong,
        changes=_changes(name),
        losses=symptoms.losses,
        grads=symptoms.grads,
    )


def repaired(name: str) -> str:
    """The program with the answer's lines in place of its own."""
    lines, changes = zoo.source(name).splitlines(), _changes(name)
    return "\n".join(changes.get(number, line) for number, line in enumerate(lines, start=1))


def _changes(name: str) -> dict[int, str]:
    """The answer's lines, each indented as the line it replaces."""
    lines = zoo.source(name).splitlines()
    indents = {n: len(lines[n - 1]) - len(lines[n - 1].lstrip()) for n in REPAIRED[name]}
    return {n: " " * indents[n] + line for n, line in REPAIRED[name].items()}


def _line(option: str) -> int | None:
    """The line an option accuses: ``Line 11, ...``; the acquittal names none."""
    named = re.match(r"Line (\d+),", option)
    return int(named[1]) if named else None


def _question(name: str) -> Question:
    question = all_tasks()[name]
    assert isinstance(question, Question)
    return question
