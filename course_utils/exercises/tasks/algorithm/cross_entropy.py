"""Cross-entropy: of one class among many, and of yes against no."""

from collections.abc import Iterator

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import C, D, H, N, one_hot_rows, probability_rows


@task(
    "cross_entropy(P, Y)",
    returns="a number: the mean over samples of −ln(probability of the true class)",
    points=4,
    minutes=6,
    difficulty=2,
    hints=(
        "For one sample, how many of its probabilities matter to the loss?",
        "Y is one-hot: multiplying by it keeps one entry of each row. Which quantity should that "
        "entry be, and of which sign?",
        "Sum over the classes inside each row, then take the mean over the rows. These are two "
        "different axes.",
    ),
)
def cross_entropy(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    for n, c in ((N, C), (N, C), (H, D)):
        yield probability_rows(rng, n, c), one_hot_rows(rng, n, c)


@task(
    "binary_cross_entropy(p, y)",
    returns="a number: the mean over samples of −ln(probability given to what happened)",
    points=3,
    minutes=6,
    difficulty=2,
    core=False,
    hints=(
        "Where y is 0, which probability did the model give to what really happened?",
        "Two cases in one formula: a term that y switches on, and a term that 1 − y switches on. "
        "What stands in each?",
        "Add the two terms first, take the mean, and let one minus sign stand before all of it.",
    ),
)
def binary_cross_entropy(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    for n in (N, N, H):
        y = rng.permutation(np.arange(n) % 2.0)
        yield rng.uniform(0.1, 0.9, size=n), y
