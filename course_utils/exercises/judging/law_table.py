"""The laws a result may keep when its inputs change, and the words for each.

A law sees what happened to a result and names it (``"doubles"``), or sees nothing. ``wanted`` is
the result after the change where the law holds.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_utils.exercises.judging.comparing import close
from course_utils.exercises.judging.wording import number

Pair = tuple[np.ndarray, np.ndarray]
"""One part of the result, before and after a change."""

_SCALES = {
    "turns its sign and keeps its size": -1.0,
    "doubles": 2.0,
    "becomes 4 times as large": 4.0,
    "becomes 8 times as large": 8.0,
    "is halved": 0.5,
    "becomes a quarter": 0.25,
    "doubles and turns its sign": -2.0,
}


@dataclass(frozen=True)
class Law:
    """``seen(before, after)`` names what happened; ``words`` put it into a sentence."""

    seen: Callable[[np.ndarray, np.ndarray], str | None]
    words: str
    wanted: Callable[[np.ndarray, str], np.ndarray]


def _same(before: np.ndarray, after: np.ndarray) -> str | None:
    return "same" if close(after, before) else None


def _vanishes(before: np.ndarray, after: np.ndarray) -> str | None:
    size = np.abs(before).max(initial=0.0)
    return "0" if size and np.abs(after).max(initial=0.0) < 1e-12 * size else None


def _scales(before: np.ndarray, after: np.ndarray) -> str | None:
    return next((w for w, k in _SCALES.items() if before.any() and close(after, k * before)), None)


def _shifts(before: np.ndarray, after: np.ndarray) -> str | None:
    if before.shape != after.shape:
        return None
    gap = (after - before).ravel()
    return number(gap[0]) if gap.size and close(gap, np.full(gap.shape, gap[0])) else None


def _complements(before: np.ndarray, after: np.ndarray) -> str | None:
    return "1 minus" if close(after, 1 - before) else None


def _turns(before: np.ndarray, after: np.ndarray) -> str | None:
    return "reversed" if before.ndim and close(after, before[::-1]) else None


def _repeats(before: np.ndarray, after: np.ndarray) -> str | None:
    return "twice" if before.ndim and close(after, _twice(before, "")) else None


def _twice(before: np.ndarray, seen: str) -> np.ndarray:
    return np.concatenate([before, before]) if before.ndim else before


def _stays_local(before: np.ndarray, after: np.ndarray) -> str | None:
    if before.shape != after.shape or not before.ndim or len(before) < 3:
        return None
    return "row 0" if close(after[1:], before[1:]) and not close(after, before) else None


LAWS = (
    Law(_same, "stays as it is", lambda before, seen: before),
    Law(_vanishes, "is 0", lambda before, seen: 0 * before),
    Law(_scales, "{}", lambda before, seen: _SCALES[seen] * before),
    Law(_turns, "is reversed with them", lambda before, seen: before[::-1]),
    Law(_repeats, "is repeated with them", _twice),
    Law(_shifts, "moves by {} everywhere", lambda before, seen: before + float(seen)),
    Law(_complements, "becomes 1 minus what it was", lambda before, seen: 1 - before),
    Law(_stays_local, "changes in its first row and in no other", lambda before, seen: before),
)
ONLY = {"zero": LAWS[:2], "one": LAWS[:2]}
"""At 0 and 1 a result may stay or vanish; that it moves by some number there is no law."""

WORDS = {
    "zero": ("When {one} is set to 0", "What is left of the formula when {one} is 0?"),
    "one": ("When {one} is set to 1", "What becomes of the formula when {one} is 1?"),
    "doubled": (
        "When {one} is doubled",
        "How often does {one} enter the formula, how often yours?",
    ),
    "negated": ("When {one} turns its sign", "What should the sign of {one} do to the result?"),
    "raised": (
        "When 1 is added to {one}",
        "How does {one} enter: is it added, multiplied, squared?",
    ),
    "first": (
        "When only the first {row} of {one} changes",
        "What do the other {rows} have to do with the first one?",
    ),
    "exchanged": (
        "When {one} and {other} trade places",
        "Which role has {one}, and which has {other}?",
    ),
    "equal": (
        "When {other} equals {one}",
        "What should come out when {one} and {other} agree perfectly?",
    ),
    "both doubled": (
        "When {one} and {other} are both doubled",
        "How often do {one} and {other} enter the formula, how often yours?",
    ),
    "complements": (
        "When 1 − {one} stands for {one} and 1 − {other} for {other}, so that yes and no trade "
        "names",
        "Which terms belong to yes and which to no, and is each the other's mirror image?",
    ),
    "reversed": (
        "When the {rows} come in reverse order",
        "Should the place of one {row} matter?",
    ),
    "repeated": (
        "When every {row} comes twice",
        "Is there a sum over the {rows} in yours, or a mean, and which is asked?",
    ),
}
"""For each kind of experiment: what was done, and the question that leads on."""
