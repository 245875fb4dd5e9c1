"""From the curve and four measurements to the name of the bug.

``measured`` is a dictionary with

- ``steps``: (4,) lengths of the way from the start after each of the first four steps of the
  optimizer, divided by what they should be,
- ``hidden``: (3, 5) the gradient of the hidden weights, one column a unit,
- ``scores``: (7, 10) the gradient with respect to the logits, one row a sample,
- ``layers``: (8,) the size of the gradient in each residual block, from the first to the last.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from course_utils.exercises.task import task

NAMES = (
    "healthy",
    "no bias correction",
    "no zero_grad",
    "zero init",
    "softmax twice",
    "no jacobian",
    "no identity",
)


def _healthy(rng: np.random.Generator) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """A loss that starts at ln 10 and falls to 0.1, and four measurements without a fault."""
    pace, time = rng.uniform(0.3, 0.4), np.arange(20)
    curve = 0.1 + (np.log(10) - 0.1) * np.exp(-pace * time) + 0.004 * rng.uniform(size=20)
    scores = rng.normal(size=(7, 10))
    return curve, {
        "steps": 1 + 0.003 * rng.normal(size=4),
        "hidden": rng.normal(size=(3, 5)),
        "scores": scores - scores.mean(axis=1, keepdims=True),
        "layers": rng.uniform(0.4, 1.6, size=8),
    }


def _sick(name: str, rng: np.random.Generator) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    curve, measured = _healthy(rng)
    if name == "no bias correction":
        measured["steps"] = np.array([3.162278, 3.7, 4.0, 4.2]) + 0.001 * rng.normal(size=4)
    elif name == "no zero_grad":
        measured["steps"] = np.array([1, 1.5, 2, 2.5]) + 0.003 * rng.normal(size=4)
    elif name == "zero init":
        measured["hidden"] = np.repeat(measured["hidden"][:, :1], 5, axis=1)
    elif name == "softmax twice":
        curve = 1.4612 + (curve - curve.min()) * 0.4 + 1e-4
    elif name == "no jacobian":
        measured["scores"] = measured["scores"] * rng.uniform(0.1, 0.9, size=(7, 10)) + 0.03
    elif name == "no identity":
        measured["layers"] = measured["layers"] * 10.0 ** np.array([-14, -12, -10, -8, -6, 0, 0, 0])
    return curve, measured


@task(
    "name_the_bug(curve, measured)",
    returns=f"one of the texts {', '.join(repr(name) for name in NAMES)}",
    points=12,
    minutes=20,
    difficulty=2,
    hints=(
        "Which of the five things you are given would a healthy network not show?",
        "Each bug leaves its mark in one place: a first step of √10, a way of (n + 1)/2, units "
        "that are twins, a floor at 1.4612, rows that do not add up to 0, layers that hear "
        "nothing. Which numbers would you compute?",
        "Go through the marks one after the other, each with some room for noise, and call it "
        "healthy if none is there.",
    ),
)
def name_the_bug(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    for name in rng.permutation(NAMES):
        yield _sick(str(name), rng)
