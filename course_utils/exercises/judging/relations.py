"""What a wrong array can have in common with the right one, or with the inputs.

Each look yields what it sees, as words; its ``tell_…`` makes them a finding and a question.
"""

from collections.abc import Callable, Iterator

import numpy as np

from course_utils.exercises.judging.comparing import close, closeness
from course_utils.exercises.judging.factors import constant_ratio
from course_utils.exercises.judging.wording import entries_in_words, listed, number

Inputs = dict[str, np.ndarray]


def constant(mine: np.ndarray, right: np.ndarray, inputs: Inputs) -> Iterator[tuple[str, ...]]:
    if mine.size > 1 and close(mine, np.full(mine.shape, mine.flat[0])):
        yield (number(mine.flat[0]),)


def tell_constant(value: str) -> tuple[str, str]:
    return (
        f"Every entry of your result is {value}.",
        "Through which line do the inputs enter your result?",
    )


def few_values(mine: np.ndarray, right: np.ndarray, inputs: Inputs) -> Iterator[tuple[str, ...]]:
    """Two values, or three, where the right result has more."""
    values = np.unique(mine)
    if 1 < len(values) < min(4, len(np.unique(right))):
        yield (listed(map(number, values)),)


def tell_few_values(values: str) -> tuple[str, str]:
    return (
        f"Your result has the values {values} only; the right one has more.",
        "Which step of yours leaves so few values: a comparison, a sign, a rounding?",
    )


def an_input(mine: np.ndarray, right: np.ndarray, inputs: Inputs) -> Iterator[tuple[str, ...]]:
    for name, array in inputs.items():
        if close(mine, array.astype(float)):
            yield name, "you were given, unchanged"
        elif array.any() and close(mine, -array.astype(float)):
            yield name, "you were given, with its sign turned"


def tell_an_input(name: str, how: str) -> tuple[str, str]:
    return f"Your result is the {name} {how}.", f"What should happen to {name} on its way out?"


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


def disguised(mine: np.ndarray, right: np.ndarray, inputs: Inputs) -> Iterator[tuple[str, ...]]:
    if right.size == 1 and right == np.round(right):  # small whole numbers agree by accident
        return
    with np.errstate(all="ignore"):
        for words, change in _DISGUISES:
            other = change(right)
            if np.isfinite(other).all() and close(mine, other):
                yield (words,)


def tell_disguised(words: str) -> tuple[str, str]:
    return (
        f"Your result is {words}, in every entry.",
        "Which step of yours turns one into the other?",
    )


def signs(mine: np.ndarray, right: np.ndarray, inputs: Inputs) -> Iterator[tuple[str, ...]]:
    if mine.size > 1 and close(np.abs(mine), np.abs(right)):
        yield (entries_in_words(~closeness(mine, right)),)


def tell_signs(entries: str) -> tuple[str, str]:
    return (
        f"All sizes are right; the sign is wrong in {entries}.",
        "For which inputs should the result be negative?",
    )


def moved(mine: np.ndarray, right: np.ndarray, inputs: Inputs) -> Iterator[tuple[str, ...]]:
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


def tell_moved(how: str) -> tuple[str, str]:
    return (
        f"All the right numbers are there, {how}.",
        "Which index counts what, and which comes first?",
    )


def apart(mine: np.ndarray, right: np.ndarray, inputs: Inputs) -> Iterator[tuple[str, ...]]:
    """The difference is a multiple of something known."""
    gap = mine - right
    for name, term in _terms(right, inputs):
        k = constant_ratio(gap, np.broadcast_to(term, gap.shape))
        if k is not None and gap.size > 1:
            yield name, _multiple(k)
    if gap.size > 1 and constant_ratio(gap, np.ones(gap.shape)) is not None:
        yield "the constant 1", _multiple(gap.flat[0])
    if gap.size == 1 and np.abs(gap).item() == 1:
        yield "", "+" if gap.item() > 0 else "-"
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
        made = {name: array, f"{name}²": array**2}
        if array.ndim:
            made[f"sign({name})"] = np.sign(array)
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


def tell_apart(name: str, times: str) -> tuple[str, str]:
    if not name:
        how = "large" if times == "+" else "small"
        return f"Your result is exactly 1 too {how}.", "From which number on do you count?"
    if times == "-":
        says = f"Your result is off by exactly {name}: it is missing, once."
    elif times == "+":
        says = f"Your result is off by exactly {name}: it is there once too often."
    else:
        says = f"Your result is off by exactly {times}{name}."
    return says, f"Where does {name} enter the formula, how often, and with which sign?"


def times(mine: np.ndarray, right: np.ndarray, inputs: Inputs) -> Iterator[tuple[str, ...]]:
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


def tell_times(how: str, name: str) -> tuple[str, str]:
    by = "multiplied by" if how == "multiplied" else "divided by"
    return (
        f"Your result is the right one {by} {name}, entry by entry.",
        "Which factors does this derivative have, and is each there just once?",
    )
