"""Answers on Adam."""

from collections.abc import Callable
from typing import Any

import numpy as np

from course_utils.exercises.answer import Mistake, answer, mistake

Step = tuple[np.ndarray, np.ndarray, np.ndarray]
Adam = Callable[..., Step]


def _hat(mean: np.ndarray, beta: float, t: int) -> np.ndarray:
    return mean / (1 - beta**t)


def _stepping(direction: Callable[..., np.ndarray]) -> Adam:
    """The right means, and a step along ``direction(m, v, t, beta1, beta2, eps)``."""

    def step(
        w: np.ndarray, g: np.ndarray, m: np.ndarray, v: np.ndarray, t: int, lr: float, *rest: float
    ) -> Step:
        _, m, v = adam_step(w, g, m, v, t, lr, *rest)
        return w - lr * direction(m, v, t, *rest), m, v

    return step


def _asked_for(change: Callable[..., tuple[Any, ...]]) -> Adam:
    """The right step, for other arguments."""

    def step(*args: Any) -> Step:
        return adam_step(*change(*args))

    return step


def _counting(ahead: int) -> Adam:
    """The counter is off by so many steps."""
    return _asked_for(lambda w, g, m, v, t, *rest: (w, g, m, v, t + ahead, *rest))


def _stores_hats(*args: Any) -> Step:
    t, _, beta1, beta2, _ = args[4:]
    w, m, v = adam_step(*args)
    return w, _hat(m, beta1, t), _hat(v, beta2, t)


def _no_first_moment(*args: Any) -> Step:
    """The step of beta1 = 0, where m is g itself."""
    bare = _asked_for(lambda w, g, m, v, t, lr, beta1, *rest: (w, g, m, v, t, lr, 0.0, *rest))
    _, m, v = adam_step(*args)
    return bare(*args)[0], m, v


def _counter_ahead(steps: int) -> Mistake:
    return mistake(
        "t_per_tensor",
        _counting(steps),
        f"The means are right, but the correction is that of a step {steps} later: it looks as if "
        "all the tensors of a network shared one counter and each advanced it.",
        "For the first step of the third tensor, what should t be?",
    )


def _not_squared(*args: Any) -> Step:
    w, g, _, v, t, lr, beta1, beta2, eps = args
    _, m, _ = adam_step(*args)
    v = beta2 * v + (1 - beta2) * g
    return w - lr * _hat(m, beta1, t) / (np.sqrt(_hat(v, beta2, t)) + eps), m, v


@answer(
    mistake(
        "uncorrected",
        _stepping(lambda m, v, t, beta1, beta2, eps: m / (np.sqrt(v) + eps)),
        "The means are right, but they are used uncorrected. Both start at 0 and are too small in "
        "the beginning, v more than m: the first step comes out too long or too short.",
        "After one step from 0, which share of the gradient is in m?",
    ),
    mistake(
        "only_m",
        _stepping(lambda m, v, t, beta1, beta2, eps: _hat(m, beta1, t) / (np.sqrt(v) + eps)),
        "m is corrected for its start at 0, v is not: the divisor stays far too small, and the "
        "first steps are far too long.",
        "Which of the two means starts at 0?",
    ),
    mistake(
        "only_v",
        _stepping(lambda m, v, t, beta1, beta2, eps: m / (np.sqrt(_hat(v, beta2, t)) + eps)),
        "v is corrected for its start at 0, m is not: the first steps are far too short.",
        "Which of the two means starts at 0?",
    ),
    mistake(
        "no_power",
        _stepping(
            lambda m, v, t, beta1, beta2, eps: (
                _hat(m, beta1, 1) / (np.sqrt(_hat(v, beta2, 1)) + eps)
            )
        ),
        "The correction does not know the step: it divides by 1 − beta for ever. At t = 1 that is "
        "right; later it blows both means up, unequally.",
        "After 1,000 steps, how much of the start at 0 is still in m?",
    ),
    mistake(
        "t_plus_1",
        _counting(1),
        "The means are right, but the correction is that of the next step: your counter is one "
        "ahead.",
        "t comes in as 1 at the first step. Need it be increased once more?",
    ),
    mistake(
        "t_zero",
        _counting(-1),
        "Your counter is one behind: at the first step it is 0, beta to the power 0 is 1, and 0/0 "
        "gives nan.",
        "t comes in as 1 at the first step. What is the correction for t = 0?",
    ),
    mistake(
        "betas_swapped",
        _asked_for(lambda w, g, m, v, t, lr, b1, b2, eps: (w, g, m, v, t, lr, b2, b1, eps)),
        "beta1 and beta2 changed places: the direction now has the long memory, and the scale the "
        "short one.",
        "Which of the two means goes with beta1?",
    ),
    mistake(
        "hats_swapped",
        _stepping(
            lambda m, v, t, beta1, beta2, eps: (
                _hat(m, beta2, t) / (np.sqrt(_hat(v, beta1, t)) + eps)
            )
        ),
        "The means are right, but each is corrected with the other's beta: m is freed of its start "
        "with beta2, v with beta1 ({yours} instead of {right} at {where}).",
        "After t steps from 0, which beta says how much of m is still missing?",
    ),
    mistake(
        "no_root",
        _stepping(lambda m, v, t, beta1, beta2, eps: _hat(m, beta1, t) / (_hat(v, beta2, t) + eps)),
        "You divide by v itself, not by its root: the step then depends on the unit the loss is "
        "measured in ({yours} instead of {right} at {where}).",
        "If all gradients were twice as large, should the step change?",
    ),
    mistake(
        "eps_inside",
        _stepping(
            lambda m, v, t, beta1, beta2, eps: _hat(m, beta1, t) / np.sqrt(_hat(v, beta2, t) + eps)
        ),
        "Another convention: eps stands under the root. Here it is added to the root ({yours} "
        "instead of {right} at {where}).",
        "For v = 0, what should the step be divided by?",
    ),
    mistake(
        "eps_uncorrected",
        _stepping(
            lambda m, v, t, beta1, beta2, eps: (
                _hat(m, beta1, t) * np.sqrt(1 - beta2**t) / (np.sqrt(v) + eps)
            )
        ),
        "Another convention, the one Keras follows: eps is added before v is corrected, so the "
        "correction shrinks it. Here it is added to the corrected root ({yours} instead of {right} "
        "at {where}).",
        "For a tiny v, does your eps count as it stands, or less?",
    ),
    mistake(
        "stores_corrected",
        _stores_hats,
        "The weights are right, but you hand back the corrected means. The next step will take "
        "them for the running ones and correct them again.",
        "Which version of m does the next step's running mean start from?",
    ),
    mistake(
        "not_squared",
        _not_squared,
        "The gradient goes into v without being squared: where it is negative, v may fall below 0, "
        "and its root is nan.",
        "Which sign does a mean of squares have?",
    ),
    _counter_ahead(2),
    _counter_ahead(3),
    mistake(
        "no_first_moment",
        _no_first_moment,
        "m is kept and never used: you step with the bare gradient. That is RMSProp with a "
        "corrected start ({yours} instead of {right} at {where}).",
        "What is m collected for?",
    ),
    mistake(
        "ascent",
        _asked_for(lambda w, g, m, v, t, lr, *rest: (w, g, m, v, t, -lr, *rest)),
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
