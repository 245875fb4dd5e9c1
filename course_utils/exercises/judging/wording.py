"""Numbers, places and lists as a tutor would say them."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from course_utils.exercises.judging.case import Case, Part

_NAMED_SIZES = {"n": 7, "d": 3, "h": 5, "c": 11}


def number(value: Any) -> str:
    """Six digits, no trailing zeros, no negative zero: ``0.25``, ``-3``, ``1.2e-07``."""
    return f"{float(value) + 0.0:.6g}"


def told_apart(yours: Any, right: Any) -> tuple[str, str]:
    """Two different numbers, with as many more digits as it takes to see that."""
    for digits in range(6, 17):
        words = tuple(f"{float(value) + 0.0:.{digits}g}" for value in (yours, right))
        if words[0] != words[1]:
            break
    return words[0], words[1]


def shape(array: np.ndarray) -> str:
    """``(7, 3)``; a plain number has no shape."""
    return str(array.shape) if array.ndim else "a single number"


def listed(words: Iterable[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    *rest, last = words
    return f"{', '.join(rest)} and {last}" if rest else last


def plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def inputs_in_words(case: Case, probe: int) -> str:
    """``X is (7, 3), lr is 0.013``."""
    named = case.inputs(probe).items()
    return ", ".join(f"{name} is {shape(a) if a.ndim else number(a)}" for name, a in named)


def row_noun(case: Case, positions: Iterable[int]) -> str:
    """What one line of these arguments is: a sample, or just an entry or a row.

    Vectors may list layers or batches, weights have rows, and an image or a text has other first
    axes than samples.
    """
    arrays = [case.inputs(0)[case.name_of(at)] for at in positions]
    if all(array.ndim < 2 for array in arrays):
        return "entry"
    dense = case.task.lecture in ("introduction", "algorithm", "training")
    batch = dense and all(len(array) == _NAMED_SIZES["n"] for array in arrays)
    return "sample" if batch or any(array.ndim == 4 for array in arrays) else "row"


def rows_in_words(noun: str) -> str:
    """The plural."""
    return "entries" if noun == "entry" else f"{noun}s"


def place(case: Case, part: Part, probe: int, index: tuple[int, ...]) -> str:
    """Where an entry stands.

    ``z = -1.5`` for a function that works entry by entry (its task names it with a small letter;
    softmax(Z) takes whole rows), ``dW[2, 4]`` or ``[2, 4]`` for an array, and the inputs for a
    single number: the words among them first.
    """
    inputs = case.inputs(probe)
    if len(inputs) == 1 and len(case.args[probe]) == 1:
        ((name, array),) = inputs.items()
        if array.shape == part.right[probe].shape and case.task.parameters[0].islower():
            return f"{name} = {number(array[index])}"
    if index:
        return f"{part.name}[{', '.join(map(str, index))}]"
    said = [f"{name} = {text!r}" for name, text in case.words(probe).items()]
    if said:
        return f"{', '.join(said)} ({inputs_in_words(case, probe)})"
    small = [f"{name} = {number(a)}" for name, a in inputs.items() if a.ndim == 0]
    if small and len(small) == len(inputs):
        return ", ".join(small)
    return part.name or f"input {probe + 1}"


def facts(case: Case, part: Part | None, k: float | None) -> dict[str, str]:
    """The words that templates of the catalogue may use."""
    known = {letter: str(size) for letter, size in _NAMED_SIZES.items()}
    known["n"] = str(_batch(case))
    if k is not None:
        known["k"] = number(k)
    if part is None or not part.shapes_fit or part.is_right:
        return known
    probe, index = part.worst()
    yours, right = told_apart(part.yours[probe][index], part.right[probe][index])
    return known | {"where": place(case, part, probe, index), "yours": yours, "right": right}


def _batch(case: Case) -> int:
    sizes = [size for value in case.inputs(0).values() for size in value.shape]
    return _NAMED_SIZES["n"] if _NAMED_SIZES["n"] in sizes or not sizes else sizes[0]


class _Fallback(dict[str, str]):
    """A template whose number is not to be had (the result has another shape) stays readable."""

    _WORDS: dict[str, str] = {  # noqa: RUF012 - a constant table
        "where": "one entry",
        "yours": "another number",
        "right": "the right one",
        "k": "a constant",
    }

    def __missing__(self, key: str) -> str:
        return self._WORDS.get(key, "{" + key + "}")


def fill(template: str, known: dict[str, str]) -> str:
    """The template with its words put in."""
    return template.format_map(_Fallback(known))


def entries_in_words(wrong: np.ndarray) -> str:
    """Which entries are wrong: ``all 35 entries``, ``row 0 only``, ``12 of 35 entries``."""
    if wrong.all():
        return "every entry"
    for axis, noun in enumerate(lines_of(wrong.ndim)):
        others = tuple(a for a in range(wrong.ndim) if a != axis)
        lines = np.atleast_1d(wrong.any(axis=others))
        whole = np.atleast_1d(wrong.all(axis=others))[lines].all()
        if whole and lines.sum() <= max(3, len(lines) // 2):
            return f"{_lines(noun, np.flatnonzero(lines))} and no other"
    count = int(wrong.sum())
    if count <= 3:
        return f"only {listed(_index(i) for i in np.argwhere(wrong))}"
    return f"{count} of {wrong.size} entries"


def lines_of(ndim: int) -> tuple[str, ...]:
    """What a line across each axis is called: a table has rows and columns, an image neither."""
    if ndim == 2:
        return "row", "column"
    return tuple(f"slice along axis {axis}" for axis in range(ndim)) if ndim > 2 else ()


def _lines(noun: str, numbers: Sequence[int] | np.ndarray) -> str:
    first, *rest = noun.split()
    word = " ".join([first if len(numbers) == 1 else f"{first}s", *rest])
    return f"{word} {listed(map(str, numbers))}"


def _index(index: np.ndarray) -> str:
    return f"[{', '.join(map(str, index))}]"
