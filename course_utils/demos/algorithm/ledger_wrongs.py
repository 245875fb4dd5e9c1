"""The wrong ways to compute a gradient, as functions of a spot: each yields wrong numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator

from course_utils.demos.algorithm.ledger_spots import Path, Spot

ACTIVATIONS = ("sigmoid", "tanh", "relu")
SQUARED_ERROR = "squared error"  # (a - y)²: the op of the network's loss node

Wrong = Callable[[Spot], Iterable[float]]


def with_local(local: Callable[[Spot, Path], float | None]) -> Wrong:
    """The rule that takes another local derivative wherever ``local`` gives one."""

    def wrong(spot: Spot) -> Iterator[float]:
        others = [local(spot, path) for path in spot.paths]
        if any(other is not None for other in others):
            yield sum(
                path.upstream * (path.local if other is None else other)
                for path, other in zip(spot.paths, others, strict=True)
            )

    return wrong


def at_the_end(value: Callable[[Spot], float]) -> Wrong:
    return lambda spot: [] if spot.paths else [value(spot)]


def branched(value: Callable[[list[float]], Iterable[float]]) -> Wrong:
    """Only where several paths arrive; ``value`` takes what comes back along each."""
    return lambda spot: value([p.share for p in spot.paths]) if len(spot.paths) > 1 else []


def alone(value: Callable[[Spot, Path], Iterable[float]]) -> Wrong:
    """Only where there is a single path."""
    return lambda spot: value(spot, spot.paths[0]) if len(spot.paths) == 1 else []


def activation(name: str, slope: Callable[[float, float], float]) -> Wrong:
    """A wrong slope of one activation, from its input z and its output a."""
    return with_local(
        lambda spot, path: slope(spot.node.data, path.child.data) if path.child.op == name else None
    )


def both(first: Wrong, second: Wrong) -> Wrong:
    return lambda spot: [*first(spot), *second(spot)]


def _exponent(path: Path) -> float | None:
    if path.child.op == SQUARED_ERROR:
        return 2.0
    power, _, exponent = path.child.op.partition(" ")
    return float(exponent) if power == "**" and exponent else None


def without_exponent(square: bool) -> Callable[[Spot, Path], float | None]:
    def local(spot: Spot, path: Path) -> float | None:
        exponent = _exponent(path)
        if not exponent or (exponent == 2) != square:
            return None
        return path.local / exponent

    return local


def square_once(spot: Spot) -> Iterator[float]:
    """b² taken as one b: of a b·b, or of a square beside other paths, only half comes back."""
    users = [path.child for path in spot.paths]
    for child in dict.fromkeys(users):
        if users.count(child) == 2 and child.op == "*":
            once = next(path.share for path in spot.paths if path.child is child)
            yield spot.node.grad - once
    if len(spot.paths) > 1:
        yield from with_local(without_exponent(square=True))(spot)


def power_kept(spot: Spot, path: Path) -> float | None:
    is_power = path.child.op.startswith("** ")
    return path.local * spot.node.data if is_power else None


def slope_left_out(spot: Spot, path: Path) -> float | None:
    return 1.0 if path.child.op in ACTIVATIONS else None


def factor_left_out(spot: Spot, path: Path) -> float | None:
    return None if path.child.op in ACTIVATIONS or abs(path.local) == 1 else 1.0


def own_value(spot: Spot) -> Iterator[float]:
    yield spot.node.data
    yield from with_local(lambda spot, path: spot.node.data)(spot)


def no_upstream(spot: Spot) -> Iterator[float]:
    if any(abs(path.upstream) != 1 for path in spot.paths):
        yield sum(path.local for path in spot.paths)


def one_path_turned(spot: Spot) -> Iterator[float]:
    """The sum with the sign of one path turned round."""
    if len(spot.paths) > 1:
        yield from (spot.node.grad - 2 * path.share for path in spot.paths)


def decimal_point(spot: Spot) -> Iterator[float]:
    """The right digits with the point in the wrong place."""
    if spot.paths:
        yield from (spot.node.grad * 10.0**k for k in (-1, 1, -2, 2, -3, 3))


def sigmoid_slope(z: float) -> float:
    s = 1 / (1 + math.exp(-z))
    return s * (1 - s)
