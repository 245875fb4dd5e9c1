"""How wide the first weights are drawn."""

from collections.abc import Iterator

import numpy as np

from course_utils.exercises.task import task


@task(
    "xavier_uniform_limit(fan_in, fan_out)",
    returns="a number: the limit of the uniform distribution, √(6 / (fan_in + fan_out))",
    points=3,
    minutes=3,
    difficulty=1,
    hints=(
        "Why should weights be drawn from a smaller range when a unit has more inputs?",
        "The variance wanted is 2 / (fan_in + fan_out). How is the variance of a uniform "
        "distribution tied to its limit?",
        "One root over one fraction; both fans stand below the line, added.",
    ),
)
def xavier_uniform_limit(rng: np.random.Generator) -> Iterator[tuple[int, int]]:
    yield from fans(rng)


@task(
    "he_normal_std(fan_in, fan_out)",
    returns="a number: the standard deviation of the normal distribution, √(2 / fan_in)",
    points=3,
    minutes=3,
    difficulty=1,
    hints=(
        "A ReLU lets half of its inputs through. What must the weights make up for?",
        "Which of the two fans decides how many terms a unit adds up on the way forward?",
        "A standard deviation is the root of a variance, and the variance is 2 over one of the "
        "fans.",
    ),
)
def he_normal_std(rng: np.random.Generator) -> Iterator[tuple[int, int]]:
    yield from fans(rng)


def fans(rng: np.random.Generator) -> Iterator[tuple[int, int]]:
    """Two layers, neither square, and no fan of 2 or 6."""
    yield 3, 5
    yield 7 * int(rng.integers(1, 5)), 11
