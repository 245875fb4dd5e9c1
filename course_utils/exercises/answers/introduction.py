"""Answers to lecture 1."""

import numpy as np

from course_utils.exercises.answer import answer, mistake


@answer(
    mistake(
        "exp_sign",
        lambda z: 1 / (1 + np.exp(z)),
        "The sign of the exponent is turned round: your curve falls where it should rise "
        "(at {where} you have {yours}, which is 1 minus the right value).",
        "What should happen to e^(-z) as z grows, and what does that do to the whole fraction?",
    ),
)
def sigmoid(z: np.ndarray) -> np.ndarray:
    """σ(z) = 1 / (1 + e^(-z)), with an exponent that is never positive."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)
