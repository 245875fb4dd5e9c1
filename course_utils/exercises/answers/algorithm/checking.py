"""Answers on checking gradients."""

from collections.abc import Callable

import numpy as np

from course_utils.exercises.answer import answer, mistake

Loss = Callable[[np.ndarray], float]
Quotient = Callable[[Loss, np.ndarray, tuple[int, ...], float], float]


def _entry_by_entry(quotient: Quotient, dtype: type = np.float64) -> Callable[..., np.ndarray]:
    """A gradient whose entries come from ``quotient(f, w, index, eps)``, w being a copy."""

    def gradient(f: Loss, w: np.ndarray, eps: float = 1e-5) -> np.ndarray:
        work: np.ndarray = w.astype(dtype)
        grad = np.zeros(w.shape)
        for index in np.ndindex(w.shape):
            grad[index] = quotient(f, work, index, eps)
        return grad

    return gradient


def _at(f: Loss, w: np.ndarray, index: tuple[int, ...], step: float) -> float:
    """f with one entry of w moved by ``step``; the entry is put back."""
    kept = w[index]
    w[index] += step
    value = f(w)
    w[index] = kept
    return value


def _central(f: Loss, w: np.ndarray, index: tuple[int, ...], eps: float) -> float:
    return (_at(f, w, index, eps) - _at(f, w, index, -eps)) / (2 * eps)


def _left_shifted(f: Loss, w: np.ndarray, index: tuple[int, ...], eps: float) -> float:
    """Two steps are taken and neither is taken back: the entry stays at w − eps."""
    w[index] += eps
    above = f(w)
    w[index] -= 2 * eps
    return (above - f(w)) / (2 * eps)


def _left_shifted_in_place(f: Loss, w: np.ndarray, eps: float = 1e-5) -> np.ndarray:
    """The same, in the caller's own array."""
    grad = np.zeros_like(w)
    for index in np.ndindex(w.shape):
        grad[index] = _left_shifted(f, w, index, eps)
    return grad


def _one_step_for_all(f: Loss, w: np.ndarray, eps: float = 1e-5) -> float:
    return (f(w + eps) - f(w - eps)) / (2 * eps)


@answer(
    mistake(
        "eps_not_2eps",
        _entry_by_entry(lambda f, w, i, eps: 2 * _central(f, w, i, eps)),
        "Every slope is exactly twice the right one: you divided the difference by eps, but the "
        "two places do not lie eps apart.",
        "From w − eps to w + eps, how far do you walk?",
    ),
    mistake(
        "half_step",
        _entry_by_entry(lambda f, w, i, eps: (_at(f, w, i, eps) - f(w)) / (2 * eps)),
        "Your slopes are half of the right ones, nearly: you measured at w + eps and at w itself, "
        "and divided by two steps.",
        "After the first measurement, how far down must the entry go to stand at w − eps?",
    ),
    mistake(
        "one_sided",
        _entry_by_entry(lambda f, w, i, eps: (_at(f, w, i, eps) - f(w)) / eps),
        "Nearly right: at {where} you have {yours}, the central difference is {right}. You "
        "measured on one side only, and the error of that shrinks with eps, not with eps squared.",
        "What does the curvature of f do to a slope that is measured only to the right?",
    ),
    mistake(
        "one_sided",
        _entry_by_entry(lambda f, w, i, eps: (f(w) - _at(f, w, i, -eps)) / eps),
        "Nearly right: at {where} you have {yours}, the central difference is {right}. You "
        "measured on one side only, and the error of that shrinks with eps, not with eps squared.",
        "What does the curvature of f do to a slope that is measured only to the left?",
    ),
    mistake(
        "not_divided",
        _entry_by_entry(lambda f, w, i, eps: 2 * eps * _central(f, w, i, eps)),
        "These are differences of heights, not slopes: all tiny, and they would shrink with eps. "
        "Nobody has divided them by the distance walked.",
        "How does a slope follow from two heights?",
    ),
    mistake(
        "sign",
        _entry_by_entry(lambda f, w, i, eps: -_central(f, w, i, eps)),
        "Right size, wrong sign, in every entry: you took the height on the left minus the height "
        "on the right.",
        "If f is higher at w + eps than at w − eps, is the slope positive or negative?",
    ),
    mistake(
        "not_restored",
        _entry_by_entry(_left_shifted),
        "The first entry is right, and the later ones drift away (at {where}: {yours} instead of "
        "{right}): each was measured with the entries before it still out of place.",
        "Where does an entry of w stand when you go on to the next?",
    ),
    mistake(
        "not_restored",
        _left_shifted_in_place,
        "You moved the entries of the caller's own w and did not put them back: the later slopes "
        "drift, and whoever handed you the weights finds them changed.",
        "Where does an entry of w stand when you go on to the next?",
    ),
    mistake(
        "integer_w",
        lambda f, w, eps=1e-5: np.zeros(w.shape),
        "All slopes are exactly 0, as if f were measured at one place twice. A step gets lost like "
        "that where it is cut off: an array of whole numbers, say, has no room for eps.",
        "At which two places is f called, and has the array you step in room for eps?",
    ),
    mistake(
        "integer_w",
        _entry_by_entry(_central, dtype=np.int64),
        "Your copy of w holds whole numbers: a step of eps is cut off, one way to no change at "
        "all, the other way to a jump of 1. So slopes are 0 or enormous ({yours} at {where}).",
        "What is the dtype of the array you step in?",
    ),
    mistake(
        "integer_result",
        lambda f, w, eps=1e-5: np.trunc(_entry_by_entry(_central)(f, w, eps)),
        "All your slopes are whole numbers: what stands behind the point was cut off when they "
        "were stored ({yours} instead of {right} at {where}).",
        "What is the dtype of the array you collect the slopes in?",
    ),
    mistake(
        "float32",
        _entry_by_entry(_central, dtype=np.float32),
        "Your copy of w is in float32, with about seven digits. A step of 1e-8 is lost in it and "
        "the slope is 0; with larger steps the rounding is still there to see.",
        "Near 1, how far apart are two neighbouring numbers in float32?",
    ),
    mistake(
        "all_at_once",
        _one_step_for_all,
        "One single number came back: you moved all entries of w together. That is the slope in "
        "one direction, the sum of all the slopes you are asked for.",
        "If f rises, how would you know which of the entries was the reason?",
    ),
    mistake(
        "all_at_once",
        lambda f, w, eps=1e-5: np.full(w.shape, _one_step_for_all(f, w, eps)),
        "All your slopes are the same number: you moved all entries of w together and wrote the "
        "result into every place.",
        "If f rises, how would you know which of the entries was the reason?",
    ),
    mistake(
        "flattened",
        lambda f, w, eps=1e-5: _entry_by_entry(_central)(f, w, eps).ravel(),
        "The slopes are right, laid out in a line. They should stand where their entries stand, in "
        "the shape of w.",
        "Could you subtract your result from a w with rows and columns?",
    ),
)
def numerical_gradient(f: Loss, w: np.ndarray, eps: float = 1e-5) -> np.ndarray:
    """(f(w + eps·e_i) − f(w − eps·e_i)) / 2eps for each entry i; its error falls with eps²."""
    w, grad = w.copy(), np.zeros(w.shape)
    for index in np.ndindex(w.shape):
        centre = w[index]
        w[index] = centre + eps
        above = f(w)
        w[index] = centre - eps
        grad[index] = (above - f(w)) / (2 * eps)
        w[index] = centre
    return grad


def _norm(v: np.ndarray) -> float:
    return float(np.sqrt(np.sum(v**2)))


@answer(
    mistake(
        "absolute",
        lambda a, n: _norm(a - n),
        "This is the length of the difference, {yours}, and nothing it is compared with. For tiny "
        "gradients it would look fine however wrong they are.",
        "Is a difference of 0.001 large? What would you have to know?",
    ),
    mistake(
        "one_norm",
        lambda a, n: _norm(a - n) / _norm(n),
        "You divided by the length of n alone, so the result is about twice the right one "
        "({yours} instead of {right}) and has no upper limit.",
        "Should the answer change when a and n trade places?",
    ),
    mistake(
        "one_norm",
        lambda a, n: _norm(a - n) / _norm(a),
        "You divided by the length of a alone, so the result is about twice the right one "
        "({yours} instead of {right}) and has no upper limit.",
        "Should the answer change when a and n trade places?",
    ),
    mistake(
        "norms_only",
        lambda a, n: abs(_norm(a) - _norm(n)) / (_norm(a) + _norm(n)),
        "You compared the lengths of the two gradients, not the gradients: for n = −a, as wrong as "
        "can be, this gives 0.",
        "Which comes first, taking the difference or taking the length?",
    ),
    mistake(
        "squared",
        lambda a, n: np.sum((a - n) ** 2) / (np.sum(a**2) + np.sum(n**2)),
        "The roots are missing: with squared lengths an error of 1e-3 is reported as about 1e-6 "
        "(you have {yours}, it should be {right}).",
        "What turns a sum of squares into a length?",
    ),
    mistake(
        "tiny_gradients",
        lambda a, n: np.max(np.abs(a - n) / (np.abs(a) + np.abs(n))),
        "You divide entry by entry and report the worst. An entry that is almost 0 in both, and "
        "differs by rounding, then cries alarm for the whole gradient: {yours}.",
        "Of which object are the lengths taken: of one entry, or of the whole gradient?",
    ),
    mistake(
        "norm_of_sum",
        lambda a, n: _norm(a - n) / _norm(a + n),
        "Below the line you added first and took the length then. For n = −a that would divide by "
        "0 ({yours} instead of {right}).",
        "How many lengths are there below the line?",
    ),
    mistake(
        "max_norm",
        lambda a, n: _norm(a - n) / max(_norm(a), _norm(n)),
        "Another convention: you divide by the larger of the two lengths, where their sum is asked "
        "for, so your result is about twice as large ({yours} instead of {right}).",
        "With a sum below the line, what is the largest value the result can take?",
    ),
    mistake(
        "abs_sums",
        lambda a, n: np.sum(np.abs(a - n)) / (np.sum(np.abs(a)) + np.sum(np.abs(n))),
        "You added up absolute values; the length asked for is the Euclidean one ({yours} instead "
        "of {right}).",
        "How long is the vector (3, 4)?",
    ),
)
def relative_error(a: np.ndarray, n: np.ndarray) -> float:
    """‖a − n‖ / (‖a‖ + ‖n‖): 0 where they agree, 1 where they are opposite."""
    return _norm(a - n) / (_norm(a) + _norm(n))
