"""Answers on Adam."""

from collections.abc import Callable

import numpy as np

from course_utils.exercises.answer import Mistake, answer, mistake

Step = tuple[np.ndarray, np.ndarray, np.ndarray]
Correct = Callable[[np.ndarray, float, int], np.ndarray]


def _correct(mean: np.ndarray, beta: float, t: int) -> np.ndarray:
    return mean / (1 - beta**t)


def _as_it_is(mean: np.ndarray, beta: float, t: int) -> np.ndarray:
    return mean


def _adam(
    *,
    correct_m: Correct = _correct,
    correct_v: Correct = _correct,
    square: Callable[[np.ndarray], np.ndarray] = np.square,
    divisor: Callable[[np.ndarray, float], np.ndarray] = lambda v, eps: np.sqrt(v) + eps,
    ahead: int = 0,
    swap_betas: bool = False,
    store_corrected: bool = False,
    first_moment: bool = True,
    sign: float = 1.0,
) -> Callable[..., Step]:
    """Adam with one piece exchanged; ``ahead`` is how far the counter is off."""

    def step(
        w: np.ndarray,
        g: np.ndarray,
        m: np.ndarray,
        v: np.ndarray,
        t: int,
        lr: float,
        beta1: float,
        beta2: float,
        eps: float,
    ) -> Step:
        if swap_betas:
            beta1, beta2 = beta2, beta1
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * square(g)
        m_hat, v_hat = correct_m(m, beta1, t + ahead), correct_v(v, beta2, t + ahead)
        w = w - sign * lr * (m_hat if first_moment else g) / divisor(v_hat, eps)
        return (w, m_hat, v_hat) if store_corrected else (w, m, v)

    return step


def _counter_ahead(steps: int) -> Mistake:
    return mistake(
        "t_per_tensor",
        _adam(ahead=steps),
        f"The means are right, but the correction is that of a step {steps} later: it looks as if "
        "all the tensors of a network shared one counter and each advanced it.",
        "For the first step of the third tensor, what should t be?",
    )


@answer(
    mistake(
        "uncorrected",
        _adam(correct_m=_as_it_is, correct_v=_as_it_is),
        "The means are right, but they are used uncorrected. Both start at 0 and are too small in "
        "the beginning, v more than m: the first step comes out too long or too short.",
        "After one step from 0, which share of the gradient is in m?",
    ),
    mistake(
        "only_m",
        _adam(correct_v=_as_it_is),
        "m is corrected for its start at 0, v is not: the divisor stays far too small, and the "
        "first steps are far too long.",
        "Which of the two means starts at 0?",
    ),
    mistake(
        "only_v",
        _adam(correct_m=_as_it_is),
        "v is corrected for its start at 0, m is not: the first steps are far too short.",
        "Which of the two means starts at 0?",
    ),
    mistake(
        "no_power",
        _adam(
            correct_m=lambda m, beta, t: m / (1 - beta), correct_v=lambda v, beta, t: v / (1 - beta)
        ),
        "The correction does not know the step: it divides by 1 − beta for ever. At t = 1 that is "
        "right; later it blows both means up, unequally.",
        "After 1,000 steps, how much of the start at 0 is still in m?",
    ),
    mistake(
        "t_plus_1",
        _adam(ahead=1),
        "The means are right, but the correction is that of the next step: your counter is one "
        "ahead.",
        "t comes in as 1 at the first step. Need it be increased once more?",
    ),
    mistake(
        "t_zero",
        _adam(ahead=-1),
        "Your counter is one behind: at the first step it is 0, beta to the power 0 is 1, and 0/0 "
        "gives nan.",
        "t comes in as 1 at the first step. What is the correction for t = 0?",
    ),
    mistake(
        "betas_swapped",
        _adam(swap_betas=True),
        "beta1 and beta2 changed places: the direction now has the long memory, and the scale the "
        "short one.",
        "Which of the two means goes with beta1?",
    ),
    mistake(
        "no_root",
        _adam(divisor=lambda v, eps: v + eps),
        "You divide by v itself, not by its root: the step then depends on the unit the loss is "
        "measured in ({yours} instead of {right} at {where}).",
        "If all gradients were twice as large, should the step change?",
    ),
    mistake(
        "eps_inside",
        _adam(divisor=lambda v, eps: np.sqrt(v + eps)),
        "Another convention: eps stands under the root. Here it is added to the root ({yours} "
        "instead of {right} at {where}).",
        "For v = 0, what should the step be divided by?",
    ),
    mistake(
        "stores_corrected",
        _adam(store_corrected=True),
        "The weights are right, but you hand back the corrected means. The next step will take "
        "them for the running ones and correct them again.",
        "Which version of m does the next step's running mean start from?",
    ),
    mistake(
        "not_squared",
        _adam(square=np.copy),
        "The gradient goes into v without being squared: where it is negative, v may fall below 0, "
        "and its root is nan.",
        "Which sign does a mean of squares have?",
    ),
    _counter_ahead(2),
    _counter_ahead(3),
    mistake(
        "no_first_moment",
        _adam(first_moment=False),
        "m is kept and never used: you step with the bare gradient. That is RMSProp with a "
        "corrected start ({yours} instead of {right} at {where}).",
        "What is m collected for?",
    ),
    mistake(
        "ascent",
        _adam(sign=-1.0),
        "The means are right, but the step is added: the weights climb ({yours} instead of {right} "
        "at {where}).",
        "Which sign turns a slope into a step downhill?",
    ),
)
def adam_step(
    w: np.ndarray,
    g: np.ndarray,
    m: np.ndarray,
    v: np.ndarray,
    t: int,
    lr: float,
    beta1: float,
    beta2: float,
    eps: float,
) -> Step:
    """m and v are running means of g and g²; the step uses them freed of their start at 0."""
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
    return w - lr * m_hat / (np.sqrt(v_hat) + eps), m, v
