"""Reverse mode on a tape of single numbers.

The nodes here are plain records, so that any walk over ``.parents`` can be tried on them.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from course_utils.exercises.task import task

DEPTH = 500


@dataclass(eq=False)
class TapeNode:
    """A number, where it came from, and the slope with respect to each of its parents."""

    data: float
    parents: tuple["TapeNode", ...] = field(default=(), repr=False)
    local_grads: tuple[float, ...] = ()
    grad: float = 0.0


def nodes_below(root: TapeNode) -> list[TapeNode]:
    """Every node the root was made from, the root first, each once, in a fixed order."""
    found, waiting = {id(root): root}, [root]
    while waiting:
        for parent in waiting.pop().parents:
            if id(parent) not in found:
                found[id(parent)] = parent
                waiting.append(parent)
    return list(found.values())


def gradients(args: tuple[Any, ...], returned: Any) -> np.ndarray:
    """What the exercise filled in: ``.grad`` of every node, the root's first."""
    return np.array([float(node.grad) for node in nodes_below(args[0])])


def _product(a: TapeNode, b: TapeNode) -> TapeNode:
    return TapeNode(a.data * b.data, (a, b), (b.data, a.data))


def _sum(a: TapeNode, b: TapeNode) -> TapeNode:
    return TapeNode(a.data + b.data, (a, b), (1.0, 1.0))


def _tanh(a: TapeNode) -> TapeNode:
    t = math.tanh(a.data)
    return TapeNode(t, (a,), (1 - t * t,))


def _rejoining(a: TapeNode, b: TapeNode) -> TapeNode:
    """Three paths from a, two from b, and a square: a parent named twice."""
    c = _product(a, b)
    d = _tanh(_sum(c, a))
    return _sum(_product(d, c), _product(b, b))


def _ladder(a: TapeNode, b: TapeNode) -> TapeNode:
    """Paths that rejoin on every rung, the shorter one named first."""
    for _ in range(4):
        a, b = b, _sum(a, _tanh(_product(a, b)))
    return _product(a, b)


def _chain(a: TapeNode, factors: np.ndarray) -> TapeNode:
    for factor in factors:
        a = TapeNode(a.data * float(factor), (a,), (float(factor),))
    return a


@task(
    "backward(root)",
    returns="nothing; it fills .grad of every node below root, with d(root)/d(node)",
    points=18,
    minutes=30,
    difficulty=3,
    mutates=True,
    observe=gradients,
    hints=(
        "When may a node pass its gradient on: as soon as somebody has sent it a share, or later?",
        "A node must have heard from everybody who used it. Which order of all the nodes sees to "
        "that, and how does a depth-first walk find it?",
        "List the nodes so that parents come before those who use them; each once. Give the root "
        "the gradient 1. Go through the list from the end, and add node.grad times the local "
        "gradient to each parent.",
    ),
)
def backward(rng: np.random.Generator) -> Iterator[tuple[TapeNode]]:
    for build in (_rejoining, _ladder):
        a, b = rng.uniform(0.3, 0.9, size=2)
        yield (build(TapeNode(float(a)), TapeNode(float(b))),)
    yield (_chain(TapeNode(0.7), rng.uniform(0.98, 1.02, size=DEPTH)),)
