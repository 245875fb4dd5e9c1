"""What is asked at each step of a tape before the step is shown, and what wrong answers mean."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from course_utils.demos.implementation.slips import ENTRIES, EVERYWHERE, SHAPES, Slip, Spot
from course_utils.demos.implementation.walk import Step, Walk
from course_utils.nn.tape.arrays import Array

ROUNDING, LAST_DIGIT = 0.01, 2e-3  # the page has three decimals: four of them are 0.002 off


@dataclass(frozen=True)
class WrongAnswer:
    """An entry or a shape that a slip leads to, and what is said to who types it."""

    value: float | tuple[int, ...]
    tolerance: float
    says: str


@dataclass(frozen=True)
class Question:
    """What is asked before a step is shown.

    Attributes:
        which: the share of the step that is asked for.
        at: the entry of the parent's gradient; None where its shape is asked for.
        right: the entry, or the shape.
        tolerance: how far a typed number may be off.
    """

    which: int
    at: tuple[int, ...] | None
    right: float | tuple[int, ...]
    tolerance: float
    wrong: tuple[WrongAnswer, ...]


def questions(walk: Walk) -> list[Question]:
    """One question a step: a shape where that is news, otherwise an entry."""
    seen: set[str] = set()
    asked = []
    for step in walk.steps:
        spot = _spot(walk, step)
        news = spot.op in ("@", "sum") or spot.share.unbroadcast
        ask = ask_shape if news and spot.op not in seen else ask_entry
        seen.add(spot.op)
        asked.append(ask(spot))
    return asked


def _spot(walk: Walk, step: Step) -> Spot:
    """The share that is asked for: of two, the one with the more telling rule."""
    op = walk.nodes[step.node].op
    return Spot(walk, step, 1 if op in ("+", "-", "@", "/") and len(step.shares) == 2 else 0)


def ask_shape(spot: Spot) -> Question:
    """Ask for the shape of the parent's gradient."""
    right = spot.share.value.shape
    wrong: dict[tuple[int, ...], str] = {}
    for slip in SHAPES:
        if slip.when(spot):
            wrong.setdefault(slip.wrong(spot).shape, slip.says.format(**spot.words))
    wrong.pop(right, None)
    told = tuple(WrongAnswer(shape, 0.0, says) for shape, says in wrong.items())
    return Question(spot.which, None, right, 0.0, told)


def ask_entry(spot: Spot) -> Question:
    """Ask for the entry of the parent's gradient at which the most slips show."""
    right = spot.share.after
    slips = [slip for slip in ENTRIES if slip.when(spot)]
    answers = np.array([_after(slip, spot) for slip in slips])
    shows = np.abs(answers - right) > 3 * tolerance(right)
    at = _most_telling(slips, shows, right)
    wrong = tuple(
        WrongAnswer(float(answer[at]), float(tolerance(answer)[at]), slip.says.format(**spot.words))
        for slip, answer, there in zip(slips, answers, shows, strict=True)
        if there[at]
    )
    return Question(spot.which, at, float(right[at]), float(tolerance(right)[at]), wrong)


def tolerance(right: Array) -> Array:
    """How far a typed number may be off."""
    return ROUNDING * np.abs(right) + LAST_DIGIT


def _most_telling(slips: list[Slip], shows: NDArray[np.bool_], right: Array) -> tuple[int, ...]:
    """The entry where the most slips show, this operation's first; of equals, the largest."""
    weights = np.array([1 if slip.id in EVERYWHERE else 10 for slip in slips])
    told = np.tensordot(weights, shows, axes=1) + np.abs(right) / (np.abs(right).max() + 1e-9)
    return tuple(int(i) for i in np.unravel_index(np.argmax(told), told.shape))


def _after(slip: Slip, spot: Spot) -> Array:
    """The parent's gradient after the wrong step."""
    wrong = np.broadcast_to(slip.wrong(spot), spot.share.value.shape)
    return wrong if slip.id in ("overwrite", "unchanged") else spot.share.before + wrong
