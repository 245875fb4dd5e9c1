"""The whole backward pass."""

from collections.abc import Iterator

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import C, D, H, N, two_layers


@task(
    "backward_pass(X, Y, W1, b1, W2, b2)",
    returns="the gradients (dW1, db1, dW2, db2) of the mean squared error of forward_pass(X, …)",
    points=8,
    minutes=20,
    difficulty=3,
    hints=(
        "Which numbers of the forward pass will you need again on the way back?",
        "You have all the pieces: output_delta, hidden_delta, weight_grad, bias_grad. In which "
        "order can they be called, and what does each one need?",
        "z1, a1, z2 forward; then delta2 from z2 and Y, delta1 from delta2, W2 and z1. Each "
        "layer's weights get its own delta and what the layer took in: a1 above, X below.",
    ),
)
def backward_pass(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, ...]]:
    for d, h, c in ((D, H, C), (D, H, C), (H, H, H)):  # a square net last: nothing fails by shape
        X, Y = rng.normal(size=(N, d)), rng.uniform(0.05, 0.95, size=(N, c))
        yield X, Y, *two_layers(rng, d, h, c)
