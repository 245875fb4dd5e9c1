"""Answers on the deltas."""

import numpy as np

from course_utils.exercises.answer import Mistake, answer, mistake
from course_utils.exercises.answers.algorithm.activations import sigmoid_grad, tanh_grad
from course_utils.exercises.answers.algorithm.losses import mse_grad
from course_utils.exercises.answers.introduction import sigmoid


@answer(
    mistake(
        "no_slope",
        lambda Z, Y: mse_grad(sigmoid(Z), Y),
        "The slope of the sigmoid is missing: at {where} you have {yours} instead of {right}, and "
        "no entry is less than 4 times too large. This short form belongs to cross-entropy, where "
        "the slope cancels.",
        "A step in z is not yet a step in a. How much of it gets through the sigmoid?",
    ),
    mistake(
        "raw_z",
        lambda Z, Y: mse_grad(sigmoid(Z), Y) * Z * (1 - Z),
        "The slope is there, but computed with z where the sigmoid's output belongs (at {where}: "
        "{yours} instead of {right}).",
        "In 'value times one minus value', is the value what goes into the sigmoid or what comes "
        "out?",
    ),
    mistake(
        "twice",
        lambda Z, Y: mse_grad(sigmoid(Z), Y) * sigmoid_grad(sigmoid(Z)),
        "The sigmoid went in twice: you take its slope at a, its own output, where all slopes "
        "look alike, near 0.2.",
        "What does your function for the slope expect: a pre-activation, or an activation?",
    ),
    mistake(
        "sign",
        lambda Z, Y: -mse_grad(sigmoid(Z), Y) * sigmoid_grad(Z),
        "Right size, wrong sign, in every entry: the error is written as target minus output.",
        "If an output lies above its target, should raising z make the loss larger?",
    ),
    mistake(
        "no_mean",
        lambda Z, Y: 2 * (sigmoid(Z) - Y) * sigmoid_grad(Z),
        "The delta of the sum of squares: every entry is exactly {k} times too large, and there "
        "are {n} samples with {c} outputs.",
        "The loss is a mean over all entries. Where should that mean enter, if not here?",
    ),
    mistake(
        "no_two",
        lambda Z, Y: (sigmoid(Z) - Y) / Z.size * sigmoid_grad(Z),
        "Every entry is exactly half of the right one: the square's exponent did not come down.",
        "What is the derivative of e²? Is there a ½ in this loss to cancel its factor?",
    ),
    mistake(
        "both",
        lambda Z, Y: (sigmoid(Z) - Y) * sigmoid_grad(Z),
        "The error and the slope are right; two constants are missing together. The ratio is "
        "exactly {k}, and that is {n} · {c} / 2.",
        "You have written mse_grad before. What stands in it besides P − Y?",
    ),
    mistake(
        "samples_only",
        lambda Z, Y: 2 * (sigmoid(Z) - Y) / len(Z) * sigmoid_grad(Z),
        "Every entry is exactly {k} times too large: you divided by the samples, and the mean runs "
        "over the {c} outputs as well.",
        "How many squares go into the mean?",
    ),
    mistake(
        "logits_error",
        lambda Z, Y: mse_grad(Z, Y) * sigmoid_grad(Z),
        "The error compares Z with the targets, but the targets are compared with what the unit "
        "says, after its sigmoid (at {where}: {yours} instead of {right}).",
        "Which quantity did the loss see in the forward pass?",
    ),
    mistake(
        "tanh_rule",
        lambda Z, Y: mse_grad(sigmoid(Z), Y) * (1 - sigmoid(Z) ** 2),
        "You multiplied by 1 − a², the slope that belongs to tanh. This layer ends in a sigmoid.",
        "What is the slope of a sigmoid where its value is one half?",
    ),
)
def output_delta(Z: np.ndarray, Y: np.ndarray) -> np.ndarray:
    """δ = dL/da ⊙ σ′(Z) with a = σ(Z) and L the mean squared error."""
    return mse_grad(sigmoid(Z), Y) * sigmoid_grad(Z)


def _error_share(delta_next: np.ndarray, W_next: np.ndarray, z: np.ndarray) -> np.ndarray:
    return (delta_next / W_next.sum(axis=0)) @ W_next.T * tanh_grad(z)


def _new_weights(rate: float) -> Mistake:
    """The layer above was updated before its weights were used to send delta down."""
    return mistake(
        "new_weights",
        lambda delta_next, W_next, z: (
            delta_next @ (W_next - rate * np.tanh(z).T @ delta_next).T * tanh_grad(z)
        ),
        "Blame came down through weights that had already been moved. Your entries are off by a "
        f"step with learning rate {rate:g} (at {{where}} {{yours}} instead of {{right}}).",
        "Which weights produced the loss you are differentiating: the old or the new ones?",
    )


@answer(
    mistake(
        "no_slope",
        lambda delta_next, W_next, z: delta_next @ W_next.T,
        "This is dL/da: the blame at the unit's output. The last step, back through tanh, is "
        "missing (at {where}: {yours} instead of {right}).",
        "delta means the derivative at z. Which step lies between z and a?",
    ),
    mistake(
        "slope_at_a",
        lambda delta_next, W_next, z: delta_next @ W_next.T * tanh_grad(np.tanh(z)),
        "tanh went in twice: its slope is taken at its own output, so no factor is below 0.42 "
        "(at {where}: {yours} instead of {right}).",
        "Does tanh_grad expect z or tanh(z)?",
    ),
    mistake(
        "raw_z",
        lambda delta_next, W_next, z: delta_next @ W_next.T * z,
        "You multiplied by z itself, not by the slope at z: a unit with z = 0 would hear nothing "
        "at all, though tanh is steepest there.",
        "How does a small change of z show in a, and on what does that depend?",
    ),
    mistake(
        "no_transpose",
        lambda delta_next, W_next, z: delta_next @ W_next * tanh_grad(z),
        "delta_next has {c} columns and W_next {h} rows, so they do not fit as they stand; in a "
        "square layer they would fit, and blame would flow to the wrong units.",
        "Forward, W_next leads from {h} units to {c}. What leads from {c} back to {h}?",
    ),
    mistake(
        "mean_again",
        lambda delta_next, W_next, z: delta_next @ W_next.T * tanh_grad(z) / len(z),
        "Every entry is {n} times too small: you divided by the batch size once more. The delta "
        "from above already carries that division.",
        "At which single place does the mean of the loss enter the backward pass?",
    ),
    mistake(
        "error_share",
        _error_share,
        "You handed out each error in proportion to the weights, so that the shares add up to the "
        "whole. A pretty picture, but derivatives are not shared out like that.",
        "If a unit's output moves by 1, by how much does the next z move, whatever the other "
        "weights are?",
    ),
    *map(_new_weights, (1.0, 0.5, 0.1, 0.01, 0.001)),
    mistake(
        "sigmoid_slope",
        lambda delta_next, W_next, z: delta_next @ W_next.T * sigmoid_grad(z),
        "The slope is that of a sigmoid, never above 0.25; these hidden units use tanh, whose "
        "slope reaches 1 (at {where}: {yours} instead of {right}).",
        "Which activation stands in this layer's forward pass?",
    ),
    mistake(
        "sigmoid_rule",
        lambda delta_next, W_next, z: delta_next @ W_next.T * np.tanh(z) * (1 - np.tanh(z)),
        "You used 'a times 1 − a' with a = tanh(z). That rule belongs to the sigmoid; here it "
        "turns negative for every negative z.",
        "What is the slope of tanh, written with its own value?",
    ),
    mistake(
        "tanh_squared",
        lambda delta_next, W_next, z: delta_next @ W_next.T * (1 - z**2),
        "The slope of tanh is written with z² where tanh(z)² belongs (at {where}: {yours} instead "
        "of {right}).",
        "The rule is written with the value of the curve. Which number is that?",
    ),
    mistake(
        "sign",
        lambda delta_next, W_next, z: -delta_next @ W_next.T * tanh_grad(z),
        "Right size, wrong sign, in every entry: each time a layer is passed the sign would turn.",
        "Is there a step between a and the next z that turns more into less, apart from the "
        "weights' own signs?",
    ),
)
def hidden_delta(delta_next: np.ndarray, W_next: np.ndarray, z: np.ndarray) -> np.ndarray:
    """δ = (δ_next W_nextᵀ) ⊙ tanh′(z)."""
    return delta_next @ W_next.T * tanh_grad(z)
