"""Answers on the two cross-entropies."""

import numpy as np

from course_utils.exercises.answer import Mistake, answer, mistake


def _swapped(epsilon: float) -> Mistake:
    """P log Y instead of Y log P, with the small number that keeps log 0 away."""
    return mistake(
        "swapped",
        lambda P, Y: -np.mean(np.sum(P * np.log(Y + epsilon), axis=1)),
        "P and Y changed places: you take the logarithm of labels that are 0, and what comes out, "
        f"{{yours}}, comes mostly from the small number you added: −ln {epsilon:.0e} = "
        f"{-np.log(epsilon):.3f}.",
        "Which of the two holds what you want to be surprised about, and which only selects?",
    )


def _binary_swapped(epsilon: float) -> Mistake:
    """The same for two classes."""
    return mistake(
        "swapped",
        lambda p, y: -np.mean(p * np.log(y + epsilon) + (1 - p) * np.log(1 - y + epsilon)),
        "p and y changed places: you take the logarithm of labels that are 0 or 1, and {yours} is "
        "mostly the logarithm of the small number you added.",
        "Which of the two only selects, and which is to be judged?",
    )


@answer(
    mistake(
        "sum",
        lambda P, Y: -np.sum(Y * np.log(P)),
        "This is the sum over the samples: exactly {k} times the right value, the size of the "
        "batch.",
        "Should a batch twice as large have a loss twice as large?",
    ),
    mistake(
        "mean_all",
        lambda P, Y: -np.mean(Y * np.log(P)),
        "You averaged over all entries, but {c} of them make one sample, and only one of those "
        "counts: your loss is {c} times too small.",
        "Over which axis is the loss a sum, and over which a mean?",
    ),
    mistake(
        "sign",
        lambda P, Y: np.mean(np.sum(Y * np.log(P), axis=1)),
        "The right size, but negative: {yours}. Logarithms of probabilities are never positive, "
        "and a loss should fall towards 0 from above.",
        "What is ln 0.5, and what loss should a probability of 0.5 give?",
    ),
    mistake(
        "log2",
        lambda P, Y: -np.mean(np.sum(Y * np.log2(P), axis=1)),
        "Your result is 1.442695 times too large, and that is 1/ln 2: you count in bits, here the "
        "logarithm is the natural one.",
        "Which base has the logarithm whose derivative is simply 1/p?",
    ),
    mistake(
        "log10",
        lambda P, Y: -np.mean(np.sum(Y * np.log10(P), axis=1)),
        "Your result is 0.434294 times the right one, and that is 1/ln 10: you used the logarithm "
        "to base 10, here it is the natural one.",
        "Which base has the logarithm whose derivative is simply 1/p?",
    ),
    *(_swapped(epsilon) for epsilon in (1e-12, 1e-7, 1e-8, 1e-9, 1e-10, 1e-15)),
    mistake(
        "swapped",
        lambda P, Y: -np.mean(np.sum(P * np.log(Y), axis=1)),
        "P and Y changed places: you take the logarithm of the labels, most of which are 0, and "
        "ln 0 is minus infinity.",
        "Which of the two holds what you want to be surprised about, and which only selects?",
    ),
    mistake(
        "binary_on_classes",
        lambda P, Y: -np.mean(np.sum(Y * np.log(P) + (1 - Y) * np.log(1 - P), axis=1)),
        "You also charge each sample for every class that did not happen: that is the yes-or-no "
        "loss, {c} times over ({yours} instead of {right}).",
        "The probabilities of a row already compete for a sum of 1. Need the others be punished "
        "again?",
    ),
    mistake(
        "no_log",
        lambda P, Y: -np.mean(np.sum(Y * P, axis=1)),
        "You averaged the probabilities of the true classes themselves. {yours} lies between −1 "
        "and 0: a wrong answer given with full confidence would cost next to nothing.",
        "How surprised are you by an event you gave a chance of 1 in 1,000?",
    ),
    mistake(
        "log_of_mean",
        lambda P, Y: -np.log(np.mean(np.sum(Y * P, axis=1))),
        "You took the mean first and the logarithm after, which is milder to a single bad "
        "prediction ({yours} instead of {right}).",
        "Which comes first: each sample's own loss, or the mean?",
    ),
    mistake(
        "per_sample",
        lambda P, Y: -np.sum(Y * np.log(P), axis=1),
        "Here are {n} losses, one for each sample, and each is right. What is asked is the one "
        "number they share.",
        "What becomes of the samples' losses, so that one number can be made smaller?",
    ),
)
def cross_entropy(P: np.ndarray, Y: np.ndarray) -> float:
    """−(1/n) Σ_samples Σ_classes Y ln P, for one-hot Y."""
    return float(-np.mean(np.sum(Y * np.log(P), axis=1)))


@answer(
    mistake(
        "sum",
        lambda p, y: -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)),
        "This is the sum over the samples: exactly {k} times the right value, the size of the "
        "batch.",
        "Should a batch twice as large have a loss twice as large?",
    ),
    mistake(
        "sign",
        lambda p, y: np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)),
        "The right size, but negative: {yours}. Logarithms of probabilities are never positive, "
        "and a loss should fall towards 0 from above.",
        "What is ln 0.5, and what loss should a probability of 0.5 give?",
    ),
    mistake(
        "log2",
        lambda p, y: -np.mean(y * np.log2(p) + (1 - y) * np.log2(1 - p)),
        "Your result is 1.442695 times too large, and that is 1/ln 2: you count in bits, here the "
        "logarithm is the natural one.",
        "Which base has the logarithm whose derivative is simply 1/p?",
    ),
    mistake(
        "log10",
        lambda p, y: -np.mean(y * np.log10(p) + (1 - y) * np.log10(1 - p)),
        "Your result is 0.434294 times the right one, and that is 1/ln 10: you used the logarithm "
        "to base 10, here it is the natural one.",
        "Which base has the logarithm whose derivative is simply 1/p?",
    ),
    mistake(
        "parenthesis",
        lambda p, y: np.mean(-y * np.log(p) + (1 - y) * np.log(1 - p)),
        "The minus reaches only as far as the first term. The second one still pulls downwards: "
        "you get {yours} instead of {right}, and confident mistakes could push it below 0.",
        "How far does a minus sign reach that stands in front of a sum without parentheses?",
    ),
    mistake(
        "half",
        lambda p, y: -np.mean(y * np.log(p)),
        "You charge only for the samples with y = 1. To say 1 always would then cost nothing "
        "({yours} instead of {right}).",
        "A sample with y = 0 was given p = 0.99. What does it cost in your formula?",
    ),
    mistake(
        "other_half",
        lambda p, y: -np.mean((1 - y) * np.log(1 - p)),
        "You charge only for the samples with y = 0. To say 0 always would then cost nothing "
        "({yours} instead of {right}).",
        "A sample with y = 1 was given p = 0.01. What does it cost in your formula?",
    ),
    mistake(
        "complement_missing",
        lambda p, y: -np.mean(y * np.log(p) + (1 - y) * np.log(p)),
        "Both terms take the logarithm of p, so y no longer matters: the model would be told to "
        "say 1 to everything.",
        "Where y is 0, which probability did the model give to what really happened?",
    ),
    mistake(
        "labels_flipped",
        lambda p, y: -np.mean((1 - y) * np.log(p) + y * np.log(1 - p)),
        "The two labels are exchanged: your loss is small where the model is wrong ({yours} "
        "instead of {right}).",
        "For y = 1, which of the two logarithms should be switched on?",
    ),
    *(_binary_swapped(epsilon) for epsilon in (1e-12, 1e-7, 1e-8, 1e-9, 1e-10, 1e-15)),
    mistake(
        "swapped",
        lambda p, y: -np.mean(p * np.log(y) + (1 - p) * np.log(1 - y)),
        "p and y changed places: you take the logarithm of labels that are 0 or 1, and ln 0 is "
        "minus infinity.",
        "Which of the two only selects, and which is to be judged?",
    ),
    mistake(
        "per_sample",
        lambda p, y: -(y * np.log(p) + (1 - y) * np.log(1 - p)),
        "Here are {n} losses, one for each sample, and each is right. What is asked is the one "
        "number they share.",
        "What becomes of the samples' losses, so that one number can be made smaller?",
    ),
)
def binary_cross_entropy(p: np.ndarray, y: np.ndarray) -> float:
    """−(1/n) Σ [y ln p + (1 − y) ln(1 − p)]."""
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
