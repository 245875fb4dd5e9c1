"""Answers on naming a bug by its symptoms."""

from collections.abc import Callable

import numpy as np

from course_utils.exercises.answer import answer, mistake

Measured = dict[str, np.ndarray]
Mark = Callable[[np.ndarray, Measured], bool]


def _near(a: np.ndarray, b: np.ndarray | list[float], room: float) -> bool:
    return bool(np.abs(a - np.array(b)).max() < room)


MARKS: dict[str, Mark] = {
    "no bias correction": lambda curve, m: abs(m["steps"][0] - 10**0.5) < 0.1,
    "no zero_grad": lambda curve, m: _near(m["steps"], [1, 1.5, 2, 2.5], 0.1),
    "zero init": lambda curve, m: _near(m["hidden"], m["hidden"][:, :1], 1e-9),
    "softmax twice": lambda curve, m: abs(curve[-1] - 1.4612) < 0.05,
    "no jacobian": lambda curve, m: bool(np.abs(m["scores"].sum(axis=1)).max() > 1e-6),
    "no identity": lambda curve, m: bool(m["layers"].min() < 1e-3 * m["layers"].max()),
}


def _named(curve: np.ndarray, measured: Measured, marks: dict[str, Mark]) -> str:
    return next((name for name, mark in marks.items() if mark(curve, measured)), "healthy")


def _without(*missing: str) -> Callable[[np.ndarray, Measured], str]:
    kept = {name: mark for name, mark in MARKS.items() if name not in missing}
    return lambda curve, measured: _named(curve, measured, kept)


def _instead(name: str, mark: Mark) -> Callable[[np.ndarray, Measured], str]:
    return lambda curve, measured: _named(curve, measured, {**MARKS, name: mark})


@answer(
    mistake(
        "first_step_only",
        _without("no zero_grad"),
        "The first step is right, so you look no further. Gradients that are never cleared show "
        "from the second step on.",
        "How long is the way after two, three and four steps?",
    ),
    mistake(
        "steps_alike",
        lambda curve, m: (
            "no zero_grad" if MARKS["no bias correction"](curve, m) else _named(curve, m, MARKS)
        ),
        "Both bugs make the steps too long, but not alike: here the very first one is √10 times "
        "too long, and (n + 1)/2 would be 1 for n = 1.",
        "What is (n + 1)/2 for the first step?",
    ),
    mistake(
        "correction_missed",
        _without("no bias correction"),
        "A first step of 3.162278 times the rate goes unnoticed: √0.001 in the denominator and 0.1 "
        "above it.",
        "How long is Adam's first step, whatever the gradient?",
    ),
    mistake(
        "twins_missed",
        _without("zero init"),
        "A network whose hidden units all get the same gradient is not healthy: its units are "
        "twins.",
        "What do the columns of the hidden gradient have in common?",
    ),
    mistake(
        "floor_missed",
        _without("softmax twice"),
        "A loss that flattens out at 1.4612 with ten classes has hit a floor: ln(e + 9) − 1.",
        "What is the smallest value this curve reaches, and does that number have a name?",
    ),
    mistake(
        "start_for_floor",
        _instead("softmax twice", lambda curve, m: curve[0] > 2),
        "You look at where the curve begins. A healthy one begins at ln 10 = 2.3 too; it is the "
        "end that tells.",
        "Where should a loss of ten classes begin, and where may it end?",
    ),
    mistake(
        "rows_missed",
        _without("no jacobian"),
        "The rows of the gradient with respect to the scores do not add up to 0, and you call it "
        "something else.",
        "If all scores of a row rise alike, what does softmax do?",
    ),
    mistake(
        "columns_for_rows",
        _instead(
            "no jacobian", lambda curve, m: bool(np.abs(m["scores"].sum(axis=0)).max() > 1e-6)
        ),
        "You add up the columns of the scores' gradient. It is the rows, one for each sample, that "
        "must cancel.",
        "Over which axis does softmax normalize?",
    ),
    mistake(
        "layers_missed",
        _without("no identity"),
        "Only the last three blocks get a gradient worth the name, and you call it something else.",
        "What does a skip connection promise the first block?",
    ),
    mistake(
        "always_healthy",
        _without(*MARKS),
        "You call all of them healthy.",
        "Which of the numbers have you looked at?",
    ),
)
def name_the_bug(curve: np.ndarray, measured: Measured) -> str:
    """The first mark that is found; healthy if there is none."""
    return _named(curve, measured, MARKS)
