"""A connection that skips a layer (He and others, 2016)."""

from collections.abc import Iterator

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import D, H, N


@task(
    "residual_backward(x, W, dout)",
    returns="an array like x: the gradient with respect to x, for y = x + tanh(x @ W)",
    points=8,
    minutes=10,
    difficulty=2,
    hints=(
        "On how many paths does x reach y, and what happens where paths meet?",
        "One path is x itself. The other goes through a product and a tanh. What does each of "
        "the two send back, and where is the slope of tanh taken?",
        "The plain path sends dout back unchanged. The branch sends dout times the slope, and that "
        "through the transpose of W. Add the two.",
    ),
)
def residual_backward(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, ...]]:
    for n, d in ((N, H), (N, D)):
        x, dout = rng.normal(size=(n, d)), rng.normal(size=(n, d))
        yield x, rng.normal(scale=0.6, size=(d, d)), dout
