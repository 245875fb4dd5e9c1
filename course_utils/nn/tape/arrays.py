"""The tape for arrays: one node an array, and the same walk back.

Between two numbers the derivative is a number, so a scalar node stores it. Between two arrays it is
a table of all pairs of entries, hardly ever worth writing down. An array node stores a *rule*
instead, from its own gradient to its parents' shares, and the arrays that the rule needs:

    >>> X, W, b = np.ones((4, 2)), ArrayNode([[1.0, 2.0, 3.0]] * 2), ArrayNode([0.0, 0.0, 0.0])
    >>> L = (X @ W + b).tanh().mean()
    >>> backward(L)
    >>> W.grad.shape, b.grad.shape
    ((2, 3), (3,))

Source: reverse accumulation as in Linnainmaa (1970); operators that record as in PyTorch's autograd
(Paszke et al., 2017), which saves the same arrays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[np.float64]
Rule: TypeAlias = Callable[..., tuple[Array, ...]]


def unbroadcast(grad: Array, shape: tuple[int, ...]) -> Array:
    """Add up the copies that broadcasting made of an array of this shape.

    Whatever was used several times gets the sum of what comes back: over axes that broadcasting
    put in front, and over those it stretched from 1.
    """
    grad = grad.sum(axis=tuple(range(grad.ndim - len(shape))))
    stretched = tuple(i for i, size in enumerate(shape) if size == 1)
    return grad.sum(axis=stretched, keepdims=True)


class ArrayNode:
    """An array on the tape.

    ``rule(grad, **saved)`` gives one share a parent, in their order; a leaf has no parents.
    ``grad`` is the derivative of the root, in the shape of ``data``: 0 until ``backward`` adds to
    it. A plain array or number met by an operator becomes a leaf without a name.
    """

    __slots__ = ("data", "grad", "name", "op", "parents", "rule", "saved")
    __array_ufunc__ = None  # array @ node is the node's to compute, not NumPy's

    def __init__(
        self,
        data: ArrayLike,
        parents: Sequence[ArrayNode] = (),
        rule: Rule | None = None,
        saved: Mapping[str, Array] | None = None,
        op: str = "",
        name: str = "",
    ) -> None:
        self.data: Array = np.asarray(data, dtype=np.float64)
        self.grad: Any = np.zeros_like(self.data)
        self.parents = tuple(parents)
        self.rule = rule
        self.saved = dict(saved or {})
        self.op = op
        self.name = name

    def shares(self, grad: Array) -> list[Array]:
        """What a gradient that arrives here adds to each parent's, in the parent's shape."""
        if self.rule is None:
            return []
        pairs = zip(self.rule(grad, **self.saved), self.parents, strict=True)
        return [unbroadcast(share, parent.data.shape) for share, parent in pairs]

    def __add__(self, other: ArrayNode | ArrayLike) -> ArrayNode:
        a, b = self, _node(other)
        return ArrayNode(a.data + b.data, (a, b), lambda g: (g, g), op="+")

    def __sub__(self, other: ArrayNode | ArrayLike) -> ArrayNode:
        a, b = self, _node(other)
        return ArrayNode(a.data - b.data, (a, b), lambda g: (g, -g), op="-")

    def __mul__(self, other: ArrayNode | ArrayLike) -> ArrayNode:
        a, b = self, _node(other)
        saved = {"a": a.data, "b": b.data}
        return ArrayNode(a.data * b.data, (a, b), lambda g, a, b: (g * b, g * a), saved, "*")

    def __truediv__(self, other: ArrayNode | ArrayLike) -> ArrayNode:
        a, b = self, _node(other)
        saved = {"a": a.data, "b": b.data}
        return ArrayNode(
            a.data / b.data, (a, b), lambda g, a, b: (g / b, -g * a / b**2), saved, "/"
        )

    def __matmul__(self, other: ArrayNode | ArrayLike) -> ArrayNode:
        a, b = self, _node(other)
        if a.data.ndim != 2 or b.data.ndim != 2:
            raise ValueError(
                f"@ on the tape multiplies two matrices, not shapes {a.data.shape} and "
                f"{b.data.shape}: give a vector an axis of length 1"
            )
        saved = {"a": a.data, "b": b.data}
        return ArrayNode(a.data @ b.data, (a, b), lambda g, a, b: (g @ b.T, a.T @ g), saved, "@")

    def __pow__(self, k: float) -> ArrayNode:
        return self._map(
            f"** {k:g}", self.data**k, lambda g, a: (g * k * a ** (k - 1),), a=self.data
        )

    def __neg__(self) -> ArrayNode:
        return self._map("neg", -self.data, lambda g: (-g,))

    def __radd__(self, other: ArrayLike) -> ArrayNode:
        return _node(other) + self

    def __rsub__(self, other: ArrayLike) -> ArrayNode:
        return _node(other) - self

    def __rmul__(self, other: ArrayLike) -> ArrayNode:
        return _node(other) * self

    def __rtruediv__(self, other: ArrayLike) -> ArrayNode:
        return _node(other) / self

    def __rmatmul__(self, other: ArrayLike) -> ArrayNode:
        return _node(other) @ self

    def exp(self) -> ArrayNode:
        """e to the power of each entry."""
        y = np.exp(self.data)
        return self._map("exp", y, lambda g, y: (g * y,), y=y)

    def log(self) -> ArrayNode:
        """The natural logarithm of each entry."""
        return self._map("log", np.log(self.data), lambda g, a: (g / a,), a=self.data)

    def tanh(self) -> ArrayNode:
        """The hyperbolic tangent of each entry."""
        y = np.tanh(self.data)
        return self._map("tanh", y, lambda g, y: (g * (1 - y**2),), y=y)

    def relu(self) -> ArrayNode:
        """Each entry where positive, otherwise 0; the derivative at 0 is 0."""
        mask = (self.data > 0).astype(float)
        return self._map("relu", np.maximum(self.data, 0.0), lambda g, mask: (g * mask,), mask=mask)

    def sum(self, axis: int | None = None) -> ArrayNode:
        """The sum over an axis, or over all entries."""
        shape = self.data.shape
        return self._map("sum", self.data.sum(axis=axis), lambda g: (_spread(g, shape, axis),))

    def mean(self, axis: int | None = None) -> ArrayNode:
        """The mean over an axis, or over all entries."""
        shape, y = self.data.shape, self.data.mean(axis=axis)
        n = self.data.size / y.size
        return self._map("mean", y, lambda g: (_spread(g, shape, axis) / n,))

    def _map(self, op: str, data: Array, rule: Rule, **saved: Array) -> ArrayNode:
        return ArrayNode(data, (self,), rule, saved, op)

    def __repr__(self) -> str:
        return f"ArrayNode({self.name or self.op}, shape={self.data.shape})"


def _node(x: ArrayNode | ArrayLike) -> ArrayNode:
    return x if isinstance(x, ArrayNode) else ArrayNode(x)


def _spread(grad: Array, shape: tuple[int, ...], axis: int | None) -> Array:
    """Give every entry that was added up the gradient of the sum it went into."""
    return np.broadcast_to(grad if axis is None else np.expand_dims(grad, axis), shape)
