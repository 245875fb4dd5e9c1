"""Gradient descent at every learning rate, on two quadratics and on a small network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils import nn
from course_utils.nn import Parameter

Array = NDArray[np.floating[Any]]

RATES = 10.0 ** (np.arange(-60, 11) / 20)  # 0.001 to 3.2, and 0.1 and 1 among them
_LOST = 1e12  # a loss above this will not come back
# What is minimized: parameters, and a function that sets their gradients and returns the loss.
Task = tuple[Sequence[Parameter], Callable[[], float]]


@dataclass(frozen=True)
class Cliff:
    """One problem at all the learning rates.

    Attributes:
        name: as the learner reads it.
        steps: how many each run has.
        floor: the loss at the minimum; what is above it is shown.
        curvature: largest eigenvalue of the Hessian: everywhere on a quadratic, at the start of
            a network.
        losses: (rates, steps + 1), infinite once a run is lost.
        paths: (rates, steps + 1, parameters), NaN once a run is lost.
        verdicts: (rates,) keys of ``SAYS``.
    """

    name: str
    steps: int
    floor: float
    curvature: float
    losses: Array
    paths: Array
    verdicts: tuple[str, ...]

    @property
    def limit(self) -> float:
        """The learning rate 2 / curvature, where gradient descent stops coming closer."""
        return 2 / self.curvature


SAYS = {
    "small": "Too small: every step helps, but there are too few of them.",
    "right": "Right: it arrives.",
    "swings": "Large: it jumps over the bottom to the other side, and still comes lower.",
    "edge": "On the edge, η = 2/λ: it jumps from side to side and never comes closer.",
    "lost": "Too large: every jump lands higher than it started. Smaller, not longer!",
}


def quadratic(curvatures: Sequence[float], start: Sequence[float], floor: float) -> Task:
    """Return the task of minimizing floor + sum of curvature / 2 * x^2 over its coordinates."""
    scale, x = np.array(curvatures), Parameter(np.array(start), name="x")

    def evaluate() -> float:
        x.grad = scale * x.value
        return floor + float(scale @ x.value**2) / 2

    return [x], evaluate


def curve_fit() -> Task:
    """Return the task of fitting sin(3x) at 16 points with a 1-8-1 tanh network, full batch."""
    rng = np.random.default_rng(3)
    X = np.linspace(-1, 1, 16)[:, None]
    model = nn.Sequential(nn.Dense(1, 8, rng=rng), nn.Tanh(), nn.Dense(8, 1, rng=rng))
    loss = nn.MSE()
    return model.parameters(), lambda: nn.backpropagate(model, loss, X, np.sin(3 * X))


def largest_curvature(task: Task, step: float = 1e-5) -> float:
    """Return the largest eigenvalue of the Hessian, from central differences of the gradient."""
    parameters, evaluate = task
    columns = []
    for p in parameters:
        for i in np.ndindex(p.value.shape):
            before, sides = p.value[i], []
            for sign in (1, -1):
                p.value[i] = before + sign * step
                evaluate()
                sides.append(_flat([q.grad for q in parameters]))
            p.value[i] = before
            columns.append((sides[0] - sides[1]) / (2 * step))
    hessian = np.array(columns)
    return float(np.linalg.eigvalsh((hessian + hessian.T) / 2)[-1])


def run(task: Task, rate: float, steps: int) -> tuple[Array, Array]:
    """Return the losses (steps + 1,) and positions (steps + 1, parameters) of one descent."""
    parameters, evaluate = task
    optimizer = nn.SGD(parameters, lr=rate)
    losses = np.full(steps + 1, np.inf)
    path = np.full((steps + 1, sum(p.value.size for p in parameters)), np.nan)
    for k in range(steps + 1):
        value = evaluate()
        if not value < _LOST:
            break
        losses[k], path[k] = value, _flat([p.value for p in parameters])
        optimizer.step()
    return losses, path


@cache
def cliffs() -> dict[str, Cliff]:
    """Return the three problems, each run at every rate."""
    return {
        "parabola": _cliff("x² + 5", lambda: quadratic([2], [10.0], floor=5), 20, 5.0),
        "ravine": _cliff("a ravine", lambda: quadratic([1, 12], [-9.0, 2.2], floor=0), 40, 0.0),
        "network": _cliff("a 1-8-1 network", curve_fit, 100, 0.0),
    }


def _cliff(name: str, make: Callable[[], Task], steps: int, floor: float) -> Cliff:
    runs = [run(make(), rate, steps) for rate in RATES]
    losses, paths = (np.array(part) for part in zip(*runs, strict=True))
    curvature = largest_curvature(make())
    verdicts = _judge(losses - floor, paths)
    return Cliff(name, steps, floor, curvature, losses, paths, verdicts)


def _judge(above: Array, paths: Array) -> tuple[str, ...]:
    """Return a key of ``SAYS`` for each run, from its losses above the minimum and its path."""
    start, ends = above[0, 0], above[:, -1]
    good = max(0.01 * start, 3 * ends.min())

    def verdict(end: float, path: Array) -> str:
        turns = _turns_back(path[:3]) or _turns_back(path[-3:])
        if turns and np.isclose(end, start, rtol=1e-6):
            return "edge"
        if not end <= start:
            return "lost"
        if turns:
            return "swings"
        return "right" if end <= good else "small"

    return tuple(verdict(end, path) for end, path in zip(ends, paths, strict=True))


def _turns_back(path: Array) -> bool:
    """Return whether the second of two steps goes back on the first."""
    first, second = np.diff(path, axis=0)
    return bool(first @ second < 0)


def _flat(arrays: Sequence[Array]) -> Array:
    return np.concatenate([np.ravel(a) for a in arrays])
