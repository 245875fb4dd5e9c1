"""When to slow down and when to stop."""

from collections.abc import Iterator

import numpy as np

from course_utils.exercises.task import task

VALIDATION = np.array([0.80, 0.79, 0.71, 0.60, 0.62, 0.585, 0.59, 0.71, 0.65, 0.64])
"""A validation curve on which each way of stopping wrongly stops elsewhere."""
SLOW_DESCENT = np.array([1.00, 0.95, 0.90, 0.85, 0.80, 0.75])
"""Only every second epoch is an improvement by more than 0.07."""
PLATEAU = np.array([0.8, 0.5, 0.5, 0.5, 0.5])
"""With min_delta 0: as good as the best is not better."""


@task(
    "step_decay(lr0, gamma, k, t)",
    returns="a number: the learning rate in epoch t, lowered by the factor gamma every k epochs",
    points=3,
    minutes=4,
    difficulty=1,
    hints=(
        "With k = 5, how often has the rate been lowered by epoch 4, and by epoch 13?",
        "Counting full periods of k epochs: which division drops what is left over?",
        "The number of drops is the exponent of gamma.",
    ),
)
def step_decay(rng: np.random.Generator) -> Iterator[tuple[float, float, int, int]]:
    for k, t in ((5, 17), (5, 14), (7, 23), (6, 10), (5, 5), (7, 3)):
        yield float(rng.uniform(0.1, 0.9)), float(rng.uniform(0.4, 0.8)), k, t


@task(
    "early_stopping(losses, patience, min_delta)",
    returns="a pair (best, stop): the best epoch, and the epoch after which training ends",
    points=6,
    minutes=12,
    difficulty=2,
    hints=(
        "What must you remember from epoch to epoch to know that nothing has improved for a while?",
        "Three things: the best loss, its epoch, and how many epochs have passed since. When is "
        "each of them renewed?",
        "An improvement is a loss below best − min_delta; it sets the count back to 0. Any other "
        "epoch adds 1, and the count that reaches `patience` ends it.",
    ),
)
def early_stopping(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, int, float]]:
    for patience in (3, 4):  # one alone would be the best epoch's number as well
        scale = rng.uniform(0.95, 1.15)  # here a share of the best is not min_delta itself
        yield VALIDATION * scale, patience, 0.02 * scale
    yield SLOW_DESCENT * scale, 3, 0.07 * scale
    yield PLATEAU * scale, 3, 0.0
    yield np.linspace(0.9, 0.3, 7) + 0.01 * rng.uniform(size=7), 3, 0.02
