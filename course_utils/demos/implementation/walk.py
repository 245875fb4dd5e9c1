"""The walk back over a tape of arrays, written down step by step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from course_utils.nn.tape import ArrayNode, topological_order
from course_utils.nn.tape.arrays import Array


@dataclass(frozen=True)
class Share:
    """What one step adds to one parent: its gradient was ``before`` and is ``after``."""

    parent: int
    value: Array
    before: Array
    after: Array


@dataclass(frozen=True)
class Step:
    """One operation on the way back: the gradient that has arrived, and what it hands on."""

    node: int
    grad: Array
    shares: tuple[Share, ...]


@dataclass(frozen=True)
class Walk:
    """All nodes, parents before children, and the steps back, the loss first.

    Nodes are known by their place in ``nodes``; leaves take no step.
    """

    nodes: tuple[ArrayNode, ...]
    steps: tuple[Step, ...]


def walk_back(root: ArrayNode) -> Walk:
    """Do what ``backward`` does, on gradients of its own: the nodes' ``grad`` stay as they are."""
    nodes = topological_order(root)
    number = {node: i for i, node in enumerate(nodes)}
    grads = [np.zeros_like(node.data) for node in nodes]
    grads[-1] += 1.0
    steps = []
    for node in (node for node in reversed(nodes) if node.parents):
        shares = []
        incoming = grads[number[node]]
        for parent, value in zip(node.parents, node.shares(incoming), strict=True):
            i = number[parent]
            before, grads[i] = grads[i], grads[i] + value
            shares.append(Share(i, value, before, grads[i]))
        steps.append(Step(number[node], incoming, tuple(shares)))
    return Walk(tuple(nodes), tuple(steps))
