"""What a submission's process says, read as bounded JSON and believed in nothing."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from course_utils.exercises.running.plain import shorten

_LONGEST_MESSAGE = 8 << 20
_MOST_READ = 64 << 20
_MOST_ITEMS = 1_000


@dataclass
class Transcript:
    """What a notebook did. Everything in it comes from the learner's process: data, not truth.

    ``runs`` holds a run (as JSON) for each exercise, ``answers`` those to questions (all of them
    once it has ``answered``), ``absent`` the exercises without a function, ``lost`` the cells and
    exercises that took the process down and how, ``problems`` the cells that raised. ``ended``
    tells why the rest is missing, if it is.
    """

    runs: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    answered: bool = False
    absent: set[str] = field(default_factory=set)
    lost: dict[str, str] = field(default_factory=dict)
    problems: dict[int, str] = field(default_factory=dict)
    layers: tuple[str, ...] = ()
    ended: str | None = None


def messages_in(pipe: IO[bytes]) -> Iterator[dict[str, Any]]:
    """Each line as a JSON object, nearly flat; ``ValueError`` for anything else, or too much."""
    read = 0
    while line := pipe.readline(_LONGEST_MESSAGE):
        read += len(line)
        message = json.loads(line) if line.endswith(b"\n") else None
        if not isinstance(message, dict) or read > _MOST_READ or not _is_small(message, depth=2):
            raise ValueError("not a message")
        yield message


def _is_small(value: Any, depth: int) -> bool:
    """Text, a number, or a few of these: brackets in brackets would be many times the line."""
    if not isinstance(value, dict | list):
        return True
    if not depth or len(value) > _MOST_ITEMS:
        return False
    items = value.values() if isinstance(value, dict) else value
    return all(_is_small(item, depth - 1) for item in items)


def note(message: dict[str, Any], transcript: Transcript) -> str | None:
    """Enter one message into the transcript, if it is of a known form; the step it announces."""
    match message:
        case {"at": str(step)}:
            return step[:100]
        case {"layers": [*layers]} if not transcript.layers:
            transcript.layers = tuple(str(layer) for layer in layers[:9])
        case {"cell": int(number), "problem": str(problem)}:
            transcript.problems[number] = shorten(problem)
        case {"answers": dict(answers)}:
            given = {k: v[:200] for k, v in answers.items() if isinstance(v, str)}
            transcript.answers.update(given)
            transcript.answered = True
        case {"absent": str(name)}:
            transcript.absent.add(name)
        case {"run": str(name), "data": str(data)}:
            transcript.runs[name] = data
    return None
