"""Judge numbers that came without their function: pasted, typed, or from another program.

They are what the function gives on the first inputs of its task. So less is known than by
``check``, which calls the function on all of them, and more than once.
"""

import copy
import difflib
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from course_utils.exercises.answer import FACTS, Answer
from course_utils.exercises.answers import answer_for
from course_utils.exercises.answers.sightings import seen
from course_utils.exercises.judging import judge
from course_utils.exercises.judging.case import Case, Part
from course_utils.exercises.judging.comparing import MisfitError, fit, same
from course_utils.exercises.judging.printed import restored, rounds_to
from course_utils.exercises.judging.wording import listed
from course_utils.exercises.running import Call, Run, call_on, probes_of
from course_utils.exercises.running.plain import Value, plain
from course_utils.exercises.task import Task
from course_utils.exercises.tasks import all_tasks
from course_utils.exercises.verdict import Verdict

Halves = tuple[np.ndarray, ...]


@dataclass(frozen=True, eq=False)
class Examined:
    """The verdict on some numbers, and what it rests on.

    ``parts`` hold the numbers beside the right ones; none where the types differ. ``seen`` names
    public threads in which the same mistake was made.
    """

    verdict: Verdict
    parts: tuple[Part, ...] = ()
    seen: str = ""


def evaluate_numbers(name: str, value: Any, seed: int = 0) -> Verdict:
    """Judge what a function returned for ``numbers_inputs(name, seed)``; nothing is saved.

    Raises KeyError, in one sentence, where ``name`` is no exercise that returns numbers.
    """
    return examine(name, value, seed).verdict


def examine(name: str, value: Any, seed: int = 0, halves: Halves = ()) -> Examined:
    """Judge numbers, with the evidence.

    ``halves`` is half a unit of the last digit where the numbers were printed: an array for each
    array and number in ``value``. Raises KeyError as ``evaluate_numbers`` does.
    """
    task = _narrowed(_find(name))
    given, hidden = _read(task, seed, plain(value), halves)
    call = Call(given)
    run = Run(name, seed, calls=(call, call), again=call, type=given.type)
    case = Case.of(task, _answer(task), run)
    verdict = judge(task, _answer(task), run)
    parts = () if case.misfit() else case.parts
    if parts:
        verdict = _standing(verdict, len({known.id for known in case.answer.mistakes}), hidden)
    told = replace(verdict, points=0, max_points=0, remarks=())
    return Examined(told, parts, seen(name, verdict.misconception))


def _read(task: Task, seed: int, given: Value, halves: Halves) -> tuple[Value, list[str]]:
    """The numbers in full digits, and the mistakes that cannot be told apart from them."""
    right, *wrong = _results(task, seed)
    yours = _parts(given, right)
    known = [_parts(result, right) if result is not None else () for result in wrong]
    exact = _fitted(halves, yours)
    if any(half.any() for half in exact):
        given = _refilled(right, restored(yours, exact, _parts(right, right), known))
    pairs = zip(_answer(task).mistakes, known, strict=True)
    hidden = {mistake.id: None for mistake, leaves in pairs if rounds_to(leaves, yours, exact)}
    return given, list(hidden)


def numbers_inputs(name: str, seed: int = 0) -> tuple[Any, ...]:
    """The arguments to call the function with: always the same for one seed, and fresh copies."""
    return probes_of(_narrowed(_find(name)), seed)[0]


@lru_cache(maxsize=1)
def numbers_exercises() -> dict[str, Task]:
    """The functions whose numbers tell: one right result, in which most known mistakes show."""
    tasks = [task for task in all_tasks().values() if isinstance(task, Task)]
    return {task.name: task for task in tasks if _tells(task)}


def _find(name: str) -> Task:
    if not isinstance(name, str):
        raise KeyError('Say which exercise it is by its name, as text: "mse_grad".')
    if name in numbers_exercises():
        return numbers_exercises()[name]
    task = all_tasks().get(name)
    if isinstance(task, Task):
        raise KeyError(f"{name} returns nothing that tells enough by itself; use check({name}).")
    if task is not None:
        raise KeyError(f'{name} is a question; answer it with check({name}="…").')
    near = difflib.get_close_matches(name, numbers_exercises(), n=1)
    advice = f"Did you mean {near[0]}?" if near else "progress() lists them all."
    raise KeyError(f"There is no exercise {name}. {advice}")


def _tells(task: Task) -> bool:
    if task.mutates or task.name in FACTS or not task.can_run or _answer(task).sort:
        return False
    right, *mistakes = _results(_narrowed(task), 0)
    hidden = [value for value in mistakes if value is not None and same(value, right)]
    return any(True for _ in right.leaves()) and 2 * len(hidden) < len(mistakes)


def _answer(task: Task) -> Answer:
    answer = answer_for(task.name, task.lecture)
    if not isinstance(answer, Answer):
        raise TypeError(f"{task.name} is a function; its answer must be an Answer")
    return answer


@lru_cache(maxsize=256)
def _narrowed(task: Task) -> Task:
    """The same task asked on its first inputs only; twice, for the judge wants two calls."""

    def first_twice(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
        again = copy.deepcopy(rng)
        yield next(iter(task.probes(rng)))
        yield next(iter(task.probes(again)))

    return replace(task, probes=first_twice)


@lru_cache(maxsize=256)
def _results(task: Task, seed: int) -> tuple[Any, ...]:
    """The right result, and that of each known mistake; None for a mistake that raises."""
    answer = _answer(task)
    functions = [answer.reference, *(mistake.wrong for mistake in answer.mistakes)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return tuple(call_on(fn, task, probes_of(task, seed)[0]).value for fn in functions)


def _parts(value: Value, like: Value) -> tuple[np.ndarray, ...]:
    """The arrays of a result, in the structure of another; none where it cannot have it."""
    try:
        return fit(value, like).leaves
    except MisfitError:
        return ()


def _fitted(halves: Halves, parts: tuple[np.ndarray, ...]) -> Halves:
    """One array for each part, of its shape; the largest for all where they are laid out anew."""
    if [half.shape for half in halves] == [part.shape for part in parts]:
        return halves
    largest = max((float(half.max(initial=0.0)) for half in halves), default=0.0)
    return tuple(np.full(part.shape, largest) for part in parts)


def _refilled(like: Value, parts: tuple[np.ndarray, ...]) -> Value:
    """``like`` with other numbers in it."""
    left = iter(parts)

    def fill(value: Value) -> Value:
        if value.items:
            return replace(value, items=tuple(map(fill, value.items)))
        return value if value.array is None else replace(value, array=next(left))

    return fill(like)


def _standing(verdict: Verdict, known: int, hidden: list[str]) -> Verdict:
    """The verdict, with a word on the known mistakes these numbers speak against."""
    name, message = verdict.exercise, verdict.message
    if verdict.passed:
        others = f"{known - len(hidden)} of the {known}" if hidden else f"All {known}"
        but = f"; {listed(hidden)} would not show here" if hidden else ""
        message = f"Right. {others} known mistakes of {name} give other numbers{but}."
    elif verdict.misconception is None:
        message = f"{message} No known mistake of {name} gives these numbers."
    return replace(verdict, message=message)
