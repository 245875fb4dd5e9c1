"""What a tutor would try next: the same function on inputs that were changed on purpose.

An argument set to zero, doubled, negated; its first row moved; two arguments exchanged, or made
equal; the batch reversed, or repeated. Made from the task alone, so that *run* can call the
learner's function on them and *judge* the right one, each in its own place.
"""

import copy
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

Arguments = tuple[Any, ...]
PROBES = 2
"""The experiments are made on the first two probes: what is seen once may be an accident."""


@dataclass(frozen=True)
class Experiment:
    """``kind`` of change, the positions of the arguments it changes, and the changed arguments."""

    kind: str
    positions: tuple[int, ...]
    args: Arguments


def experiments(probe: Arguments) -> list[Experiment]:
    """All experiments on one probe, each with arguments of its own."""
    numeric = [i for i, value in enumerate(probe) if is_numeric(value)]
    plans = [*_of_one(probe, numeric), *_of_two(probe, numeric), *_of_batch(probe, numeric)]
    return [Experiment(kind, at, change(copy.deepcopy(probe))) for kind, at, change in plans]


def is_numeric(value: Any) -> bool:
    """Whether this is a real number, a count, or an array of real numbers; no labels."""
    if isinstance(value, np.ndarray):
        return value.dtype.kind == "f" and value.size > 0
    return isinstance(value, float) or is_count(value)


def is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


Plan = tuple[str, tuple[int, ...], Callable[[Arguments], Arguments]]


def _of_one(probe: Arguments, numeric: list[int]) -> Iterator[Plan]:
    for i in numeric:
        for kind, change in _CHANGES.items():
            if _makes_sense(kind, probe[i]):
                yield kind, (i,), _changing((i,), change)


def _makes_sense(kind: str, value: Any) -> bool:
    if is_count(value):
        return kind in ("doubled", "raised")
    return kind != "first" or (np.ndim(value) > 0 and len(value) > 2)


def _of_two(probe: Arguments, numeric: list[int]) -> Iterator[Plan]:
    for i, j in itertools.combinations(numeric, 2):
        if type(probe[i]) is not type(probe[j]) or np.shape(probe[i]) != np.shape(probe[j]):
            continue
        yield "exchanged", (i, j), _exchanging(i, j)
        yield "both doubled", (i, j), _changing((i, j), _CHANGES["doubled"])
        if np.ndim(probe[i]):
            yield "equal", (i, j), _equalling(i, j)
            yield "complements", (i, j), _changing((i, j), lambda a: 1 - a)


def _of_batch(probe: Arguments, numeric: list[int]) -> Iterator[Plan]:
    arrays = [i for i in numeric if np.ndim(probe[i])]
    batch = tuple(i for i in arrays if len(probe[i]) == len(probe[arrays[0]]))
    if batch and len(probe[batch[0]]) > 2:
        yield "reversed", batch, _changing(batch, lambda a: a[::-1].copy())
        yield "repeated", batch, _changing(batch, lambda a: np.concatenate([a, a]))


def _first_row_moved(a: np.ndarray) -> np.ndarray:
    moved = np.array(a)
    moved[0] = moved[0] * 0.75 + 0.05
    return moved


_CHANGES: dict[str, Callable[[Any], Any]] = {
    "doubled": lambda a: 2 * a,
    "raised": lambda a: a + 1,
    "zero": lambda a: 0 * a,
    "one": lambda a: 0 * a + 1,
    "negated": lambda a: -a,
    "first": _first_row_moved,
}


def _changing(
    positions: tuple[int, ...], change: Callable[[Any], Any]
) -> Callable[[Arguments], Arguments]:
    return lambda args: tuple(change(a) if k in positions else a for k, a in enumerate(args))


def _exchanging(i: int, j: int) -> Callable[[Arguments], Arguments]:
    return lambda args: _put(_put(args, i, args[j]), j, args[i])


def _equalling(i: int, j: int) -> Callable[[Arguments], Arguments]:
    return lambda args: _put(args, j, np.copy(args[i]))


def _put(args: Arguments, position: int, value: Any) -> Arguments:
    return tuple(value if k == position else a for k, a in enumerate(args))
