"""Stage 9: your numbers as a function of the right ones, or of an input.

Where the one is a line or a power of the other, that is told. Where the order is kept though the
numbers differ, all that goes before the last bend is right: a place to look.
"""

from collections.abc import Iterator

import numpy as np

from course_utils.exercises.judging.case import Case, Finding, Part
from course_utils.exercises.judging.comparing import closeness
from course_utils.exercises.judging.wording import number

_ENOUGH = 8
_EXACT = 1e-8
_POINTS = 4
"""Two points always lie on a line; with these two more have confirmed it."""


def curve(case: Case, part: Part) -> Finding | None:
    """What the numbers of all probes together show, the most exact first."""
    if not part.shapes_fit:
        return None
    mine, right = _flat(part.yours), _flat(part.right)
    if not (np.isfinite(mine).all() and np.isfinite(right).all()):
        return None
    looks = (_line(mine, right), _power(mine, right), _side(mine, right))
    found = next((finding for finding in looks if finding is not None), None)
    return found or _trend(case, part, mine, right) or _order(mine, right)


def _flat(arrays: tuple[np.ndarray, ...]) -> np.ndarray:
    return np.concatenate([a.astype(float).ravel() for a in arrays])


def _line(mine: np.ndarray, right: np.ndarray) -> Finding | None:
    """Yours = k · right + c, with one k and one c for all probes."""
    fit = _fitted(mine, right)
    if fit is None:
        return None
    k, c = fit
    says = f"Your result is {number(k)} times the right one, plus {number(c)}, in every entry."
    return Finding("line", says, "Which constant do you add, and which one do you multiply by?")


def _power(mine: np.ndarray, right: np.ndarray) -> Finding | None:
    """Yours = c · right^p."""
    if not ((mine > 0) & (right > 0)).all() or right.max() < 1.01 * right.min():
        return None
    fit = _fitted(np.log(mine), np.log(right))
    if fit is None:
        return None
    p, c = fit
    factor = "" if abs(c) < _EXACT else f", times {number(np.exp(c))}"
    says = f"Your result is the right one to the power of {number(p)}{factor}, in every entry."
    return Finding("power", says, "Which square, root or quotient do you take, and which is asked?")


def _fitted(mine: np.ndarray, right: np.ndarray) -> tuple[float, float] | None:
    """Slope and intercept of mine over right, if all points lie on the line."""
    if len(np.unique(right.round(12))) < _POINTS or min(np.ptp(right), np.ptp(mine)) < _EXACT:
        return None
    low, high = np.argmin(right), np.argmax(right)
    k = (mine[high] - mine[low]) / (right[high] - right[low])
    c = mine[low] - k * right[low]
    gap = np.abs(mine - (k * right + c)).max()
    return (float(k), float(c)) if gap < _EXACT * np.abs(mine).max() else None


def _side(mine: np.ndarray, right: np.ndarray) -> Finding | None:
    """Wrong exactly where the right result is large, or small, or has one sign."""
    wrong = ~closeness(mine, right)
    if len(mine) < _ENOUGH or min(wrong.sum(), (~wrong).sum()) < 3:
        return None
    for word, sign in (("above", 1), ("below", -1)):
        bad, good = (sign * right[wrong]).min(), (sign * right[~wrong]).max()
        if bad > good:
            edge = 0.0 if bad > 0 >= good else sign * (bad + good) / 2
            says = f"Your numbers are right, except where the result should be {word} {edge:.3g}."
            return Finding("side", says, "Which case of your function makes those numbers?")
    return None


def _trend(case: Case, part: Part, mine: np.ndarray, right: np.ndarray) -> Finding | None:
    """The ratio of yours to the right one goes steadily up or down with an input."""
    if (right == 0).any() or len(mine) < _ENOUGH:
        return None
    for name, values in _entrywise(case, part):
        for label, x in ((name, values), (f"|{name}|", np.abs(values))):
            ratio = (mine / right)[np.argsort(x, kind="stable")]
            steps = np.diff(ratio)
            if len(np.unique(x)) == len(x) and ((steps > 0).all() or (steps < 0).all()):
                return _told_trend(label, np.sort(x), ratio)
    return None


def _entrywise(case: Case, part: Part) -> Iterator[tuple[str, np.ndarray]]:
    """The inputs that have one entry for each entry of the result."""
    probes = [case.inputs(probe) for probe in range(len(case.args))]
    for name in probes[0]:
        arrays = [inputs.get(name) for inputs in probes]
        pairs = list(zip(arrays, part.right, strict=True))
        if all(a is not None and a.shape == r.shape for a, r in pairs):
            yield name, _flat(tuple(a for a in arrays if a is not None))


def _told_trend(label: str, x: np.ndarray, ratio: np.ndarray) -> Finding:
    says = (
        f"How far you are off goes with {label}: at {label} = {x[0]:.3g} your result is "
        f"{ratio[0]:.3g} times the right one, at {label} = {x[-1]:.3g} it is {ratio[-1]:.3g} "
        "times, and steadily in between."
    )
    return Finding("trend", says, f"Which factor of your formula changes with {label}?")


def _order(mine: np.ndarray, right: np.ndarray) -> Finding | None:
    """The larger the right number, the larger yours, without exception; or the reverse."""
    wrong = ~closeness(mine, right)
    if wrong.sum() < _ENOUGH or len(np.unique(right)) < len(right):
        return None
    steps = np.diff(mine[np.argsort(right)])
    if (steps > 0).all():
        says = (
            "The numbers are wrong, but their order is right: where the right result is larger, "
            "yours is larger too, in all places."
        )
        return Finding("order", says, "Which step of yours acts on each number by itself?")
    if (steps < 0).all():
        says = (
            "The order of your numbers is turned round: where the right result is larger, yours "
            "is smaller, in all places."
        )
        return Finding(
            "order",
            says,
            "In which step should the result grow with what goes in, where yours falls?",
        )
    return None
