"""What the tests of the catalogue share: answers by name, and results as plain leaves."""

import warnings
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from course_utils.exercises import evaluate
from course_utils.exercises.answer import Answer
from course_utils.exercises.answers import answer_for
from course_utils.exercises.running.plain import plain
from course_utils.exercises.task import Task
from course_utils.exercises.tasks import all_tasks

Function = Callable[..., Any]


def task_of(name: str) -> Task:
    task = all_tasks()[name]
    assert isinstance(task, Task)
    return task


def answer_to(name: str) -> Answer:
    answer = answer_for(name, all_tasks()[name].lecture)
    assert isinstance(answer, Answer)
    return answer


def reference(name: str) -> Function:
    return answer_to(name).reference


def tasks_in(lecture: str) -> list[str]:
    return [e.name for e in all_tasks().values() if isinstance(e, Task) and e.lecture == lecture]


def faces(name: str, id: str) -> list[Function]:
    """The wrong functions filed under one id."""
    found = [mistake.wrong for mistake in answer_to(name).mistakes if mistake.id == id]
    assert found, f"{name} knows no {id}"
    return found


class Forms(dict[str, list[Function]]):
    """Right answers in other forms, by exercise; ``add`` is the decorator that files one."""

    def __init__(self, *lectures: str) -> None:
        super().__init__({name: [] for lecture in lectures for name in tasks_in(lecture)})

    def add(self, fn: Function) -> Function:
        """File the function under its name up to the double underscore."""
        self[fn.__name__.partition("__")[0]].append(fn)
        return fn

    def extend(self, name: str, *functions: Function) -> None:
        self[name].extend(functions)


def leaves(fn: Function, args: Iterable[Any]) -> list[np.ndarray]:
    """Every number that comes back, from fresh copies of the arguments."""
    fresh = tuple(a.copy() if isinstance(a, np.ndarray) else a for a in args)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return list(plain(fn(*fresh)).leaves())


def agree(ours: list[np.ndarray], theirs: list[np.ndarray], rtol: float = 1e-6) -> bool:
    """The same shapes, and the same numbers to rounding."""
    return len(ours) == len(theirs) and all(
        a.shape == b.shape and np.allclose(a, b, rtol=rtol, atol=1e-12)
        for a, b in zip(ours, theirs, strict=True)
    )


def assert_hidden(name: str, args: tuple[Any, ...], ids: Iterable[str]) -> None:
    """Each mistake agrees with the reference on these inputs, and not on the judge's."""
    correct = leaves(answer_to(name).reference, args)
    for id in ids:
        agreeing = [w for w in faces(name, id) if agree(leaves(w, args), correct)]
        assert agreeing, f"{id} shows"
        assert not any(evaluate(name, wrong).passed for wrong in agreeing), f"{id} hides"


def assert_passes(name: str, form: Function, seeds: Iterable[int] = range(5)) -> None:
    for seed in seeds:
        verdict = evaluate(name, form, seed=seed)
        assert verdict.passed, verdict.message
