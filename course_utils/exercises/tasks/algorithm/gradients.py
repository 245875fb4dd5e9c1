"""What a delta gives the weights and the biases of its layer."""

from collections.abc import Iterator

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import D, H, N


@task(
    "weight_grad(a_prev, delta)",
    returns="an array (d_in, d_out): the gradient of the weights, summed over the batch",
    points=4,
    minutes=6,
    difficulty=2,
    hints=(
        "One weight joins one input to one unit. Which two numbers decide its gradient in one "
        "sample?",
        "For one sample it is a table: every input times every delta. What happens to the tables "
        "of all the samples?",
        "a_prev is (n, d_in), delta is (n, d_out), and n has to vanish: a product in which the "
        "batch is the inner size.",
    ),
)
def weight_grad(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    for d in (D, D, H):  # the last layer is square: there a product entry by entry is possible
        yield np.tanh(rng.normal(size=(N, d))), rng.normal(scale=0.3, size=(N, H))


@task(
    "bias_grad(delta)",
    returns="an array (d_out,): the gradient of the biases, summed over the batch",
    points=3,
    minutes=4,
    difficulty=1,
    hints=(
        "A bias is like a weight. What is the input it is multiplied by?",
        "One bias serves all samples of its unit. What happens to the n small contributions it "
        "receives?",
        "From (n, d_out) to (d_out,): one axis disappears, the one that counts samples.",
    ),
)
def bias_grad(rng: np.random.Generator) -> Iterator[tuple[np.ndarray]]:
    for _ in range(2):
        yield (rng.normal(scale=0.3, size=(N, H)),)
