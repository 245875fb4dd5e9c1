"""Steps with a memory: of the direction, or of the size of the gradients."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import D, H
from course_utils.exercises.tasks.training.descent import RATE

MU = 0.83
EPSILON = 0.01
"""Large, so that it shows where it stands."""


@task(
    "momentum_step(w, g, v, lr, mu)",
    returns="a pair (w, v): v ← μv + g, then w ← w − ηv",
    points=5,
    minutes=6,
    difficulty=2,
    hints=(
        "What does the ball remember from step to step: its place, its speed, or both?",
        "Two lines: the new velocity from the old one and the gradient; the new weights from the "
        "new velocity. Where does the learning rate stand?",
        "The velocity keeps a share mu of itself and takes in the whole gradient. The learning "
        "rate only enters when the weights move.",
    ),
)
def momentum_step(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    for shape in ((D, H), (H,)):
        yield *rng.normal(size=(3, *shape)), RATE, MU


@task(
    "rmsprop_step(w, g, s, lr, rho, eps)",
    returns="a pair (w, s): s ← ρs + (1 − ρ)g², then w ← w − ηg / (√s + ε)",
    points=5,
    minutes=6,
    difficulty=2,
    hints=(
        "What is s a running mean of?",
        "First renew s, with weights rho and 1 − rho. Which s does the step then divide by, and "
        "in which form?",
        "The gradient is divided by the root of the new s; eps is added to the root, not under it.",
    ),
)
def rmsprop_step(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    for shape in ((D, H), (H,)):
        w, g = rng.normal(size=(2, *shape))
        yield w, g, rng.uniform(0.3, 2.0, size=shape), RATE, MU, EPSILON
