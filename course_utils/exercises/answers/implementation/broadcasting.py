"""Answers on broadcasting."""

from collections.abc import Callable

import numpy as np

from course_utils.exercises.answer import answer, mistake

Shape = tuple[int, ...]
Reduce = Callable[..., np.ndarray]


def _first(a: np.ndarray, axis: Shape, keepdims: bool = False) -> np.ndarray:
    """The first of the copies instead of their sum."""
    for i in sorted(axis, reverse=True):
        a = a.take([0], axis=i) if keepdims else a.take(0, axis=i)
    return a


def _with(
    *,
    leading: bool = True,
    ones: bool = True,
    reduce: Reduce = np.sum,
    keep: bool = True,
) -> Callable[[np.ndarray, Shape], np.ndarray]:
    """The two sums, either left out, with another reduction, or with axes dropped."""

    def undo(grad: np.ndarray, shape: Shape) -> np.ndarray:
        front = tuple(range(grad.ndim - len(shape)))
        if leading and front:
            grad = reduce(grad, axis=front)
        start = grad.ndim - len(shape)
        stretched = tuple(
            i + start for i, size in enumerate(shape) if size == 1 and grad.shape[i + start] > 1
        )
        return reduce(grad, axis=stretched, keepdims=keep) if ones and stretched else grad.copy()

    return undo


def _by_size(grad: np.ndarray, shape: Shape) -> np.ndarray:
    """Sums every axis whose length does not occur in the shape, wherever it stands."""
    foreign = tuple(i for i, size in enumerate(grad.shape) if size not in shape)
    summed = grad.sum(axis=foreign)
    return summed.reshape(shape) if summed.size == np.prod(shape) else summed


@answer(
    mistake(
        "unsummed",
        lambda grad, shape: grad.copy(),
        "The gradient comes back in the shape it had. What was copied on the way forward must be "
        "added up on the way back.",
        "Which shape must the gradient of an array have?",
    ),
    mistake(
        "leading_only",
        _with(ones=False),
        "The axes put in front are summed. Those of length 1 that NumPy stretched are not.",
        "What did NumPy do with an axis of length 1?",
    ),
    mistake(
        "ones_only",
        _with(leading=False),
        "The stretched axes are summed. Those that NumPy put in front are still there.",
        "How many axes has shape, and how many has your result?",
    ),
    mistake(
        "mean",
        _with(reduce=np.mean),
        "The copies' gradients are averaged: your first result is {k} of the right one, one over "
        "the number of copies.",
        "If one number is used 35 times and rises, do the 35 effects add up?",
    ),
    mistake(
        "first_copy",
        _with(reduce=_first),
        "You take the gradient of the first copy and drop the others ({yours} instead of {right} "
        "at {where}).",
        "How many copies were there, and who hears the others?",
    ),
    mistake(
        "keepdims",
        _with(keep=False),
        "The sums are right, but the axes of length 1 are gone: shape has them.",
        "Which argument of a sum keeps the axis it sums over?",
    ),
    mistake(
        "by_size",
        _by_size,
        "You look for the axes to sum over by their length. With two axes of equal length one of "
        "them is then never summed: it is the place of an axis that counts, from the right.",
        "How does NumPy line up two shapes?",
    ),
    mistake(
        "total",
        lambda grad, shape: np.full(shape, grad.sum()),
        "Every entry of yours is the sum over everything ({yours} instead of {right} at {where}).",
        "Which entries of grad did one entry of the array reach?",
    ),
    mistake(
        "trailing",
        lambda grad, shape: (
            _with()(np.moveaxis(grad, -1, 0), shape)
            if grad.ndim > len(shape)
            else _with()(grad, shape)
        ),
        "You sum over the last axes to get rid of those too many. NumPy puts new axes in front.",
        "Where does (7, 3, 5) go on beyond (3, 1)?",
    ),
)
def unbroadcast(grad: np.ndarray, shape: Shape) -> np.ndarray:
    """Sum over the axes put in front, then over the stretched ones, which stay."""
    summed = grad.sum(axis=tuple(range(grad.ndim - len(shape))))
    stretched = tuple(i for i, size in enumerate(shape) if size == 1)
    return summed.sum(axis=stretched, keepdims=True)
