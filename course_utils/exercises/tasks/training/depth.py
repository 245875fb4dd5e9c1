"""Gradients through many layers: how they shrink, and how they are held."""

from collections.abc import Iterator

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import D, H

LIMIT = 1.3


@task(
    "chain_gradient(ws, zs)",
    returns="a number: the product of w·σ′(z) over all layers",
    points=4,
    minutes=6,
    difficulty=2,
    hints=(
        "By which factor does one layer of one unit change a gradient that passes through it?",
        "Each layer gives its weight and the slope of its sigmoid. What happens to such factors "
        "along a path?",
        "Take the slope at each z, multiply it by the weight of its layer, and multiply all these.",
    ),
)
def chain_gradient(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    for depth, sign in ((H, 1), (D, -1)):  # one negative weight turns the whole product
        ws = rng.uniform(1.1, 2.7, size=depth)
        ws[1] *= sign
        yield ws, rng.normal(size=depth)


@task(
    "clip_by_global_norm(grads, c)",
    returns="a list of arrays: all scaled by the same factor where their joint norm exceeds c",
    points=5,
    minutes=8,
    difficulty=2,
    hints=(
        "Why should the direction of the step stay as it is when the step is shortened?",
        "One length for all the arrays together: as if they were laid end to end. How is it found "
        "from their squares?",
        "If that length is above c, one and the same factor shortens all arrays; otherwise they "
        "stay as they are.",
    ),
)
def clip_by_global_norm(rng: np.random.Generator) -> Iterator[tuple[list[np.ndarray], float]]:
    for scale in (1.0, 1.0, 0.05):  # the last ones are short enough
        yield [scale * rng.normal(size=shape) for shape in ((D, H), (H,), (H, D))], LIMIT
