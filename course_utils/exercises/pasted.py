"""Judge numbers that came without their function: pasted, typed, or from another program."""

import copy
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from course_utils.exercises.answer import Answer
from course_utils.exercises.answers import answer_for
from course_utils.exercises.judging import judge
from course_utils.exercises.running import Call, Run, call_on, probes_of
from course_utils.exercises.running.plain import plain
from course_utils.exercises.task import Task
from course_utils.exercises.tasks import all_tasks
from course_utils.exercises.verdict import Verdict


def evaluate_numbers(name: str, value: Any, seed: int = 0) -> Verdict:
    """Judge what a function returned for ``numbers_inputs(name, seed)``; nothing is run or saved.

    Raises KeyError, in one sentence, where ``name`` is no exercise that returns numbers.
    """
    task = _narrowed(_find(name))
    call = Call(plain(value))
    run = Run(name, seed, calls=(call, call), again=call, type="numbers")
    return judge(task, answer_for(name, task.lecture), run)


def numbers_inputs(name: str, seed: int = 0) -> tuple[Any, ...]:
    """The arguments to call the function with, the same for the same seed."""
    return probes_of(_narrowed(_find(name)), seed)[0]


@lru_cache(maxsize=1)
def numbers_exercises() -> tuple[str, ...]:
    """The exercises whose result can be pasted: functions that return numbers, one right answer."""
    return tuple(n for n, task in all_tasks().items() if isinstance(task, Task) and _fits(task))


def _find(name: str) -> Task:
    task = all_tasks().get(name)
    if not isinstance(task, Task) or name not in numbers_exercises():
        raise KeyError(f"There is no exercise {name} that returns numbers to look at.")
    return task


def _fits(task: Task) -> bool:
    answer = answer_for(task.name, task.lecture)
    if task.mutates or not task.can_run or not isinstance(answer, Answer) or answer.sort:
        return False
    value = call_on(answer.reference, task, probes_of(task, 0)[0]).value
    return value is not None and any(True for _ in value.leaves())


@lru_cache(maxsize=256)
def _narrowed(task: Task) -> Task:
    """The same task asked on its first inputs only, twice: the judge wants to see two calls."""

    def first_twice(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
        again = copy.deepcopy(rng)
        yield next(iter(task.probes(rng)))
        yield next(iter(task.probes(again)))

    return replace(task, probes=first_twice)
