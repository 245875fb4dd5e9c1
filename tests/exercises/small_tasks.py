"""Small exercises declared for the tests of the judge; they are in no lecture."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from course_utils.exercises.answer import Answer, Mistake, Remark
from course_utils.exercises.judging import judge
from course_utils.exercises.running import Run, run
from course_utils.exercises.task import Task
from course_utils.exercises.verdict import Verdict

HINTS = ("one?", "two?", "three?")


def small_task(
    name: str, parameters: str, probes: Callable[..., Iterator[Any]], **more: Any
) -> Task:
    defaults: dict[str, Any] = {"returns": "an array", "points": 5, "minutes": 3, "difficulty": 1}
    return Task(
        name=name,
        lecture="algorithm",
        parameters=tuple(parameters.split()),
        probes=probes,
        hints=HINTS,
        **(defaults | more),
    )


def layer_probes(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, ...]]:
    for _ in range(2):
        yield rng.normal(size=(7, 3)), rng.normal(size=(3, 5)), rng.normal(size=5)


def layer(X: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    return X @ W + b


def delta_probes(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, ...]]:
    for _ in range(2):
        yield rng.normal(size=(7, 3)), rng.normal(size=(7, 5))


def grads(a: np.ndarray, delta: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return a.T @ delta, delta.sum(axis=0)


def number_probes(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, ...]]:
    for _ in range(2):
        yield (rng.uniform(1, 2, size=(7, 11)),)


LAYER = small_task("layer", "X W b", layer_probes)
LAYER_ANSWER = Answer(
    "layer",
    layer,
    (
        Mistake("no_bias", lambda X, W, b: X @ W, "b is missing at {where}: {yours}.", "b?"),
        Mistake("transposed", lambda X, W, b: X @ W.T + b, "W is turned.", "W?"),
        Mistake("nan", lambda X, W, b: X @ W + b + np.nan, "All is NaN.", "NaN?"),
        Mistake("in_place", lambda X, W, b: X @ W + _add(b), "b was changed.", "b?"),
        Mistake("collapsed", lambda X, W, b: float(np.sum(X @ W + b)), "One number.", "sum?"),
    ),
)

GRADS = small_task("grads", "a delta", delta_probes, returns="(dW, db)")
GRADS_ANSWER = Answer(
    "grads",
    grads,
    (
        Mistake("mean", lambda a, d: (a.T @ d / 7, d.mean(0)), "{k} of it: {n}.", "mean?"),
        Mistake("first", lambda a, d: (np.outer(a[0], d[0]), d[0]), "First only.", "first?"),
    ),
)

MEAN = small_task("mean", "P", number_probes, returns="a number")
MEAN_ANSWER = Answer(
    "mean",
    lambda P: float(np.mean(P)),
    (),
    (Remark("median", lambda P: float(np.median(P)), "a median is welcome too"),),
)


def _add(b: np.ndarray) -> np.ndarray:
    b += 1
    return b - 1


def judged(fn: Any, task: Task = LAYER, answer: Answer = LAYER_ANSWER, **options: Any) -> Verdict:
    """Run, through JSON and back as in grading, and judge."""
    return judge(task, answer, Run.from_json(run(fn, task, **options).to_json()))
