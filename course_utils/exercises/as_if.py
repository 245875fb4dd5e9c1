"""Stage 9: your result is the right one, for other inputs than these.

The right function is called with one argument changed: all zeros, turned round, squared, another
argument in its place. Where that gives the learner's numbers on every probe, the mistake is told
by what became of the argument: 'as if b2 were zero'.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from course_utils.exercises.case import Case, Finding, Part
from course_utils.exercises.comparing import close
from course_utils.exercises.experiments import is_count, is_numeric
from course_utils.exercises.running import call_on, probes_of

Change = Callable[[np.ndarray], Any]
Arguments = tuple[Any, ...]


def _sigmoid(z: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-z))


def _by_column(a: np.ndarray) -> np.ndarray:
    return np.broadcast_to(a.mean(axis=0), a.shape).copy()


_OF_ANY: tuple[tuple[str, Change, str], ...] = (
    ("all zeros", np.zeros_like, "Does {name} take part in your result at all?"),
    ("all ones", np.ones_like, "Where does {name} enter the formula, and where does it in yours?"),
    ("of the opposite sign", np.negative, "With which sign does {name} enter?"),
    ("twice as large", lambda a: 2 * a, "How often does {name} enter, and with which factor?"),
    ("half as large", lambda a: a / 2, "How often does {name} enter, and with which factor?"),
    ("without its sign", np.abs, "Should {name} and −{name} give the same?"),
    ("squared", np.square, "To which power does {name} enter?"),
    ("one more", lambda a: a + 1, "From which number is {name} counted?"),
    ("one less", lambda a: a - 1, "From which number is {name} counted?"),
    ("1 minus itself", lambda a: 1 - a, "Is it {name} that is wanted there, or what it lacks?"),
    ("its own sigmoid", _sigmoid, "Has {name} been through the sigmoid once too often?"),
    ("its own tanh", np.tanh, "Has {name} been through tanh once too often?"),
    ("cut off below 0", lambda a: np.maximum(a, 0), "What should happen where {name} is negative?"),
    ("its own exponential", np.exp, "Which step takes e to the power of {name}?"),
    ("its own logarithm", np.log, "Which step takes the logarithm of {name}?"),
)
_OF_ARRAYS: tuple[tuple[str, Change, str], ...] = (
    ("transposed", np.transpose, "Which axis of {name} counts what?"),
    ("read from its last row to its first", lambda a: a[::-1].copy(), "In which order is it read?"),
    ("moved on by one row", lambda a: np.roll(a, 1, 0), "Which rows belong together?"),
    ("its mean in every place", lambda a: np.full_like(a, a.mean()), "Which axis did a mean eat?"),
    ("the mean of its column in every place", _by_column, "Which axis did a mean eat?"),
)
_OF_COUNTS = ("one more", "one less", "twice as large", "of the opposite sign")
_SINGULAR = {"all zeros": "0", "all ones": "1"}
_OF_BATCHES: tuple[tuple[str, Change, str], ...] = (
    ("the first sample were missing", lambda a: a[1:], "Where does your loop or slice begin?"),
    ("the last sample were missing", lambda a: a[:-1], "Where does your loop or slice end?"),
    ("there were only the first sample", lambda a: a[:1], "What becomes of all other samples?"),
    ("there were only the last sample", lambda a: a[-1:], "Does each sample replace the last?"),
)


def as_if(case: Case, part: Part) -> Finding | None:
    """The first change of the inputs under which the right function gives the learner's numbers."""
    if case.task.mutates:
        return None
    number = [other.name for other in case.parts].index(part.name)
    probes = probes_of(case.task, case.run.seed)
    for words, change, asks in _changes(case, probes[0]):
        if all(_gives(case, change, probe, number, part) for probe in range(len(probes))):
            says = f"Your result is what the right function gives as if {words}."
            return Finding("as if", says, asks)
    return None


def _gives(
    case: Case, change: Callable[[Arguments], Arguments], probe: int, number: int, part: Part
) -> bool:
    """Whether the right function gives this part of the learner's result on changed inputs."""
    inputs = probes_of(case.task, case.run.seed)[probe]
    with np.errstate(all="ignore"):
        changed = change(inputs)
    call = call_on(case.answer.reference, case.task, changed)
    leaves = list(call.value.leaves()) if call.value is not None else []
    if len(leaves) != len(case.parts) or not np.isfinite(leaves[number].astype(float)).all():
        return False
    return close(part.yours[probe], leaves[number])


def _changes(
    case: Case, probe: Arguments
) -> Iterator[tuple[str, Callable[[Arguments], Arguments], str]]:
    """(in words, the change, the question) for everything that can be done to the inputs."""
    numeric = [i for i, value in enumerate(probe) if is_numeric(value)]
    for i in numeric:
        yield from _of_one(case.name_of(i), i, probe[i])
    for i in numeric:
        for j in numeric:
            if (
                i != j
                and np.shape(probe[i]) == np.shape(probe[j])
                and is_count(probe[i]) == is_count(probe[j])
            ):
                yield from _of_two(case.name_of(i), case.name_of(j), i, j)
    batch = [i for i in numeric if np.ndim(probe[i]) and len(probe[i]) == len(probe[numeric[0]])]
    if batch and len(probe[batch[0]]) > 2:
        yield from (
            (words, lambda args, c=change: _with(args, batch, c), asks)
            for words, change, asks in _OF_BATCHES
        )


def _of_one(
    name: str, i: int, value: Any
) -> Iterator[tuple[str, Callable[[Arguments], Arguments], str]]:
    is_array = np.ndim(value) > 0
    for words, change, asks in (*_OF_ANY, *(_OF_ARRAYS if is_array else ())):
        if is_count(value) and words not in _OF_COUNTS:
            continue
        yield (
            f"{name} were {words if is_array else _SINGULAR.get(words, words)}",
            lambda args, c=change: _with(args, [i], c),  # type: ignore[misc]
            asks.format(name=name),
        )


def _of_two(
    one: str, other: str, i: int, j: int
) -> Iterator[tuple[str, Callable[[Arguments], Arguments], str]]:
    yield (
        f"{one} stood in the place of {other} as well",
        lambda args: _with(args, [j], lambda _: args[i]),
        f"Where does {other} enter your result?",
    )
    if i < j:
        yield (
            f"{one} and {other} had changed places",
            lambda args: tuple(
                args[j] if k == i else args[i] if k == j else a for k, a in enumerate(args)
            ),
            f"Which role has {one}, and which has {other}?",
        )


def _with(args: Arguments, positions: list[int], change: Change) -> Arguments:
    """The arguments, changed at some positions; numbers stay numbers."""
    return tuple(
        a if k not in positions else change(a) if np.ndim(a) else type(a)(change(np.asarray(a)))
        for k, a in enumerate(args)
    )
