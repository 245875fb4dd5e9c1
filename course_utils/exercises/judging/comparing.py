"""When two results count as the same.

Numbers are the same at a relative 1e-6 plus an absolute 1e-9 at the scale of the probe, so that
float32, another algebra and central differences pass. The form is free within reason: a list
serves for an array, an array for a tuple. Never the shape.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from course_utils.exercises.running import Call, Failure
from course_utils.exercises.running.plain import Value

RELATIVE, ABSOLUTE = 1e-6, 1e-9

_ORDINALS = ("first", "second", "third", "fourth", "one after the fourth")
RETURN_AN_ARRAY = "return an array, np.array(…), so that the next line can calculate with it"


@dataclass
class MisfitError(Exception):
    """A result whose type cannot stand for the one asked for."""

    found: str
    wanted: str
    which: str = ""
    """Which of several values it is, where the others may be right."""


@dataclass(frozen=True, eq=False)
class Fitted:
    """A result brought to the structure of another: the same leaves in the same order."""

    leaves: tuple[np.ndarray, ...]
    texts: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def fit(value: Value, like: Value) -> Fitted:
    """``value`` with the structure of ``like``. Raises MisfitError where it cannot have it."""
    remarks: dict[str, None] = {}
    leaves: list[np.ndarray] = []
    texts: list[str] = []
    _fit(value, like, leaves, texts, remarks)
    return Fitted(tuple(leaves), tuple(texts), tuple(remarks))


def _fit(
    value: Value,
    like: Value,
    leaves: list[np.ndarray],
    texts: list[str],
    remarks: dict[str, None],
) -> None:
    if like.kind == "number":
        leaves.append(_number(value, remarks))
    elif like.kind == "array":
        leaves.append(_array(value, like, remarks))
    elif like.kind == "sequence":
        items = zip(_items(value, like, remarks), like.items, strict=True)
        for number, (item, pattern) in enumerate(items):
            try:
                _fit(item, pattern, leaves, texts, remarks)
            except MisfitError as misfit:
                misfit.which = _ORDINALS[min(number, len(_ORDINALS) - 1)]
                raise
    elif value.kind != like.kind:
        raise MisfitError(described(value), described(like))
    else:
        texts.append(value.text or value.type)


def _number(value: Value, remarks: dict[str, None]) -> np.ndarray:
    if value.array is None:
        raise MisfitError(described(value), "a number")
    if value.array.dtype.kind == "c":
        raise MisfitError("a complex number", "a real one")
    if value.type == "ndarray" and value.kind == "number":
        remarks["return a float; yours is an array without axes, which passes as one"] = None
    return value.array


def _array(value: Value, like: Value, remarks: dict[str, None]) -> np.ndarray:
    array = value.array if value.array is not None else _stacked(value, like)
    if array.dtype.kind == "c":
        raise MisfitError("complex numbers", "real ones")
    if like.type == "ndarray" and value.kind != "number" and value.type != "ndarray":
        remarks[f"yours is a {value.type}: {RETURN_AN_ARRAY}"] = None
    elif like.type == "list" and value.type not in ("list", "tuple", "ndarray"):
        remarks[f"return a list; your {value.type} can be read only once"] = None
    if array.dtype == bool and like.array is not None and like.array.dtype != bool:
        remarks["True and False count as 1 and 0 here; return numbers"] = None
    return array


def _stacked(value: Value, like: Value) -> np.ndarray:
    """A list of rows as one array."""
    if value.kind != "sequence" or not value.items:
        raise MisfitError(described(value), described(like))
    if value.type in ("list", "tuple") and like.array is not None:
        _refuse_several(value, like.array.ndim)
    rows = [item.array if item.array is not None else _stacked(item, like) for item in value.items]
    if len({row.shape for row in rows}) > 1:
        raise MisfitError(f"a {value.type} of rows of different lengths", described(like))
    return np.stack(rows)


def _refuse_several(value: Value, axes: int) -> None:
    """One array is asked for; its rows may come in a list, whole arrays may not."""
    if not any(item.array is not None and item.array.ndim >= axes for item in value.items):
        return
    count = len(value.items)
    found = f"a {value.type} of one" if count == 1 else f"{count} values, a {value.type}"
    raise MisfitError(found, "one array")


def _items(value: Value, like: Value, remarks: dict[str, None]) -> tuple[Value, ...]:
    items = value.items if value.kind == "sequence" else _rows(value, like)
    if len(items) != len(like.items):
        # an array may stand for a tuple, but one of another length was meant as what it is
        count = "1 value" if len(items) == 1 else f"{len(items)} values"
        found = described(value) if value.kind == "array" else count
        raise MisfitError(found, f"{len(like.items)} values")
    if like.type == "tuple" and value.type in ("list", "ndarray"):
        remarks[f"return a tuple; your {value.type} passes as one"] = None
    elif value.type == "generator":
        remarks["return a list; your generator can be read only once"] = None
    return items


def _rows(value: Value, like: Value) -> tuple[Value, ...]:
    if value.kind != "array" or value.array is None:
        raise MisfitError(described(value), described(like))
    return tuple(Value("array" if row.ndim else "number", value.type, row) for row in value.array)


def described(value: Value) -> str:
    """A value in a few words: ``an array of shape (7, 3)``, ``a tuple of 2``, ``None``."""
    if value.kind == "none":
        return "None"
    if value.kind == "number":
        return "a number"
    if value.kind == "array" and value.array is not None:
        noun = "an array" if value.type == "ndarray" else f"a {value.type}"
        return f"{noun} of shape {value.array.shape}"
    if value.kind == "sequence" and not value.items:
        return f"an empty {value.type}"
    if value.kind == "sequence":
        return f"a {value.type} of {len(value.items)}"
    if value.kind == "text":
        return f"the text {value.text!r}"
    noun = "a dictionary" if value.kind == "mapping" else f"an object of type {value.type}"
    return f"{noun} ({value.text})" if value.text else noun


def close(a: np.ndarray, b: np.ndarray) -> bool:
    """Whether ``a`` has the shape of ``b`` and its numbers to the tolerance."""
    return a.shape == b.shape and bool(closeness(a, b).all())


def closeness(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Entry by entry, whether ``a`` equals ``b``; NaN equals NaN."""
    with np.errstate(all="ignore"):
        a, rounded = a.astype(float), a.dtype in (np.float32, np.float16)
        b = b.astype(float)
        gap = np.abs(a - b)
        near = (gap <= RELATIVE * np.abs(b) + _absolute(b, rounded)) & np.isfinite(b)
        return near | (a == b) | (np.isnan(a) & np.isnan(b))


def _absolute(b: np.ndarray, rounded: bool) -> float:
    """The absolute part of the tolerance.

    1e-9, or 1e-9 of the largest entry where that is more; but never more than a millionth of the
    largest: a gradient of 1e-12 is not zero. float32 has seven digits of the largest entry.
    """
    finite = np.abs(b[np.isfinite(b)])
    largest = float(finite.max()) if finite.size else 0.0
    if largest == 0:
        return ABSOLUTE
    if rounded:
        return RELATIVE * largest
    return max(ABSOLUTE * largest, min(ABSOLUTE, RELATIVE * largest))


def same_call(yours: Call, other: Call) -> bool:
    """Whether two calls came to the same: value and shape, or exception, and arguments changed."""
    if set(yours.changed) != set(other.changed):
        return False
    if yours.failure or other.failure:
        return same_failure(yours.failure, other.failure)
    return yours.value is not None and other.value is not None and same(yours.value, other.value)


def same_failure(yours: Failure | None, other: Failure | None) -> bool:
    if yours is None or other is None:
        return False
    return (yours.type, yours.message) == (other.type, other.message)


def same(value: Value, like: Value) -> bool:
    """Whether ``value`` says the same as ``like``, in whatever accepted form."""
    try:
        fitted = fit(value, like)
    except MisfitError:
        return False
    wanted = fit(like, like)
    return fitted.texts == wanted.texts and all(map(close, fitted.leaves, wanted.leaves))


def same_calls(yours: Iterable[Call], others: Iterable[Call]) -> bool:
    return all(same_call(a, b) for a, b in zip(yours, others, strict=True))
