"""Answers on the chain rule with single variables."""

import numpy as np

from course_utils.exercises.answer import answer, mistake
from course_utils.exercises.answers.introduction import sigmoid


@answer(
    mistake(
        "no_inner",
        lambda x: 3 * (x**2 + 1) ** 2,
        "You differentiated the outer cube and stopped there. At {where} you have {yours}, it "
        "should be {right}: what is missing is how fast the inside itself moves.",
        "When x grows a little, how much does x² + 1 grow?",
    ),
    mistake(
        "no_outer",
        lambda x: 2 * x,
        "This is the slope of the inside, x² + 1, alone. The cube around it makes every change "
        "larger, and of that nothing shows in your {yours} at {where}.",
        "When the inside u grows a little, how much does u³ grow?",
    ),
    mistake(
        "no_three",
        lambda x: 2 * x * (x**2 + 1) ** 2,
        "Both links of the chain are there, yet the result is a third of the right one: the "
        "exponent 3 did not come down.",
        "What is the derivative of u³, with its factor?",
    ),
    mistake(
        "no_two",
        lambda x: 3 * x * (x**2 + 1) ** 2,
        "You have exactly half of the right value everywhere: the inner square did not bring down "
        "its exponent.",
        "What is the derivative of x², with its factor?",
    ),
    mistake(
        "power_kept",
        lambda x: 6 * x * (x**2 + 1) ** 3,
        "The factors are right, but the cube is still a cube after differentiating: you are off "
        "by one more factor x² + 1 (at {where}: {yours} instead of {right}).",
        "When the exponent comes down as a factor, what happens to it upstairs?",
    ),
    mistake(
        "slope_at_slope",
        lambda x: 3 * (2 * x) ** 2,
        "You put the derivative of the inside into the derivative of the outside. The chain rule "
        "multiplies the two slopes; it does not nest them.",
        "At which number is the slope of u³ wanted: at u, or at the slope of u?",
    ),
    mistake(
        "outer_at_x",
        lambda x: 3 * x**2 * 2 * x,
        "Both slopes are there, but the outer one is taken at x. The cube never sees x; it sees "
        "what the inside hands over.",
        "For x = 2, which number is being cubed?",
    ),
    mistake(
        "value",
        lambda x: (x**2 + 1) ** 3,
        "This is the expression's value, not its slope: at {where} you return {yours}, and it can "
        "never be negative.",
        "Left of x = 0 the curve falls. What sign should its derivative have there?",
    ),
)
def composite_grad(x: np.ndarray) -> np.ndarray:
    """d(x² + 1)³/dx = 3(x² + 1)² · 2x."""
    return 3 * (x**2 + 1) ** 2 * 2 * x


def _error(x: float, w: float, b: float, y: float) -> float:
    """dL/da."""
    return float(2 * (sigmoid(w * x + b) - y))


def _delta(x: float, w: float, b: float, y: float, slope_at: float | None = None) -> float:
    """dL/dz, with the sigmoid's slope at z or, wrongly, at ``slope_at``."""
    s = float(sigmoid(w * x + b if slope_at is None else slope_at))
    return _error(x, w, b, y) * s * (1 - s)


def _slope_at_a(x: float, w: float, b: float, y: float) -> tuple[float, float]:
    delta = _delta(x, w, b, y, slope_at=float(sigmoid(w * x + b)))
    return delta * x, delta


@answer(
    mistake(
        "no_inner",
        lambda x, w, b, y: (_delta(x, w, b, y), _delta(x, w, b, y)),
        "db is right, and you return the same number for dw. The last link is missing: a step in "
        "w moves z by a different amount than a step in b.",
        "In z = wx + b, how much does z change when w grows by 0.01?",
    ),
    mistake(
        "no_slope",
        lambda x, w, b, y: (_error(x, w, b, y) * x, _error(x, w, b, y)),
        "The sigmoid's own slope was left out: both numbers are {k} times the right ones, and "
        "without it they are always at least 4 times too large.",
        "A step in z is not yet a step in a. How much of it gets through the sigmoid?",
    ),
    mistake(
        "slope_at_x",
        lambda x, w, b, y: (_delta(x, w, b, y, x) * x, _delta(x, w, b, y, x)),
        "All links are there, but the sigmoid's slope is taken at x: both numbers are {k} times "
        "the right ones.",
        "Which number goes into the sigmoid here, and where on the curve are you then?",
    ),
    mistake(
        "slope_at_a",
        _slope_at_a,
        "The sigmoid was applied twice: its slope is taken at its own output a, not at z (both "
        "numbers are {k} times the right ones).",
        "If you already hold a = σ(z), do you need another sigmoid to write the slope?",
    ),
    mistake(
        "w_for_x",
        lambda x, w, b, y: (_delta(x, w, b, y) * w, _delta(x, w, b, y)),
        "db is right, but dw ends in w where it should not: you have {yours}, it should be "
        "{right}. That last factor would be the answer for dx.",
        "In the product w · x, what is the slope with respect to w, and what with respect to x?",
    ),
    mistake(
        "no_two",
        lambda x, w, b, y: (_delta(x, w, b, y) * x / 2, _delta(x, w, b, y) / 2),
        "Exactly half: the square's exponent never came down. (Some books put ½ into the loss to "
        "be rid of it; this loss has none.)",
        "What is the derivative of e² with respect to e?",
    ),
    mistake(
        "sign",
        lambda x, w, b, y: (-_delta(x, w, b, y) * x, -_delta(x, w, b, y)),
        "Right sizes, wrong signs, both of them: your error seems to be target minus output.",
        "If a is above y and w pushes it higher still, should the loss's slope be positive?",
    ),
    mistake(
        "swapped",
        lambda x, w, b, y: (_delta(x, w, b, y), _delta(x, w, b, y) * x),
        "Both numbers are right and stand in each other's place.",
        "In which order did the task ask for them?",
    ),
)
def chain_rule(x: float, w: float, b: float, y: float) -> tuple[float, float]:
    """dL/dw = 2(a − y) a(1 − a) x and dL/db = 2(a − y) a(1 − a), for a = σ(wx + b)."""
    a = float(sigmoid(w * x + b))
    delta = 2 * (a - y) * a * (1 - a)
    return delta * x, delta


@answer(
    mistake(
        "last_path_wins",
        lambda a, b: (b, 2 * b),
        "da is right. For db you kept only what came back through b²; what came through ab was "
        "overwritten (you have {yours}, it should be {right}).",
        "Two paths lead from b to the result. Should the second one replace the first?",
    ),
    mistake(
        "first_path_wins",
        lambda a, b: (b, a),
        "da is right. For db you followed the path through ab and forgot that b also enters "
        "through b² (you have {yours}, it should be {right}).",
        "How many times do you meet b when you read the expression from left to right?",
    ),
    mistake(
        "multiplied",
        lambda a, b: (b, 2 * a * b),
        "Both paths into b are found, and then multiplied. Slopes multiply along one path; you "
        "have {yours}, it should be {right}.",
        "If b sends 3 by one way and 4 by another, how much arrives in all?",
    ),
    mistake(
        "square_once",
        lambda a, b: (b, a + b),
        "In b² = b · b you counted only one of the two b's: db is short by exactly b.",
        "When b moves, how many of the factors in b · b move with it?",
    ),
    mistake(
        "own_value",
        lambda a, b: (a, a + 2 * b),
        "db is right. For da you gave a's own value, {yours}; but the slope of a product with "
        "respect to one factor is not that factor.",
        "If a grows by 1, by how much does ab grow?",
    ),
    mistake(
        "swapped",
        lambda a, b: (a + 2 * b, b),
        "Both numbers are right and stand in each other's place.",
        "In which order did the task ask for them?",
    ),
    mistake(
        "value",
        lambda a, b: (a * b, b**2),
        "These are the values of the two terms, ab and b². A gradient has one number for each "
        "variable, not for each term.",
        "When only a moves a little, how much does the whole expression move?",
    ),
    mistake(
        "both_everywhere",
        lambda a, b: (b + 2 * b, a + 2 * b),
        "db is right. But da also got a share from b², where a does not occur at all: you have "
        "{yours}, it should be {right}.",
        "Which of the two terms would notice if a changed?",
    ),
)
def two_paths(a: float, b: float) -> tuple[float, float]:
    """L = ab + b²: dL/da = b, and dL/db = a (through ab) + 2b (through b²)."""
    return b, a + 2 * b
