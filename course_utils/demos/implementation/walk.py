"""The walk back over a tape of arrays, written down step by step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from course_utils.nn.tape import ArrayNode, topological_order
from course_utils.nn.tape.arrays import Array

MOST_STEPS, MOST_SIDE = 24, 8  # what a page can show

RULES = {
    "+": ("d{p}", "d{p}"),
    "-": ("d{p}", "−d{p}"),
    "*": ("d{p} * {b}", "d{p} * {a}"),
    "/": ("d{p} / {b}", "−d{p} * {a} / {b}²"),
    "@": ("d{p} @ {b}ᵀ", "{a}ᵀ @ d{p}"),
    "neg": ("−d{p}",),
    "exp": ("d{p} * {p}",),
    "log": ("d{p} / {a}",),
    "tanh": ("d{p} * (1 − {p}²)",),
    "relu": ("d{p} * mask",),
    "sum": ("d{p}, to every entry that was added up",),
    "mean": ("d{p} / {n}, to each of the {n} entries",),
}


@dataclass(frozen=True)
class Share:
    """What one step adds to one parent: its gradient was ``before`` and is ``after``.

    ``raw`` is the share before the copies that broadcasting made are added up.
    """

    parent: int
    value: Array
    raw: Array
    before: Array
    after: Array

    @property
    def unbroadcast(self) -> bool:
        return self.raw.shape != self.value.shape


@dataclass(frozen=True)
class Step:
    """One operation on the way back: the gradient that has arrived, and what it hands on."""

    node: int
    grad: Array
    shares: tuple[Share, ...]


@dataclass(frozen=True)
class Walk:
    """All nodes, parents before children, their names, and the steps back, the loss first.

    Nodes are known by their place in ``nodes``; leaves take no step.
    """

    nodes: tuple[ArrayNode, ...]
    names: tuple[str, ...]
    steps: tuple[Step, ...]

    def parents(self, step: Step) -> list[str]:
        """The names of what a step's operation was computed from."""
        return [self.names[share.parent] for share in step.shares]

    def formula(self, step: Step) -> str:
        """How the step's node was made: ``X @ W1``, ``exp(Z2)``."""
        names, op = self.parents(step), self.nodes[step.node].op
        if op.startswith("**"):
            return f"{names[0]} {op}"
        return f" {op} ".join(names) if len(names) == 2 else f"{op}({names[0]})"

    def saved(self, step: Step) -> dict[str, Array]:
        """What the operation keeps for the way back, under the names of the page."""
        node = self.nodes[step.node]
        names = dict(zip("ab", self.parents(step), strict=False)) | {"y": self.names[step.node]}
        return {names.get(key, key): kept for key, kept in node.saved.items()}

    def rule(self, step: Step, which: int) -> str:
        """What is handed to parent ``which``, as a formula: ``A1ᵀ @ dP2``."""
        node, (a, *rest) = self.nodes[step.node], self.parents(step)
        if node.op.startswith("**"):
            return f"d{self.names[step.node]} times the derivative of {a} {node.op}"
        n = node.parents[0].data.size // node.data.size
        text = RULES[node.op][which].format(p=self.names[step.node], a=a, b="".join(rest), n=n)
        return f"{text}, its copies added up" if step.shares[which].unbroadcast else text


def walk_back(root: ArrayNode) -> Walk:
    """Do what ``backward`` does, on gradients of its own: the nodes' ``grad`` stay as they are.

    Raises:
        ValueError: the tape is not one of arrays that ends in one number, or too large for a page.
    """
    nodes = _nodes(root)
    number = {node: i for i, node in enumerate(nodes)}
    grads = [np.zeros_like(node.data) for node in nodes]
    grads[-1] += 1.0
    steps = [
        Step(
            i,
            grads[i],
            tuple(_share(nodes[i], which, number, grads) for which in _inputs(nodes[i])),
        )
        for i in reversed(range(len(nodes)))
        if nodes[i].parents
    ]
    return Walk(tuple(nodes), _names(nodes), tuple(steps))


def _inputs(node: ArrayNode) -> range:
    return range(len(node.parents))


def _share(node: ArrayNode, which: int, number: dict[ArrayNode, int], grads: list[Array]) -> Share:
    """What ``node`` hands to its parent ``which``, added to ``grads``."""
    assert node.rule is not None
    grad, i = grads[number[node]], number[node.parents[which]]
    raw, value = node.rule(grad, **node.saved)[which], node.shares(grad)[which]
    before, grads[i] = grads[i], grads[i] + value
    return Share(i, value, raw, before, grads[i])


def _nodes(root: ArrayNode) -> list[ArrayNode]:
    if not isinstance(root, ArrayNode) or root.data.size != 1:
        raise ValueError("the inspector shows a loss recorded with nn.ArrayNode: one number")
    nodes = topological_order(root)
    steps = sum(bool(node.parents) for node in nodes)
    side = max(size for node in nodes for size in (*node.data.shape, node.data.ndim and 1))
    flat = all(node.data.ndim <= 2 for node in nodes)
    if not 0 < steps <= MOST_STEPS or side > MOST_SIDE or not flat:
        raise ValueError(
            f"this tape does not fit on a page: record 1 to {MOST_STEPS} operations on arrays of "
            f"at most two axes of length {MOST_SIDE}"
        )
    return nodes


def _names(nodes: list[ArrayNode]) -> tuple[str, ...]:
    """The nodes' own names; a nameless number is its value, any other node v1, v2, ..."""
    return tuple(
        node.name
        or (f"{node.data.item():g}" if not node.parents and not node.data.ndim else f"v{i}")
        for i, node in enumerate(nodes)
    )
