"""Batch normalization (Ioffe and Szegedy, 2015), backward."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import D, N


@task(
    "batchnorm_backward(dout, x, gamma, eps)",
    returns="a triple (dx, dgamma, dbeta); biased variance, ε under the root",
    points=9,
    minutes=25,
    difficulty=3,
    core=False,
    hints=(
        "If you shift all samples of a column by the same amount, what happens to the output? So "
        "what must a column of dx add up to?",
        "x reaches the output by three paths: directly, through the mean, and through the "
        "variance. What does each of them send back?",
        "With x̂ the normalized input: from dout take its mean over the batch, and x̂ times the "
        "mean of dout·x̂. Then scale by gamma and the deviation.",
    ),
)
def batchnorm_backward(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    for _ in range(2):
        x = rng.normal(loc=1.7, scale=2.3, size=(N, D))
        yield rng.normal(loc=0.4, size=(N, D)), x, rng.uniform(0.4, 1.9, size=D), 0.01
