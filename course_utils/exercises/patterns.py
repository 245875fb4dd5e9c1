"""Stage 9: what else a wrong array can have in common with the right one, or with the inputs.

Each look is asked of every probe; it speaks only where it holds on all on which the result is
wrong. So nothing is said on the ground of one coincidence.
"""

from collections.abc import Callable, Iterator

import numpy as np

from course_utils.exercises.case import Case, Finding, Part
from course_utils.exercises.comparing import close, closeness
from course_utils.exercises.factors import constant_ratio
from course_utils.exercises.wording import entries_in_words, number

Inputs = dict[str, np.ndarray]
Look = Callable[[np.ndarray, np.ndarray, Inputs], Iterator[tuple[str, ...]]]
"""Yields what it sees in yours, right and inputs, as words; empty where it sees nothing."""


def pattern(case: Case, part: Part) -> Finding | None:
    """The first look that sees the same on every probe that is wrong."""
    wrong = [
        (mine.astype(float), right.astype(float), case.inputs(probe))
        for probe, (mine, right) in enumerate(zip(part.yours, part.right, strict=True))
        if not close(mine, right)
    ]
    for kind, look, tell in _LOOKS:
        seen = [dict.fromkeys(look(*probe)) for probe in wrong]
        shared = [words for words in seen[0] if all(words in other for other in seen[1:])]
        if shared:
            says, asks = tell(*shared[0])
            return Finding(kind, says, asks)
    return None


def _constant(mine: np.ndarray, right: np.ndarray, inputs: Inputs) -> Iterator[tuple[str, ...]]:
    if mine.size > 1 and close(mine, np.full(mine.shape, mine.flat[0])):
        yield (number(mine.flat[0]),)


def _tell_constant(value: str) -> tuple[str, str]:
    return (
        f"Every entry of your result is {value}, whatever the inputs are.",
        "Through which line do the inputs enter your result?",
    )


def _an_input(mine: np.ndarray, right: np.ndarray, inputs: Inputs) -> Iterator[tuple[str, ...]]:
    for name, array in inputs.items():
        if close(mine, array.astype(float)):
            yield name, "itself, unchanged"
        elif array.any() and close(mine, -array.astype(float)):
            yield name, "with its sign turned"


def _tell_an_input(name: str, how: str) -> tuple[str, str]:
    return f"Your result is {name} {how}.", f"What should happen to {name} on its way out?"


_DISGUISES: tuple[tuple[str, Callable[[np.ndarray], np.ndarray]], ...] = (
    ("1 minus the right one", lambda r: 1 - r),
    ("the right one minus 1", lambda r: r - 1),
    ("1 plus the right one", lambda r: 1 + r),
    ("2 minus the right one", lambda r: 2 - r),
    ("1 divided by the right one", lambda r: 1 / r),
    ("the right one squared", np.square),
    ("the square root of the right one", np.sqrt),
    ("the right one without its sign", np.abs),
    ("the logarithm of the right one", np.log),
    ("minus the logarithm of the right one", lambda r: -np.log(r)),
    ("e to the power of the right one", np.exp),
    ("the right one cubed", lambda r: r**3),
    ("the sign of the right one", np.sign),
    ("the right one where it is positive, and 0 elsewhere", lambda r: np.maximum(r, 0)),
    ("r(1 − r), with r the right one", lambda r: r * (1 - r)),
    ("1 − r², with r the right one", lambda r: 1 - r**2),
    ("the tanh of the right one", np.tanh),
    ("the sigmoid of the right one", lambda r: 1 / (1 + np.exp(-r))),
    ("the right one before its last sigmoid", lambda r: np.log(r / (1 - r))),
    ("the right one before its last tanh", np.arctanh),
)


def _disguised(mine: np.ndarray, right: np.ndarray, inputs: Inputs) -> Iterator[tuple[str, ...]]:
    with np.errstate(all="ignore"):
        for words, change in _DISGUISES:
            other = change(right)
            if np.isfinite(other).all() and close(mine, other):
                yield (words,)


def _tell_disguised(words: str) -> tuple[str, str]:
    return (
        f"Your result is {words}, in every entry.",
        "Which step of yours turns one into the other?",
    )


def _signs(mine: np.ndarray, right: np.ndarray, inputs: Inputs) -> Iterator[tuple[str, ...]]:
    if mine.size > 1 and close(np.abs(mine), np.abs(right)):
        yield (entries_in_words(~closeness(mine, right)),)


def _tell_signs(entries: str) -> tuple[str, str]:
    return (
        f"All sizes are right; the sign is wrong in {entries}.",
        "For which inputs should the result be negative?",
    )


def _moved(mine: np.ndarray, right: np.ndarray, inputs: Inputs) -> Iterator[tuple[str, ...]]:
    if mine.ndim == 2 and mine.shape[0] == mine.shape[1] and close(mine, right.T):
        yield ("transposed",)
    for axis in range(right.ndim):
        if close(mine, np.flip(right, axis)):
            yield (f"in reverse order along axis {axis}",)
        for step in (1, -1):
            if close(mine, np.roll(right, step, axis)):
                yield (f"moved by {step:+d} along axis {axis}",)
    if mine.size > 2 and close(np.sort(mine, axis=None), np.sort(right, axis=None)):
        yield ("in another order",)


def _tell_moved(how: str) -> tuple[str, str]:
    return (
        f"All the right numbers are there, {how}.",
        "Which index counts what, and which comes first?",
    )


def _apart(mine: np.ndarray, right: np.ndarray, inputs: Inputs) -> Iterator[tuple[str, ...]]:
    """The difference is a multiple of something known."""
    gap = mine - right
    for name, term in _terms(right, inputs):
        k = constant_ratio(gap, np.broadcast_to(term, gap.shape))
        if k is not None and gap.size > 1:
            yield name, _multiple(k)
    if gap.size > 1 and constant_ratio(gap, np.ones(gap.shape)) is not None:
        yield "the constant 1", _multiple(gap.flat[0])
    if gap.size == 1:
        yield from (
            (name, sign)
            for name, term in _terms(right, inputs)
            for sign, k in (("+", 1), ("-", -1))
            if term.size == 1 and close(gap.reshape(()), k * term.reshape(()))
        )


def _multiple(k: float) -> str:
    words = {"1": "+", "-1": "-"}
    return words.get(number(k), f"{number(k)} times ")


def _terms(right: np.ndarray, inputs: Inputs) -> Iterator[tuple[str, np.ndarray]]:
    """The inputs, and what is quickly made of them, that broadcast to the right shape."""
    for name, raw in inputs.items():
        array = raw.astype(float)
        made = {name: array, f"{name}²": array**2, f"sign({name})": np.sign(array)}
        if array.ndim:
            made[f"the sum of {name}"] = array.sum()
            made[f"the sum of {name} over its rows"] = array.sum(axis=0)
        for words, term in made.items():
            term = np.asarray(term)
            if np.any(term) and _broadcasts(term.shape, right.shape):
                yield words, term


def _broadcasts(shape: tuple[int, ...], target: tuple[int, ...]) -> bool:
    if len(shape) > len(target):
        return False
    pairs = zip(shape[::-1], target[::-1], strict=False)
    return all(a in (1, b) for a, b in pairs)


def _tell_apart(name: str, times: str) -> tuple[str, str]:
    if times == "-":
        says = f"Your result is off by exactly {name}: it is missing, once."
    elif times == "+":
        says = f"Your result is off by exactly {name}: it is there once too often."
    else:
        says = f"Your result is off by exactly {times}{name}."
    return says, f"Where does {name} enter the formula, how often, and with which sign?"


def _times(mine: np.ndarray, right: np.ndarray, inputs: Inputs) -> Iterator[tuple[str, ...]]:
    """Right but for a factor that is one of the inputs, entry by entry."""
    with np.errstate(all="ignore"):
        for name, term in _factors(right, inputs):
            if term.size == 1 and right.size == 1 and not closeness(mine, right * term).all():
                continue
            if close(mine, right * term):
                yield "multiplied", name
            elif close(mine * term, right) and not close(mine, right):
                yield "divided", name


def _factors(right: np.ndarray, inputs: Inputs) -> Iterator[tuple[str, np.ndarray]]:
    for name, raw in inputs.items():
        array = raw.astype(float)
        if array.shape and _broadcasts(array.shape, right.shape) and right.size > 1:
            yield name, array
            yield f"1 - {name}", 1 - array
            yield f"σ({name})", 1 / (1 + np.exp(-array))
            yield f"the slope of the sigmoid at {name}", _slope(array)
            yield f"the slope of tanh at {name}", 1 - np.tanh(array) ** 2


def _slope(z: np.ndarray) -> np.ndarray:
    s = 1 / (1 + np.exp(-z))
    return s * (1 - s)


def _tell_times(how: str, name: str) -> tuple[str, str]:
    by = "multiplied by" if how == "multiplied" else "divided by"
    return (
        f"Your result is the right one {by} {name}, entry by entry.",
        "Which factors does this derivative have, and is each there just once?",
    )


def _some_lines(mine: np.ndarray, right: np.ndarray, inputs: Inputs) -> Iterator[tuple[str, ...]]:
    """Right in the first or last row or column alone, or everywhere but there."""
    good = closeness(mine, right)
    for axis, noun in enumerate(("row", "column")[: good.ndim]):
        lines = np.atleast_1d(good.all(axis=tuple(a for a in range(good.ndim) if a != axis)))
        if len(lines) < 3 or good.ndim == 1:
            continue
        for place, index in (("first", 0), ("last", -1)):
            others = np.delete(lines, index)
            if lines[index] and not others.any():
                yield f"only the {place} {noun} is right", noun
            if not lines[index] and others.all():
                yield f"only the {place} {noun} is wrong", noun


def _tell_lines(found: str, noun: str) -> tuple[str, str]:
    return (
        f"{found[0].upper()}{found[1:]}.",
        f"What is different for that {noun} in your function: a loop's ends, or a value kept?",
    )


def _half_line(mine: np.ndarray, right: np.ndarray, inputs: Inputs) -> Iterator[tuple[str, ...]]:
    """For a function that works entry by entry: wrong on one side of 0, or at 0 only."""
    if len(inputs) != 1:
        return
    ((name, z),) = inputs.items()
    if z.shape != right.shape or z.size < 2:
        return
    wrong = ~closeness(mine, right)
    sides = (("below 0", z < 0), ("above 0", z > 0), ("exactly 0", z == 0))
    for words, side in sides:
        if side.any() and wrong[side].any() and not wrong[~side].any():
            yield name, words


def _tell_half_line(name: str, side: str) -> tuple[str, str]:
    return (
        f"Your result is right, but where {name} is {side}.",
        f"What should the function do where {name} is {side}?",
    )


def _total(mine: np.ndarray, right: np.ndarray, inputs: Inputs) -> Iterator[tuple[str, ...]]:
    for axis in (None, *range(right.ndim)):
        if mine.size < 3 or (axis is not None and right.shape[axis] < 2):
            continue
        if close(np.asarray(mine.sum(axis)), np.asarray(right.sum(axis))):
            where = "over everything" if axis is None else f"along axis {axis}"
            yield (where,)


def _tell_total(where: str) -> tuple[str, str]:
    return (
        f"The sums {where} are right, but the numbers are spread wrongly over the entries.",
        "Which share of the total should each entry get?",
    )


_LOOKS: tuple[tuple[str, Look, Callable[..., tuple[str, str]]], ...] = (
    ("constant", _constant, _tell_constant),
    ("input", _an_input, _tell_an_input),
    ("disguise", _disguised, _tell_disguised),
    ("sign", _signs, _tell_signs),
    ("order", _moved, _tell_moved),
    ("term", _apart, _tell_apart),
    ("factor", _times, _tell_times),
    ("lines", _some_lines, _tell_lines),
    ("region", _half_line, _tell_half_line),
    ("total", _total, _tell_total),
)
