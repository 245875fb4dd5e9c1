"""Broadcasting backward: what was copied is summed."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import D, H, N


@task(
    "unbroadcast(grad, shape)",
    returns="an array of that shape: the gradient of an array of this shape, which NumPy stretched",
    points=12,
    minutes=12,
    difficulty=2,
    hints=(
        "NumPy copies an array along an axis to make the shapes fit. What is the gradient of "
        "something that was copied?",
        "Two things happen in broadcasting: axes are put in front, and axes of length 1 are "
        "stretched. How do you find each of the two from the shapes?",
        "Sum over the leading axes until there are as many as in shape; then sum over each axis "
        "that is 1 in shape, and keep it.",
    ),
)
def unbroadcast(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    for wide, shape in (
        ((N, D, H), (D, 1)),
        ((N, H), (H,)),
        ((N, D, H), (N, 1, H)),
        ((N, D), (N, D)),
        ((D, N, H), (1, 1)),
        ((H, H), (1, H)),  # equal lengths on purpose: it is the place of an axis that counts
    ):
        yield rng.normal(size=wide), shape
