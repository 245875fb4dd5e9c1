"""The base of every interactive demo: a script, a style sheet and a still picture."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import anywidget

from course_utils.demos.picture import Picture

_SHARED = Path(__file__).with_name("demo")
P = ParamSpec("P")


class Demo(anywidget.AnyWidget):
    """An anywidget whose ``<module>.js`` and ``<module>.css`` lie beside its Python module.

    Both travel as text inside the widget, so a notebook needs no network and no build step. The
    shared ``demo.js`` (``Demo.html``, ``Demo.card``, ``Demo.listen``, ...) and ``demo.css`` (the
    theme's colours and type) come before them.

    ``parts`` names further scripts beside the module, read before its own, as if all were one:
    ``class Ledger(Demo, parts=("ledger_walk", "ledger_picture"))``.

    A subclass writes ``still()``; front ends without widgets (GitHub, print, a reader of the
    raw notebook) show that picture, or its alternative text, instead.
    """

    def __init_subclass__(cls, parts: tuple[str, ...] = (), **kwargs: Any) -> None:
        if not hasattr(cls, "_esm"):  # traitlets subclasses once more for every new trait
            own = Path(inspect.getfile(cls))
            scripts = [own.with_name(part) for part in parts]
            cls._esm = _read(_SHARED, *scripts, own, suffix=".js")
            cls._css = _read(_SHARED, own, suffix=".css")
        super().__init_subclass__(**kwargs)

    def still(self) -> Picture:
        """Return the demo's picture for where nothing moves."""
        raise NotImplementedError(f"{type(self).__name__} has no still picture yet")

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the widget and its still picture; if one of them fails, the other."""
        data: dict[str, Any] = {}
        metadata: dict[str, Any] = {}
        with suppress(Exception):
            data, metadata = super()._repr_mimebundle_(**kwargs) or (data, metadata)
        with suppress(Exception):
            data = data | self.still()._repr_mimebundle_()
        return data, metadata


D = TypeVar("D", bound=Demo)


def or_still(
    still: Callable[P, Picture],
) -> Callable[[Callable[P, D]], Callable[P, D | Picture]]:
    """Let a function that builds a demo show the still picture where the demo cannot be built.

    On stage a picture that says why it stands still is better than a traceback. A ValueError
    passes: it is the one sentence about what the caller asked for.

    Args:
        still: takes the same arguments as the decorated function and returns its picture.
    """

    def decorate(build: Callable[P, D]) -> Callable[P, D | Picture]:
        @wraps(build)
        def shown(*args: P.args, **kwargs: P.kwargs) -> D | Picture:
            try:
                return build(*args, **kwargs)
            except ValueError:
                raise
            except Exception as fault:
                picture = still(*args, **kwargs)
                picture.note = f"This demo stands still here ({type(fault).__name__}: {fault})."
                return picture

        return shown

    return decorate


def _read(*paths: Path, suffix: str) -> str:
    return "\n".join(path.with_suffix(suffix).read_text(encoding="utf-8") for path in paths)
