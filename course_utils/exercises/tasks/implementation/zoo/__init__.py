"""The bug zoo: sixteen short programs, twelve of them wrong.

Each file runs by itself, in any order, in well under a second. It leaves two things behind:
``losses``, one number for each step, and ``grads``, three gradients by name. They are its symptoms.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

NAMES = tuple(f"bug_{number:02d}" for number in range(1, 17))


@dataclass(frozen=True)
class Symptoms:
    """What a run of the program shows: its losses, and three gradients."""

    losses: tuple[float, ...]
    grads: dict[str, float]


@cache
def source(name: str) -> str:
    """The program as text. Raises KeyError where the zoo has no such animal."""
    if name not in NAMES:
        raise KeyError(f"The zoo has no {name}; its programs are {NAMES[0]} to {NAMES[-1]}.")
    return files(__name__).joinpath(f"{name}.py").read_text(encoding="utf-8")


def line(name: str, number: int) -> str:
    """One line of the program, counted from 1 as an editor does."""
    return source(name).splitlines()[number - 1].strip()


def title(name: str) -> str:
    """What the program is meant to do: its first line."""
    return line(name, 1).strip('"')


def run(text: str) -> Symptoms:
    """Run a program of the zoo, or a changed one."""
    names: dict[str, Any] = {"__name__": "zoo"}
    exec(compile(text, "<zoo>", "exec"), names)
    grads = {label: float(value) for label, value in names["grads"].items()}
    return Symptoms(tuple(map(float, names["losses"])), grads)


@cache
def symptoms(name: str) -> Symptoms:
    """The losses and the three gradients of the program as it stands."""
    return run(source(name))
