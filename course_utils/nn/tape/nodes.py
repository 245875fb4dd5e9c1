"""The nodes of the tape, and the walk back over them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from numbers import Real
from typing import Any, Protocol, TypeVar

import numpy as np

from course_utils.nn.tape.operations import OPERATIONS


class Node:
    """One number on the tape.

    ``parents`` are the nodes it was computed from and ``local_grads`` its derivative with respect
    to each of them, in the same order; a leaf has none. ``grad`` is the derivative of the root
    with respect to this node, 0 until ``backward`` adds to it.
    """

    __slots__ = ("data", "grad", "local_grads", "name", "op", "parents")

    def __init__(
        self,
        data: float,
        parents: Sequence[Node] = (),
        local_grads: Sequence[float] = (),
        op: str = "",
        name: str = "",
    ) -> None:
        self.data = float(data)
        self.grad = 0.0
        self.parents = tuple(parents)
        self.local_grads = tuple(local_grads)
        self.op = op
        self.name = name

    def shares(self, grad: float) -> list[float]:
        """What a gradient that arrives here adds to each parent's: the chain rule."""
        return [grad * local_grad for local_grad in self.local_grads]

    def __add__(self, other: Node | float) -> Node:
        return record("+", self, other)

    def __radd__(self, other: float) -> Node:
        return record("+", other, self)

    def __sub__(self, other: Node | float) -> Node:
        return record("-", self, other)

    def __rsub__(self, other: float) -> Node:
        return record("-", other, self)

    def __mul__(self, other: Node | float) -> Node:
        return record("*", self, other)

    def __rmul__(self, other: float) -> Node:
        return record("*", other, self)

    def __truediv__(self, other: Node | float) -> Node:
        return record("/", self, other)

    def __rtruediv__(self, other: float) -> Node:
        return record("/", other, self)

    def __pow__(self, other: Node | float) -> Node:
        return record("**", self, other)

    def __rpow__(self, other: float) -> Node:
        return record("**", other, self)

    def __neg__(self) -> Node:
        return record("neg", self)

    def __repr__(self) -> str:
        name = f"{self.name or self.op}: " if self.name or self.op else ""
        return f"Node({name}data={self.data:.6g}, grad={self.grad:.6g})"


def record(op: str, *inputs: Node | float) -> Node:
    """Apply an operation and write it down.

    A plain number is a constant: it takes part in the value and becomes part of the node's ``op``
    ("** 2"), but is no parent, since nobody asks for its gradient.

    Raises:
        TypeError: an input is neither a node nor a number.
        ValueError: the value or a derivative does not exist or is too large.
    """
    rule = OPERATIONS[op]
    numbers = [_number(x) for x in inputs]
    try:
        value = rule.value(*numbers)
        taped = [
            (x, slope(*numbers, value))
            for x, slope in zip(inputs, rule.slopes, strict=True)
            if isinstance(x, Node)
        ]
    except (ArithmeticError, ValueError):
        value, taped = math.nan, []
    if not all(map(math.isfinite, [value, *(slope for _, slope in taped)])):
        raise ValueError(
            f"{_spelled(op, [f'{x:g}' for x in numbers])} has no finite value and derivative: "
            "change the numbers that go into it"
        )
    label = _spelled(op, ["" if isinstance(x, Node) else f"{x:g}" for x in inputs])
    return Node(value, [x for x, _ in taped], [slope for _, slope in taped], op=label)


def _number(x: Node | float) -> float:
    if isinstance(x, Node):
        return x.data
    if isinstance(x, Real):
        return float(x)
    raise TypeError(f"the tape calculates with nodes and numbers, not with {x!r}")


def _spelled(op: str, inputs: list[str]) -> str:
    """``log(2)``, ``-3 ** 0.5``, or with the nodes left blank: ``log``, ``** 0.5``."""
    if len(inputs) == 2:
        return f"{inputs[0]} {op} {inputs[1]}".strip()
    return f"{op}({inputs[0]})" if inputs[0] else op


def exp(x: Node | float) -> Node:
    """e to the power of x."""
    return record("exp", x)


def log(x: Node | float) -> Node:
    """The natural logarithm of x."""
    return record("log", x)


def tanh(x: Node | float) -> Node:
    """The hyperbolic tangent of x."""
    return record("tanh", x)


def sigmoid(x: Node | float) -> Node:
    """1 / (1 + e^(-x))."""
    return record("sigmoid", x)


def relu(x: Node | float) -> Node:
    """x where positive, otherwise 0; the derivative at 0 is 0."""
    return record("relu", x)


class Recorded(Protocol):
    """What the walk back needs of a node: a number's (``Node``) or an array's (``ArrayNode``)."""

    data: Any
    grad: Any

    @property
    def parents(self) -> Sequence[Any]: ...

    def shares(self, grad: Any, /) -> Sequence[Any]: ...


N = TypeVar("N", bound=Recorded)


def topological_order(root: N) -> list[N]:
    """Return every node ``root`` depends on, parents before children, ``root`` last.

    A loop with its own stack, so that a graph may be deeper than Python's recursion limit.
    """
    order: list[N] = []
    seen: set[N] = set()
    stack = [(root, False)]
    while stack:
        node, parents_done = stack.pop()
        if parents_done:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend((parent, False) for parent in reversed(node.parents))
    return order


def backward(root: Recorded) -> None:
    """Add the derivative of ``root`` with respect to every node to the node's ``grad``.

    The root's own is 1. Children come before parents, so a node passes its gradient on only when
    all paths have arrived. Nothing is cleared: start from a fresh graph, or set ``grad`` to 0.

    Raises:
        ValueError: the root is an array of several entries.
    """
    if np.size(root.data) != 1:
        raise ValueError(
            f"backward starts from one number, not from shape {np.shape(root.data)}: "
            "take the mean or the sum first"
        )
    root.grad = root.data**0  # 1, in the root's own shape
    for node in reversed(topological_order(root)):
        for parent, share in zip(node.parents, node.shares(node.grad), strict=True):
            parent.grad += share
