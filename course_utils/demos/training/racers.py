"""Who races: the engine's optimizers, and the same with something wrong in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils import nn
from course_utils.demos.theme import BLUE, GREEN, ORANGE, PURPLE, VERMILION
from course_utils.demos.training.surfaces import SURFACES, Surface

Array = NDArray[np.floating[Any]]
Make = Callable[[Iterable[nn.Parameter], float], nn.Optimizer]

STEPS = 100  # for everyone: equal budgets
RATES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
FAR = 1e6  # whoever gets this far from the origin is out of the race


@dataclass(frozen=True)
class Racer:
    """An optimizer of the engine, and how it is drawn."""

    label: str
    make: Make
    colour: str
    line: Any  # matplotlib's line style


RACERS = {
    "sgd": Racer("SGD", lambda ps, lr: nn.SGD(ps, lr), BLUE, "-"),
    "momentum": Racer(
        "momentum", lambda ps, lr: nn.SGD(ps, lr, momentum=0.9), VERMILION, (0, (5, 2))
    ),
    "nesterov": Racer(
        "Nesterov",
        lambda ps, lr: nn.SGD(ps, lr, momentum=0.9, nesterov=True),
        GREEN,
        (0, (7, 2, 1.5, 2)),
    ),
    "rmsprop": Racer("RMSProp", lambda ps, lr: nn.RMSProp(ps, lr, rho=0.9), PURPLE, (0, (2, 2))),
    "adam": Racer("Adam", lambda ps, lr: nn.Adam(ps, lr), ORANGE, (0, (10, 3))),
}


class Ascent(nn.SGD):
    """w ← w + η g."""

    def update(self, w: Array, g: Array, *memory: Array) -> None:
        super().update(w, -g, *memory)


class DampedMomentum(nn.SGD):
    """v ← μ v + (1 − μ) g."""

    def update(self, w: Array, g: Array, *memory: Array) -> None:
        super().update(w, (1 - self.momentum) * g, *memory)


class RestartedMomentum(nn.SGD):
    """The velocity is begun anew at every step."""

    def update(self, w: Array, g: Array, *memory: Array) -> None:
        super().update(w, g, *(np.zeros_like(v) for v in memory))


class RootlessRMSProp(nn.RMSProp):
    """w ← w − η g / (s + ε): the root is missing."""

    def update(self, w: Array, g: Array, *memory: Array) -> None:
        (s,) = memory
        s *= self.rho
        s += (1 - self.rho) * g * g
        w -= self.lr * g / (s + self.eps)


class UncorrectedAdam(nn.Adam):
    """w ← w − η m / (√v + ε): m and v start at zero, and nobody allows for it."""

    def update(self, w: Array, g: Array, *memory: Array) -> None:
        m, v = memory
        m *= self.beta1
        m += (1 - self.beta1) * g
        v *= self.beta2
        v += (1 - self.beta2) * g * g
        w -= self.lr * m / (np.sqrt(v) + self.eps)


@dataclass(frozen=True)
class Bug:
    """Something wrong in the optimizer ``on``, or in the loop around it.

    ``piles_up``: gradients are added to the last ones instead of replacing them.
    """

    label: str
    on: str
    make: Make
    clue: str
    piles_up: bool = False


BUGS = {
    "zero_grad": Bug(
        "zero_grad forgotten",
        "sgd",
        RACERS["sgd"].make,
        "gradients pile up, and each step goes along the sum of all so far: momentum with μ = 1, "
        "without friction. It swings past the minimum and does not come to rest",
        piles_up=True,
    ),
    "sign": Bug(
        "sign",
        "sgd",
        lambda ps, lr: Ascent(ps, lr),
        "every step goes uphill, and steeper ones longer",
    ),
    "damped": Bug(
        "(1 − μ) g",
        "momentum",
        lambda ps, lr: DampedMomentum(ps, lr, momentum=0.9),
        "every step is 1 − μ = a tenth as long: momentum at a tenth of its rate",
    ),
    "restarted": Bug(
        "velocity not kept",
        "momentum",
        lambda ps, lr: RestartedMomentum(ps, lr, momentum=0.9),
        "without its past, momentum is plain SGD: the path is SGD's at this rate, point for point",
    ),
    "no_root": Bug(
        "root forgotten",
        "rmsprop",
        lambda ps, lr: RootlessRMSProp(ps, lr, rho=0.9),
        "g / s is large where gradients are small and small where they are large: the flatter "
        "the ground, the wilder the step",
    ),
    "no_correction": Bug(
        "no bias correction",
        "adam",
        lambda ps, lr: UncorrectedAdam(ps, lr),
        "the first step is √10 ≈ 3.16 times too long, and the next ones too: v starts at 0 and "
        "fills 100 times more slowly than m",
    ),
}


def path(surface: Surface, make: Make, lr: float, piles_up: bool = False) -> Array:
    """Return where ``STEPS`` steps of an optimizer lead, (STEPS + 1, 2), the start included.

    Once further than ``FAR`` from the origin, the rest is not a number.
    """
    w = nn.Parameter(np.array(surface.start))
    optimizer = make([w], lr)
    points = np.full((STEPS + 1, 2), np.nan)
    points[0] = w.value
    for step in range(STEPS):
        gradient = surface.gradient(w.value)
        w.grad = w.grad + gradient if piles_up else gradient
        optimizer.step()
        if not np.abs(w.value).max() < FAR:
            break
        points[step + 1] = w.value
    return points


@cache
def all_paths() -> Array:
    """Return every path: (surface, racer or bug, rate, STEPS + 1, 2), racers before bugs."""
    drivers = [(racer.make, False) for racer in RACERS.values()]
    drivers += [(bug.make, bug.piles_up) for bug in BUGS.values()]
    return np.array(
        [
            [[path(surface, make, lr, piles_up) for lr in RATES] for make, piles_up in drivers]
            for surface in SURFACES.values()
        ]
    )


@cache
def all_losses() -> Array:
    """Return the loss at every point of ``all_paths``, infinite where there is none."""
    losses = [
        surface.value(np.moveaxis(points, -1, 0))
        for surface, points in zip(SURFACES.values(), all_paths(), strict=True)
    ]
    return np.nan_to_num(np.array(losses), nan=np.inf)


def best_rates() -> NDArray[np.intp]:
    """Return for every surface and racer or bug the index of the rate with the lowest end."""
    return all_losses()[..., -1].argmin(axis=-1)
