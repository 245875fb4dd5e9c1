"""The deltas: dL/dz of the output layer, and of the layer below."""

from collections.abc import Iterator

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import C, D, H, N


@task(
    "output_delta(Z, Y)",
    returns="an array like Z: dL/dZ for the squared error of σ(Z) against Y",
    points=4,
    minutes=8,
    difficulty=2,
    hints=(
        "Which two steps lie between Z and the loss?",
        "First the outputs a = σ(Z), then the mean squared error. You have written the slope of "
        "both. Which numbers does each of them take?",
        "The gradient of the loss with respect to a, times the slope of the sigmoid, entry by "
        "entry: no sum and no matrix product.",
    ),
)
def output_delta(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    for shape in ((N, C), (N, C), (H, D)):
        yield rng.normal(scale=1.4, size=shape), rng.uniform(0.05, 0.95, size=shape)


@task(
    "hidden_delta(delta_next, W_next, z)",
    returns="an array like z: dL/dz of a tanh layer, from the delta of the layer above it",
    points=5,
    minutes=10,
    difficulty=2,
    hints=(
        "To which units of the next layer does one hidden unit send its output, and over which "
        "weights does blame come back?",
        "delta_next is (n, c), W_next is (h, c), and the result must be (n, h). Which arrangement "
        "of a product fits? And which step is still between a and z?",
        "Two factors, multiplied entry by entry: what comes back through the weights, and the "
        "slope of tanh at this layer's own z.",
    ),
)
def hidden_delta(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, ...]]:
    for c in (C, C, H):  # the last W is square: there a forgotten transpose goes unnoticed
        z = rng.normal(scale=0.8, size=(N, H))
        yield rng.normal(scale=0.3, size=(N, c)), rng.normal(size=(H, c)), z
