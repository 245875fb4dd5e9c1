"""Where a wrong array is right: in one row, on one side of zero, in its sums."""

from collections.abc import Iterator

import numpy as np

from course_utils.exercises.judging.comparing import close, closeness
from course_utils.exercises.judging.wording import entries_in_words, lines_of

Inputs = dict[str, np.ndarray]


def some_lines(mine: np.ndarray, right: np.ndarray, inputs: Inputs) -> Iterator[tuple[str, ...]]:
    """Right in the first or last row, column or slice alone, or everywhere but there."""
    good = closeness(mine, right)
    for axis, noun in enumerate(lines_of(good.ndim)):
        lines = np.atleast_1d(good.all(axis=tuple(a for a in range(good.ndim) if a != axis)))
        if len(lines) < 3:
            continue
        for end, index in (("first", 0), ("last", -1)):
            others = np.delete(lines, index)
            if lines[index] and not others.any():
                yield f"Only the {end} {noun} is right", noun
            if others.all() and not np.take(good, index, axis).any():
                yield f"Only the {end} {noun} is wrong", noun


def tell_lines(found: str, noun: str) -> tuple[str, str]:
    return (
        f"{found}.",
        f"What is different for that {noun} in your function: a loop's ends, or a value kept?",
    )


def few(mine: np.ndarray, right: np.ndarray, inputs: Inputs) -> Iterator[tuple[str, ...]]:
    """All right but for a few entries, or some rows or columns: the same on every input."""
    words = entries_in_words(~closeness(mine, right))
    if mine.size > 3 and not words.endswith("entries") and words != "every entry":
        yield (words,)


def tell_few(words: str) -> tuple[str, str]:
    said = words.removeprefix("only ").removesuffix(" and no other")
    return f"All is right but {said}.", "What is special about that place in your function?"


def onset(mine: np.ndarray, right: np.ndarray, inputs: Inputs) -> Iterator[tuple[str, ...]]:
    """A row of numbers that is right at first and wrong from one of them on."""
    good = closeness(mine, right)
    first = int(np.argmin(good)) if good.ndim == 1 else 0
    if first and good.size > 2 and not good[first:].any():
        yield (str(first - 1), str(first))


def tell_onset(last: str, first: str) -> tuple[str, str]:
    return (
        f"Your numbers are right up to [{last}] and wrong from [{first}] on.",
        f"What is different in your function once [{last}] is done?",
    )


def half_line(mine: np.ndarray, right: np.ndarray, inputs: Inputs) -> Iterator[tuple[str, ...]]:
    """For a function that works entry by entry: wrong on one side of 0, or at 0 only."""
    if len(inputs) != 1:
        return
    ((name, z),) = inputs.items()
    if z.shape != right.shape or z.size < 2:
        return
    wrong = ~closeness(mine, right)
    sides = (("below 0", z < 0), ("above 0", z > 0), ("exactly 0", z == 0))
    closed = (("0 or below", z <= 0), ("0 or above", z >= 0))
    for words, side in (*sides, *closed):
        if side.any() and wrong[side].any() and not wrong[~side].any():
            yield name, words


def tell_half_line(name: str, side: str) -> tuple[str, str]:
    return (
        f"Your result is right, but where {name} is {side}.",
        f"What should the function do where {name} is {side}?",
    )


def total(mine: np.ndarray, right: np.ndarray, inputs: Inputs) -> Iterator[tuple[str, ...]]:
    for axis in (None, *range(right.ndim)):
        if mine.size < 3 or (axis is not None and right.shape[axis] < 2):
            continue
        if close(np.asarray(mine.sum(axis)), np.asarray(right.sum(axis))):
            where = "over everything" if axis is None else f"along axis {axis}"
            yield (where,)


def tell_total(where: str) -> tuple[str, str]:
    return (
        f"The sums {where} are right, but the numbers are spread wrongly over the entries.",
        "Which share of the total should each entry get?",
    )
