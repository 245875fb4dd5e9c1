"""The base of every interactive demo: a script, a style sheet and a still picture."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import anywidget

from course_utils.demos.picture import Picture

_SHARED = Path(__file__).with_name("demo")


class Demo(anywidget.AnyWidget):
    """An anywidget whose ``<module>.js`` and ``<module>.css`` lie beside its Python module.

    Both travel as text inside the widget, so a notebook needs no network and no build step. The
    shared ``demo.js`` (``Demo.html``, ``Demo.svg``, ``Demo.card``, ...) and ``demo.css`` (the
    theme's colours and type) come before them.

    ``parts`` names further scripts beside the module, read before its own:
    ``class Ledger(Demo, parts=("ledger_walk",))``.

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

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        return data | self.still()._repr_mimebundle_(), metadata


def _read(*paths: Path, suffix: str) -> str:
    return "\n".join(path.with_suffix(suffix).read_text(encoding="utf-8") for path in paths)
