"""The chain rule, one variable at a time: a chain, a neuron, a branch."""

from collections.abc import Iterator

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import N


@task(
    "composite_grad(x)",
    returns="an array like x: the derivative of (x² + 1)³ at every entry",
    points=3,
    minutes=5,
    difficulty=1,
    hints=(
        "Which operation is done last, and what is it done to?",
        "Call the inside u = x² + 1. What is the derivative of u³ with respect to u, and of u with "
        "respect to x?",
        "Multiply the two slopes. The outer one is taken at u, not at x; the inner one at x.",
    ),
)
def composite_grad(rng: np.random.Generator) -> Iterator[tuple[np.ndarray]]:
    for _ in range(2):
        yield (rng.normal(scale=0.9, size=N),)


@task(
    "chain_rule(x, w, b, y)",
    returns="a pair (dw, db): the derivatives of (σ(wx + b) − y)² with respect to w and b",
    points=4,
    minutes=10,
    difficulty=1,
    hints=(
        "Through which three steps does a change of w reach the loss?",
        "Name them: z = wx + b, a = σ(z), L = (a − y)². What is the slope of each step, and at "
        "which number is it taken?",
        "dL/da · da/dz is common to both answers. It remains to ask how much z changes when w "
        "grows a little, and when b does.",
    ),
)
def chain_rule(rng: np.random.Generator) -> Iterator[tuple[float, float, float, float]]:
    for _ in range(3):
        x, w = rng.uniform(1.3, 2.2), rng.uniform(0.4, 0.9)
        yield float(x), float(w), float(rng.uniform(-0.7, -0.2)), float(rng.uniform(0.1, 0.4))


@task(
    "two_paths(a, b)",
    returns="a pair (da, db): the derivatives of ab + b² with respect to a and b",
    points=3,
    minutes=5,
    difficulty=1,
    hints=(
        "In how many places does b enter the expression, and in how many does a?",
        "Write it as p + q with p = ab and q = b². What does each of the two say to b?",
        "b hears from p and from q. When two paths lead from b to the result, what happens to "
        "their contributions?",
    ),
)
def two_paths(rng: np.random.Generator) -> Iterator[tuple[float, float]]:
    for a, b in ((1, 1), (1, -1), (-1, 1)):
        yield a * float(rng.uniform(2.1, 3.9)), b * float(rng.uniform(0.6, 1.8))
