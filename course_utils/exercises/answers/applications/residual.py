"""Answers on the residual connection."""

import numpy as np

from course_utils.exercises.answer import answer, mistake
from course_utils.exercises.answers.algorithm.activations import sigmoid_grad, tanh_grad


def _branch(x: np.ndarray, W: np.ndarray, dout: np.ndarray) -> np.ndarray:
    """What comes back through tanh(x @ W) alone."""
    return (dout * tanh_grad(x @ W)) @ W.T


@answer(
    mistake(
        "no_identity",
        _branch,
        "Only the branch sends something back: exactly dout is missing. In a deep stack the "
        "gradient then dies out after a few blocks, as if there were no skip at all.",
        "If tanh were 0 everywhere, what would y be, and its slope?",
    ),
    mistake(
        "no_branch",
        lambda x, W, dout: dout.copy(),
        "You return dout as it came: the skip is right, but x also reaches y through the tanh.",
        "On how many paths does x reach y?",
    ),
    mistake(
        "multiplied",
        lambda x, W, dout: dout * _branch(x, W, dout),
        "The two paths are multiplied ({yours} instead of {right} at {where}). They lie side by "
        "side, not one behind the other.",
        "What happens to gradients where two paths meet again?",
    ),
    mistake(
        "no_slope",
        lambda x, W, dout: dout + dout @ W.T,
        "The branch passes everything on: the slope of tanh is missing ({yours} instead of {right} "
        "at {where}).",
        "How much of a small change gets through a tanh?",
    ),
    mistake(
        "no_transpose",
        lambda x, W, dout: dout + (dout * tanh_grad(x @ W)) @ W,
        "The branch goes back through W as it stands. W is square here, so NumPy has nothing to "
        "object; the blame goes to the wrong units.",
        "Over which index of W does the sum run on the way back?",
    ),
    mistake(
        "twice",
        lambda x, W, dout: 2 * dout + _branch(x, W, dout),
        "dout is in there twice: yours is exactly dout too large.",
        "How many plain paths lead from x to y?",
    ),
    mistake(
        "averaged",
        lambda x, W, dout: (dout + _branch(x, W, dout)) / 2,
        "Everything is half as large as it should be (k = {k}): the mean of the two paths instead "
        "of their sum.",
        "If x rises by 1, do the effects of the two paths add up, or share?",
    ),
    mistake(
        "slope_at_x",
        lambda x, W, dout: dout + (dout * tanh_grad(x)) @ W.T,
        "The slope of tanh is taken at x, but the tanh was given x @ W ({yours} instead of {right} "
        "at {where}).",
        "What stands inside the tanh?",
    ),
    mistake(
        "slope_at_a",
        lambda x, W, dout: dout + (dout * tanh_grad(np.tanh(x @ W))) @ W.T,
        "The slope of tanh is taken at its own output: tanh has been applied twice ({yours} "
        "instead of {right} at {where}).",
        "Does your slope take what goes into the tanh, or what comes out?",
    ),
    mistake(
        "sigmoid_slope",
        lambda x, W, dout: dout + (dout * sigmoid_grad(x @ W)) @ W.T,
        "This is the slope of a sigmoid, never above 0.25 ({yours} instead of {right} at {where}).",
        "Which activation stands in the branch?",
    ),
    mistake(
        "branch_subtracted",
        lambda x, W, dout: dout - _branch(x, W, dout),
        "The branch's share is subtracted ({yours} instead of {right} at {where}).",
        "Which sign stands between the two terms of y?",
    ),
)
def residual_backward(x: np.ndarray, W: np.ndarray, dout: np.ndarray) -> np.ndarray:
    """dout + (dout ⊙ (1 − tanh²(xW))) Wᵀ: the skip plus the branch."""
    return dout + (dout * (1 - np.tanh(x @ W) ** 2)) @ W.T
