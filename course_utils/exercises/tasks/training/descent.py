"""Going downhill: the plain rule, and one step of it."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import D, H

RATE = 0.013


def bowl(rng: np.random.Generator, size: int) -> Callable[[np.ndarray], np.ndarray]:
    """The gradient of a smooth valley whose slope is nowhere the same."""
    A, centre = rng.normal(size=(size, size)), rng.normal(size=size)

    def gradient(x: np.ndarray) -> np.ndarray:
        return A.T @ A @ (x - centre) + np.sin(x)

    return gradient


@task(
    "gradient_descent(grad, start, lr, steps)",
    returns="an array like start: the position after the given number of steps",
    points=5,
    minutes=8,
    difficulty=1,
    hints=(
        "Standing on a slope, which way does the gradient point, and which way do you want to go?",
        "One step needs the gradient at the place where you stand now. How often must it be asked "
        "for anew?",
        "A loop of `steps` rounds; in each, ask grad for the slope here and move a little against "
        "it, on a copy of start.",
    ),
)
def gradient_descent(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    for size, steps in ((D, 7), (H, 11)):
        yield bowl(rng, size), rng.normal(scale=2.0, size=size), RATE, steps


@task(
    "sgd_step(w, g, lr)",
    returns="an array like w: the weights after one step",
    points=3,
    minutes=3,
    difficulty=1,
    hints=(
        "If the gradient of a weight is positive, should the weight grow or shrink?",
        "Two things decide how far a weight moves: the slope and the learning rate. How are they "
        "combined?",
        "The new weights are the old ones less a multiple of the gradient, in a new array.",
    ),
)
def sgd_step(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, np.ndarray, float]]:
    for shape, rate in (((D, H), RATE), ((H,), 3 * RATE)):
        yield rng.normal(size=shape), rng.normal(size=shape), rate
