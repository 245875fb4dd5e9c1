"""Mistakes nobody listed: every changed reference is refused, and nearly all are told why.

The mutants are derived from the references by ``mutation.py``. Each that is accepted is compared
with the reference on many more inputs; what differs anywhere is a survivor, and every survivor is
named below with its reason. The default run takes a fixed sample of each exercise's mutants, the
marker ``mutants`` all of them.
"""

import os
import warnings
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

import numpy as np
import pytest
from mutation import Mutant, compiled, mutants

from course_utils.exercises.answer import Answer
from course_utils.exercises.answers import answer_for
from course_utils.exercises.judging import judge
from course_utils.exercises.judging.comparing import same_call
from course_utils.exercises.running import call_on, probes_of, run
from course_utils.exercises.task import Task
from course_utils.exercises.tasks import all_tasks
from course_utils.exercises.verdict import Verdict

TASKS = {name: task for name, task in all_tasks().items() if isinstance(task, Task)}
SAMPLE = 11
LIMIT = 0.5
FRESH_SEEDS = range(1, 25)

FAILED_TO_RUN = ("exception", "time", "parameters", "stub")
UNSPECIFIC = ("entries", "calls")
"""Findings that say only that, and where, numbers differ."""

SURVIVORS: dict[str, str] = {}
"""Wrong but accepted, by the mutant's id, each with the reason why that can be lived with."""


@dataclass(frozen=True)
class Outcome:
    mutant: Mutant
    verdict: Verdict
    equivalent: bool = False


def known(name: str) -> Answer:
    answer = answer_for(name, TASKS[name].lecture)
    assert isinstance(answer, Answer)
    return answer


def outcome(mutant: Mutant) -> Outcome:
    task, answer = TASKS[mutant.exercise], known(mutant.exercise)
    fn = compiled(mutant, answer.reference)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        verdict = judge(task, answer, run(fn, task, limit=LIMIT))
        equivalent = verdict.passed and agrees(fn, answer.reference, task)
    return Outcome(mutant, verdict, equivalent)


def agrees(fn: Callable[..., Any], right: Callable[..., Any], task: Task) -> bool:
    """Whether two functions give the same on the probes of many seeds, and on those stretched."""
    rng = np.random.default_rng(7)
    for seed in FRESH_SEEDS:
        for stretch in (1.0, float(rng.uniform(0.3, 3.0))):
            for one, other in zip(probes_of(task, seed), probes_of(task, seed), strict=True):
                mine = call_on(fn, task, stretched(one, stretch))
                good = call_on(right, task, stretched(other, stretch))
                if not good.failure and not same_call(mine, good):
                    return False
    return True


def stretched(args: tuple[Any, ...], factor: float) -> tuple[Any, ...]:
    return tuple(
        factor * a if isinstance(a, np.ndarray) and a.dtype.kind == "f" else a for a in args
    )


def outcomes(name: str, everything: bool) -> tuple[Outcome, ...]:
    found = mutants(name, known(name).reference, None if everything else SAMPLE)
    return tuple(outcome(mutant) for mutant in found)


def all_outcomes(name: str) -> tuple[Outcome, ...]:
    return outcomes(name, everything=True)


def changed(results: Iterable[Outcome]) -> list[Outcome]:
    return [result for result in results if not result.equivalent]


def summary(results: list[Outcome]) -> str:
    """One line for each exercise: mutants, changed, refused, of the returned ones specific."""
    lines = []
    for name in dict.fromkeys(result.mutant.exercise for result in results):
        mine = [result for result in results if result.mutant.exercise == name]
        kinds = Counter(r.verdict.finding or "accepted" for r in changed(mine))
        lines.append(f"{name}: {len(mine)} mutants, {len(changed(mine))} changed, {dict(kinds)}")
    return "\n".join(lines)


def check_the_proof(results: list[Outcome]) -> None:
    wrong = changed(results)
    refused = [result for result in wrong if not result.verdict.passed]
    told = [result for result in refused if result.verdict.finding not in UNSPECIFIC]
    returned = [r for r in refused if r.verdict.finding not in FAILED_TO_RUN]
    specific = [r for r in returned if r.verdict.finding not in UNSPECIFIC]
    print(summary(results))
    print(f"{len(results)} mutants, {len(wrong)} changed, {len(refused)} refused, {len(told)} told")
    print(f"of {len(returned)} that return a result, {len(specific)} are told specifically")
    unexplained = {r.mutant.id for r in wrong if r.verdict.passed} - set(SURVIVORS)
    assert not unexplained
    assert len(refused) >= 0.995 * len(wrong)
    assert len(told) >= 0.90 * len(refused)
    assert len(specific) >= 0.90 * len(returned), "those that raise say nothing of the messages"
    check_the_words(refused)


def check_the_words(refused: list[Outcome]) -> None:
    for result in refused:
        assert result.verdict.message
        assert result.verdict.question or result.verdict.status == "todo"
        assert "{" not in result.verdict.message + result.verdict.question, result.mutant.id


@pytest.mark.parametrize("name", TASKS)
def test_a_sample_is_refused(name: str) -> None:
    wrong = changed(outcomes(name, everything=False))
    assert wrong
    assert not {r.mutant.id for r in wrong if r.verdict.passed} - set(SURVIVORS)
    check_the_words([r for r in wrong if not r.verdict.passed])


@pytest.mark.mutants
@pytest.mark.timeout(1800)
def test_the_proof_on_all() -> None:
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        results = [result for found in pool.map(all_outcomes, TASKS) for result in found]
    check_the_proof(results)
    gone = set(SURVIVORS) - {r.mutant.id for r in results if r.verdict.passed}
    assert not gone, "these are no survivors any more"


def test_the_tool_changes_what_it_says() -> None:
    """A mutant of ``s * (1 - s)`` and of the sigmoid it calls, each with its change in words."""
    found = {m.change: m for m in mutants("sigmoid_grad", known("sigmoid_grad").reference)}
    turned = compiled(found["1 - s -> 1 + s"], known("sigmoid_grad").reference)
    assert turned(np.zeros(1)) == pytest.approx(0.75)
    assert found["np.exp -> np.exp2"].inside == "sigmoid"
    assert len({m.source for m in found.values()}) == len(found)
