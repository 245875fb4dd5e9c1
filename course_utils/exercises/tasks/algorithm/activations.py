"""Slopes of the activations, each taken at the pre-activation z."""

from collections.abc import Iterator

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import D, H, N


@task(
    "sigmoid_grad(z)",
    returns="an array like z: the slope of the sigmoid at z",
    points=3,
    minutes=5,
    difficulty=1,
    hints=(
        "Where is the sigmoid steepest, and how steep is it there?",
        "The slope can be written with the sigmoid's own value s. Which product is largest when s "
        "is one half and fades when s nears 0 or 1?",
        "First compute s from z. The slope is s times what s still lacks to reach 1.",
    ),
)
def sigmoid_grad(rng: np.random.Generator) -> Iterator[tuple[np.ndarray]]:
    yield (rng.normal(scale=1.7, size=(N, D)),)
    yield (rng.normal(scale=1.7, size=H),)


@task(
    "tanh_grad(z)",
    returns="an array like z: the slope of tanh at z",
    points=3,
    minutes=4,
    difficulty=1,
    hints=(
        "How steep is tanh at 0, and how steep far from it?",
        "The slope can be written with the value t = tanh(z). What is it when t is 0, and what "
        "when t is nearly 1 or nearly −1?",
        "It does not care about the sign of t, so t enters squared, and it is taken away from "
        "the largest slope.",
    ),
)
def tanh_grad(rng: np.random.Generator) -> Iterator[tuple[np.ndarray]]:
    yield (rng.normal(scale=1.2, size=(N, D)),)
    yield (rng.normal(scale=1.2, size=H),)


@task(
    "relu_grad(z)",
    returns="an array like z: the slope of ReLU at z, and 0 where z is 0",
    points=3,
    minutes=4,
    difficulty=1,
    hints=(
        "Draw max(z, 0). How many different slopes do you see?",
        "The slope says how fast the output moves, not how large it is. What is it left of 0, and "
        "what right of it?",
        "Comparing z with 0 gives True and False for every entry, and these are the numbers 1 and "
        "0. Which comparison treats z = 0 as asked?",
    ),
)
def relu_grad(rng: np.random.Generator) -> Iterator[tuple[np.ndarray]]:
    for shape in ((N, D), (N, D)):
        z = rng.normal(scale=1.6, size=shape)
        z[2, 1] = 0.0
        yield (z,)
