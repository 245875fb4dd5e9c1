"""The tape's operations: each one's value, and beside it its derivatives."""

import math
from collections.abc import Callable
from dataclasses import dataclass


def _logistic(a: float) -> float:
    """1 / (1 + e^(-a)), with an exponent that is never positive."""
    e = math.exp(-abs(a))
    return (1.0 if a >= 0 else e) / (1.0 + e)


@dataclass(frozen=True)
class Operation:
    """One operation: its value, and its derivative with respect to each input.

    ``value`` takes the inputs; each of ``slopes`` takes the inputs and the value, ``y``.
    """

    value: Callable[..., float]
    slopes: tuple[Callable[..., float], ...]


OPERATIONS: dict[str, Operation] = {
    "+": Operation(lambda a, b: a + b, (lambda a, b, y: 1.0, lambda a, b, y: 1.0)),
    "-": Operation(lambda a, b: a - b, (lambda a, b, y: 1.0, lambda a, b, y: -1.0)),
    "*": Operation(lambda a, b: a * b, (lambda a, b, y: b, lambda a, b, y: a)),
    "/": Operation(lambda a, b: a / b, (lambda a, b, y: 1 / b, lambda a, b, y: -y / b)),
    "**": Operation(
        math.pow,
        (
            lambda a, b, y: b * math.pow(a, b - 1) if b else 0.0,
            lambda a, b, y: y * math.log(a),
        ),
    ),
    "neg": Operation(lambda a: -a, (lambda a, y: -1.0,)),
    "exp": Operation(math.exp, (lambda a, y: y,)),
    "log": Operation(math.log, (lambda a, y: 1 / a,)),
    "tanh": Operation(math.tanh, (lambda a, y: 1 - y * y,)),
    "sigmoid": Operation(_logistic, (lambda a, y: y * (1 - y),)),
    "relu": Operation(lambda a: max(a, 0.0), (lambda a, y: 1.0 if a > 0 else 0.0,)),
}
FUNCTIONS = ("exp", "log", "tanh", "sigmoid", "relu")
