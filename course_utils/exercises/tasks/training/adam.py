"""Adam (Kingma and Ba, 2015)."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import D, H
from course_utils.exercises.tasks.training.descent import RATE
from course_utils.exercises.tasks.training.momentum import EPSILON


@task(
    "adam_step(w, g, m, v, t, lr, beta1, beta2, eps)",
    returns="a triple (w, m, v); t counts steps from 1, m and v are returned uncorrected",
    points=8,
    minutes=15,
    difficulty=3,
    hints=(
        "m starts at 0. What is it after the first step, compared with the gradient?",
        "Four parts: renew m, renew v, correct both for their start at 0, step. Which of the "
        "versions is kept for next time?",
        "The share of the start that is still in m after t steps is beta1 to the power t. Divide "
        "by what is left of 1, for the step only; v likewise.",
    ),
)
def adam_step(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """In mid-flight, then the first step from rest, then late."""
    for shape, t in (((D, H), 3), ((H,), 1), ((D, H), 10)):
        w, g, m = rng.normal(size=(3, *shape))
        v = rng.uniform(0.3, 2.0, size=shape)
        if t == 1:
            m, v = np.zeros(shape), np.zeros(shape)
        yield w, g, m, v, t, RATE, 0.83, 0.97, EPSILON
