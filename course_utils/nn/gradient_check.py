"""Is the backward pass right? Nudge the weights and see whether the loss moves as it says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_utils.nn.layers import Layer
from course_utils.nn.losses import Loss
from course_utils.nn.parameter import Array, Parameter
from course_utils.nn.training import backpropagate

# A move: its name, the index of what moves in the parameter, and how far in units of ε.
Move = tuple[str, Any, Any]
# What a move found: its name, the slope by backpropagation and the slope by differences.
Slope = tuple[str, float, float]
# A loss is the sum of many rounded numbers: so many units of its last digit it may be off by.
_ROUNDINGS = 16


@dataclass(frozen=True)
class ParameterCheck:
    """Backpropagation against finite differences for one parameter.

    ``where`` names the place of the largest difference, ``analytic`` is the slope by
    backpropagation there and ``numeric`` by differences. ``error`` is ‖a − n‖ / (‖a‖ + ‖n‖) over
    all slopes a and n that were compared.
    """

    name: str
    error: float
    where: str
    analytic: float
    numeric: float

    def __str__(self) -> str:
        return (
            f"{self.name}: relative error {self.error:.1e}; largest difference at {self.where}, "
            f"{self.analytic:.6g} by backpropagation, {self.numeric:.6g} by differences"
        )


@dataclass(frozen=True)
class GradientCheck:
    """Result of ``check_gradients``: one ``ParameterCheck`` for each parameter."""

    parameters: tuple[ParameterCheck, ...]
    tolerance: float

    @property
    def worst(self) -> ParameterCheck:
        """The parameter with the largest error."""
        return max(self.parameters, key=lambda p: p.error if p.error == p.error else np.inf)

    @property
    def passed(self) -> bool:
        """Whether every error is within the tolerance (a NaN is not)."""
        return all(p.error <= self.tolerance for p in self.parameters)

    def __bool__(self) -> bool:
        return self.passed

    def __repr__(self) -> str:
        verdict = "gradients agree" if self.passed else "gradients differ"
        return f"{verdict} (tolerance {self.tolerance:.0e}); worst {self.worst}"


def check_gradients(
    model: Layer,
    loss: Loss,
    X: Array,
    Y: Array,
    *,
    directions: int | None = None,
    eps: float = 1e-5,
    tolerance: float = 1e-6,
    rng: np.random.Generator | None = None,
) -> GradientCheck:
    """Compare every parameter's gradient with central differences of the loss.

    Every entry w is moved in place, (L(w + ε) − L(w − ε)) / 2ε, two forward passes an entry.
    With ``directions`` whole parameters are moved instead, along that many random directions d,
    and the slope is compared with Σ g d: each direction covers all entries at once, so a few
    find nearly any mistake in two passes each.

    The layers run as in prediction (``training=False``): dropout would answer otherwise each
    time. Everything must be float64. At a kink, as ReLU's at 0, differences say nothing.
    """
    named = model.named_parameters()
    _check_precision(named)
    backpropagate(model, loss, X, Y, training=False)
    rng = rng or np.random.default_rng(0)

    def loss_now() -> float:
        return loss.forward(model.forward(X), Y)

    resolution = _ROUNDINGS * np.finfo(np.float64).eps * max(abs(loss_now()), 1.0) / eps
    checks = []
    for name, p in named:
        moves = _entries(p) if directions is None else _directions(p, directions, rng)
        slopes = [
            (where, float(np.sum(p.grad[index] * d)), _difference(p, index, d, eps, loss_now))
            for where, index, d in moves
        ]
        checks.append(_compare(name, slopes, resolution / tolerance))
    return GradientCheck(tuple(checks), tolerance)


def _entries(p: Parameter) -> Iterator[Move]:
    """Each entry by itself."""
    for index in np.ndindex(p.value.shape):
        yield f"[{', '.join(map(str, index))}]", index, 1.0


def _directions(p: Parameter, count: int, rng: np.random.Generator) -> Iterator[Move]:
    """All entries at once, along random directions of length 1."""
    for k in range(count):
        d = rng.standard_normal(p.value.shape)
        yield f"random direction {k}", ..., d / np.linalg.norm(d)


def _difference(
    p: Parameter, index: Any, d: Any, eps: float, loss_now: Callable[[], float]
) -> float:
    """Slope of the loss as ``p.value[index]`` moves along ``d``; leaves ``p`` as it was."""
    kept = p.value[index].copy()
    try:
        p.value[index] = kept + eps * d
        above = loss_now()
        p.value[index] = kept - eps * d
        below = loss_now()
    finally:
        p.value[index] = kept
    return (above - below) / (2 * eps)


def _compare(name: str, slopes: list[Slope], floor: float) -> ParameterCheck:
    """``floor`` keeps the rounding of the differences from looking like an error."""
    a = np.array([analytic for _, analytic, _ in slopes])
    n = np.array([numeric for _, _, numeric in slopes])
    size = np.linalg.norm(a) + np.linalg.norm(n)
    error = float(np.linalg.norm(a - n) / max(size, floor * np.sqrt(a.size)))
    return ParameterCheck(name, error, *slopes[int(np.argmax(np.abs(a - n)))])


def _check_precision(named: list[tuple[str, Parameter]]) -> None:
    if not named:
        raise ValueError("The model has no parameters, so there are no gradients to check.")
    for name, p in named:
        if p.value.dtype != np.float64:
            raise TypeError(
                f"{name} is {p.value.dtype}: a difference of two losses needs float64, "
                "so build the model with dtype=np.float64 to check it."
            )
