"""Slips on the way back over a tape: each a rule that computes what a wrong pass would hold.

Ids are those of the exercises' mistakes wherever the mistake is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_utils.demos.implementation.walk import Share, Step, Walk
from course_utils.nn.tape.arrays import Array

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
