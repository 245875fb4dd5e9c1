"""What is asked: public, and free of answers."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

import numpy as np

Probes = Callable[[np.random.Generator], Iterator[tuple[Any, ...]]]
Observe = Callable[[tuple[Any, ...], Any], Any]


@dataclass(frozen=True)
class Task:
    """A function to write.

    ``probes(rng)`` yields the argument tuples the function is called with, the same for the same
    generator state. ``observe(args, returned)`` picks what is judged: by default what came back;
    for an exercise that fills in its arguments (``mutates``) something read off them. ``needs``
    names a package the inputs are made of; where it is not installed, there is nothing to judge.
    ``engine`` says that an answer may be built on this course's own engine and data.
    """

    name: str
    lecture: str
    parameters: tuple[str, ...]
    returns: str
    points: int
    minutes: int
    difficulty: int
    hints: tuple[str, str, str]
    probes: Probes
    core: bool = True
    mutates: bool = False
    needs: str = ""
    engine: bool = False
    observe: Observe = field(default=lambda args, returned: returned)

    @property
    def signature(self) -> str:
        """As a learner writes it: ``weight_grad(a_prev, delta)``."""
        return f"{self.name}({', '.join(self.parameters)})"

    @property
    def can_run(self) -> bool:
        """Whether the package it needs is installed."""
        return not self.needs or find_spec(self.needs) is not None


@dataclass(frozen=True)
class Question:
    """A question with lettered options, answered by ``check(name="b")``."""

    name: str
    lecture: str
    text: str
    options: dict[str, str]
    points: int
    minutes: int
    difficulty: int
    hints: tuple[str, str, str]
    core: bool = True


REGISTRY: dict[str, Task | Question] = {}


def _lecture_of(module: str) -> str:
    """``course_utils.exercises.tasks.algorithm.losses`` belongs to ``algorithm``."""
    return module.partition(".tasks.")[2].split(".")[0]


def task(
    signature: str,
    *,
    returns: str,
    points: int,
    minutes: int,
    difficulty: int,
    hints: tuple[str, str, str],
    core: bool = True,
    mutates: bool = False,
    needs: str = "",
    engine: bool = False,
    observe: Observe | None = None,
) -> Callable[[Probes], Probes]:
    """Declare the decorated generator of inputs to be the task with this signature."""
    match = re.fullmatch(r"(\w+)\((.*)\)", signature)
    if match is None:
        raise ValueError(f"{signature!r} is no signature; write it as 'mse_loss(P, Y)'")
    name, parameters = match[1], tuple(p.strip() for p in match[2].split(","))
    chosen = {} if observe is None else {"observe": observe}

    def register(probes: Probes) -> Probes:
        _register(
            Task(
                name=name,
                lecture=_lecture_of(probes.__module__),
                parameters=parameters,
                returns=returns,
                points=points,
                minutes=minutes,
                difficulty=difficulty,
                hints=hints,
                probes=probes,
                core=core,
                mutates=mutates,
                needs=needs,
                engine=engine,
                **chosen,
            )
        )
        return probes

    return register


def question(name: str, module: str, **details: Any) -> None:
    """Declare a multiple-choice question; ``module`` is the declaring module's ``__name__``."""
    _register(Question(name=name, lecture=_lecture_of(module), **details))


def _register(entry: Task | Question) -> None:
    """A name belongs to one exercise: a second one would take its place without a word."""
    if entry.name in REGISTRY:
        raise ValueError(f"Two exercises are called {entry.name}: give one another name.")
    REGISTRY[entry.name] = entry
