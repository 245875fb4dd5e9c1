"""What is right, and the wrong answers we know: private to the judge."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from course_utils.exercises.running.plain import Value

Sort = Callable[[tuple[Any, ...], Value], tuple[str, dict[str, str]] | None]
Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True)
class Mistake:
    """A misconception as an executable wrong function.

    ``says`` names the mistake and the number that betrays it; ``asks`` is the one question that
    leads on. Both may contain ``{where}``, ``{yours}``, ``{right}`` (the entry that is furthest
    off), ``{k}`` (yours / right where that is one constant) and the sizes ``{n} {d} {h} {c}``.
    ``same_as`` names a declared synonym: another mistake that returns the same numbers.
    """

    id: str
    wrong: Callable[..., Any]
    says: str
    asks: str
    same_as: str | None = None


@dataclass(frozen=True)
class Remark:
    """A right answer in a form worth a word: accepted, with a remark."""

    id: str
    form: Callable[..., Any]
    says: str


@dataclass(frozen=True)
class Answer:
    """The reference for one task, its known mistakes and its remarks.

    Where many results are right, ``sort(args, value)`` tells which mistake a result is, by its
    id, with the words for its message; None for a result that is right.
    """

    name: str
    reference: Callable[..., Any]
    mistakes: tuple[Mistake, ...]
    remarks: tuple[Remark, ...] = ()
    sort: Sort | None = None


@dataclass(frozen=True)
class Choice:
    """The right option of a question, and what to say to each wrong one."""

    name: str
    right: str
    why: str
    wrong: dict[str, str]


@dataclass(frozen=True)
class Slope:
    """For an exercise that asks for a gradient: the loss, as a function of the same arguments.

    ``of`` holds, for each part of the result, the position of the argument it is the gradient of;
    ``what`` names the loss: 'the loss', 'σ(z)'.
    """

    loss: Callable[..., float]
    of: tuple[int, ...]
    what: str


Fact = tuple[str, str]
"""What is said where one part of an observation is wrong, and what is asked."""

ANSWERS: dict[str, Answer | Choice] = {}
LOSSES: dict[str, Slope] = {}
FACTS: dict[str, tuple[Fact, ...]] = {}


def mistake(
    id: str, wrong: Callable[..., Any], says: str, asks: str, same_as: str | None = None
) -> Mistake:
    return Mistake(id, wrong, says, asks, same_as)


def answer(*known: Mistake | Remark, sort: Sort | None = None) -> Callable[[Function], Function]:
    """Declare the decorated function to be the reference for the task of its name."""

    def register(reference: Function) -> Function:
        name = reference.__name__
        mistakes = tuple(item for item in known if isinstance(item, Mistake))
        remarks = tuple(item for item in known if isinstance(item, Remark))
        ANSWERS[name] = Answer(name, reference, mistakes, remarks, sort)
        return reference

    return register


def slope(name: str, loss: Callable[..., float], *of: int, what: str = "the loss") -> None:
    """Declare the loss whose gradient the exercise asks for, for central differences."""
    LOSSES[name] = Slope(loss, of, what)


def facts(name: str, *known: Fact) -> None:
    """Declare what the parts of a task's observation say, for those the learner never returned.

    One pair (says, asks) for each part, in which ``{yours}`` and ``{right}`` are filled in.
    """
    FACTS[name] = known


def choice(name: str, *, right: str, why: str, wrong: dict[str, str]) -> None:
    """Declare the right option of a question and the explanations of the wrong ones."""
    ANSWERS[name] = Choice(name, right, why, wrong)
