"""What moves: one module a lecture, drawing on nn and data."""

from importlib import import_module
from typing import Any

from course_utils.lectures import LECTURES


def __getattr__(name: str) -> Any:
    if name in (lecture.name for lecture in LECTURES):
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"no demos for {name!r}; there are {', '.join(x.name for x in LECTURES)}")
