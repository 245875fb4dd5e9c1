"""Answers on penalties."""

import numpy as np

from course_utils.exercises.answer import answer, mistake


@answer(
    mistake(
        "two",
        lambda dW, db, W, b, lam: (dW + 2 * lam * W, db),
        "The pull is exactly twice as strong as asked: it belongs to the penalty λΣW², and here a "
        "½ stands in front.",
        "What is the derivative of (λ/2)w²?",
    ),
    mistake(
        "half",
        lambda dW, db, W, b, lam: (dW + lam * W / 2, db),
        "The pull is exactly half as strong as asked: the ½ of the penalty is still there after "
        "differentiating.",
        "What becomes of the exponent 2 when you differentiate, and what does it meet?",
    ),
    mistake(
        "over_n",
        lambda dW, db, W, b, lam: (dW + lam * W / len(W), db),
        "You divided the penalty's share by a number of rows. The penalty belongs to the weights, "
        "not to the samples, and is no mean ({yours} instead of {right} at {where}).",
        "How often does (λ/2)ΣW² stand in the loss?",
    ),
    mistake(
        "bias_too",
        lambda dW, db, W, b, lam: (dW + lam * W, db + lam * b),
        "dW is right, but the biases are pulled as well, and they are to be left free: a bias only "
        "shifts, it makes no unit more sensitive.",
        "Which letters occur in the penalty?",
    ),
    mistake(
        "sign",
        lambda dW, db, W, b, lam: (dW - lam * W, db),
        "The pull has the wrong sign: descending along your dW makes large weights larger.",
        "If a weight is large and positive, which sign must be added to its gradient to shrink it?",
    ),
    mistake(
        "squared",
        lambda dW, db, W, b, lam: (dW + lam * W**2, db),
        "You added λW², the penalty and not its slope: negative weights are pushed still further "
        "down.",
        "What is the derivative of w², and which sign has it for a negative w?",
    ),
    mistake(
        "squared",
        lambda dW, db, W, b, lam: (dW + lam / 2 * W**2, db),
        "You added (λ/2)W², the penalty and not its slope: negative weights are pushed still "
        "further down.",
        "What is the derivative of w², and which sign has it for a negative w?",
    ),
    mistake(
        "norm",
        lambda dW, db, W, b, lam: (dW + lam * W / np.linalg.norm(W), db),
        "This is the slope of the norm ‖W‖ itself, not of its square: all the weights together "
        "get a pull of fixed strength ({yours} instead of {right} at {where}).",
        "Is there a root in the penalty?",
    ),
    mistake(
        "l1",
        lambda dW, db, W, b, lam: (dW + lam * np.sign(W), db),
        "This is the other penalty, λΣ|W|: it pulls at small weights as hard as at large ones.",
        "Should a weight of 0.01 be pulled as hard as a weight of 10?",
    ),
    mistake(
        "replaces",
        lambda dW, db, W, b, lam: (lam * W, db),
        "The data's gradient is gone: only the pull towards 0 is left, and nothing would be "
        "learned.",
        "The loss is a sum of two terms. What is the gradient of a sum?",
    ),
    mistake(
        "no_penalty",
        lambda dW, db, W, b, lam: (dW, db),
        "dW comes back as it was: the penalty has left no trace.",
        "You have five arguments. Which of them must appear in dW?",
    ),
)
def add_l2_grad(
    dW: np.ndarray, db: np.ndarray, W: np.ndarray, b: np.ndarray, lam: float
) -> tuple[np.ndarray, np.ndarray]:
    """The gradient of (λ/2)ΣW² is λW; biases are not penalized."""
    return dW + lam * W, db


@answer(
    mistake(
        "l2",
        lambda W, lam: lam * W,
        "This is the slope of the other penalty, (λ/2)ΣW²: it fades as a weight gets small, and so "
        "never quite brings it to 0.",
        "How steep is |w| at w = 0.01, and how steep at w = 10?",
    ),
    mistake(
        "abs",
        lambda W, lam: lam * np.abs(W),
        "This is the penalty itself, entry by entry, and never negative. A pull towards 0 must "
        "know on which side a weight stands.",
        "What sign should the slope have for a negative weight?",
    ),
    mistake(
        "constant",
        lambda W, lam: np.full(W.shape, lam),
        "Every entry is λ: negative weights would be pushed away from 0 as well.",
        "What sign should the slope have for a negative weight?",
    ),
    mistake(
        "nan_at_0",
        lambda W, lam: lam * W / np.abs(W),
        "Right everywhere but at the weight that is exactly 0: there you divide 0 by 0, and nan "
        "spreads to everything it touches.",
        "Which function gives the sign of a number without dividing?",
    ),
    mistake(
        "value",
        lambda W, lam: lam * np.sum(np.abs(W)),
        "This is the penalty, one number. Asked for is its slope, one number for each weight.",
        "How does the penalty change when a single weight moves?",
    ),
    mistake(
        "no_lambda",
        lambda W, lam: np.sign(W),
        "The signs are right, but the strength of the pull is missing: lam does not occur.",
        "You have two arguments. Does each of them appear in your code?",
    ),
    mistake(
        "one_at_zero",
        lambda W, lam: lam * np.where(W >= 0, 1.0, -1.0),
        "All right but for one place: a weight that is exactly 0 gets a pull, and is driven off "
        "the very place the penalty wants it in.",
        "What should happen to a weight that has already arrived at 0?",
    ),
)
def l1_subgradient(W: np.ndarray, lam: float) -> np.ndarray:
    """λ sign(W), and 0 at 0."""
    return lam * np.sign(W)
