"""What one constant factor, and one factor a row or column, say in words."""

import math
from collections.abc import Iterator

import numpy as np

from course_utils.exercises.judging.case import Case, Finding, Part
from course_utils.exercises.judging.factors import (
    EXACT,
    Factor,
    constant_ratio,
    decode,
    fraction,
    named_constant,
)
from course_utils.exercises.judging.wording import listed, number, told_apart

_CONVENTION = {7: "the batch size", 3: "the number of inputs", 5: "the number of units"}
_CONVENTION[11] = "the number of outputs"
_MAX_SIZES = 4

Symbols = dict[str, tuple[float, ...]]


def ratios(part: Part) -> tuple[float, ...] | None:
    """For each probe the one factor between yours and right, where there is one on all."""
    pairs = zip(part.yours, part.right, strict=True)
    ks = [constant_ratio(mine, right) for mine, right in pairs]
    told = tuple(k for k in ks if k is not None)
    return told if len(told) == len(ks) else None


def steady(ks: tuple[float, ...]) -> bool:
    """Whether the factor is the same on every probe."""
    return max(ks) - min(ks) <= EXACT * abs(ks[0])


def one_factor(case: Case, part: Part) -> Finding | None:
    """Stage 8: the result is right up to one constant, and the constant can be read."""
    ks = ratios(part)
    if ks is None or len(ks) < 2:
        return None
    if all(math.isclose(k, -1, rel_tol=2 * EXACT) for k in ks):
        return _opposite(part)
    if all(math.isclose(k, 1, rel_tol=2 * EXACT) for k in ks):
        return _rounded(part)
    for symbols in () if _is_power_of_ten(ks) else _readings(case):
        factor = decode(ks, symbols)
        if factor is not None:
            return _decoded(factor, symbols, part, _below_0(case))
    if steady(ks):
        return _unread(ks[0], part)
    return _unsteady(ks) if part.right[0].size > 1 else None


def _is_power_of_ten(ks: tuple[float, ...]) -> bool:
    """100, 0.01, 0.001 on every input: a rate or a percentage, not two 2s and two 5s."""
    exponent = math.log10(abs(ks[0]))
    return steady(ks) and abs(exponent) > 1.5 and abs(exponent - round(exponent)) < EXACT


def _opposite(part: Part) -> Finding:
    probe, index = part.worst()
    says = (
        "Every number has the right size and the opposite sign: exactly -1 times the right one "
        f"({number(part.yours[probe][index])} where {number(part.right[probe][index])} is right)."
    )
    return Finding("sign", says, "Which two terms of your difference stand the wrong way round?")


def _rounded(part: Part) -> Finding:
    probe, index = part.worst()
    yours, right = told_apart(part.yours[probe][index], part.right[probe][index])
    says = (
        "Your result is all but right: it agrees to about six digits of its largest number, and no "
        f"further ({yours} where {right} is right)."
    )
    return Finding("rounded", says, "What rounds, clips or adds something small in your function?")


def _decoded(factor: Factor, symbols: Symbols, part: Part, below: set[str]) -> Finding:
    values = {name: values[0] for name, values in symbols.items()}
    size = fraction(factor, values)
    sign = ", and of the opposite sign" if factor.k < 0 else ""
    subject = "Every entry is" if part.right[0].size > 1 else "Your number is"
    where = "" if steady(factor.ks) else " on the first input"
    says = f"{subject} exactly {_times(size)}{sign}{where}: {_meaning(factor, values, below)}."
    return Finding("factor", says, _question(factor))


def _times(size: str) -> str:
    above, _, below = size.partition("/")
    if below:
        return f"{size} of the right one" if above == "1" else f"{size} times the right one"
    return f"{size} times too large" if float(size) > 1 else f"{size} times the right one"


def _meaning(factor: Factor, values: dict[str, float], below: set[str]) -> str:
    """``7 is the batch size``, ``0.5 is −b and 2 is a 2 of its own``: sizes, with ``b`` below 0."""
    told = []
    for name, power in factor.powers:
        value = "2" if name == "2" else number(values[name])
        minus = "−" if name in below else ""
        named = "a factor 2" if name == "2" else f"{value} is {minus}{name}"
        twice = ", twice" if abs(power) == 2 else ""
        told.append(f"{named}{twice}")
    return listed(told)


def _question(factor: Factor) -> str:
    powers = dict(factor.powers)
    sizes = {name: power for name, power in powers.items() if name != "2"}
    if not sizes:
        return (
            "Where does a 2 enter this formula, as the derivative of a square does, "
            "and how often does it stand in yours?"
        )
    name, power = next(iter(sizes.items()))
    if name not in _CONVENTION.values():
        return f"How often, and on which side of the fraction line, should {name} stand?"
    if power > 0:
        return f"Over what is the mean taken here, and where does {name} come in?"
    return f"Which step already divides by {name}, and how often should that happen?"


def _unread(k: float, part: Part) -> Finding:
    subject = "Every entry is" if part.right[0].size > 1 else "Your number is"
    meaning = named_constant(k)
    says = f"{subject} {number(k)} times the right one, on every input" + (
        f". That number is {meaning}." if meaning else ": only one constant is off."
    )
    return Finding("factor", says, "Which constant in your formula could bring that in?")


def _unsteady(ks: tuple[float, ...]) -> Finding:
    """Two inputs whose factors differ, or the only one on which there is a factor."""
    off = {number(k): probe for probe, k in reversed(list(enumerate(ks))) if number(k) != "1"}
    shown = sorted(off.items(), key=lambda item: item[1])[:2]
    places = listed([f"{k} times the right ones on input {probe + 1}" for k, probe in shown])
    fine = sum(number(k) == "1" for k in ks)
    rest = f"; {fine} of {len(ks)} inputs are right" if fine else ""
    says = (
        f"Within an input all entries are off by one common factor: they are {places}{rest}. "
        "The direction is right, the length is not."
    )
    asks = "Which single number, computed from the inputs, do you multiply or divide by?"
    return Finding("factor", says, asks)


def _readings(case: Case) -> Iterator[Symbols]:
    """What the factor may be made of: the sizes alone, then with each of the numbers given."""
    sizes = _sizes(case)
    yield sizes
    for name, values in _scalars(case).items():
        both = {name: tuple(map(abs, values)), f"1 - {name}": tuple(1 - v for v in values)}
        yield {**{n: v for n, v in both.items() if min(v) > 0}, **sizes}


def _sizes(case: Case) -> Symbols:
    """The lengths of the axes of the arguments, in words, over the probes."""
    found: dict[tuple[float, ...], str] = {}
    probes = [case.inputs(probe) for probe in range(len(case.args))]
    for name, array in probes[0].items():
        for axis in range(array.ndim):
            if all(name in p and p[name].ndim > axis for p in probes):
                lengths = tuple(float(p[name].shape[axis]) for p in probes)
                found.setdefault(lengths, _axis_in_words(case, name, axis))
    useful = {word: v for v, word in found.items() if max(v) > 1 and set(v) != {2.0}}
    return dict(list(useful.items())[:_MAX_SIZES])


def _axis_in_words(case: Case, name: str, axis: int) -> str:
    """Samples, inputs and units are the axes of dense layers only: images and texts have others."""
    length = case.inputs(0)[name].shape[axis]
    dense = case.task.lecture in ("introduction", "algorithm", "training")
    named = _CONVENTION if dense else {}
    return named.get(length, f"the length of axis {axis} of {name}")


def _scalars(case: Case) -> Symbols:
    """The numbers among the arguments, over the probes; 0, 1 and 2 tell nothing."""
    probes = [case.inputs(probe) for probe in range(len(case.args))]
    numbers: Symbols = {}
    for name, array in probes[0].items():
        if array.ndim == 0 and all(name in p and p[name].ndim == 0 for p in probes):
            values = tuple(float(p[name]) for p in probes)
            if not any(abs(v) in (0, 1, 2) for v in values):
                numbers[name] = values
    return numbers


def _below_0(case: Case) -> set[str]:
    """The numbers among the first arguments whose size is not their value."""
    return {name for name, a in case.inputs(0).items() if a.ndim == 0 and a < 0}


def factor_by_line(case: Case, part: Part) -> Finding | None:
    """Stage 9: each row, or each column, is right up to a factor of its own."""
    for axis, noun in ((0, "row"), (1, "column")):
        ks = [_line_ratios(a, b, axis) for a, b in zip(part.yours, part.right, strict=True)]
        if all(k is not None for k in ks) and ks[0] is not None:
            shown = listed([number(k) for k in ks[0][:3]])
            says = (
                f"Each {noun} is right up to a factor of its own ({shown}, … for the first "
                f"three): something is summed, divided or multiplied along the wrong axis."
            )
            asks = f"Which sum or product should run over the {noun}s, and which along one {noun}?"
            return Finding("axis", says, asks)
    return None


def _line_ratios(yours: np.ndarray, right: np.ndarray, axis: int) -> list[float] | None:
    if right.ndim != 2 or min(right.shape) < 3:
        return None
    pairs = zip(np.moveaxis(yours, axis, 0), np.moveaxis(right, axis, 0), strict=True)
    ks = [constant_ratio(mine, good) for mine, good in pairs]
    return [k for k in ks if k is not None] if all(k is not None for k in ks) else None
