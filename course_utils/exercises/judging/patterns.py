"""Stage 9: what else can be said of a wrong array.

Each look is asked of every probe; it speaks only where it sees the same on all on which the
result is wrong. So nothing is said on the ground of one coincidence.
"""

from collections.abc import Callable, Iterator

import numpy as np

from course_utils.exercises.judging import places, relations
from course_utils.exercises.judging.case import Case, Finding, Part
from course_utils.exercises.judging.comparing import close
from course_utils.exercises.judging.wording import number, place, told_apart

Inputs = dict[str, np.ndarray]
Look = Callable[[np.ndarray, np.ndarray, Inputs], Iterator[tuple[str, ...]]]
"""Yields what it sees in yours, right and inputs, as words; empty where it sees nothing."""

_ENOUGH = 3


def pattern(case: Case, part: Part) -> Finding | None:
    """The first look that sees the same on every probe that is wrong."""
    wrong = [
        (mine.astype(float), right.astype(float), case.inputs(probe))
        for probe, (mine, right) in enumerate(zip(part.yours, part.right, strict=True))
        if not close(mine, right)
    ]
    right_ones = len(part.yours) - len(wrong)
    if right_ones and sum(mine.size for mine, _, _ in wrong) == 1:
        return None  # one wrong number agrees with too many things by accident
    for kind, look, tell in _LOOKS:
        seen = [dict.fromkeys(look(*probe)) for probe in wrong]
        shared = [words for words in seen[0] if all(words in other for other in seen[1:])]
        if shared:
            says, asks = tell(*shared[0])
            where = f" {_so_far(len(wrong), right_ones)}" if right_ones else ""
            return Finding(kind, f"{says}{where} {evidence(case, part)}", asks)
    return None


def same_everywhere(case: Case, part: Part) -> Finding | None:
    """One and the same number on all inputs, though the right ones differ."""
    if len(part.right) < _ENOUGH or any(a.size != 1 for a in (*part.yours, *part.right)):
        return None
    mine, right = (np.array([a.item() for a in arrays]) for arrays in (part.yours, part.right))
    if not close(mine, np.full(mine.shape, mine[0])) or close(
        right, np.full(right.shape, right[0])
    ):
        return None
    says = f"Your result is {number(mine[0])} on every input. {evidence(case, part)}"
    return Finding("constant", says, "Through which line do the inputs enter your result?")


def _so_far(wrong: int, right: int) -> str:
    return f"That is so on {wrong} of {wrong + right} inputs, the rest is right."


def evidence(case: Case, part: Part) -> str:
    """The entry that is furthest off."""
    probe, index = part.worst()
    yours, right = told_apart(part.yours[probe][index], part.right[probe][index])
    return f"(At {place(case, part, probe, index)} you have {yours}; right is {right}.)"


_LOOKS: tuple[tuple[str, Look, Callable[..., tuple[str, str]]], ...] = (
    ("constant", relations.constant, relations.tell_constant),
    ("values", relations.few_values, relations.tell_few_values),
    ("input", relations.an_input, relations.tell_an_input),
    ("disguise", relations.disguised, relations.tell_disguised),
    ("sign", relations.signs, relations.tell_signs),
    ("order", relations.moved, relations.tell_moved),
    ("term", relations.apart, relations.tell_apart),
    ("factor", relations.times, relations.tell_times),
    ("lines", places.some_lines, places.tell_lines),
    ("onset", places.onset, places.tell_onset),
    ("places", places.few, places.tell_few),
    ("region", places.half_line, places.tell_half_line),
    ("total", places.total, places.tell_total),
)
