"""Scaled dot-product attention (Vaswani and others, 2017): one head, no mask."""

from collections.abc import Iterator

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import C, D, H, N


@task(
    "attention_backward(Q, K, V, dO)",
    returns="a triple (dQ, dK, dV), for O = softmax(Q @ K.T / √d) @ V with d the columns of Q",
    points=15,
    minutes=35,
    difficulty=3,
    core=False,
    hints=(
        "Which operations lie between Q and O, in order, and which of them have you met before?",
        "Two products and a softmax of rows. If all scores of a row rise by the same amount, what "
        "do the weights do, and so what must a row of their gradient add up to?",
        "Products go back as in a dense layer. Through the softmax: from dP subtract, row by row, "
        "its mean weighted with P, then multiply by P. Do not forget the √d on the way back.",
    ),
)
def attention_backward(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, ...]]:
    # Queries, keys, width of Q and K, width of V; the second probe is square on purpose.
    for queries, keys, d, h in ((N, 13, H, C), (N, N, D, H)):
        Q, K = rng.normal(size=(queries, d)), rng.normal(size=(keys, d))
        yield Q, K, rng.normal(size=(keys, h)), rng.normal(size=(queries, h))
