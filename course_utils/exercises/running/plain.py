"""Whatever a function returned, as plain data: numbers, shapes and names of types, nothing alive.

The conversion trusts no method of the value. A subclass may lie about its shape, its length or
its comparison; here only the built-in accessors of the exact base types are asked. The JSON form
never holds a pickle, and what is read back is checked before it is believed.
"""

import base64
import itertools
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from types import GeneratorType
from typing import Any, Literal

import numpy as np

Kind = Literal["none", "number", "array", "sequence", "mapping", "text", "object"]
KINDS = ("none", "number", "array", "sequence", "mapping", "text", "object")

MAX_ENTRIES = 20_000
MAX_ITEMS = 5_000
MAX_DEPTH = 5
MAX_TEXT = 300
_DTYPES = ("bool", "int64", "uint64", "float16", "float32", "float64", "complex128")
_ITERATORS = (GeneratorType, map, filter, zip, enumerate, reversed, range)

# Kept from import time: a learner may replace the names in numpy, never these objects.
_make, _type_name = np.array, type.__dict__["__name__"].__get__


@dataclass(frozen=True, eq=False)
class Value:
    """One value as plain data.

    ``type`` is the name of the type it had. ``array`` holds the number of a ``number`` (0-d) and
    the entries of an ``array``; ``items`` the values of a ``sequence`` or ``mapping``; ``text``
    a string, shortened, or a word on why nothing better could be kept.
    """

    kind: Kind
    type: str
    array: np.ndarray | None = None
    items: tuple["Value", ...] = ()
    text: str = ""

    def leaves(self) -> Iterator[np.ndarray]:
        """Every array and number, from left to right."""
        if self.array is not None:
            yield self.array
        for item in self.items:
            yield from item.leaves()

    def to_json(self) -> dict[str, Any]:
        data: dict[str, Any] = {"kind": self.kind, "type": self.type, "text": self.text}
        if self.array is not None:
            data["array"] = _encode(self.array)
        if self.items:
            data["items"] = [item.to_json() for item in self.items]
        return data

    @classmethod
    def from_json(cls, data: Any, depth: int = 0) -> "Value":
        """The value back. Raises ValueError, TypeError or KeyError on anything else."""
        if data["kind"] not in KINDS or depth > MAX_DEPTH + 1:
            raise ValueError("this is no plain value")
        items = tuple(cls.from_json(item, depth + 1) for item in data.get("items", ()))
        array = _decode(data["array"]) if "array" in data else None
        return cls(data["kind"], shorten(data["type"]), array, items, shorten(data["text"]))


def plain(value: Any, depth: int = 0, most: int = MAX_ENTRIES) -> Value:
    """A copy of ``value`` as plain data; never raises for a value that merely looks odd.

    Of an array with more than ``most`` entries only the shape is kept.
    """
    kind, name = type(value), type_name(value)
    if value is None:
        return Value("none", name)
    if issubclass(kind, str):  # np.str_ is one too
        return Value("text", name, text=shorten(str.__str__(value)))
    if issubclass(kind, (bool, int, float, complex, np.generic)):
        return _number(value, name)
    if issubclass(kind, np.ndarray):
        return _array(value, name, most)
    if depth >= MAX_DEPTH:
        return Value("object", name, text="nested too deeply")
    if issubclass(kind, (list, tuple, *_ITERATORS)):
        return _sequence(value, name, depth, most)
    if issubclass(kind, dict):
        items = itertools.islice(dict.values(value), MAX_ITEMS)
        return Value("mapping", name, items=tuple(plain(item, depth + 1, most) for item in items))
    return _foreign(value, name)


def type_name(value: Any) -> str:
    """The name of the true type, whatever ``value.__class__`` claims."""
    return shorten(_type_name(type(value)))


def shorten(text: Any, limit: int = MAX_TEXT) -> str:
    """``text``, cut in the middle where it is longer than ``limit`` characters.

    Half of a surrogate pair, which no file can hold, is written out.
    """
    if not isinstance(text, str):
        raise TypeError(f"expected text, got {type(text).__name__}")
    text = text.encode("utf-8", "backslashreplace").decode()
    if len(text) <= limit:
        return text
    half = limit // 2
    return f"{text[:half]} … ({len(text):,} characters) … {text[-half:]}"


def _number(value: Any, name: str) -> Value:
    kind = type(value)
    try:
        if issubclass(kind, float):
            return Value("number", name, _make(float.__float__(value)))
        if issubclass(kind, int):
            return Value("number", name, _integer(value))
        return Value("number", name, _tidy(_make(value)))
    except (TypeError, ValueError, OverflowError):
        return Value("object", name, text="not a number that can be stored")


def _integer(value: int) -> np.ndarray:
    number = _make(bool(value) if type(value) is bool else int.__int__(value))
    return number if number.dtype.kind in "bi" else _make(float(int.__int__(value)))


def _array(value: np.ndarray, name: str, most: int) -> Value:
    # The view has the base class: from here on no method of a subclass is called.
    base = np.ndarray.view(value, np.ndarray)
    if issubclass(type(value), np.ma.MaskedArray):
        return Value("object", name, text=f"of shape {base.shape}; what is masked has no number")
    if base.size > most:
        return Value("object", name, text=f"of shape {base.shape}, too large to keep")
    try:
        array = _tidy(base)
    except (TypeError, ValueError, OverflowError):
        return Value("object", name, text=f"of shape {base.shape} and dtype {base.dtype}")
    return Value("array" if array.ndim else "number", name, array)


def _tidy(array: np.ndarray) -> np.ndarray:
    """A C-ordered copy in one of the few dtypes that are kept."""
    kind = array.dtype.kind
    if kind == "O":
        array = _from_objects(array)
    elif kind not in "biufc":
        raise TypeError(f"dtype {array.dtype} holds no numbers")
    target = {"b": "bool", "i": "int64", "u": "uint64", "c": "complex128"}.get(
        array.dtype.kind, array.dtype.name if array.dtype.name in _DTYPES else "float64"
    )
    return _make(array, dtype=target, order="C", copy=True)


def _from_objects(array: np.ndarray) -> np.ndarray:
    entries = list(array.flat)
    if not all(type(entry) in (bool, int, float) for entry in entries):
        raise TypeError("entries that are no numbers")
    return _make([float(entry) for entry in entries]).reshape(array.shape)


def _sequence(value: Any, name: str, depth: int, most: int) -> Value:
    kind = type(value)
    base = next((b for b in (list, tuple) if issubclass(kind, b)), None)
    entries = base.__iter__(value) if base else iter(value)
    items = list(itertools.islice(entries, MAX_ITEMS + 1))
    if len(items) > MAX_ITEMS and base is not tuple and _all_numbers(items):
        items += list(itertools.islice(entries, MAX_ENTRIES))
    if len(items) > MAX_ITEMS and (base is None or not _all_numbers(items)):
        return Value("object", name, text=f"with more than {MAX_ITEMS:,} items")
    if base is not tuple and items and _all_numbers(items):
        return _array(_make([float(item) for item in items]), name, most)
    return Value("sequence", name, items=tuple(plain(item, depth + 1, most) for item in items))


def _all_numbers(items: list[Any]) -> bool:
    return all(type(item) in (bool, int, float, np.float64) for item in items) and all(
        abs(item) < 1e300 or item != item or abs(item) == float("inf") for item in items
    )


def _foreign(value: Any, name: str) -> Value:
    torch = sys.modules.get("torch")
    tensor = getattr(torch, "Tensor", None)
    if isinstance(tensor, type) and issubclass(type(value), tensor):
        return _array(value.detach().cpu().numpy(), name, MAX_ENTRIES)
    return Value("object", name)


def _encode(array: np.ndarray) -> dict[str, Any]:
    data = base64.b64encode(array.tobytes()).decode("ascii")
    return {"dtype": array.dtype.name, "shape": list(array.shape), "data": data}


def _decode(data: Any) -> np.ndarray:
    shape = tuple(data["shape"])
    if data["dtype"] not in _DTYPES or not all(type(n) is int and n >= 0 for n in shape):
        raise ValueError("this is no plain array")
    raw = base64.b64decode(data["data"], validate=True)
    return np.frombuffer(raw, dtype=data["dtype"]).reshape(shape).copy()
