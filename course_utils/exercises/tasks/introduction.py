"""Exercises of lecture 1: what a layer computes."""

from collections.abc import Iterator

import numpy as np

from course_utils.exercises.task import task


@task(
    "sigmoid(z)",
    returns="an array like z, every entry between 0 and 1",
    points=10,
    minutes=8,
    difficulty=1,
    hints=(
        "What should the result be for a very large z, and for a very negative one?",
        "The formula is 1 / (1 + e^(-z)). For which z does e^(-z) become too large to store?",
        "Use the formula as it stands where z >= 0, and e^z / (1 + e^z) where z < 0: "
        "then the exponent is never positive.",
    ),
)
def sigmoid(rng: np.random.Generator) -> Iterator[tuple[np.ndarray]]:
    yield (rng.normal(scale=2.0, size=(7, 3)),)
    yield (rng.normal(scale=2.0, size=(5,)),)
    yield (np.array([-1000.0, -3.0, 0.0, 3.0, 1000.0]),)
