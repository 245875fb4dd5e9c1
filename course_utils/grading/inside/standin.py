"""What a notebook finds under the name ``course_utils`` while it is graded.

``check`` only notes what it was given; demos, data and the reference engine are inert: every
attribute, call and number of theirs is there and does nothing, so that cells using them go on.
Only a room whose folder was put beside this file is real.
"""

import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

_INERT_ROOMS = ("data", "demos", "grading", "nn")

ANSWERS: dict[str, str] = {}
FUNCTIONS: dict[str, Any] = {}


def check(*functions: Any, **named: Any) -> None:
    """Note the answers to questions, and functions that are handed over by name."""
    for name, given in named.items():
        if isinstance(given, str):
            ANSWERS[name] = given
        elif callable(given):
            FUNCTIONS[name] = given


class InertWhileGrading:
    """Whatever is asked of it, it gives itself; as a number it is zero, as a collection empty.

    Also ``class Mine(nn.Tanh)`` works: Python then calls the type of the base, this one.
    """

    __array_ufunc__ = None  # an array that meets it in arithmetic lets it answer

    def __init__(self, *args: Any, **kwargs: Any) -> None: ...

    def _itself(self, *args: Any, **kwargs: Any) -> "InertWhileGrading":
        return self

    def _no(self, other: Any) -> bool:
        return False

    __lt__ = __le__ = __gt__ = __ge__ = __contains__ = _no
    __call__ = __getitem__ = __enter__ = __neg__ = __abs__ = __pow__ = __rpow__ = _itself
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _itself
    __truediv__ = __rtruediv__ = __matmul__ = __rmatmul__ = _itself
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __round__ = _itself

    def __getattr__(self, name: str) -> "InertWhileGrading":
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __setattr__(self, name: str, value: Any) -> None: ...

    def __setitem__(self, key: Any, value: Any) -> None: ...

    def __exit__(self, *details: Any) -> None: ...

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return False

    def __float__(self) -> float:
        return 0.0

    def __int__(self) -> int:
        return 0

    def __index__(self) -> int:
        return 0

    def __format__(self, form: str) -> str:
        return ""


INERT = InertWhileGrading()
hint = progress = evaluate = INERT


class InertModule(ModuleType):
    """A module of one of the inert rooms."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return INERT


def _is_real(room: str) -> bool:
    return room in _INERT_ROOMS and (Path(__file__).parent / room).is_dir()


class _InertRooms(MetaPathFinder, Loader):
    """Finds ``course_utils.nn`` and the like, whatever is asked for below them."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        parts = name.split(".")
        if parts[0] != "course_utils" or len(parts) < 2 or parts[1] not in _INERT_ROOMS:
            return None
        if _is_real(parts[1]):
            return None
        return ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = InertModule(spec.name)
        module.__path__ = []
        return module

    def exec_module(self, module: ModuleType) -> None: ...


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    return import_module(f"{__name__}.{name}") if _is_real(name) else INERT


if __name__ == "course_utils":
    sys.meta_path.insert(0, _InertRooms())
