"""Numbers that were printed have lost their last digits; here they get them back where possible.

The judge compares to a relative 1e-6, and ``0.0021`` is not that good. But few results round to
the same digits as a pasted array of many numbers: the right one, a known mistake, the right one
turned, negated or multiplied by a simple number. Where one of these prints as the paste does, it
is what was meant, and the judge is given it in full.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction

import numpy as np

from course_utils.exercises.judging.comparing import closeness

_SIMPLE = 1000
"""The largest denominator of a factor that is read off rounded numbers."""

Leaves = tuple[np.ndarray, ...]


def restored(yours: Leaves, halves: Leaves, right: Leaves, known: Iterable[Leaves]) -> Leaves:
    """``yours`` in full digits, each array as the first candidate that rounds to it.

    ``halves`` are half a unit of the last printed digit, entry by entry; ``known`` the results of
    mistakes, the right one first. An array nothing rounds to stays as it is.
    """
    known = [leaves for leaves in known if len(leaves) == len(yours)]
    for leaves in (right, *known):
        if rounds_to(leaves, yours, halves):
            return leaves
    if len(right) != len(yours):
        return yours
    columns = [[leaves[i] for leaves in known] for i in range(len(yours))]
    return tuple(map(_restored, yours, halves, right, columns))


def rounds_to(full: Leaves, yours: Leaves, halves: Leaves) -> bool:
    """Whether ``full`` is what was printed as ``yours``."""
    return len(full) == len(yours) and all(map(_prints_as, full, yours, halves))


def _restored(
    mine: np.ndarray, half: np.ndarray, right: np.ndarray, known: list[np.ndarray]
) -> np.ndarray:
    for candidate in (right, *known, *_variants(mine, half, right)):
        if _prints_as(candidate, mine, half):
            return candidate
    return mine


def _variants(mine: np.ndarray, half: np.ndarray, right: np.ndarray) -> Iterator[np.ndarray]:
    right = right.astype(float)
    yield right.T
    yield from (-right, -right.T)
    k = common_factor(mine, half, right)
    if k is not None:
        yield k * right


def _prints_as(full: np.ndarray, mine: np.ndarray, half: np.ndarray) -> bool:
    """Whether ``full``, rounded, is ``mine``."""
    if full.shape != mine.shape or full.dtype.kind == "c":
        return False
    full, mine = full.astype(float), mine.astype(float)
    with np.errstate(invalid="ignore"):
        near = np.abs(full - mine) <= 1.001 * half
    return bool((near | closeness(mine, full)).all())


def common_factor(mine: np.ndarray, half: np.ndarray, right: np.ndarray) -> float | None:
    """The k, as simple as the digits allow, for which k * right rounds to ``mine``."""
    usable = right != 0
    if mine.shape != right.shape or not usable.any() or not np.isfinite(mine).all():
        return None
    ends = (mine[usable] + np.array([[-1], [1]]) * half[usable]) / right[usable]
    low, high = float(ends.min(axis=0).max()), float(ends.max(axis=0).min())
    return _simplest(low, high) if low <= high else None


def _simplest(low: float, high: float) -> float:
    """The fraction with the smallest denominator between two numbers; else their middle."""
    middle = Fraction((low + high) / 2)
    for largest in (*range(1, 100), *range(100, _SIMPLE, 50)):
        near = float(middle.limit_denominator(largest))
        if low <= near <= high and near:
            return near
    return float(middle)
