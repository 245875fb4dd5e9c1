"""Answers on the generator's gradient."""

import numpy as np

from course_utils.exercises.answer import answer, mistake
from course_utils.exercises.answers.algorithm.activations import sigmoid_grad
from course_utils.exercises.answers.introduction import sigmoid


@answer(
    mistake(
        "saturating",
        lambda s: -sigmoid(s) / s.size,
        "This is the slope of mean ln(1 − σ(s)), the other generator loss. For fakes that are "
        "easily found out (s far below 0) it is nearly 0. You have {yours} instead of {right} at "
        "{where}.",
        "Which of the two losses still teaches when all fakes are found out?",
    ),
    mistake(
        "labels_of_d",
        lambda s: sigmoid(s) / s.size,
        "These fakes carry the discriminator's label 0: yours is {yours} where {right} is right, "
        "and the generator would learn to be found out.",
        "What does the generator wish its fakes to be taken for?",
    ),
    mistake(
        "sign",
        lambda s: (1 - sigmoid(s)) / s.size,
        "Exactly the opposite sign: it would move the scores down, away from 'real'.",
        "Does −ln σ(s) rise or fall with s?",
    ),
    mistake(
        "no_mean",
        lambda s: sigmoid(s) - 1,
        "Right but for the mean: {k} times too large, and that is the number of scores.",
        "What stands in front of −ln σ(s) in the task?",
    ),
    mistake(
        "no_log",
        lambda s: -sigmoid_grad(s) / s.size,
        "This is the slope of mean(−σ(s)): the logarithm is missing ({yours} instead of {right} at "
        "{where}). It is the logarithm that keeps the slope alive for bad fakes.",
        "By what does the derivative of ln σ divide?",
    ),
    mistake(
        "log_slope_only",
        lambda s: -1 / (sigmoid(s) * s.size),
        "This is the slope with respect to the probability σ(s). From there on to the score s one "
        "more link is missing ({yours} instead of {right} at {where}).",
        "What is asked for: the slope at the probability, or at the score?",
    ),
    mistake(
        "raw_scores",
        lambda s: (s - 1) / s.size,
        "You subtract the label from the raw score: the sigmoid is missing ({yours} instead of "
        "{right} at {where}).",
        "Which number is compared with the label 1?",
    ),
)
def gan_generator_grad(s: np.ndarray) -> np.ndarray:
    """(σ(s) − 1)/N: binary cross-entropy with the label 'real' for every fake."""
    return (sigmoid(s) - 1) / s.size
