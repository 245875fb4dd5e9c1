"""One clear sentence for input that cannot be right."""

from collections.abc import Collection
from typing import Any, TypeVar

import numpy as np

from course_utils.nn.parameter import Array

Kept = TypeVar("Kept")
FLOATS = (np.dtype(np.float64), np.dtype(np.float32))


def float_dtype(dtype: Any) -> np.dtype:
    """The precision a layer computes in: float64, or float32 for speed."""
    chosen = np.dtype(dtype)
    if chosen not in FLOATS:
        raise TypeError(f"A network computes in float64 or float32, not in {chosen}.")
    return chosen


def as_numbers(who: object, X: Any) -> Array:
    """``X`` as an array of floats; ``who`` is named when it holds something else, or nothing."""
    X = np.asarray(X)
    if X.ndim and not len(X):
        raise ValueError(f"{who} was given an array of shape {X.shape}: give at least one sample.")
    if X.dtype.kind in "iub":
        return X.astype(np.float64)
    if X.dtype not in FLOATS:
        needs = "X.astype(np.float32)" if X.dtype.kind == "f" else "numbers"
        raise TypeError(
            f"{who} was given an array of shape {X.shape} and dtype {X.dtype}: it needs {needs}."
        )
    return X


def as_batch(who: object, X: Any, columns: int, dtype: np.dtype) -> Array:
    """``X`` as an (n, columns) array of ``dtype``, one row a sample."""
    X = as_numbers(who, X)
    if X.ndim != 2:
        raise ValueError(
            f"{who} was given X of shape {X.shape}: it needs two axes, (n, {columns}), "
            f"one row a sample; {_reshape_advice(X)} may be what you mean."
        )
    if X.shape[1] != columns:
        raise ValueError(
            f"{who} was given X of shape {X.shape}: it needs {columns} columns, one a feature."
        )
    return X if X.dtype == dtype else X.astype(dtype)


def as_features(who: object, X: Any, columns: int, dtype: np.dtype) -> Array:
    """``X`` as an (n, columns) array of ``dtype``, or (n, t, columns): one row a step."""
    X = as_numbers(who, X)
    if X.ndim < 3 or X.shape[-1] != columns:
        return as_batch(who, X, columns, dtype)
    return X if X.dtype == dtype else X.astype(dtype)


def _reshape_advice(X: Array) -> str:
    return "X.reshape(1, -1)" if X.ndim < 2 else "X.reshape(len(X), -1)"


def remembered(who: object, kept: Kept | None) -> Kept:
    """What ``forward`` kept for ``backward``."""
    if kept is None:
        raise RuntimeError(f"{who}.backward was called before forward: it needs the forward pass.")
    return kept


def check_gradient(who: object, dY: Array, output: tuple[int, ...]) -> None:
    """The gradient handed to ``backward`` must have the shape of what ``forward`` returned."""
    if dY.shape != output:
        raise ValueError(
            f"{who}.backward was given dY of shape {dY.shape}: its output had shape {output}, "
            "and a gradient has the shape of what it belongs to."
        )


def check_pairs(X: Collection, Y: Collection, names: str = "X and Y") -> None:
    """As many targets as samples."""
    if len(X) != len(Y):
        raise ValueError(f"{names} hold {len(X)} and {len(Y)} samples: each needs its target.")
    if len(X) == 0:
        raise ValueError(f"{names} hold no samples: give at least one.")


def check_range(name: str, value: float, low: float, high: float = float("inf")) -> float:
    """``value`` as a Python float in [low, high).

    A Python float keeps float32 arrays float32; a NumPy float64 would widen them (NEP 50).
    """
    if not low <= _number(name, value) < high:
        below = f" and less than {high}" if high < float("inf") else ""
        raise ValueError(f"{name} was {value}: it must be at least {low}{below}.")
    return float(value)


def check_at_least(name: str, value: int, low: int) -> int:
    """``value`` as a whole number of at least ``low``."""
    if _number(name, value) % 1 != 0 or value < low:
        raise ValueError(f"{name} was {value}: it must be a whole number, at least {low}.")
    return int(value)


def _number(name: str, value: Any) -> float:
    if np.ndim(value) or np.asarray(value).dtype.kind not in "iuf":
        raise TypeError(f"{name} was {value!r}: it must be a number.")
    return value


def as_pictures(
    who: object, X: Any, channels: int | None, smallest: int, dtype: np.dtype | None = None
) -> Array:
    """``X`` as (n, c, h, w) floats, with c = ``channels`` and h, w of at least ``smallest``."""
    X = as_numbers(who, X)
    check_pictures(who, X.shape, channels, smallest)
    return X if dtype is None or X.dtype == dtype else X.astype(dtype)


def check_pictures(
    who: object, shape: tuple[int, ...], channels: int | None, smallest: int
) -> None:
    """The shape of a batch of pictures, see ``as_pictures``."""
    c = "c" if channels is None else channels
    if len(shape) != 4:
        advice = "; X[:, None] may be what you mean" if len(shape) == 3 else ""
        raise ValueError(
            f"{who} was given X of shape {shape}: it needs four axes, (n, {c}, height, width)"
            f"{advice}."
        )
    if channels is not None and shape[1] != channels:
        raise ValueError(
            f"{who} was given X of shape {shape}: it needs {channels} channels, "
            f"(n, {channels}, height, width)."
        )
    if min(shape[2:]) < smallest:
        raise ValueError(
            f"{who} was given X of shape {shape}: its pictures must be at least "
            f"{smallest} pixels high and wide."
        )


def as_sequences(who: object, X: Any, features: int, dtype: np.dtype) -> Array:
    """``X`` as an (n, t, features) array of ``dtype``, at least one step long."""
    X = as_numbers(who, X)
    if X.ndim != 3 or X.shape[1] == 0 or X.shape[2] != features:
        raise ValueError(
            f"{who} was given X of shape {X.shape}: it needs sequences (n, t, {features}), "
            f"{features} numbers a step."
        )
    return X if X.dtype == dtype else X.astype(dtype)
