"""Every exercise against every kind of hostile function: refused, answered, and nothing escapes."""

import builtins
import itertools
import math
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course_utils.exercises import evaluate
from course_utils.exercises.answer import Answer
from course_utils.exercises.answers import answer_for
from course_utils.exercises.running import calls_of
from course_utils.exercises.task import Task
from course_utils.exercises.tasks import all_tasks

TASKS = {name: task for name, task in all_tasks().items() if isinstance(task, Task)}


class EqualToAll:
    """Compares equal to everything, and says so to NumPy as well."""

    __array_priority__ = 1e6

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]

    def __array__(self, *_: object, **__: object) -> np.ndarray:
        return np.zeros(7)


class LyingArray(np.ndarray):
    """An array whose comparisons, differences and shape are whatever is hoped for."""

    def __eq__(self, other: object) -> Any:
        return np.True_

    __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __sub__ = __rsub__ = __eq__

    def __array_ufunc__(self, *_: object, **__: object) -> Any:
        return np.zeros(())

    def __array_function__(self, *_: object, **__: object) -> Any:
        return True


def printing(*_: Any) -> Any:
    for _ in range(20):
        print("right " * 20_000)


def recursing(*args: Any) -> Any:
    return recursing(*args)


def mutating(*args: Any) -> Any:
    """Writes 1 wherever it can."""
    for arg in args:
        for array in arg if isinstance(arg, list) else [arg]:
            if isinstance(array, np.ndarray):
                array[...] = 1
    return 1.0


def patching(*_: Any) -> Any:
    """Rewrites what a judge would lean on, above and below the surface."""
    for module in (np, np._core.numeric, np._core.fromnumeric, np._core.umath, np.linalg, math):
        for name in ("allclose", "isclose", "abs", "absolute", "array_equal", "isfinite", "sum"):
            if hasattr(module, name):
                setattr(module, name, lambda *args, **kwargs: True)
    return 0.0


def exiting(*_: Any) -> Any:
    sys.exit(0)


HOSTILE: dict[str, Callable[..., Any]] = {
    "None": lambda *_: None,
    "text": lambda *_: "right",
    "generator": lambda *_: (value for value in itertools.count()),
    "equal to all": lambda *_: EqualToAll(),
    "pair of such": lambda *_: (EqualToAll(), EqualToAll()),
    "lying array": lambda *_: np.zeros((7, 5)).view(LyingArray),
    "printing": printing,
    "asking": lambda *_: input("points? "),
    "exiting": exiting,
    "recursing": recursing,
    "mutating": mutating,
    "patching": patching,
}


@pytest.fixture
def numpy_again() -> Any:
    """Whatever was patched deep inside NumPy is put back, so that other tests are left alone."""
    modules = (np, np._core.numeric, np._core.fromnumeric, np._core.umath, np.linalg, math)
    before = [dict(vars(module)) for module in modules]
    yield
    for module, names in zip(modules, before, strict=True):
        vars(module).update(names)


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("name", TASKS)
def test_no_exercise_falls(name: str, kind: str, numpy_again: None, capsys: Any) -> None:
    stdout, asked, first = sys.stdout, builtins.input, arguments(name)
    verdict = evaluate(name, HOSTILE[kind])
    assert verdict.status in ("wrong", "error"), verdict
    assert verdict.points == 0
    assert verdict.message
    assert verdict.question
    assert len(verdict.printed) < 1_000
    assert sys.stdout is stdout
    assert builtins.input is asked
    assert capsys.readouterr().out == ""
    assert arguments(name) == first, "the inputs are the same for the next learner"


def arguments(name: str) -> list[Any]:
    """The shapes of the right results on the exercise's own inputs."""
    answer = answer_for(name, TASKS[name].lecture)
    assert isinstance(answer, Answer)
    calls = calls_of(answer.reference, TASKS[name], 0)
    return [leaf.tobytes() for call in calls if call.value for leaf in call.value.leaves()]


@pytest.mark.parametrize("name", TASKS)
def test_the_right_answer_passes_after_them(name: str, numpy_again: None) -> None:
    """What a hostile function leaves behind does not spoil the next run."""
    answer = answer_for(name, TASKS[name].lecture)
    assert isinstance(answer, Answer)
    evaluate(name, patching)
    assert evaluate(name, answer.reference).passed


def test_a_loop_ends_in_one_exercise_of_each_lecture() -> None:
    def looping(*_: Any) -> Any:
        while True:
            pass

    for name in {task.lecture: name for name, task in TASKS.items()}.values():
        begin = time.monotonic()
        assert evaluate(name, looping, limit=0.1).finding == "time"
        assert time.monotonic() - begin < 5
