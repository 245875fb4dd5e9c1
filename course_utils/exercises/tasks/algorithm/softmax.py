"""Softmax, and the short gradient it makes together with cross-entropy."""

from collections.abc import Iterator

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import C, D, H, N, one_hot_rows


@task(
    "softmax(Z)",
    returns="an array like Z: every row positive, with sum 1",
    points=5,
    minutes=8,
    difficulty=2,
    hints=(
        "What must each row add up to, and which numbers may appear in it?",
        "Make every score positive, then divide by a total. Over which axis is that total, and "
        "which shape must it keep to be divided by?",
        "Adding one number to a whole row changes nothing in the result. Choose it so that the "
        "largest exponent of each row becomes 0.",
    ),
)
def softmax(rng: np.random.Generator) -> Iterator[tuple[np.ndarray]]:
    for shape in ((N, C), (N, C), (H, H)):  # the square one shows a divisor along the wrong axis
        yield (rng.normal(scale=1.5, size=shape),)
    large = [[1000.0, 999.0, -3.0], [1100.0, 0.0, -3.0]]  # the second is far above its own mean
    yield (np.array([*large, [-1000.0, -1001.0, -1002.0], [2.0, 0.5, -1.0]]),)


@task(
    "softmax_cross_entropy_grad(Z, Y)",
    returns="an array like Z: the derivative of the mean cross-entropy of softmax(Z)",
    points=5,
    minutes=10,
    difficulty=2,
    hints=(
        "If you raise all scores of one sample by the same amount, what happens to its loss? So "
        "what must each row of the gradient add up to?",
        "Two long derivatives meet here and nearly everything cancels. What is left compares "
        "what the model said with what was true.",
        "For one sample it is a difference of two rows, and neither holds a logit. Then remember "
        "that the loss is a mean over samples.",
    ),
)
def softmax_cross_entropy_grad(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    for n, c in ((N, C), (N, C), (H, D)):
        yield rng.normal(scale=1.5, size=(n, c)), one_hot_rows(rng, n, c)
