"""What the judge has before it: the task, the inputs, the right results and the learner's."""

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from course_utils.exercises.answer import Answer, Mistake, Remark
from course_utils.exercises.judging.comparing import MisfitError, close, closeness, fit
from course_utils.exercises.running import Call, Run, calls_of, probes_of
from course_utils.exercises.running.plain import Value, plain
from course_utils.exercises.task import Task


@dataclass(frozen=True)
class Finding:
    """One thing to tell: the mistake with its number, and one question.

    ``kind`` names the stage that found it (``shape``, ``factor``, ``sign`` …).
    """

    kind: str
    says: str
    asks: str
    misconception: str | None = None


@dataclass(frozen=True, eq=False)
class Part:
    """One array or number of the result: over all probes, the learner's and the right one."""

    name: str
    yours: tuple[np.ndarray, ...]
    right: tuple[np.ndarray, ...]

    @cached_property
    def is_right(self) -> bool:
        return all(map(close, self.yours, self.right))

    @property
    def first_wrong(self) -> int:
        """The first probe on which this part is wrong."""
        pairs = zip(self.yours, self.right, strict=True)
        return next(i for i, (mine, right) in enumerate(pairs) if not close(mine, right))

    @property
    def shapes_fit(self) -> bool:
        return all(a.shape == b.shape for a, b in zip(self.yours, self.right, strict=True))

    def worst(self) -> tuple[int, tuple[int, ...]]:
        """Probe and index of the wrong entry that is furthest off; shapes must fit."""
        probe = self.first_wrong
        mine, right = self.yours[probe].astype(float), self.right[probe].astype(float)
        with np.errstate(all="ignore"):
            gap = np.where(closeness(self.yours[probe], right), -1, np.abs(mine - right))
        gap = np.where(np.isnan(gap), np.inf, gap)
        return probe, tuple(int(i) for i in np.unravel_index(np.argmax(gap), gap.shape))


@dataclass(frozen=True, eq=False)
class Case:
    """One run to be judged."""

    task: Task
    answer: Answer
    run: Run
    right: tuple[Call, ...]
    args: tuple[tuple[Value, ...], ...] = field(repr=False, default=())

    @classmethod
    def of(cls, task: Task, answer: Answer, run: Run) -> "Case":
        right = _calls(answer.reference, task, run.seed)
        return cls(task, answer, run, right, _inputs(task, run.seed))

    def calls_of(self, known: Mistake | Remark) -> tuple[Call, ...]:
        """What a known mistake, or another right form, gives on the same inputs."""
        fn = known.wrong if isinstance(known, Mistake) else known.form
        return _calls(fn, self.task, self.run.seed)

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters as the learner calls them, where they are as many as the task's."""
        theirs = self.run.parameters
        return theirs if len(theirs) == len(self.task.parameters) else self.task.parameters

    def name_of(self, position: int) -> str:
        known = position in range(len(self.names))
        return self.names[position] if known else f"argument {position}"

    def inputs(self, probe: int) -> dict[str, np.ndarray]:
        """The arrays and numbers among the arguments of one probe, by name."""
        named = zip(self.names, self.args[probe], strict=False)
        return {name: value.array for name, value in named if value.array is not None}

    def words(self, probe: int) -> dict[str, str]:
        """The texts among the arguments of one probe, by name."""
        named = zip(self.names, self.args[probe], strict=False)
        return {name: value.text for name, value in named if value.kind == "text"}

    def misfit(self) -> MisfitError | None:
        """The first result whose type cannot be compared, if there is one."""
        for mine, right in zip(self.run.calls, self.right, strict=True):
            try:
                fit(_value(mine), _value(right))
            except MisfitError as misfit:
                return misfit
        return None

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The parts of the result, over all probes; misfits must have been dealt with."""
        return self.parts_of(self.run.calls)

    def parts_of(self, calls: tuple[Call, ...]) -> tuple[Part, ...]:
        fitted = [
            fit(_value(mine), _value(right)) for mine, right in zip(calls, self.right, strict=True)
        ]
        wanted = [fit(_value(right), _value(right)) for right in self.right]
        mine = zip(*(f.leaves for f in fitted), strict=True)
        right = zip(*(w.leaves for w in wanted), strict=True)
        pairs = list(zip(mine, right, strict=True))
        return tuple(Part(n, *p) for n, p in zip(self.part_names(len(pairs)), pairs, strict=True))

    def part_names(self, count: int) -> tuple[str, ...]:
        """``dW1, db1, …`` where the task names as many, else ``part 1``, ``part 2``, …"""
        if count == 1:
            return ("",)
        inside = re.search(r"\((?:[^()]|\([^()]*\))*\)", self.task.returns)
        words = inside[0].replace("(", "").replace(")", "") if inside else ""
        names = tuple(name.strip() for name in words.split(","))
        if len(names) == count and all(name.isidentifier() for name in names):
            return names
        return tuple(f"part {number}" for number in range(1, count + 1))

    @property
    def remarks(self) -> tuple[str, ...]:
        """Words on the form of a right result."""
        said: dict[str, None] = {}
        for mine, right in zip(self.run.calls, self.right, strict=True):
            said.update(dict.fromkeys(fit(_value(mine), _value(right)).remarks))
        return tuple(said)


def _value(call: Call) -> Value:
    return call.value if call.value is not None else Value("none", "NoneType")


@lru_cache(maxsize=4096)
def _calls(fn: Any, task: Task, seed: int) -> tuple[Call, ...]:
    return calls_of(fn, task, seed)


@lru_cache(maxsize=512)
def _inputs(task: Task, seed: int) -> tuple[tuple[Value, ...], ...]:
    return tuple(tuple(plain(arg) for arg in args) for args in probes_of(task, seed))
