"""Answers on the slopes of the activations."""

import numpy as np

from course_utils.exercises.answer import answer, mistake
from course_utils.exercises.answers.introduction import sigmoid


@answer(
    mistake(
        "raw_z",
        lambda z: z * (1 - z),
        "You used z itself where its sigmoid belongs: at {where} that gives {yours}, and a sigmoid "
        "is never steeper than 0.25, nor does it ever fall.",
        "The rule 'value times one minus value' wants which value: what goes in, or what comes "
        "out?",
    ),
    mistake(
        "twice",
        lambda z: sigmoid(sigmoid(z)) * (1 - sigmoid(sigmoid(z))),
        "The sigmoid is applied twice: all your slopes lie between 0.1966 and 0.25, as if no "
        "unit were ever saturated.",
        "z comes in before any activation. How often does the slope formula need the sigmoid?",
    ),
    mistake(
        "no_complement",
        lambda z: sigmoid(z),
        "This is the sigmoid itself, not its slope: at {where} you have {yours}, and it goes on "
        "growing where the curve is already flat.",
        "For a large z the curve is nearly level. What should its slope be there?",
    ),
    mistake(
        "sign",
        lambda z: -sigmoid(z) * (1 - sigmoid(z)),
        "Right in size, wrong in sign: your slopes are all negative, but the sigmoid rises "
        "everywhere.",
        "Two minus signs meet when 1/(1 + e^(-z)) is differentiated. Where did one get lost?",
    ),
    mistake(
        "tanh_rule",
        lambda z: 1 - sigmoid(z) ** 2,
        "This is the rule that belongs to tanh, applied to a sigmoid: at z = 0 it would give 0.75, "
        "three times the steepest slope a sigmoid has.",
        "What is s at z = 0, and how steep is the curve there?",
    ),
    mistake(
        "complement_only",
        lambda z: 1 - sigmoid(z),
        "Half of the rule is there: 1 − s alone goes to 1 for very negative z, where the curve is "
        "level.",
        "The slope must fade on both sides. What else must it be multiplied by?",
    ),
)
def sigmoid_grad(z: np.ndarray) -> np.ndarray:
    """σ′(z) = s(1 − s) with s = σ(z)."""
    s = sigmoid(z)
    return s * (1 - s)


@answer(
    mistake(
        "raw_z",
        lambda z: 1 - z**2,
        "You squared z itself where tanh(z) belongs: at {where} you have {yours}. Once |z| is "
        "above 1 your slope turns negative, and tanh never falls.",
        "The rule is written with the value of the curve. Which number is that?",
    ),
    mistake(
        "twice",
        lambda z: 1 - np.tanh(np.tanh(z)) ** 2,
        "tanh is applied twice, so no slope is ever below 0.42: a saturated unit would look as "
        "lively as all others.",
        "z comes in before any activation. How often does the formula need tanh?",
    ),
    mistake(
        "tan_rule",
        lambda z: 1 + np.tanh(z) ** 2,
        "A sign slipped: this is the rule of the tangent, and all your slopes are at least 1. tanh "
        "flattens out; it is never steeper than 1.",
        "When t gets close to 1, should the slope grow or fade?",
    ),
    mistake(
        "sigmoid_rule",
        lambda z: np.tanh(z) * (1 - np.tanh(z)),
        "This is the sigmoid's rule, applied to tanh: at {where} you have {yours}, and it is 0 at "
        "z = 0, exactly where tanh is steepest.",
        "What does tanh do left of 0 that a sigmoid never does, and does your rule allow for it?",
    ),
    mistake(
        "reciprocal",
        lambda z: 1 / (1 - np.tanh(z) ** 2),
        "You divided where you should multiply: this is 1 over the slope, and it grows without "
        "bound where the unit saturates (at {where}: {yours} instead of {right}).",
        "In the chain rule, does a flat curve let more of the gradient through, or less?",
    ),
    mistake(
        "no_square",
        lambda z: 1 - np.tanh(z),
        "The square is missing: for negative z you get slopes above 1, and the slope on the left "
        "no longer mirrors that on the right.",
        "tanh looks the same when turned by half a turn. What does that say of its slopes at z "
        "and −z?",
    ),
    mistake(
        "value",
        np.tanh,
        "This is tanh itself, not its slope: at {where} you have {yours}, it should be {right}.",
        "How steep is tanh at 0, and what does your function say there?",
    ),
)
def tanh_grad(z: np.ndarray) -> np.ndarray:
    """tanh′(z) = 1 − tanh²(z)."""
    return 1 - np.tanh(z) ** 2


@answer(
    mistake(
        "returns_relu",
        lambda z: np.maximum(z, 0.0),
        "This is ReLU itself: at {where} you have {yours}. The slope does not say how large the "
        "output is, only how fast it moves.",
        "At z = 2, if z grows by 0.1, by how much does the output grow? And at z = 5?",
    ),
    mistake(
        "leaves_z",
        lambda z: np.where(z > 0, 1.0, z),
        "Where z is positive you are right; elsewhere z itself was left standing (at {where} you "
        "have {yours}). Overwriting part of a copy leaves the other part as it was.",
        "What is the slope of a line that runs level?",
    ),
    mistake(
        "inverted",
        lambda z: (z <= 0).astype(float),
        "The mask is inside out: you let the gradient pass exactly where ReLU is closed, and block "
        "it where ReLU is open.",
        "On which side of 0 does the output follow z?",
    ),
    mistake(
        "one_at_zero",
        lambda z: (z >= 0).astype(float),
        "All right but for one place: where z is exactly 0 you give 1. There the kink has no slope "
        "of its own, and the task agrees on the other choice.",
        "Which comparison leaves zero itself out?",
    ),
    mistake(
        "sign",
        np.sign,
        "You return the sign of z, so the closed side sends back −1. At {where} ReLU is level, and "
        "a level line has no downhill.",
        "If z goes from −2 to −1.9, how much does the output of ReLU change?",
    ),
    mistake(
        "all_ones",
        np.ones_like,
        "Every slope is 1, as if there were no kink. Then nothing distinguishes ReLU from passing "
        "z on unchanged.",
        "What happens to a negative z in the forward pass, and what reaches it on the way back?",
    ),
)
def relu_grad(z: np.ndarray) -> np.ndarray:
    """1 where z > 0, else 0; at the kink 0 by convention."""
    return np.where(z > 0, 1.0, 0.0)
