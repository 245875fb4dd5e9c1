"""What is asked at each step of the tape, and the wrong answers that can be named.

Each slip is a rule that computes what a wrong backward pass would hold. Ids are those of the
exercises' mistakes wherever the mistake is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils.demos.implementation.walk import Share, Step, Walk
from course_utils.nn.tape.arrays import Array

ROUNDING, LAST_DIGIT = 0.01, 2e-3  # the page has three decimals: four of them are 0.002 off
EVERYWHERE = ("sign", "no_upstream")  # slips that no single operation is known for


@dataclass(frozen=True)
class Spot:
    """One share of one step, and what there is to know about it."""

    walk: Walk
    step: Step
    which: int

    @property
    def share(self) -> Share:
        return self.step.shares[self.which]

    @property
    def op(self) -> str:
        return self.walk.nodes[self.step.node].op.split()[0]

    @property
    def words(self) -> dict[str, Any]:
        """What the sentences below may name."""
        parent, child = self.share.parent, self.step.node
        return {
            "name": self.walk.names[parent],
            "child": self.walk.names[child],
            "shape": self.share.value.shape,
            "arrived": self.step.grad.shape,
            "n": self.share.value.size // max(self.step.grad.size, 1),
        }

    def data(self, which: int) -> Array:
        return self.walk.nodes[self.step.shares[which].parent].data


Wrong = Callable[[Spot], Array]


@dataclass(frozen=True)
class Slip:
    """A wrong share, where it can happen, and what to say to whoever types it."""

    id: str
    wrong: Wrong
    says: str
    when: Callable[[Spot], bool] = lambda spot: True


def _ops(*names: str) -> Callable[[Spot], bool]:
    return lambda spot: spot.op in names


def _stretched(spot: Spot) -> bool:
    return spot.share.unbroadcast


def _used_before(spot: Spot) -> bool:
    return bool(np.any(spot.share.before))


def _own(spot: Spot) -> Array:
    """The gradient times the parent's own data instead of the other factor's."""
    return spot.step.grad * spot.data(spot.which)


def _first_copies(spot: Spot) -> Array:
    """One of the copies that broadcasting made, in the parent's shape."""
    raw, shape = spot.share.raw, spot.share.value.shape
    raw = raw[(0,) * (raw.ndim - len(shape))]
    return raw[tuple(slice(0, size) for size in shape)]


def _copies(spot: Spot) -> float:
    return spot.share.raw.size / spot.share.value.size


def _first_sample(spot: Spot) -> Array:
    """A weight gradient from the first row alone."""
    return np.outer(spot.data(0)[0], spot.step.grad[0])


SHAPES: tuple[Slip, ...] = (
    Slip(
        "unsummed",
        lambda spot: spot.share.raw,
        "Not unbroadcast: {arrived} is the shape of what arrives. Broadcasting copied {name}, so "
        "the gradients of its copies are added up.",
        _stretched,
    ),
    Slip(
        "keepdims",
        lambda spot: np.atleast_2d(spot.share.value),
        "An axis of length 1 is left over: {name} has one axis only.",
        lambda spot: spot.share.value.ndim == 1,
    ),
    Slip(
        "transposed",
        lambda spot: spot.share.value.T,
        "Transposed: a gradient has the shape of what it belongs to, axis by axis.",
    ),
    Slip(
        "swapped",
        lambda spot: spot.step.shares[1 - spot.which].value,
        "That is the shape of the other factor's gradient.",
        _ops("@"),
    ),
    Slip(
        "unspread",
        lambda spot: spot.step.grad,
        "Not spread: {arrived} is the shape of what arrives at {child}. Every entry that was added "
        "up gets its share.",
        _ops("sum", "mean"),
    ),
    Slip(
        "arrived",
        lambda spot: spot.step.grad,
        "That is the shape of what arrives at {child}. Which shape has {name}?",
    ),
)
ENTRIES: tuple[Slip, ...] = (
    Slip(
        "overwrite",
        lambda spot: spot.share.value,
        "Overwritten instead of added: this is the new share alone. {name} was used twice and had "
        "a gradient already.",
        _used_before,
    ),
    Slip(
        "unchanged",
        lambda spot: spot.share.before,
        "That is what {name} had before. This step adds to it.",
        _used_before,
    ),
    Slip(
        "first_copy",
        _first_copies,
        "Not unbroadcast: that is one copy's gradient. Broadcasting copied {name}, so the copies' "
        "gradients are added up.",
        _stretched,
    ),
    Slip(
        "mean",
        lambda spot: spot.share.value / _copies(spot),
        "Averaged over the copies. They are added up; the loss has taken its mean already.",
        _stretched,
    ),
    Slip(
        "no_minus",
        lambda spot: -spot.share.value,
        "The minus is missing: what is subtracted gets the gradient with its sign turned.",
        lambda spot: spot.op == "-" and spot.which == 1,
    ),
    Slip(
        "no_mean",
        lambda spot: spot.share.value * spot.words["n"],
        "The 1/n of the mean is missing: each of the {n} entries moves it by a part only.",
        _ops("mean"),
    ),
    Slip(
        "shared_out",
        lambda spot: spot.share.value / spot.words["n"],
        "Shared out among {n} entries: that is the mean's rule. A sum moves by as much as each "
        "entry moves.",
        _ops("sum"),
    ),
    Slip(
        "own_factor",
        _own,
        "The factor is {name} itself. In a product it is the other factor.",
        _ops("*"),
    ),
    Slip(
        "no_mask",
        lambda spot: spot.step.grad,
        "The mask is missing: this unit was off, and nothing goes back through it.",
        _ops("relu"),
    ),
    Slip(
        "multiplied",
        _own,
        "Multiplied by {name} where the derivative of the logarithm is 1/{name}.",
        _ops("log"),
    ),
    Slip(
        "input_for_output",
        _own,
        "The derivative of e^x is e^x, and you took x.",
        _ops("exp"),
    ),
    Slip(
        "no_slope",
        lambda spot: spot.step.grad,
        "Passed on unchanged: the slope of {child} is missing.",
        _ops("exp", "log", "tanh", "*", "/", "**"),
    ),
    Slip(
        "no_upstream",
        lambda spot: spot.walk.nodes[spot.step.node].shares(np.ones_like(spot.step.grad))[
            spot.which
        ],
        "The local derivative alone: it is to be multiplied by the gradient that arrives.",
    ),
    Slip(
        "n_again",
        lambda spot: spot.share.value / len(spot.step.grad),
        "Divided by n once more: the mean in the loss has done that.",
        _ops("@"),
    ),
    Slip(
        "first_sample",
        _first_sample,
        "The first sample alone: the product adds up what all samples say.",
        lambda spot: spot.op == "@" and spot.which == 1,
    ),
    Slip(
        "sign",
        lambda spot: -spot.share.value,
        "The size is right, the sign is not.",
    ),
)


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
