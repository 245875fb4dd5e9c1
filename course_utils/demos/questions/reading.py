"""Numbers from text: what NumPy, PyTorch or Python printed, read without running any of it.

The text is parsed, never evaluated: numbers, lists, tuples and the words that printing puts
around them (``array(...)``, ``tensor(...)``, ``np.float64(...)``) are known, all else is refused.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

MAX_CHARACTERS = 100_000
# 0.5 and 12. are taken to be exact, for NumPy leaves out zeros at the end; 0.005 and 12.25 are not.
_FEWEST_DECIMALS, _FEWEST_DIGITS = 3, 4

_PROMPT = re.compile(r"^\s*(?:Out\s*\[\d*\]\s*:|>>>|In\s*\[\d*\]\s*:|Parameter containing:)")
_TORCH_ONLY = re.compile(r",\s*(?:grad_fn=<[^>]*>|device='[^']*'|requires_grad=\w+|size=\([^)]*\))")
_AROUND_ARRAYS = {"array", "tensor", "Array"}
_AROUND_NUMBERS = {"float64", "float32", "float16", "int64", "int32", "bool_", "bool", "True_"}
_SPECIAL = {"nan": np.nan, "NaN": np.nan, "inf": np.inf, "Infinity": np.inf}
_NUMBER = r"(?:[\d.]|\bnan\b|\binf\b|\bNaN\b|\bTrue\b|\bFalse\b)"
_GAP = re.compile(rf"(?<=[\w.\])])\s+(?=[-+(\[]|{_NUMBER}|array\(|tensor\()")


@dataclass(frozen=True, eq=False)
class Reading:
    """``value``: a number, an array, or a list or tuple of these, as a function returns them.

    ``halves``: for each array and number, from left to right, half a unit of its last printed
    digit, entry by entry; 0 where all digits are there.
    """

    value: Any
    halves: tuple[np.ndarray, ...]


def read_numbers(text: str) -> Reading:
    """Read a pasted result.

    Raises:
        ValueError: in one sentence, why the text is no number or array.
    """
    source = _tidied(text)
    try:
        reader = _Reader(source)
        return Reading(reader.value(_tree(source)), tuple(reader.halves))
    except (SyntaxError, RecursionError, MemoryError, OverflowError):
        raise ValueError(_refused(source)) from None


def _tree(source: str) -> ast.expr:
    with warnings.catch_warnings():  # Python has opinions on 1if 2; nobody asked
        warnings.simplefilter("ignore")
        return ast.parse(source, mode="eval").body


def _tidied(text: str) -> str:
    """One line of plain Python: prompts and PyTorch's words gone, commas where only spaces are."""
    if len(text) > MAX_CHARACTERS:
        raise ValueError(f"That is longer than {MAX_CHARACTERS:,} characters; paste one result.")
    text = text.encode("utf-8", "replace").decode()  # half of a surrogate pair is no text
    text = _PROMPT.sub("", text.replace("\u2212", "-").replace("\u00a0", " "))
    text = _TORCH_ONLY.sub("", text).strip()
    if not text:
        raise ValueError("Nothing is pasted yet: run your function, then paste what came back.")
    if "..." in text:
        raise ValueError(
            "The middle of these numbers is left out (...); "
            "print them all: np.set_printoptions(threshold=10_000)."
        )
    if "[" not in text and "(" not in text:
        text = _bracketed(text)
    return _GAP.sub(", ", text).replace("\n", " ")


def _bracketed(text: str) -> str:
    """A bare table: one list a line where there are several numbers in it."""
    rows = [row.strip() for row in text.splitlines()]
    several = any(re.search(r"[\s,]", row) for row in rows)
    if not several:
        return f"[{', '.join(rows)}]" if len(rows) > 1 else text
    return f"[{', '.join(f'[{row}]' for row in rows)}]" if len(rows) > 1 else f"[{text}]"


def _refused(source: str) -> str:
    short = source if len(source) <= 40 else f"{source[:30]} …"
    return (
        f"{short!r} cannot be read as numbers; paste what Python printed, "
        "such as [[0.1, -2.0], [3.5, 0.0]]."
    )


class _Reader:
    """Walks the tree of one text and keeps how exactly each array was printed."""

    def __init__(self, source: str) -> None:
        self.source = source.encode()
        self.halves: list[np.ndarray] = []

    def value(self, node: ast.expr) -> Any:
        """The value of the whole tree, or of one item of a list or tuple."""
        if isinstance(node, ast.Constant) and node.value is None:
            return None
        if isinstance(node, ast.Tuple):
            return tuple(map(self.value, node.elts))
        if isinstance(node, ast.List) and _shape(node) is None:
            return [self.value(item) for item in node.elts]
        return self._array(node)

    def _array(self, node: ast.expr) -> Any:
        inner, dtype = _unwrapped(node)
        shape, numbers = _shape(inner), list(_entries(inner))
        values = [_number(number) for number in numbers]
        if shape is None:
            raise ValueError("The rows have different lengths; paste the whole array.")
        array = np.array(values).reshape(shape)
        if dtype in ("float32", "float16"):
            array = array.astype(dtype)
        self.halves.append(self._half_units(numbers, array))
        return array if shape or node is not inner else array.item()

    def _half_units(self, numbers: list[ast.expr], array: np.ndarray) -> np.ndarray:
        texts = [self.source[n.col_offset : n.end_col_offset].decode().lower() for n in numbers]
        decimals = max((_decimals(text) for text in texts), default=0)
        digits = max(map(_digits, texts), default=0)
        if not decimals or (decimals < _FEWEST_DECIMALS and digits < _FEWEST_DIGITS):
            return np.zeros(array.shape)
        unit = 0.5 * 10.0**-decimals
        if any(re.match(r"[-+]?[\d.]+e", text) for text in texts):
            return unit * np.nan_to_num(np.abs(array.astype(float)), posinf=0.0)
        return np.full(array.shape, unit)


def _shape(node: ast.expr) -> tuple[int, ...] | None:
    """The shape of lists in lists of numbers; None for what is no such table."""
    if not isinstance(node, ast.List):
        return () if _is_number(node) else None
    shapes = {_shape(item) for item in node.elts} or {()}
    inner = shapes.pop()
    return None if shapes or inner is None else (len(node.elts), *inner)


def _entries(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.List):
        for item in node.elts:
            yield from _entries(item)
    else:
        yield node


def _is_number(node: ast.expr) -> bool:
    try:
        _number(node)
    except ValueError:
        return False
    return True


def _number(node: ast.expr) -> float | int | bool:
    """A number, also as ``-1``, ``nan`` or ``np.float64(0.5)``."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        value = _number(node.operand)
        return -value if isinstance(node.op, ast.USub) else value
    if isinstance(node, ast.Constant) and isinstance(node.value, bool | int | float):
        return float(node.value) if abs(node.value) >= 2**63 else node.value
    name = _name(node)
    if name in _SPECIAL:
        return _SPECIAL[name]
    if name in ("True_", "False_"):
        return name == "True_"
    if isinstance(node, ast.Call) and _name(node.func) in _AROUND_NUMBERS and len(node.args) == 1:
        return _number(node.args[0])
    raise ValueError(_refused(ast.unparse(node)))


def _unwrapped(node: ast.expr) -> tuple[ast.expr, str]:
    """What stands inside ``array(...)`` or ``tensor(...)``, and the dtype named there."""
    if not isinstance(node, ast.Call) or _name(node.func) not in _AROUND_ARRAYS:
        return node, ""
    if len(node.args) != 1:
        raise ValueError(_refused(ast.unparse(node)))
    dtypes = [_name(word.value) for word in node.keywords if word.arg == "dtype"]
    return node.args[0], dtypes[0] if dtypes else ""


def _name(node: ast.expr) -> str:
    """``array`` for ``array`` and for ``np.array``; '' for what is no name."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _decimals(text: str) -> int:
    """How many digits stand after the point: 3 in ``-0.125`` and in ``1.250e-07``."""
    match = re.search(r"\.(\d*)", text)
    return len(match[1]) if match else 0


def _digits(text: str) -> int:
    """How many digits count: 4 in ``0.01250`` and in ``77.02``."""
    return len(re.sub(r"\D", "", text.partition("e")[0]).lstrip("0"))
