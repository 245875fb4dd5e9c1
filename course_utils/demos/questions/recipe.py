"""The code a reader copies: how to get the clinic's inputs, and call the function on them."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_utils.exercises.pasted import numbers_exercises, numbers_inputs


def recipe(name: str, seed: int = 0) -> dict[str, str]:
    """Return ``here``, code for a notebook of this course, and ``elsewhere``, for any program."""
    return {"here": _here(name, seed), "elsewhere": _elsewhere(name, seed)}


def _here(name: str, seed: int) -> str:
    given = f'"{name}"' if seed == 0 else f'"{name}", seed={seed}'
    return f"inputs = demos.questions.clinic_inputs({given})\n{name}(*inputs)"


def _elsewhere(name: str, seed: int) -> str:
    """The inputs in full digits; '' where one of them is no number."""
    parameters = numbers_exercises()[name].parameters
    names = [parameter.partition("=")[0].strip() for parameter in parameters]
    literals = [_literal(value) for value in numbers_inputs(name, seed)]
    if None in literals:
        return ""
    lines = [f"{one} = {text}" for one, text in zip(names, literals, strict=True)]
    return "\n".join(["import numpy as np", "", *lines, "", f"{name}({', '.join(names)})"])


def _literal(value: Any) -> str | None:
    if isinstance(value, np.ndarray):
        return f"np.array({value.tolist()})"
    if isinstance(value, list):
        items = [_literal(item) for item in value]
        return None if None in items else f"[{', '.join(map(str, items))}]"
    return repr(value) if isinstance(value, int | float | tuple) else None
