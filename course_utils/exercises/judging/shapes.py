"""A result of the wrong type or shape: what it most likely is."""

from collections.abc import Callable

import numpy as np

from course_utils.exercises.answer import FACTS
from course_utils.exercises.judging.case import Case, Finding, Part
from course_utils.exercises.judging.comparing import MisfitError, close
from course_utils.exercises.judging.wording import listed, number, shape


def wrong_type(case: Case) -> Finding | None:
    """Stage 3: something that cannot stand for what was asked."""
    misfit = case.misfit()
    if misfit is None:
        return None
    if misfit.found == "None":
        return _nothing(case)
    if case.task.name in FACTS:
        says = f"Your function returned {misfit.found}; asked for is {case.task.returns}."
        return Finding("type", says, "What does the first item of your result hold?")
    if misfit.which:
        says = f"{case.task.name} returns {case.task.returns}. You returned as many values, but "
        says += f"the {misfit.which} of them is {misfit.found}; asked for there is {misfit.wanted}."
        return Finding("type", says, "What does each name in your return line stand for?")
    if misfit.found.endswith((" value", " values")):
        says = f"{case.task.name} returns {case.task.returns}: {misfit.wanted}. You returned"
        return Finding("type", f"{says} {misfit.found}.", "Which value is missing, or too many?")
    says = f"Your function returned {misfit.found}; asked for is {_wanted(case, misfit)}."
    asks = "What does your return line hand back, and of what type is it?"
    return Finding("type", says, _OF_ONE.get(misfit.found, asks))


_OF_ONE = {
    "a tuple of one": "Is there a comma too many at the end of a line?",
    "a tuple of 1": "Is there a comma too many at the end of a line?",
    "a list of one": "What do the square brackets around it stand for?",
}


def _wanted(case: Case, misfit: MisfitError) -> str:
    return f"{misfit.wanted} ({case.task.returns})" if case.task.returns else misfit.wanted


def _nothing(case: Case) -> Finding:
    said = " It printed something instead." if case.run.printed else ""
    says = f"Your function returned nothing (None); asked for is {case.task.returns}.{said}"
    return Finding("type", says, "Does every path through your function end in a return?")


def wrong_shape(case: Case, part: Part) -> Finding | None:
    """Stage 3: the right type, another shape."""
    if part.shapes_fit:
        return None
    pairs = zip(part.yours, part.right, strict=True)
    probe = next(i for i, (mine, right) in enumerate(pairs) if mine.shape != right.shape)
    mine, right = part.yours[probe], part.right[probe]
    says = f"Your result has shape {shape(mine)}, asked for is {shape(right)}."
    if not mine.size:
        return Finding("shape", f"{says} It is empty.", "Which selection or loop leaves nothing?")
    if not mine.ndim:
        says = f"Your result is a single number, asked for is an array of shape {shape(right)}."
    elif not right.ndim:
        says = f"Your result has shape {shape(mine)}, asked for is a single number."
    for look in _LOOKS:
        told = look(mine, right)
        if told is not None:
            return Finding("shape", f"{says} {told[0]}", told[1])
    given = listed(f"{name} {shape(a)}" for name, a in case.inputs(probe).items() if a.ndim)
    return Finding("shape", f"{says} The inputs are {given}.", "Which axis is too many or missing?")


def no_whole_number(case: Case, part: Part) -> Finding | None:
    """Stage 3: a number where a count or a place is asked for."""
    if any(right.dtype.kind not in "iu" or right.ndim for right in part.right):
        return None
    probe = next((i for i, mine in enumerate(part.yours) if mine != np.floor(mine)), None)
    if probe is None:
        return None
    value = part.yours[probe]
    given = [n for n, a in case.inputs(probe).items() if a.ndim and (a == value).any()]
    source = f", one of the numbers in {given[0]}" if given else ""
    says = f"Your result is {number(value)}{source}; asked for is a whole number."
    return Finding("whole", says, "Is it a number itself that is asked for, or its place?")


Look = Callable[[np.ndarray, np.ndarray], tuple[str, str] | None]


def _unit_axis(mine: np.ndarray, right: np.ndarray) -> tuple[str, str] | None:
    if mine.size != right.size or mine.squeeze().shape != right.squeeze().shape:
        return None
    if mine.ndim == right.ndim:  # (1, 3) for (3, 1) lacks no axis
        return None
    numbers = "The numbers are right" if close(mine.reshape(right.shape), right) else "It has"
    axis = "an axis of length 1 too many" if mine.ndim > right.ndim else "an axis too few"
    joined = f"{numbers}, with {axis}." if numbers != "It has" else f"It has {axis}."
    return joined, "Which call keeps or adds that axis, and who would trip over it later?"


def _laid_out(mine: np.ndarray, right: np.ndarray) -> tuple[str, str] | None:
    if mine.size != right.size or not close(mine.reshape(right.shape), right):
        return None
    told = "The numbers are right and in the right order, laid out in another shape."
    return told, "Which call of yours lays the numbers out anew?"


def _transposed(mine: np.ndarray, right: np.ndarray) -> tuple[str, str] | None:
    if mine.ndim < 2 or mine.shape != right.shape[::-1]:
        return None
    if not close(mine.T, right) and close(mine.reshape(right.shape), right):
        return None
    if close(mine.T, right):
        told = "It is the right result, transposed."
    else:
        told = "The axes are exchanged, as in a transpose, and the numbers differ as well."
    return told, "Which factor of your product should stand on the left, and which one transposed?"


def _picked_out(mine: np.ndarray, right: np.ndarray) -> tuple[str, str] | None:
    """Some of the right numbers, in their order, in one row: an index with a mask."""
    kept = right[right != 0]
    if mine.ndim != 1 or right.ndim < 2 or kept.size == right.size or not close(mine, kept):
        return None
    told = f"It holds {mine.size} of the {right.size} numbers in one row, without the zeros: "
    told += "an index with a mask picks entries out."
    return told, "How do you set entries to 0 without losing their places?"


def _collapsed(mine: np.ndarray, right: np.ndarray) -> tuple[str, str] | None:
    if mine.ndim >= right.ndim:
        return None
    for word, reduce in (("sum", np.sum), ("mean", np.mean), ("maximum", np.max)):
        for axis in (None, *range(right.ndim)):
            if close(mine, np.asarray(reduce(right, axis=axis))):
                over = "over everything" if axis is None else f"over its axis {axis}"
                told = f"It is the {word} of the right result {over}."
                return told, "Which axes should still be there when you are done?"
    return f"{_axes(right.ndim - mine.ndim)} lost.", "Which call sums an axis away?"


def _not_summed(mine: np.ndarray, right: np.ndarray) -> tuple[str, str] | None:
    if mine.ndim <= right.ndim:
        return None
    for axis in range(mine.ndim):
        for word, reduced in (("Summed", mine.sum(axis)), ("Averaged", mine.mean(axis))):
            if close(reduced, right):
                told = f"{word} over its axis {axis} it would be the right result."
                return told, f"What does axis {axis} stand for, and what should become of it?"
    return f"{_axes(mine.ndim - right.ndim)} too many.", "Over which axis should a sum run?"


def _axes(count: int) -> str:
    return "One axis is" if count == 1 else f"{count} axes are"


def _one_longer(mine: np.ndarray, right: np.ndarray) -> tuple[str, str] | None:
    """Same number of axes, some of other lengths."""
    if mine.ndim != right.ndim:
        return None
    off = [axis for axis in range(mine.ndim) if mine.shape[axis] != right.shape[axis]]
    told = listed(f"axis {a} is {mine.shape[a]} long instead of {right.shape[a]}" for a in off)
    return (
        f"{told[0].upper()}{told[1:]}.",
        "What does that axis stand for, and what sets its length?",
    )


_LOOKS: tuple[Look, ...] = (
    _unit_axis,
    _transposed,
    _laid_out,
    _picked_out,
    _collapsed,
    _not_summed,
    _one_longer,
)
