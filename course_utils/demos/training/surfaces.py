"""Four surfaces over two weights on which optimizers behave differently."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Surface:
    """A loss f(x, y) >= 0 whose lowest value is 0.

    Attributes:
        label: what it is called.
        formula: f in words a page can show; ``nn.parse`` reads ``expression``.
        expression: f for the tape, with x and y.
        value: (2, ...) points to (...) losses.
        gradient: (2,) weights to their (2,) gradient.
        start: where all optimizers begin.
        window: x from, x to, y from, y to: what is drawn.
        lesson: what there is to see.
    """

    label: str
    formula: str
    expression: str
    value: Callable[[Array], Array]
    gradient: Callable[[Array], Array]
    start: tuple[float, float]
    window: tuple[float, float, float, float]
    lesson: str


def _ravine(w: Array) -> Array:
    x, y = w
    return (x * x + 50 * y * y) / 2


def _ravine_gradient(w: Array) -> Array:
    return np.array([w[0], 50 * w[1]])


def _turned(w: Array) -> Array:
    x, y = w
    return ((x + y) ** 2 + 50 * (x - y) ** 2) / 4


def _turned_gradient(w: Array) -> Array:
    along, across = (w[0] + w[1]) / 2, 50 * (w[0] - w[1]) / 2
    return np.array([along + across, along - across])


def _saddle(w: Array) -> Array:
    x, y = w
    return 10 * x * x + (y * y - 1) ** 2 / 4


def _saddle_gradient(w: Array) -> Array:
    x, y = w
    return np.array([20 * x, y * (y * y - 1)])


def _plateau(w: Array) -> Array:
    q = w[0] ** 2 + 10 * w[1] ** 2
    return q / (1 + q)


def _plateau_gradient(w: Array) -> Array:
    x, y = w
    return np.array([2 * x, 20 * y]) / (1 + x * x + 10 * y * y) ** 2


SURFACES = {
    "ravine": Surface(
        "ravine",
        "(x² + 50 y²) / 2",
        "(x**2 + 50 * y**2) / 2",
        _ravine,
        _ravine_gradient,
        (-4.0, 0.9),
        (-4.8, 2.4, -1.8, 1.8),
        "50 times steeper across than along: a rate small enough for the walls is slow along the "
        "floor. Momentum adds up what the steps have in common; RMSProp and Adam measure each "
        "direction by its own gradients.",
    ),
    "turned": Surface(
        "ravine, turned",
        "((x + y)² + 50 (x − y)²) / 4",
        "((x + y)**2 + 50 * (x - y)**2) / 4",
        _turned,
        _turned_gradient,
        (-3.5, -2.2),
        (-6.0, 3.0, -3.6, 0.9),
        "The same ravine, turned by 45°. SGD and momentum do not notice. RMSProp and Adam scale x "
        "and y one by one, and the ravine no longer runs along either.",
    ),
    "saddle": Surface(
        "saddle",
        "10 x² + (y² − 1)² / 4",
        "10 * x**2 + (y**2 - 1)**2 / 4",
        _saddle,
        _saddle_gradient,
        (-1.2, 0.001),
        (-2.2, 2.2, -1.6, 1.6),
        "Beside (0, 0) the slope is nearly nothing, and it is no minimum: the way out is along y. "
        "Plain steps shrink with the slope; divided by their own size they do not.",
    ),
    "plateau": Surface(
        "plateau",
        "q / (1 + q) with q = x² + 10 y²",
        "(x**2 + 10 * y**2) / (1 + x**2 + 10 * y**2)",
        _plateau,
        _plateau_gradient,
        (-4.0, 0.6),
        (-4.8, 2.4, -1.8, 1.8),
        "Far out the loss is almost 1 and almost flat, as for a saturated unit. A step in "
        "proportion to the slope hardly moves; velocity, or a step of fixed size, crosses.",
    ),
}
