"""Stage 9: your result is the right one, for other inputs than these.

The right function is called with one argument changed: all zeros, turned round, squared, another
argument in its place. Where that gives the learner's numbers on every probe, the mistake is told
by what became of the argument: 'as if b2 were zero'.
"""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from course_utils.exercises.answer import Answer
from course_utils.exercises.judging.case import Case, Finding, Part
from course_utils.exercises.judging.comparing import close
from course_utils.exercises.judging.wording import listed, row_noun, rows_in_words
from course_utils.exercises.running import call_on, probes_of
from course_utils.exercises.running.experiments import is_count, is_numeric
from course_utils.exercises.task import Task

How = Callable[[np.ndarray], Any]
Arguments = tuple[Any, ...]


def _sigmoid(z: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-z))


def _by_column(a: np.ndarray) -> np.ndarray:
    return np.broadcast_to(a.mean(axis=0), a.shape).copy()


_OF_ANY: tuple[tuple[str, How, str], ...] = (
    ("all zeros", np.zeros_like, "Does {one} take part in your result at all?"),
    ("all ones", np.ones_like, "Where does {one} enter the formula, and where does it in yours?"),
    ("of the opposite sign", np.negative, "With which sign does {one} enter?"),
    ("twice as large", lambda a: 2 * a, "How often does {one} enter, and with which factor?"),
    ("half as large", lambda a: a / 2, "How often does {one} enter, and with which factor?"),
    ("without its sign", np.abs, "Should {one} and −{one} give the same?"),
    ("squared", np.square, "To which power does {one} enter?"),
    ("one more", lambda a: a + 1, "From which number is {one} counted?"),
    ("one less", lambda a: a - 1, "From which number is {one} counted?"),
    ("1 minus itself", lambda a: 1 - a, "Is it {one} that is wanted there, or what it lacks?"),
    ("its own sigmoid", _sigmoid, "Has {one} been through the sigmoid once too often?"),
    ("its own tanh", np.tanh, "Has {one} been through tanh once too often?"),
    ("cut off below 0", lambda a: np.maximum(a, 0), "What should happen where {one} is negative?"),
    ("its own exponential", np.exp, "Which step takes e to the power of {one}?"),
    ("its own logarithm", np.log, "Which step takes the logarithm of {one}?"),
)
_OF_ARRAYS: tuple[tuple[str, How, str], ...] = (
    ("transposed", np.transpose, "Which axis of {one} counts what?"),
    ("read from its last row to its first", lambda a: a[::-1].copy(), "In which order is it read?"),
    ("moved on by one row", lambda a: np.roll(a, 1, 0), "Which rows belong together?"),
    ("its mean in every place", lambda a: np.full_like(a, a.mean()), "Which axis did a mean eat?"),
    ("the mean of its column in every place", _by_column, "Which axis did a mean eat?"),
)
_OF_COUNTS = ("one more", "one less", "twice as large", "of the opposite sign")
_SINGULAR = {"all zeros": "0", "all ones": "1"}
_OF_BATCHES: tuple[tuple[str, How, str], ...] = (
    ("the first {row} were missing", lambda a: a[1:], "Where does your loop or slice begin?"),
    ("the last {row} were missing", lambda a: a[:-1], "Where does your loop or slice end?"),
    ("there were only the first {row}", lambda a: a[:1], "What becomes of all other {rows}?"),
    ("there were only the last {row}", lambda a: a[-1:], "Does each {row} replace the last?"),
)


@dataclass(frozen=True)
class Change:
    """One change of the inputs: in words, with {one} and {other} for the names at ``at``."""

    words: str
    at: tuple[int, ...]
    change: Callable[[Arguments], Arguments]
    asks: str


def as_if(case: Case, part: Part) -> Finding | None:
    """The first change of the inputs under which the right function gives the learner's numbers."""
    if case.task.mutates:
        return None
    position = [other.name for other in case.parts].index(part.name)
    for number, change in enumerate(_plan(case.task, case.run.seed)):
        if _gives(case, part, position, number):
            names = [case.name_of(at) for at in change.at]
            noun = row_noun(case, change.at)
            of_them = "" if noun == "sample" else f" of {listed(names)}"
            known = {"one": names[0], "other": names[-1], "rows": rows_in_words(noun)}
            known["row"] = noun + of_them
            says = f"Your result is what the right function gives as if {change.words}."
            asks = change.asks.format_map(known | {"row": noun})
            return Finding("as if", says.format_map(known), asks)
    return None


def _gives(case: Case, part: Part, position: int, number: int) -> bool:
    """Whether the right function gives this part of the learner's result on changed inputs."""
    for probe, mine in enumerate(part.yours):
        leaves = _changed_result(case.answer, case.task, case.run.seed, number, probe)
        if len(leaves) != len(case.parts) or not close(mine, leaves[position]):
            return False
        if not np.isfinite(leaves[position].astype(float)).all():
            return False
    return True


@lru_cache(maxsize=8192)
def _changed_result(
    answer: Answer, task: Task, seed: int, number: int, probe: int
) -> tuple[np.ndarray, ...]:
    """What the right function gives after one change; kept, for learners try again."""
    with np.errstate(all="ignore"):
        changed = _plan(task, seed)[number].change(probes_of(task, seed)[probe])
    call = call_on(answer.reference, task, changed)
    return tuple(call.value.leaves()) if call.value is not None else ()


@lru_cache(maxsize=256)
def _plan(task: Task, seed: int) -> tuple[Change, ...]:
    """Everything that can be done to the inputs, the simplest first."""
    probe = probes_of(task, seed)[0]
    numeric = [i for i, value in enumerate(probe) if is_numeric(value)]
    changes = [change for i in numeric for change in _of_one(i, probe[i])]
    for i, j in itertools.permutations(numeric, 2):
        if type(probe[i]) is type(probe[j]) and np.shape(probe[i]) == np.shape(probe[j]):
            changes += _of_two(i, j)
    return (*changes, *_of_batch(probe, numeric))


def _of_one(i: int, value: Any) -> Iterator[Change]:
    is_array = np.ndim(value) > 0
    for words, how, asks in (*_OF_ANY, *(_OF_ARRAYS if is_array else ())):
        if not is_count(value) or words in _OF_COUNTS:
            told = words if is_array else _SINGULAR.get(words, words)
            yield Change(f"{{one}} were {told}", (i,), _with((i,), how), asks)


def _of_two(i: int, j: int) -> Iterator[Change]:
    yield Change(
        "{one} stood in the place of {other} as well",
        (i, j),
        lambda args: tuple(args[i] if k == j else a for k, a in enumerate(args)),
        "Where does {other} enter your result?",
    )
    if i < j:
        yield Change(
            "{one} and {other} had changed places",
            (i, j),
            lambda args: tuple(args[{i: j, j: i}.get(k, k)] for k in range(len(args))),
            "Which role has {one}, and which has {other}?",
        )


def _of_batch(probe: Arguments, numeric: list[int]) -> Iterator[Change]:
    arrays = [i for i in numeric if np.ndim(probe[i])]
    batch = tuple(i for i in arrays if len(probe[i]) == len(probe[arrays[0]]))
    if batch and len(probe[batch[0]]) > 2:
        for words, how, asks in _OF_BATCHES:
            yield Change(words, batch, _with(batch, how), asks)


def _with(positions: tuple[int, ...], how: How) -> Callable[[Arguments], Arguments]:
    """The arguments, changed at some positions; numbers stay numbers."""

    def changed(value: Any) -> Any:
        return how(value) if np.ndim(value) else type(value)(how(np.asarray(value)))

    return lambda args: tuple(changed(a) if k in positions else a for k, a in enumerate(args))
