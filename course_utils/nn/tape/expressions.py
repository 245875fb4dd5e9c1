"""Typed expressions, recorded on the tape."""

from __future__ import annotations

import ast
import math

from course_utils.nn.tape.nodes import Node, record
from course_utils.nn.tape.operations import FUNCTIONS

_OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}


def parse(expression: str, /, **values: float) -> Node:
    """Record a typed expression: ``parse("a*b + b**2", a=2, b=3)``.

    Every name becomes one leaf, however often it is written; every node carries the piece of text
    it stands for as its ``name``. Values the expression does not name are ignored.

    Raises:
        ValueError: the text is no expression, uses something the tape does not know, names a
            variable without a value, has no variable at all, or has no value at these numbers.
    """
    tree, source = _syntax(expression)
    missing = [name for name in _names(tree) if name not in values]
    if missing:
        raise ValueError(f"{missing[0]} has no value in {_quoted(source)}: add {missing[0]}=...")
    leaves = {name: Node(_value(name, values[name]), name=name) for name in _names(tree)}
    try:
        root = _build(tree, source.encode(), leaves)
    except RecursionError:
        raise ValueError("the expression is nested too deeply: make it shorter") from None
    if not isinstance(root, Node):
        raise ValueError(f"{_quoted(source)} has no variable, so there is nothing to differentiate")
    return root


def variables(expression: str) -> tuple[str, ...]:
    """Return the names in a typed expression, in the order they are first written.

    Raises:
        ValueError: the text is no expression.
    """
    return _names(_syntax(expression)[0])


def _syntax(expression: str) -> tuple[ast.expr, str]:
    """The syntax tree of an expression, and its text on one line."""
    source = " ".join(expression.split())
    try:
        return ast.parse(source, mode="eval").body, source
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ValueError(
            f"{_quoted(source)} is not an expression: write it like a*b + b**2, "
            "with a * in every product and every bracket closed"
        ) from None


def _names(tree: ast.expr) -> tuple[str, ...]:
    called = {id(call.func) for call in ast.walk(tree) if isinstance(call, ast.Call)}
    names = [x for x in ast.walk(tree) if isinstance(x, ast.Name) and id(x) not in called]
    return tuple(dict.fromkeys(x.id for x in sorted(names, key=lambda x: x.col_offset)))


def _value(name: str, value: float) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(f"the value of {name} is {value!r}: give an ordinary number")
    return number


def _build(tree: ast.expr, source: bytes, leaves: dict[str, Node]) -> Node | float:
    """Record a syntax tree; a part without variables is just its number."""
    match tree:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return _value("a constant", number)
        case ast.Name(id=name):
            return leaves[name]
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _build(operand, source, leaves)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            op, inputs = "neg", [operand]
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
            op, inputs = _OPERATORS[type(operator)], [left, right]
        case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]) if name in FUNCTIONS:
            op, inputs = name, [argument]
        case _:
            raise ValueError(_unknown(tree, source))
    node = record(op, *(_build(part, source, leaves) for part in inputs))
    node.name = _text(tree, source)
    return node if node.parents else node.data


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")


def _text(tree: ast.expr, source: bytes) -> str:
    return source[tree.col_offset : tree.end_col_offset].decode()


def _unknown(tree: ast.expr, source: bytes) -> str:
    if isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.BitXor):
        return (
            f"{_quoted(_text(tree, source))} has a ^, which is no power in Python: write ** for it"
        )
    return (
        f"the tape does not know {_quoted(_text(tree, source))}: use numbers, names, "
        f"+ - * / ** and {', '.join(FUNCTIONS)} of one thing"
    )
