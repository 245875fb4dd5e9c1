"""Learning rates that change: each schedule is a function of ``t``, the epochs passed so far.

``t`` is a real number: in the middle of the third epoch it is 2.5. ``fit`` asks before every
update. Any function of ``t`` will do where a schedule is wanted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, floor, pi

Schedule = Callable[[float], float]


@dataclass(frozen=True)
class StepDecay:
    """η₀ γ^⌊t/k⌋: multiplied by ``factor`` γ after ``every`` k epochs."""

    lr: float
    factor: float = 0.1
    every: float = 10.0

    def __call__(self, t: float) -> float:
        return self.lr * self.factor ** floor(t / self.every)


@dataclass(frozen=True)
class ExponentialDecay:
    """η₀ γᵗ: multiplied by ``factor`` γ in each epoch, little by little."""

    lr: float
    factor: float = 0.95

    def __call__(self, t: float) -> float:
        return self.lr * self.factor**t


@dataclass(frozen=True)
class CosineDecay:
    """Half a cosine from ``lr`` to ``lowest`` over ``epochs``, then flat.

    Loshchilov and Hutter (2017), "SGDR", without restarts.
    """

    lr: float
    epochs: float
    lowest: float = 0.0

    def __call__(self, t: float) -> float:
        passed = min(t / self.epochs, 1.0)
        return self.lowest + (self.lr - self.lowest) * (1 + cos(pi * passed)) / 2


@dataclass(frozen=True)
class WarmUp:
    """``then`` (a rate or a schedule), at first times a factor that grows from ``start`` to 1.

    The factor is a straight line over the first ``epochs``.
    """

    then: Schedule | float
    epochs: float = 1.0
    start: float = 0.01

    def __call__(self, t: float) -> float:
        factor = self.start + (1 - self.start) * min(t / self.epochs, 1.0)
        return factor * (self.then(t) if callable(self.then) else self.then)
