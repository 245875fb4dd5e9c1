"""Squared error and its gradient."""

from collections.abc import Iterator

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import C, N


def predictions_and_targets(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """P and Y: (n, c). The last pair has one column: there a lost axis broadcasts silently."""
    for c in (C, C, 1):
        yield rng.uniform(0.05, 0.95, size=(N, c)), rng.uniform(0.05, 0.95, size=(N, c))


@task(
    "mse_loss(P, Y)",
    returns="a number: the mean of the squared differences over all entries",
    points=3,
    minutes=4,
    difficulty=1,
    hints=(
        "How many numbers are there to compare, and how many should come back?",
        "Read the name from its end: first the error, then squared, then the mean. The mean over "
        "how many entries?",
        "Every one of the n·c entries counts the same: one mean over the whole array.",
    ),
)
def mse_loss(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    yield from predictions_and_targets(rng)


@task(
    "mse_grad(P, Y)",
    returns="an array like P: the derivative of mse_loss with respect to every entry of P",
    points=4,
    minutes=6,
    difficulty=1,
    hints=(
        "If one prediction lies above its target and grows a little more, does the loss rise or "
        "fall?",
        "Write the loss as a sum with everything in it: a factor in front, and squares. What does "
        "differentiating do to one square, and what to the factor in front?",
        "The square brings down a factor, and the mean's one-over-the-number-of-entries stays "
        "where it was.",
    ),
)
def mse_grad(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    yield from predictions_and_targets(rng)
