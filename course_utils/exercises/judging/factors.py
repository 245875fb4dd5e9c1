"""A constant factor, decoded: which sizes, twos and signs make it up.

The sizes of the probes are distinct primes, none of them 2, so that a product of powers of sizes
has one factorization, and 'exactly 7 times too large' can go on: '7 is your batch size'.
"""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

EXACT = 1e-6
_POWERS = (0, 1, -1, 2, -2)
_MAX_SYMBOLS = 6
CONSTANTS = {
    math.log2(math.e): "1 / ln 2: a logarithm to base 2",
    math.log10(math.e): "1 / ln 10: a logarithm to base 10",
    math.sqrt(1 / 3): "√(1/3): a standard deviation where the limit of a range is asked, or a 1 "
    "where a 3 belongs under a root",
    math.sqrt(3): "√3: the limit of a range where a standard deviation is asked, or the reverse",
    math.sqrt(1 / 2): "√½: a factor 2 missing under the root",
    math.sqrt(2): "√2: a factor 2 too much under the root",
    math.sqrt(10): "√10: with β = 0.9 and 0.999 that is Adam's first step without bias correction",
    math.pi: "π",
    math.e: "e",
}


@dataclass(frozen=True)
class Factor:
    """``k`` = yours / right as ``sign`` times a product of powers of named values."""

    ks: tuple[float, ...]
    powers: tuple[tuple[str, int], ...]

    @property
    def k(self) -> float:
        return self.ks[0]


def constant_ratio(yours: np.ndarray, right: np.ndarray) -> float | None:
    """k with yours = k * right in every entry, if there is such a k (not 0) and it can be told."""
    yours, right = yours.astype(float), right.astype(float)
    if yours.shape != right.shape or not right.size or not np.isfinite(yours).all():
        return None
    position = np.argmax(np.abs(right))
    if right.flat[position] == 0:
        return None
    k = float(yours.flat[position] / right.flat[position])
    gap = np.abs(yours - k * right).max(initial=0.0)
    if k == 0 or gap > EXACT * abs(k * right.flat[position]):
        return None
    return k


def decode(ks: Sequence[float], symbols: Mapping[str, Sequence[float]]) -> Factor | None:
    """The shortest product of powers of ``symbols`` that equals every k, up to the sign.

    ``ks`` has one factor for each probe, and each symbol one value for each probe: a reading
    must hold on all of them. The number 2 is always a symbol.
    """
    if len({math.copysign(1, k) for k in ks}) != 1:
        return None
    usable = {n: v for n, v in symbols.items() if all(x > 0 and math.isfinite(x) for x in v)}
    names = tuple(usable)[: _MAX_SYMBOLS - 1]
    logs = np.log(np.array([[2.0] * len(ks), *(usable[name] for name in names)]).T)
    powers = _combinations(1 + len(names))
    gaps = np.abs(powers @ logs.T - np.log(np.abs(np.array(ks)))).max(axis=1)
    fitting = np.flatnonzero(gaps < EXACT)
    if not fitting.size:
        return None
    chosen = powers[fitting[0]]
    pairs = zip(("2", *names), chosen, strict=True)
    return Factor(tuple(ks), tuple((name, int(p)) for name, p in pairs if p))


@lru_cache(maxsize=8)
def _combinations(count: int) -> np.ndarray:
    """Every choice of powers for ``count`` symbols, the simplest first."""
    rows = np.array(list(itertools.product(_POWERS, repeat=count)))
    return rows[np.argsort(np.abs(rows).sum(axis=1), kind="stable")]


def named_constant(k: float) -> str | None:
    """What a telltale number stands for: 1.442695 is a logarithm to base 2."""
    for value, meaning in CONSTANTS.items():
        if math.isclose(abs(k), value, rel_tol=EXACT):
            return meaning
    return None


def fraction(factor: Factor, values: Mapping[str, float]) -> str:
    """k as a fraction of whole numbers where it is one: ``7``, ``1/7``, ``77/2``.

    A single other number below the line is shown there: ``1/0.013``.
    """
    above = below = 1.0
    for name, power in factor.powers:
        value = 2.0 if name == "2" else values[name]
        above *= value ** max(power, 0)
        below *= value ** max(-power, 0)
    if above == 1 and [power for _, power in factor.powers] == [-1]:
        return f"1/{below:.6g}"
    if not (above.is_integer() and below.is_integer()):
        return f"{abs(factor.k):.6g}"
    return f"{above:.0f}" if below == 1 else f"{above:.0f}/{below:.0f}"
