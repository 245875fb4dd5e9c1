"""The numbers under the dropout microscope: ``nn.Dropout`` on a real layer, right and wrong."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from course_utils import nn
from course_utils.data import load_digits

Array = NDArray[np.floating[Any]]

RATES = tuple(round(0.1 * tenths, 1) for tenths in range(1, 10))  # p, the share that is dropped
SHOWN = (8, 16)  # samples and units on the page
MASKS = 100  # averaged over, so that means are those of dropout and not of one mask
_HIDDEN = 64
_SEED = 0


class WrongMask(nn.Dropout):
    """In training, ``spoil`` changes the scaled mask that the right layer has drawn."""

    def forward(self, X: Array, training: bool = False) -> Array:
        super().forward(X, training)
        assert self.scaled_mask is not None  # forward has just drawn it
        if training:
            self.scaled_mask = self.spoil(self.scaled_mask)
        return X * self.scaled_mask

    def spoil(self, mask: Array) -> Array:
        """Return what is used instead of ``mask`` (n, d), which holds 0 and 1 / (1 - p)."""
        raise NotImplementedError


class Unscaled(WrongMask):
    """Y = X ⊙ mask."""

    def spoil(self, mask: Array) -> Array:
        return mask * (1 - self.p)


class DividedByP(WrongMask):
    """Y = X ⊙ mask / p."""

    def spoil(self, mask: Array) -> Array:
        return mask * (1 - self.p) / self.p


class TimesKeep(WrongMask):
    """Y = X ⊙ mask · (1 − p)."""

    def spoil(self, mask: Array) -> Array:
        return mask * (1 - self.p) ** 2


class Flipped(WrongMask):
    """mask = (u < p)."""

    def spoil(self, mask: Array) -> Array:
        return 1 / (1 - self.p) - mask


class OneMask(WrongMask):
    """All samples share the mask of the first."""

    def spoil(self, mask: Array) -> Array:
        return np.repeat(mask[:1], len(mask), axis=0)


class AlwaysTraining(nn.Dropout):
    """The mask is kept in evaluation."""

    def forward(self, X: Array, training: bool = False) -> Array:
        return super().forward(X, training=True)


class NewMask(nn.Dropout):
    """Another mask is drawn for the way back."""

    def backward(self, dY: Array) -> Array:
        return super().forward(dY, training=True)


class NoMask(nn.Dropout):
    """dX = dY."""

    def backward(self, dY: Array) -> Array:
        return dY


class NoScale(nn.Dropout):
    """dX = dY ⊙ mask."""

    def backward(self, dY: Array) -> Array:
        return super().backward(dY) * (1 - self.p)


@dataclass(frozen=True)
class Bug:
    """A dropout layer, and how to tell it from the others; ``clue`` is empty for the right one."""

    label: str
    layer: type[nn.Dropout]
    clue: str = ""


BUGS = {
    "none": Bug("no bug", nn.Dropout),
    "unscaled": Bug(
        "not scaled",
        Unscaled,
        "the kept ones are no stronger in training: the next layer gets 1 − p of what evaluation "
        "will give it",
    ),
    "over_p": Bug(
        "divided by p",
        DividedByP,
        "the mean in training is (1 − p)/p times the right one: far off at both ends, and at "
        "p = 0.5 nobody can see it",
    ),
    "times_keep": Bug(
        "times 1 − p",
        TimesKeep,
        "the kept ones are made weaker instead of stronger: the mean in training falls as (1 − p)²",
    ),
    "mask_flipped": Bug(
        "mask flipped",
        Flipped,
        "the larger p, the more is kept: the mean in training is p/(1 − p) times the right one",
    ),
    "one_mask": Bug(
        "one mask for all",
        OneMask,
        "the means are right, but whole columns are empty: the same units are missing for every "
        "sample of the batch",
    ),
    "eval_mode": Bug(
        "mask in evaluation",
        AlwaysTraining,
        "the means are right, but evaluation has holes too: ask twice and you get two answers",
    ),
    "new_mask": Bug(
        "new mask going back",
        NewMask,
        "forward and backward have their holes in different places: units are blamed for what "
        "they never said",
    ),
    "no_mask": Bug(
        "no mask going back",
        NoMask,
        "the gradient has no holes: dropped units are taught by a loss that never heard them",
    ),
    "no_scale": Bug(
        "no scale going back",
        NoScale,
        "the holes are right, but the gradient that passes was not multiplied by 1/(1 − p), as "
        "the output was",
    ),
}


class Passes(NamedTuple):
    """What one layer makes of the activations; all (n, d)."""

    training: Array
    evaluation: Array
    gradient: Array  # ∂L/∂X for ∂L/∂Y = 1 everywhere


@cache
def activations() -> Array:
    """Return (40, 64) activations of a ReLU layer that has read 2,000 digits once.

    The most active of the 64 units come first, so that the page shows what is alive.
    """
    digits = load_digits(dtype=np.float64)
    rng = np.random.default_rng(_SEED)
    hidden = nn.Dense(784, _HIDDEN, rng=rng, init=nn.he_normal)
    model = nn.Sequential(hidden, nn.ReLU(), nn.Dense(_HIDDEN, 10, rng=rng))
    optimizer = nn.Adam(model.parameters(), lr=2e-3)
    X, y = digits.X_train[:2000], digits.y_train[:2000]
    nn.fit(model, nn.SoftmaxCrossEntropy(), optimizer, X, y, epochs=1, progress=False, rng=rng)
    A = nn.relu(hidden.forward(digits.X_test[:40]))
    return A[:, np.argsort(-A.mean(axis=0))]


def passes(bug: str, p: float, A: Array, rng: np.random.Generator | None = None) -> Passes:
    """Send A (n, d) through a dropout layer in training, back, and through it in evaluation.

    ``rng`` draws the masks; without one they are those on the page.
    """
    layer = BUGS[bug].layer(p, rng=rng or np.random.default_rng(_SEED))
    training = layer.forward(A, training=True)
    gradient = layer.backward(np.ones_like(A))
    return Passes(training, layer.forward(A, training=False), gradient)


@cache
def shown() -> Array:
    """Return (bug, p, 3, 8, 16): the three ``Passes`` of the samples and units on the page."""
    samples, units = SHOWN
    A = activations()[:samples, :units]
    return np.array([[passes(bug, p, A) for p in RATES] for bug in BUGS])


@cache
def means() -> Array:
    """Return (bug, p, 3): means of the three ``Passes`` over all activations and many masks."""
    return np.array([[_means(bug, p) for p in RATES] for bug in BUGS])


def _means(bug: str, p: float) -> Array:
    rng = np.random.default_rng(_SEED)
    runs = (passes(bug, p, activations(), rng) for _ in range(MASKS))
    return np.mean([[part.mean() for part in run] for run in runs], axis=0)
