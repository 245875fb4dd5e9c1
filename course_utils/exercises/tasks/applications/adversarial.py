"""The generator's side of an adversarial pair (Goodfellow and others, 2014)."""

from collections.abc import Iterator

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import N


@task(
    "gan_generator_grad(s)",
    returns="an array like s: the slope of mean(−ln σ(s)), s being the scores of the fakes",
    points=5,
    minutes=6,
    difficulty=2,
    hints=(
        "The generator wants its fakes taken for real. Which label does it therefore wish for?",
        "This is binary cross-entropy with one and the same label for all. What is its gradient "
        "with respect to the score?",
        "For −ln σ(s) the slope is σ(s) minus the label 1. Then the mean over all entries.",
    ),
)
def gan_generator_grad(rng: np.random.Generator) -> Iterator[tuple[np.ndarray]]:
    for shape in ((N,), (N, 1), (5, 3)):
        yield (rng.normal(scale=1.7, size=shape),)
