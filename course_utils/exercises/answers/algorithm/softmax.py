"""Answers on softmax and its gradient together with cross-entropy."""

import numpy as np

from course_utils.exercises.answer import answer, mistake
from course_utils.exercises.answers.introduction import sigmoid


def _shares(Z: np.ndarray, axis: int | None = 1) -> np.ndarray:
    """exp(Z) over its total along ``axis``, without overflow where the axis is a row."""
    e = np.exp(Z - Z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def _relative_to(Z: np.ndarray, anchor: np.ndarray | float) -> np.ndarray:
    """Softmax after subtracting ``anchor``: right as long as no exponential leaves the range."""
    e = np.exp(Z - anchor)
    return e / e.sum(axis=1, keepdims=True)


def _undivided_axis(Z: np.ndarray) -> np.ndarray:
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1)


def _log_softmax(Z: np.ndarray) -> np.ndarray:
    Z = Z - Z.max(axis=1, keepdims=True)
    return Z - np.log(np.sum(np.exp(Z), axis=1, keepdims=True))


@answer(
    mistake(
        "axis0",
        lambda Z: _shares(Z, axis=0),
        "Your columns add up to 1, but it is the rows that should: here samples compete with each "
        "other for a class instead of classes for a sample.",
        "Who has to share the probability of 1: the {c} classes of one sample, or the {n} samples?",
    ),
    mistake(
        "whole",
        lambda Z: _shares(Z, axis=None),
        "The whole table adds up to 1, so each sample got only a slice of it (at {where}: {yours} "
        "instead of {right}).",
        "How many probabilities of 1 are there to be shared out in a batch of {n}?",
    ),
    mistake(
        "sigmoid",
        lambda Z: sigmoid(Z),
        "Every class is judged by itself, through a sigmoid: a row may then add up to anything "
        "between 0 and {c}.",
        "If the score of one class rises, what should happen to the other classes of that row?",
    ),
    mistake(
        "argmax",
        lambda Z: np.eye(Z.shape[1])[Z.argmax(axis=1)],
        "You gave everything to the largest score and nothing to the others. That is the decision, "
        "not the probabilities, and its slope is 0 almost everywhere.",
        "How much should a class get that comes second by a hair?",
    ),
    mistake(
        "logs",
        _log_softmax,
        "These are the logarithms of the probabilities, none of them above 0 (at {where} you have "
        "{yours}). A useful thing, by another name.",
        "What should each row of the result add up to?",
    ),
    mistake(
        "keepdims",
        _undivided_axis,
        "The totals of the rows lost their axis: {n} numbers in a line cannot be laid beside {n} "
        "rows, and in a square table they are laid under the columns instead.",
        "Which shape must the totals have so that each of them meets its own row?",
    ),
    mistake(
        "softmin",
        lambda Z: _shares(-Z),
        "The order is turned round: the smallest score of each row got the largest share "
        "(at {where}: {yours} instead of {right}).",
        "Which sign makes e^(…) grow when the score grows?",
    ),
    mistake(
        "floor_zero",
        lambda Z: _relative_to(Z, np.maximum(Z.max(axis=1, keepdims=True), 0.0)),
        "Rows with a positive score are right. In a row where all scores lie near −1000 your "
        "reference point stays at 0, every exponential vanishes, and 0/0 gives nan.",
        "From which number should the scores of a row be counted, so that its largest exponent is "
        "always 0?",
    ),
    mistake(
        "overflow",
        lambda Z: _relative_to(Z, 0.0),
        "For ordinary scores this is right. At 1000 the exponential is too large to store, at "
        "−1000 it vanishes, and both times the division gives nan.",
        "What may you subtract from all scores of a row without changing the result?",
    ),
    mistake(
        "global_max",
        lambda Z: _relative_to(Z, Z.max()),
        "You subtract the largest score of the whole batch. Rows far below it vanish altogether, "
        "and 0/0 gives nan there.",
        "Must the reference point be the same for all samples?",
    ),
    mistake(
        "no_exp",
        lambda Z: Z / Z.sum(axis=1, keepdims=True),
        "Your rows add up to 1, but you divided the scores themselves: where a score is negative "
        "there is a negative share (at {where} you have {yours}).",
        "What makes every score positive and keeps their order?",
    ),
    mistake(
        "not_normalised",
        lambda Z: np.exp(Z),
        "The exponentials are there and nobody has divided them: the rows do not yet add up to "
        "1 (at {where} you have {yours}).",
        "What turns positive numbers into shares of 1?",
    ),
    mistake(
        "not_normalised",
        lambda Z: np.exp(Z - Z.max(axis=1, keepdims=True)),
        "The exponentials are there, safely computed, and nobody has divided them: the largest of "
        "each row is 1 and the rows add up to more.",
        "What turns positive numbers into shares of 1?",
    ),
)
def softmax(Z: np.ndarray) -> np.ndarray:
    """P = exp(Z) / row sums, each row counted from its largest entry."""
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@answer(
    mistake(
        "no_mean",
        lambda Z, Y: softmax(Z) - Y,
        "Right for the sum over the batch: every entry is exactly {k} times too large, and there "
        "are {n} samples.",
        "The loss is a mean over the samples. What does that do to each sample's share?",
    ),
    mistake(
        "sign",
        lambda Z, Y: (Y - softmax(Z)) / len(Z),
        "Right size, wrong sign, in every entry: your true classes come out positive, and "
        "descending along that would lower their scores.",
        "If the score of the true class rises, does the loss rise or fall?",
    ),
    mistake(
        "no_jacobian",
        lambda Z, Y: -Y / softmax(Z) / len(Z),
        "Only the true class of each row got anything: this is the slope with respect to the "
        "probability. Softmax passes it on to all scores of the row.",
        "If a wrong class's score rises, what happens to the true class's probability?",
    ),
    mistake(
        "no_jacobian",
        lambda Z, Y: -Y / softmax(Z),
        "Only the true class of each row got anything, and the mean is missing too: this is the "
        "slope with respect to the probability, not to the scores.",
        "If a wrong class's score rises, what happens to the true class's probability?",
    ),
    mistake(
        "diagonal",
        lambda Z, Y: -Y * (1 - softmax(Z)) / len(Z),
        "Right on the true class, 0 everywhere else, so your rows do not cancel: you used p(1 − p) "
        "as if each score moved only its own probability.",
        "How many probabilities change when one score does?",
    ),
    mistake(
        "slope_again",
        lambda Z, Y: (softmax(Z) - Y) * softmax(Z) * (1 - softmax(Z)) / len(Z),
        "P − Y already holds the slope of softmax; you multiplied it in again, and every entry is "
        "at most a quarter of the right one (at {where}: {yours} instead of {right}).",
        "Which two derivatives have merged into P − Y?",
    ),
    mistake(
        "raw_logits",
        lambda Z, Y: (Z - Y) / len(Z),
        "You compared the scores themselves with the labels. Scores have no scale of their own, "
        "and your rows do not add up to 0.",
        "Which quantity lives on the same scale as a one-hot label?",
    ),
    mistake(
        "mean_all",
        lambda Z, Y: (softmax(Z) - Y) / Z.size,
        "Every entry is {c} times too small: you divided by all entries, but the cross-entropy "
        "is a mean over the {n} samples only.",
        "In cross_entropy, over which axis did you sum and over which did you average?",
    ),
    mistake(
        "softmax_twice",
        lambda Z, Y: (softmax(softmax(Z)) - Y) / len(Z),
        "Softmax was applied twice: the second one takes probabilities for scores, and since they "
        "all lie between 0 and 1 it flattens them out.",
        "Is what comes in here already normalized, or still a score?",
    ),
    mistake(
        "axis0",
        lambda Z, Y: (_shares(Z, axis=0) - Y) / len(Z),
        "Your probabilities add up to 1 down the columns, so neither rows nor labels fit: the rows "
        "of the gradient do not cancel.",
        "Who shares the probability of 1 inside one sample?",
    ),
    mistake(
        "value",
        lambda Z, Y: softmax(Z) / len(Z),
        "The labels never enter: every score is pushed down, whatever is true. Each of your "
        "rows adds up to the same positive number.",
        "What should the gradient be for a model that is certain and right?",
    ),
    mistake(
        "true_class_only",
        lambda Z, Y: Y * (softmax(Z) - Y) / len(Z),
        "The true class is right; the other classes got 0. But their scores took probability "
        "away from it, and they must be told.",
        "What must each row of the gradient add up to?",
        same_as="diagonal",
    ),
)
def softmax_cross_entropy_grad(Z: np.ndarray, Y: np.ndarray) -> np.ndarray:
    """dL/dZ = (softmax(Z) − Y) / n for L = cross_entropy(softmax(Z), Y)."""
    return (softmax(Z) - Y) / len(Z)
