"""Answers on momentum and RMSProp."""

from collections.abc import Callable

import numpy as np

from course_utils.exercises.answer import answer, mistake

Step = tuple[np.ndarray, np.ndarray]


@answer(
    mistake(
        "damped",
        lambda w, g, v, lr, mu: (
            w - lr * (mu * v + (1 - mu) * g),
            mu * v + (1 - mu) * g,
        ),
        "Another convention: you take in only the share 1 − mu of the gradient (a running mean). "
        "Here the whole gradient is added; your steps are shorter for the same rate.",
        "With a steady gradient g, how fast should the ball be rolling in the end?",
    ),
    mistake(
        "old_velocity",
        lambda w, g, v, lr, mu: (w - lr * v, mu * v + g),
        "The new velocity is right, but the weights move with the old one: each gradient arrives "
        "one step late, and from rest the first step is 0.",
        "Which comes first, renewing the velocity or moving?",
    ),
    mistake(
        "sign_conflict",
        lambda w, g, v, lr, mu: (w - lr * (mu * v - g), mu * v - g),
        "Two minus signs meet: the gradient is subtracted from the velocity, and the velocity from "
        "the weights, so you climb ({yours} instead of {right} at {where}).",
        "In which of the two lines should 'downhill' be said?",
    ),
    mistake(
        "lr_twice",
        lambda w, g, v, lr, mu: (w - lr * (mu * v + lr * g), mu * v + lr * g),
        "The learning rate stands in both lines, so the gradient is multiplied by its square.",
        "In which of the two lines does the step get its length?",
    ),
    mistake(
        "lr_inside",
        lambda w, g, v, lr, mu: (w - (mu * v + lr * g), mu * v + lr * g),
        "Another convention: the learning rate is inside the velocity. From rest the path is the "
        "same; with a velocity already rolling, or a rate that changes, it is not.",
        "In which of the two lines does the task put the learning rate?",
    ),
    mistake(
        "lr_inside",
        lambda w, g, v, lr, mu: (w + (mu * v - lr * g), mu * v - lr * g),
        "Another convention: your velocity is the step itself, downhill and with the learning rate "
        "inside. From rest the path is the same; the velocity handed to you here is meant as the "
        "task has it.",
        "In which of the two lines does the task put the learning rate, and the minus?",
    ),
    mistake(
        "not_stored",
        lambda w, g, v, lr, mu: (w - lr * (mu * v + g), v.copy()),
        "The weights are right, but you hand back the velocity you were given: the next step will "
        "not remember this one.",
        "What will be passed in as v next time?",
    ),
    mistake(
        "restarted",
        lambda w, g, v, lr, mu: (w - lr * g, g.copy()),
        "The old velocity is not used at all: this is plain gradient descent, and mu does nothing.",
        "You have five arguments. Does each of them appear in your code?",
    ),
    mistake(
        "nesterov",
        lambda w, g, v, lr, mu: (w - lr * (g + mu * (mu * v + g)), mu * v + g),
        "This is Nesterov's variant, which looks one step ahead. The velocity is right; the "
        "weights have gone farther than asked ({yours} instead of {right} at {where}).",
        "What is added to w in the simpler rule?",
    ),
    mistake(
        "no_friction",
        lambda w, g, v, lr, mu: (w - lr * (v + g), v + g),
        "The old velocity is kept whole: without the factor mu the ball never loses speed.",
        "What is mu for?",
    ),
    mistake(
        "ascent",
        lambda w, g, v, lr, mu: (w + lr * (mu * v + g), mu * v + g),
        "The velocity is right, but it is added: the weights climb ({yours} instead of {right} at "
        "{where}).",
        "Which sign turns a slope into a step downhill?",
    ),
    mistake(
        "swapped",
        lambda w, g, v, lr, mu: (mu * v + g, w - lr * (mu * v + g)),
        "Both arrays are right and stand in each other's place.",
        "In which order did the task ask for them?",
    ),
)
def momentum_step(w: np.ndarray, g: np.ndarray, v: np.ndarray, lr: float, mu: float) -> Step:
    """v ← μv + g, w ← w − ηv (Polyak, 1964)."""
    v = mu * v + g
    return w - lr * v, v


def _rmsprop(
    square: Callable[..., np.ndarray] = lambda s, g, rho: rho * s + (1 - rho) * g**2,
    divisor: Callable[..., np.ndarray] = lambda s, old, eps: np.sqrt(s) + eps,
    sign: float = 1.0,
) -> Callable[..., Step]:
    """RMSProp with another running mean, or another divisor made from the new and old s."""

    def step(
        w: np.ndarray, g: np.ndarray, s: np.ndarray, lr: float, rho: float, eps: float
    ) -> Step:
        new = square(s, g, rho)
        return w - sign * lr * g / divisor(new, s, eps), new

    return step


@answer(
    mistake(
        "no_root",
        _rmsprop(divisor=lambda s, old, eps: s + eps),
        "s is right, but you divide by s itself, not by its root: the step then has the wrong "
        "unit, 1 over gradient ({yours} instead of {right} at {where}).",
        "If all gradients were twice as large, should the step become half as large, or stay?",
    ),
    mistake(
        "not_squared",
        _rmsprop(square=lambda s, g, rho: rho * s + (1 - rho) * g),
        "The gradient goes into s without being squared: where it is negative, s may fall below 0, "
        "and its root is nan.",
        "Which sign does a mean of squares have?",
    ),
    mistake(
        "eps_inside",
        _rmsprop(divisor=lambda s, old, eps: np.sqrt(s + eps)),
        "Another convention: eps stands under the root. Here it is added to the root ({yours} "
        "instead of {right} at {where}).",
        "For s = 0, what should the step be divided by?",
    ),
    mistake(
        "swapped",
        _rmsprop(square=lambda s, g, rho: (1 - rho) * s + rho * g**2),
        "rho and 1 − rho changed places: s now follows the last gradient and forgets the others.",
        "Which of the two should have the larger weight in a long memory?",
    ),
    mistake(
        "no_decay",
        _rmsprop(square=lambda s, g, rho: s + g**2),
        "You add up all squares and forget none: that is Adagrad, and its steps get shorter and "
        "shorter.",
        "What is rho for?",
    ),
    mistake(
        "old_s",
        _rmsprop(divisor=lambda s, old, eps: np.sqrt(old) + eps),
        "s is renewed rightly, but the step divides by the old one; from rest that is a division "
        "by eps alone.",
        "Which comes first, renewing s or moving?",
    ),
    mistake(
        "no_complement",
        _rmsprop(square=lambda s, g, rho: rho * s + g**2),
        "The new square comes in with its full weight, so s is no mean: the weights rho and 1 add "
        "up to more than 1.",
        "What must the two weights of a mean add up to?",
    ),
    mistake(
        "ascent",
        _rmsprop(sign=-1.0),
        "s is right, but the step is added: the weights climb ({yours} instead of {right} at "
        "{where}).",
        "Which sign turns a slope into a step downhill?",
    ),
    mistake(
        "not_stored",
        lambda w, g, s, lr, rho, eps: (_rmsprop()(w, g, s, lr, rho, eps)[0], s.copy()),
        "The weights are right, but you hand back the s you were given: nothing will be "
        "remembered.",
        "What will be passed in as s next time?",
    ),
    mistake(
        "no_eps",
        _rmsprop(divisor=lambda s, old, eps: np.sqrt(s)),
        "eps is never used: the day a gradient is exactly 0 from the start, you divide 0 by 0.",
        "What is eps there to prevent?",
    ),
)
def rmsprop_step(
    w: np.ndarray, g: np.ndarray, s: np.ndarray, lr: float, rho: float, eps: float
) -> Step:
    """s ← ρs + (1 − ρ)g², w ← w − ηg/(√s + ε) (Hinton, 2012)."""
    s = rho * s + (1 - rho) * g**2
    return w - lr * g / (np.sqrt(s) + eps), s
