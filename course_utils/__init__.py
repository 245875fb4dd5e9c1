"""An interactive course on backpropagation.

A notebook needs one line: ``from course_utils import check, demos, hint, nn, progress``.
Names are looked up on first use, so that a lecture loads only what it asks for.
"""

from importlib import import_module
from typing import Any

_ROOMS = ("data", "demos", "exercises", "nn")
_FROM_EXERCISES = ("check", "evaluate", "hint", "progress")

__all__ = ["check", "data", "demos", "evaluate", "exercises", "hint", "nn", "progress"]


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return import_module(f"course_utils.{name}")
    if name in _FROM_EXERCISES:
        return getattr(import_module("course_utils.exercises"), name)
    raise AttributeError(f"course_utils has no {name!r}; it offers {', '.join(__all__)}")
