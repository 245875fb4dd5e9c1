"""Answers on gradients through many layers."""

from collections.abc import Callable

import numpy as np

from course_utils.exercises.answer import answer, mistake
from course_utils.exercises.answers.algorithm.activations import sigmoid_grad, tanh_grad
from course_utils.exercises.answers.introduction import sigmoid


@answer(
    mistake(
        "weights_ignored",
        lambda ws, zs: np.prod(sigmoid_grad(zs)),
        "Only the slopes are multiplied ({yours} instead of {right}). Each layer also multiplies "
        "by its weight.",
        "Between two sigmoids, what happens to the signal?",
    ),
    mistake(
        "slopes_ignored",
        lambda ws, zs: np.prod(ws),
        "Only the weights are multiplied, and the product explodes: {yours} instead of {right}. "
        "The sigmoids on the way let only a part through.",
        "How much of a small change gets through a sigmoid?",
    ),
    mistake(
        "summed",
        lambda ws, zs: np.sum(ws * sigmoid_grad(zs)),
        "The layers' factors are added up ({yours}). They lie one behind the other on a single "
        "path.",
        "What happens to slopes along one path?",
    ),
    mistake(
        "quarter",
        lambda ws, zs: np.prod(0.25 * ws),
        "You take 0.25 for every slope. That is the steepest a sigmoid can be, so this is an upper "
        "bound ({yours} instead of {right}).",
        "At which z is a sigmoid that steep?",
    ),
    mistake(
        "value_for_slope",
        lambda ws, zs: np.prod(ws * sigmoid(zs)),
        "You multiply by the sigmoids' values, not by their slopes ({yours} instead of {right}).",
        "What does the chain rule ask of each link?",
    ),
    mistake(
        "tanh_slope",
        lambda ws, zs: np.prod(ws * tanh_grad(zs)),
        "These are the slopes of tanh, which reach 1; a sigmoid's never exceed 0.25 ({yours} "
        "instead of {right}).",
        "Which activation stands in the task?",
    ),
    mistake(
        "raw_z",
        lambda ws, zs: np.prod(ws * zs * (1 - zs)),
        "You used z where its sigmoid belongs ({yours} instead of {right}).",
        "In 'value times one minus value', is the value what goes in or what comes out?",
    ),
    mistake(
        "sign_lost",
        lambda ws, zs: np.abs(np.prod(ws * sigmoid_grad(zs))),
        "The size is right, the sign is lost: one negative weight turns the whole gradient round.",
        "What does a layer with the weight −2 do to a gradient?",
    ),
    mistake(
        "running",
        lambda ws, zs: np.cumprod(ws * sigmoid_grad(zs)),
        "Here is the product after every layer. A good thing to plot; only the last one is asked.",
        "Which of these numbers has passed through all the layers?",
    ),
)
def chain_gradient(ws: np.ndarray, zs: np.ndarray) -> float:
    """Π w σ′(z): what is left of a gradient after all these layers."""
    return float(np.prod(ws * sigmoid_grad(zs)))


def _norm(arrays: list[np.ndarray]) -> float:
    return float(np.sqrt(sum(np.sum(a**2) for a in arrays)))


def _scaled(
    factor: Callable[[list[np.ndarray], float], float], always: bool = False
) -> Callable[[list[np.ndarray], float], list[np.ndarray]]:
    """All arrays times ``factor(grads, c)`` where the joint norm exceeds c, or always."""

    def clip(grads: list[np.ndarray], c: float) -> list[np.ndarray]:
        if _norm(grads) <= c and not always:
            return [g.copy() for g in grads]
        return [g * factor(grads, c) for g in grads]

    return clip


@answer(
    mistake(
        "per_tensor",
        lambda grads, c: [g * min(1.0, c / _norm([g])) for g in grads],
        "Each array is shortened by its own factor. Their proportions change, and with them the "
        "direction of the step.",
        "How many lengths has one step in the space of all weights?",
    ),
    mistake(
        "by_value",
        lambda grads, c: [np.clip(g, -c, c) for g in grads],
        "Every entry is cut off at ±c by itself: large entries lose more than small ones, and the "
        "direction changes ({yours} instead of {right} at {where}).",
        "Is c a limit for one entry, or for the length of the whole?",
    ),
    mistake(
        "squared_norm",
        _scaled(lambda grads, c: c / _norm(grads) ** 2),
        "You divide by the square of the length: the root is missing, and what comes back is "
        "shorter than c.",
        "What turns a sum of squares into a length?",
    ),
    mistake(
        "sum_of_norms",
        _scaled(lambda grads, c: c / sum(_norm([g]) for g in grads)),
        "You add up the lengths of the arrays. Laid end to end they make one vector, and its "
        "length is less than that sum.",
        "How long is a vector made of a part of length 3 and a part of length 4?",
    ),
    mistake(
        "to_one",
        _scaled(lambda grads, c: 1 / _norm(grads)),
        "You shorten to length 1, not to c: {k} of the right value. With c = 1 nobody would have "
        "noticed.",
        "How long should the result be?",
    ),
    mistake(
        "inverted",
        _scaled(lambda grads, c: _norm(grads) / c),
        "The factor stands on its head: long gradients are made longer still ({yours} instead of "
        "{right} at {where}).",
        "Should the factor be above or below 1 when the length exceeds c?",
    ),
    mistake(
        "not_clipped",
        lambda grads, c: [g.copy() for g in grads],
        "The gradients come back as they were, though their joint length is well above c.",
        "When should they be left as they are?",
    ),
    mistake(
        "always",
        _scaled(lambda grads, c: c / _norm(grads), always=True),
        "Short gradients are made longer: you scale to length c in every case, even close to a "
        "minimum, where steps should be small.",
        "What should happen to gradients whose length is below c?",
    ),
    mistake(
        "max_norm",
        _scaled(lambda grads, c: c / max(float(np.max(np.abs(g))) for g in grads)),
        "You divide by the largest entry instead of the length, so what comes back is still longer "
        "than c ({yours} instead of {right} at {where}).",
        "Which measure of length takes all the entries into account?",
    ),
)
def clip_by_global_norm(grads: list[np.ndarray], c: float) -> list[np.ndarray]:
    """All times c/n where the joint norm n exceeds c (Pascanu and others, 2013)."""
    n = np.sqrt(sum(np.sum(g**2) for g in grads))
    factor = c / n if n > c else 1.0
    return [factor * g for g in grads]
