"""Stage 9: bounds, signs and sums that every right result keeps, and yours does not."""

import numpy as np

from course_utils.exercises.case import Case, Finding, Part
from course_utils.exercises.wording import number

_ENOUGH = 8


def out_of_bounds(case: Case, part: Part) -> Finding | None:
    """What all right numbers have in common on these inputs, where yours leave it."""
    if not part.shapes_fit:
        return None
    return _sums(part) or _outside(part) or _signs(part)


def _all(arrays: tuple[np.ndarray, ...]) -> np.ndarray:
    return np.concatenate([a.astype(float).ravel() for a in arrays])


def _sums(part: Part) -> Finding | None:
    """Rows, or columns, that all add up to the same number."""
    for axis, noun in ((1, "row"), (0, "column")):
        if any(a.ndim != 2 or min(a.shape) < 3 for a in part.right):
            continue
        should = np.concatenate([a.sum(axis=axis) for a in part.right])
        do = np.concatenate([a.astype(float).sum(axis=axis) for a in part.yours])
        size = max(float(np.abs(a).max()) for a in part.right)
        wrong = np.abs(do - should) > 1e-6 * size
        if np.ptp(should) < 1e-9 * size and wrong.any():
            worst = do[np.argmax(np.abs(do - should))]
            total = number(round(float(should[0]), 9))
            says = (
                f"Every {noun} should add up to {total}; one of yours adds up to {number(worst)}."
            )
            return Finding("sums", says, f"What holds the numbers of one {noun} together?")
    return None


def _outside(part: Part) -> Finding | None:
    """Right results between 0 and 1, and yours beyond."""
    mine, right = _all(part.yours), _all(part.right)
    if len(right) < _ENOUGH or right.min() < 0 or not 0.5 < right.max() <= 1:
        return None
    worst = mine[np.argmax(np.abs(mine - 0.5))]
    if 0 <= worst <= 1:
        return None
    says = f"All right numbers here lie between 0 and 1; yours go as far as {number(worst)}."
    return Finding("bounds", says, "Which step should keep the result between 0 and 1?")


def _signs(part: Part) -> Finding | None:
    """Right results all of one sign, and yours not."""
    mine, right = _all(part.yours), _all(part.right)
    for sign, word in ((1, "negative"), (-1, "positive")):
        if (sign * right >= 0).all() and right.any() and len(right) > 1:
            beyond = sign * mine < 0
            if beyond.any():
                worst = sign * (sign * mine).min()
                count = "all" if beyond.all() else f"{beyond.sum()} of {len(mine)}"
                says = (
                    f"No right number here is {word}; of yours {count} are (as far as "
                    f"{number(worst)})."
                )
                return Finding("bounds", says, f"Can this quantity be {word}, and why not?")
    return None
