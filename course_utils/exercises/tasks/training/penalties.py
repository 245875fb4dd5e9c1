"""What a penalty on the weights adds to their gradient."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import D, H

LAMBDA = 0.17


@task(
    "add_l2_grad(dW, db, W, b, lam)",
    returns="a pair (dW, db): the gradients with those of the penalty (λ/2)ΣW²; biases are free",
    points=4,
    minutes=5,
    difficulty=1,
    hints=(
        "What is the derivative of (λ/2)w² with respect to w?",
        "The loss is now a sum of two terms. What becomes of their gradients?",
        "The weights get their data gradient and, on top, a pull towards 0 in proportion to "
        "themselves; the biases keep what they had.",
    ),
)
def add_l2_grad(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    for _ in range(2):
        (dW, W), (db, b) = rng.normal(size=(2, D, H)), rng.normal(size=(2, H))
        yield dW, db, W, b, LAMBDA


@task(
    "l1_subgradient(W, lam)",
    returns="an array like W: the slope of λΣ|W| alone, and 0 where a weight is 0",
    points=3,
    minutes=4,
    difficulty=1,
    core=False,
    hints=(
        "Draw λ|w|. How many different slopes do you see?",
        "Is the pull towards 0 stronger for a large weight than for a small one?",
        "Only the sign of each weight matters, and lam. NumPy knows a function that gives 0 at 0.",
    ),
)
def l1_subgradient(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, float]]:
    for _ in range(2):
        W = rng.normal(size=(D, H))
        W[1, 2] = 0.0
        yield W, LAMBDA
