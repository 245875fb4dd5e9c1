"""Dropout (Srivastava and others, 2014), in the inverted form."""

from collections.abc import Iterator

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import H, N

P_DROP = 0.31


@task(
    "dropout_forward(a, u, p)",
    returns="an array like a: kept where u ≥ p, and scaled so that the expected value stays",
    points=5,
    minutes=6,
    difficulty=2,
    hints=(
        "If you drop 31 % of the units, what happens to the sum the next layer receives?",
        "u is uniform between 0 and 1. Which share of its entries is at least p?",
        "A mask of zeros and ones from comparing u with p; and one division that makes up for the "
        "share that was dropped.",
    ),
)
def dropout_forward(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, np.ndarray, float]]:
    for _ in range(2):
        yield rng.normal(size=(N, H)), rng.uniform(size=(N, H)), P_DROP


@task(
    "dropout_backward(dout, mask, p)",
    returns="an array like dout: the gradient at the input, for the 0/1 mask of the forward pass",
    points=4,
    minutes=5,
    difficulty=2,
    hints=(
        "If a unit was dropped on the way forward, does the loss depend on it?",
        "Forward, each entry was multiplied by one number. What does a multiplication do on the "
        "way back?",
        "The same factor once more: the mask, and the division that went with it.",
    ),
)
def dropout_backward(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, np.ndarray, float]]:
    for _ in range(2):
        mask = (rng.uniform(size=(N, H)) >= P_DROP).astype(float)
        yield rng.normal(size=(N, H)), mask, P_DROP
