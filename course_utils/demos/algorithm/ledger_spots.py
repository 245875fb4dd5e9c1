"""A node of the ledger as the learner meets it: which paths lead on, and what comes back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from course_utils.nn.graph_drawing import pretty
from course_utils.nn.tape import Node

ROUNDING = 0.005  # three significant digits


@dataclass(frozen=True)
class Path:
    """One use of a node by ``child``: what comes back along it is upstream x local."""

    child: Node
    upstream: float
    local: float

    @property
    def share(self) -> float:
        return self.upstream * self.local


@dataclass(frozen=True)
class Spot:
    """A node whose gradient is asked for, its paths in the order of calculation.

    ``elsewhere`` are the gradients of nodes that do not use this one.
    """

    node: Node
    paths: tuple[Path, ...]
    elsewhere: tuple[float, ...] = ()

    @property
    def tolerance(self) -> float:
        """How far a typed number may lie from the right one: the rounding of what is shown."""
        largest = max((abs(path.share) for path in self.paths), default=1.0)
        return ROUNDING * (abs(self.node.grad) + largest / 10) + 1e-12

    def words(self) -> dict[str, str | int]:
        """What the messages may mention."""
        users = [pretty(path.child.name) for path in self.paths] or ["L"]
        return {
            "name": pretty(self.node.name),
            "child": users[0],
            "last": users[-1],
            "n": len(self.paths),
        }


def spots(order: Iterable[Node]) -> dict[Node, Spot]:
    """One spot for each node of a graph in topological order, after ``backward``."""
    nodes = list(order)
    paths: dict[Node, list[Path]] = {node: [] for node in nodes}
    for child in nodes:
        for parent, local in zip(child.parents, child.local_grads, strict=True):
            paths[parent].append(Path(child, child.grad, local))
    return {
        node: Spot(
            node,
            tuple(paths[node]),
            tuple(x.grad for x in nodes if node not in x.parents and x is not node),
        )
        for node in nodes
    }
