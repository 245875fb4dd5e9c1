"""Calls a function on the probes of a task, and keeps what came of it."""

import json
import linecache
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from types import FunctionType
from typing import Any, Literal

import numpy as np

from course_utils.exercises.running.experiments import PROBES, experiments
from course_utils.exercises.running.guard import TimeUp, pristine, watch
from course_utils.exercises.running.learner import is_stub, parameters_of
from course_utils.exercises.running.plain import Value, plain, shorten, type_name
from course_utils.exercises.task import Question, Task

Problem = Literal["", "stub", "no function", "parameters", "time", "package"]
PROBLEMS = ("", "stub", "no function", "parameters", "time", "package")
LIMIT = 2.0
_PATIENCE = 0.25
"""Seconds for the experiments: they only sharpen what is said of a wrong result."""


@dataclass(frozen=True)
class Failure:
    """An exception, as text. ``line`` is the learner's line it came from, where it is known."""

    type: str
    message: str
    line: str = ""


@dataclass(frozen=True, eq=False)
class Call:
    """One call: what came back, or the failure, and the positions of the arguments it changed."""

    value: Value | None
    failure: Failure | None = None
    changed: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        value = self.value and self.value.to_json()
        failure = self.failure and vars(self.failure)
        return {"value": value, "failure": failure, "changed": self.changed}

    @classmethod
    def from_json(cls, data: Any) -> "Call":
        value, failure = data["value"], data["failure"]
        if (value is None) == (failure is None):
            raise ValueError("a call returns something, or fails")
        return cls(
            None if value is None else Value.from_json(value),
            None if failure is None else Failure(*map(shorten, _fields(failure))),
            tuple(int(position) for position in data["changed"]),
        )


def _fields(failure: Any) -> tuple[Any, Any, Any]:
    return failure["type"], failure["message"], failure["line"]


@dataclass(frozen=True, eq=False)
class Run:
    """All that is known of a learner's function after it ran.

    ``calls`` has one entry for each probe of the task. ``again`` is the first probe once more,
    from fresh inputs; ``overwritten`` says that an earlier result changed under a later call.
    ``given`` is the letter that answers a question. ``tried`` has the outcomes of the experiments
    (``experiments.py``), or none where there was no time for them.
    """

    exercise: str
    seed: int
    problem: Problem = ""
    calls: tuple[Call, ...] = ()
    again: Call | None = None
    overwritten: bool = False
    parameters: tuple[str, ...] = ()
    printed: str = ""
    warned: tuple[str, ...] = ()
    given: str = ""
    type: str = "function"
    tried: tuple[Call, ...] = ()

    def to_json(self) -> str:
        calls = {name: [c.to_json() for c in getattr(self, name)] for name in ("calls", "tried")}
        data = dict(vars(self), **calls)
        return json.dumps(data | {"again": self.again and self.again.to_json()})

    @classmethod
    def from_json(cls, text: str) -> "Run":
        """The run back. Raises ValueError for a text that is no run."""
        try:
            return cls(**_checked(json.loads(text)))
        except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
            raise ValueError("this text is no run of an exercise") from error


def _checked(data: Any) -> dict[str, Any]:
    if data["problem"] not in PROBLEMS:
        raise ValueError("no such problem")
    again = data["again"]
    texts = {name: shorten(data[name]) for name in ("exercise", "given", "type")}
    return texts | {
        "seed": int(data["seed"]),
        "problem": data["problem"],
        "calls": tuple(Call.from_json(call) for call in data["calls"]),
        "again": None if again is None else Call.from_json(again),
        "overwritten": data["overwritten"] is True,
        "parameters": tuple(shorten(name) for name in data["parameters"]),
        "printed": shorten(data["printed"], 3_000),
        "warned": tuple(shorten(text) for text in data["warned"]),
        "tried": tuple(Call.from_json(call) for call in data["tried"]),
    }


def run(fn: Any, task: Task | Question, seed: int = 0, limit: float = LIMIT) -> Run:
    """Call ``fn`` on the inputs of ``task``; answer a question where ``fn`` is a letter.

    Raises nothing a learner's function can cause, and changes nothing of theirs. ``limit`` is
    in seconds, for all calls together.
    """
    if isinstance(task, Question):
        given = plain(fn)
        return Run(task.name, seed, given=given.text if given.kind == "text" else "")
    if not task.can_run:
        return Run(task.name, seed, "package")
    with pristine():
        probes = probes_of(task, seed)
    seen = watch(lambda: _observe(fn, task, probes, seed), limit)
    if not seen.finished:
        return Run(task.name, seed, "time", printed=seen.printed, warned=seen.warned)
    facts = {"printed": seen.printed, "warned": seen.warned, **seen.result}
    if facts.get("calls"):
        # Apart from the rest: a right function may loop on inputs it was never meant for.
        tried = watch(lambda: _try_out(fn, task, seed), min(limit, _PATIENCE))
        facts["tried"] = tried.result or ()
    return Run(task.name, seed, **facts)


def probes_of(task: Task, seed: int) -> list[tuple[Any, ...]]:
    """The argument tuples for one seed, at least two: one alone could agree by accident."""
    rng = np.random.default_rng(seed)
    probes = list(task.probes(rng))
    return probes if len(probes) > 1 else probes + list(task.probes(rng))


def calls_of(fn: Callable[..., Any], task: Task, seed: int) -> tuple[Call, ...]:
    """What a function we trust to end gives on the probes: the reference, a known mistake."""
    return tuple(call_on(fn, task, args) for args in probes_of(task, seed))


def call_on(fn: Callable[..., Any], task: Task, args: tuple[Any, ...]) -> Call:
    """One call of a function we trust to end, on arguments of our own choice."""
    return _call(fn, task, args)[0]


def _observe(fn: Any, task: Task, probes: list[tuple[Any, ...]], seed: int) -> dict[str, Any]:
    """Runs inside the guarded thread, where also a hostile attribute can do no harm."""
    facts: dict[str, Any] = {"type": type_name(fn)}
    if not callable(fn):
        return facts | {"problem": "no function"}
    if is_stub(fn):
        return facts | {"problem": "stub"}
    fits, facts["parameters"] = parameters_of(fn, probes[0])
    if not fits:
        return facts | {"problem": "parameters"}
    calls, returned = zip(*(_call(fn, task, args) for args in probes), strict=True)
    if any(c.failure and c.failure.type == "NotImplementedError" for c in calls):
        return facts | {"problem": "stub"}
    facts["again"], _ = _call(fn, task, probes_of(task, seed)[0])
    results = zip(probes, returned, calls, strict=True)
    facts["overwritten"] = not task.mutates and any(_overwritten(task, *r) for r in results)
    return facts | {"calls": calls}


def _try_out(fn: Callable[..., Any], task: Task, seed: int) -> tuple[Call, ...]:
    """What the experiments come to, on the first probes."""
    if task.mutates:
        return ()
    return tuple(
        _call(fn, task, experiment.args, free=True)[0]
        for probe in probes_of(task, seed)[:PROBES]
        for experiment in experiments(probe)
    )


def _call(
    fn: Callable[..., Any], task: Task, args: tuple[Any, ...], free: bool = False
) -> tuple[Call, Any]:
    """The call, and what it returned; ``free`` leaves open what it did to its arguments."""
    before = [] if free or task.mutates else [_kept(arg) for arg in args]
    value = failure = returned = None
    try:
        with np.errstate(all="warn", under="ignore"):
            returned = fn(*args)
        value = plain(task.observe(args, returned))
    except TimeUp:
        raise
    except BaseException as error:  # sys.exit() and exceptions of the learner's own among them
        failure = _failure(error, fn)
    after = map(_kept, args[: len(before)])
    changed = (i for i, pair in enumerate(zip(before, after, strict=True)) if not _unchanged(*pair))
    return Call(value, failure, tuple(changed)), returned


def _kept(arg: Any) -> Value:
    """An argument, whole: it is ours, so it may be larger than a result."""
    return plain(arg, most=sys.maxsize)


def _unchanged(before: Value, after: Value) -> bool:
    """Equal to rounding: an exercise may nudge an entry and put it back."""
    if before.kind != after.kind or len(before.items) != len(after.items):
        return False
    if before.array is not None and after.array is not None:
        if before.array.shape != after.array.shape:
            return False
        return bool(np.allclose(before.array, after.array, rtol=1e-9, atol=1e-12, equal_nan=True))
    return all(map(_unchanged, before.items, after.items))


def _overwritten(task: Task, args: tuple[Any, ...], returned: Any, call: Call) -> bool:
    """Whether an array has changed since it was returned."""
    if call.value is None or call.value.kind not in ("array", "sequence"):
        return False
    return isinstance(returned, np.ndarray | list | tuple) and not _unchanged(
        call.value, plain(task.observe(args, returned))
    )


def _failure(error: BaseException, fn: Any) -> Failure:
    try:
        message = str(error)
    except BaseException:  # an exception whose own text fails
        message = ""
    return Failure(type_name(error), shorten(message), _line(error, fn))


def _line(error: BaseException, fn: Any) -> str:
    """The last line of the traceback that stands in the learner's own source."""
    if type(fn) is not FunctionType:
        return ""
    code = fn.__code__
    frames = traceback.walk_tb(error.__traceback__)
    numbers = [n for frame, n in frames if frame.f_code.co_filename == code.co_filename]
    return shorten(linecache.getline(code.co_filename, numbers[-1]).strip()) if numbers else ""
