"""The forward pass of the network whose gradients this lecture derives."""

from collections.abc import Iterator

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import C, D, H, N, two_layers


@task(
    "forward_pass(X, W1, b1, W2, b2)",
    returns="an array (n, c): the outputs of a tanh layer followed by a sigmoid layer",
    points=6,
    minutes=8,
    difficulty=1,
    hints=(
        "What are the two steps inside every layer?",
        "A layer computes a weighted sum with a bias and then bends it. Which bend belongs to the "
        "hidden layer, and which to the output?",
        "Four lines: z1, a1, z2, a2. What the second layer takes in is what the first one put "
        "out, after its bend.",
    ),
)
def forward_pass(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, ...]]:
    for d, h, c in ((D, H, C), (D, H, C), (H, H, H)):
        yield rng.normal(size=(N, d)), *two_layers(rng, d, h, c)
