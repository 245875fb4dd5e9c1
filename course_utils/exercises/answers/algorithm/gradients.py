"""Answers on the gradients of weights and biases."""

import numpy as np

from course_utils.exercises.answer import Mistake, answer, mistake


def _stray_factor(factor: float) -> Mistake:
    return mistake(
        "stray_factor",
        lambda a_prev, delta: factor * a_prev.T @ delta,
        "The form is right, but a factor of exactly {k} stands in front that no rule asks for: the "
        "2 of the squared error, for one, is already inside delta.",
        "Which constants were settled when delta was computed?",
    )


_ELEMENTWISE = (
    "You multiplied entry by entry. With {n} samples, {d} inputs and {h} units these tables do not "
    "even fit; where all are equally many they do, and input 1 would only ever meet unit 1.",
    "How many pairs of one input and one unit are there?",
)


@answer(
    mistake(
        "transposed",
        lambda a_prev, delta: delta.T @ a_prev,
        "All the numbers are right, but the table is turned: ({h}, {d}) instead of ({d}, {h}), so "
        "it cannot be laid over W.",
        "W leads from {d} inputs to {h} units. Which of the two is counted by its rows?",
    ),
    mistake(
        "mean_again",
        lambda a_prev, delta: a_prev.T @ delta / len(delta),
        "Every entry is {n} times too small: you averaged over the batch, but delta was already "
        "divided by it where the loss was differentiated.",
        "At which single place does the mean of the loss enter the backward pass?",
    ),
    mistake(
        "mean_undone",
        lambda a_prev, delta: a_prev.T @ delta * len(delta),
        "Every entry is exactly {k} times too large: you multiplied by the batch size, as if "
        "the mean had to be taken back.",
        "The loss is a mean. Should its gradient grow when the batch does?",
    ),
    mistake(
        "first_only",
        lambda a_prev, delta: np.outer(a_prev[0], delta[0]),
        "This is the table of the first sample alone (at {where}: {yours} instead "
        "of {right}): the other samples have not been heard.",
        "All samples went through the same weights. Whose wishes count?",
    ),
    mistake(
        "last_only",
        lambda a_prev, delta: np.outer(a_prev[-1], delta[-1]),
        "Only the last sample is left: each pass of the loop replaced what the samples before it "
        "had said (at {where}: {yours} instead of {right}).",
        "What should happen to the table of sample 1 when sample 2 arrives?",
    ),
    mistake(
        "not_summed",
        lambda a_prev, delta: a_prev[:, :, None] * delta[:, None, :],
        "Every sample's table is there and right, {n} of them in a pile, but W has only one place "
        "for each entry.",
        "The loss adds up what the samples contribute. What becomes of the pile?",
    ),
    mistake("elementwise", lambda a_prev, delta: a_prev * delta, *_ELEMENTWISE),
    mistake("elementwise", lambda a_prev, delta: a_prev.T * delta, *_ELEMENTWISE),
    mistake("elementwise", lambda a_prev, delta: a_prev * delta.T, *_ELEMENTWISE),
    mistake(
        "sign",
        lambda a_prev, delta: -a_prev.T @ delta,
        "Right size, wrong sign, in every entry. The minus of 'downhill' belongs to the update, "
        "not to the gradient.",
        "Are you computing the slope, or already the step?",
    ),
    mistake(
        "z_for_a",
        lambda a_prev, delta: np.arctanh(a_prev).T @ delta,
        "The activation was undone: this is what you get with the layer's pre-activations in place "
        "of its outputs (at {where}: {yours} instead of {right}).",
        "Which of the two is multiplied by the weights in the forward pass?",
    ),
    mistake(
        "activated_again",
        lambda a_prev, delta: np.tanh(a_prev).T @ delta,
        "tanh was applied to something that already is an activation (at {where}: {yours} instead "
        "of {right}).",
        "What does the a in a_prev stand for?",
    ),
    _stray_factor(2.0),
    _stray_factor(4.0),
)
def weight_grad(a_prev: np.ndarray, delta: np.ndarray) -> np.ndarray:
    """dW = a_prevᵀ δ = Σ over samples of the outer products a_prev_i ⊗ δ_i."""
    return a_prev.T @ delta


@answer(
    mistake(
        "mean_again",
        lambda delta: delta.mean(axis=0),
        "Every entry is {n} times too small: you averaged over the batch, but delta was already "
        "divided by it where the loss was differentiated.",
        "weight_grad adds over the samples. Why should the bias do otherwise?",
    ),
    mistake(
        "wrong_axis",
        lambda delta: delta.sum(axis=1),
        "You added along the units and kept the samples: {n} numbers came back where the layer has "
        "{h} biases.",
        "Which axis counts the samples?",
    ),
    mistake(
        "scalar",
        lambda delta: delta.sum(),
        "Everything went into one number. But every unit has a bias of its own, {h} in all.",
        "Which axis should vanish, and which should stay?",
    ),
    mistake(
        "not_summed",
        lambda delta: delta.copy(),
        "This is delta itself, one row for each of the {n} samples. There is only one bias for a "
        "unit, however many samples pass through it.",
        "The same bias was added to all rows on the way forward. What happens to their answers on "
        "the way back?",
    ),
    mistake(
        "first",
        lambda delta: delta[0].copy(),
        "Only the first sample has been heard (at {where}: {yours} instead of {right}).",
        "All samples used this bias. Whose deltas count?",
    ),
    mistake(
        "last",
        lambda delta: delta[-1].copy(),
        "Only the last sample is left: each pass of the loop replaced what came before it (at "
        "{where} {yours} instead of {right}).",
        "What should happen to what sample 1 said when sample 2 arrives?",
    ),
    mistake(
        "keepdims",
        lambda delta: delta.sum(axis=0, keepdims=True),
        "The numbers are right, but they come as a table with one row, (1, {h}). The bias is a "
        "plain vector, ({h},), and its gradient lies on it entry by entry.",
        "What shape has b, and what did you ask sum to keep?",
    ),
    mistake(
        "mean_undone",
        lambda delta: delta.sum(axis=0) * len(delta),
        "Every entry is exactly {k} times too large: you multiplied by the batch size, as if the "
        "mean had to be taken back.",
        "The loss is a mean. Should its gradient grow when the batch does?",
    ),
    mistake(
        "sign",
        lambda delta: -delta.sum(axis=0),
        "Right size, wrong sign, in every entry. The minus of 'downhill' belongs to the update, "
        "not to the gradient.",
        "Are you computing the slope, or already the step?",
    ),
)
def bias_grad(delta: np.ndarray) -> np.ndarray:
    """db = Σ over samples of δ_i: the bias is a weight whose input is always 1."""
    return delta.sum(axis=0)
