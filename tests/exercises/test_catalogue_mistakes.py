"""Every known mistake is wrong, is unlike every other one, and is recognised for what it is."""

import itertools
import warnings
from collections.abc import Iterator

import pytest

from course_utils.exercises import evaluate
from course_utils.exercises.answer import Answer, Mistake
from course_utils.exercises.answers import answer_for
from course_utils.exercises.judging.comparing import same_calls
from course_utils.exercises.running import Call, calls_of
from course_utils.exercises.task import Task
from course_utils.exercises.tasks import all_tasks

SEEDS = range(5)
LECTURES = ("introduction", "algorithm", "training", "applications", "implementation", "questions")
TASKS = {
    name: task
    for name, task in all_tasks().items()
    if isinstance(task, Task) and task.lecture in LECTURES
}


def known(task: Task) -> Answer:
    answer = answer_for(task.name, task.lecture)
    assert isinstance(answer, Answer)
    return answer


def every_mistake() -> Iterator[tuple[str, int, str]]:
    for name, task in TASKS.items():
        for position, mistake in enumerate(known(task).mistakes):
            yield name, position, mistake.id


def quietly(fn: object, task: Task, seed: int) -> tuple[Call, ...]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return calls_of(fn, task, seed)  # type: ignore[arg-type]


def synonyms(one: Mistake, other: Mistake) -> bool:
    return one.same_as == other.id or other.same_as == one.id


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", TASKS)
def test_no_mistake_hides(name: str, seed: int) -> None:
    """None gives the right result, and no two give the same, unless that is declared."""
    task, answer = TASKS[name], known(TASKS[name])
    right = quietly(answer.reference, task, seed)
    assert not any(call.failure or call.changed for call in right)
    results = [(mistake, quietly(mistake.wrong, task, seed)) for mistake in answer.mistakes]
    for mistake, calls in results:
        assert not same_calls(calls, right), f"{mistake.id} hides"
    for (one, a), (other, b) in itertools.combinations(results, 2):
        assert same_calls(a, b) == synonyms(one, other), f"{one.id} and {other.id}"


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", TASKS)
def test_the_reference_passes(name: str, seed: int) -> None:
    verdict = evaluate(name, known(TASKS[name]).reference, seed=seed)
    assert verdict.passed, verdict.message
    assert verdict.points == verdict.max_points == TASKS[name].points


def check_it_is_named(name: str, position: int, id: str, seed: int) -> None:
    mistake = known(TASKS[name]).mistakes[position]
    verdict = evaluate(name, mistake.wrong, seed=seed)
    assert not verdict.passed
    assert verdict.misconception in (id, mistake.same_as), verdict.message
    assert verdict.question
    assert "{" not in verdict.message + verdict.question


@pytest.mark.parametrize(("name", "position", "id"), list(every_mistake()))
def test_a_mistake_gets_its_own_id(name: str, position: int, id: str) -> None:
    check_it_is_named(name, position, id, seed=SEEDS[0])


@pytest.mark.mutants
@pytest.mark.parametrize("seed", SEEDS[1:])
@pytest.mark.parametrize(("name", "position", "id"), list(every_mistake()))
def test_on_every_seed(name: str, position: int, id: str, seed: int) -> None:
    check_it_is_named(name, position, id, seed)


def test_a_declared_synonym_exists() -> None:
    for task in TASKS.values():
        ids = {mistake.id for mistake in known(task).mistakes}
        for mistake in known(task).mistakes:
            assert mistake.same_as is None or mistake.same_as in ids - {mistake.id}
