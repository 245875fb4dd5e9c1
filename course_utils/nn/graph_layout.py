"""Where the nodes of a computational graph stand: columns from left to right, rows in each.

A small version of the layered drawing of Sugiyama, Tagawa and Toda (1981): a column for each step
of the calculation, stand-ins where an edge passes a column, and rows ordered by the average row of
the neighbours, which removes most crossings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from course_utils.nn.tape import Node, topological_order

Point = tuple[float, float]
_SWEEPS = 4
_SPREAD = 0.24  # of a row: how far apart the edges of a parent named twice run


@dataclass(frozen=True)
class Edge:
    """One use of ``parent`` by ``child``, with d child / d parent and the points it passes."""

    parent: Node
    child: Node
    local_grad: float
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Layout:
    """Places as (column, row); columns count from 0 at the left, rows lie around 0."""

    places: dict[Node, Point]
    edges: tuple[Edge, ...]


def graph_layout(root: Node) -> Layout:
    """Place every node ``root`` depends on so that each edge runs from left to right."""
    order = topological_order(root)
    columns = _columns(order)
    rows = _rows(order, columns)
    places = {node: (float(columns[node]), rows[node]) for node in order}
    edges = tuple(edge for node in order for edge in _edges_into(node, columns, rows))
    return Layout(places, edges)


def _columns(order: list[Node]) -> dict[Node, int]:
    """A node stands right of all its parents, and a leaf just left of its first use."""
    columns: dict[Node, int] = {}
    for node in order:
        columns[node] = 1 + max((columns[parent] for parent in node.parents), default=-1)
    first_use: dict[Node, int] = {}
    for node in order:
        for parent in node.parents:
            first_use[parent] = min(columns[node], first_use.get(parent, columns[node]))
    return {
        node: column if node.parents else first_use.get(node, 1) - 1
        for node, column in columns.items()
    }


def _passed(parent: Node, child: Node, columns: dict[Node, int]) -> list[Hashable]:
    """What an edge visits, stand-ins included; edges from one node share their stand-ins."""
    between = range(columns[parent] + 1, columns[child])
    return [parent, *((parent, column) for column in between), child]


def _rows(order: list[Node], columns: dict[Node, int]) -> dict[Hashable, float]:
    left: defaultdict[Hashable, set[Hashable]] = defaultdict(set)
    right: defaultdict[Hashable, set[Hashable]] = defaultdict(set)
    layers: defaultdict[int, dict[Hashable, None]] = defaultdict(dict)
    for node in order:
        layers[columns[node]][node] = None
        for parent in node.parents:
            path = _passed(parent, node, columns)
            for step, (a, b) in enumerate(pairwise(path), columns[parent]):
                layers[step][a] = None
                left[b].add(a)
                right[a].add(b)
    stacked = [list(layers[column]) for column in sorted(layers)]
    rows = {item: row for layer in stacked for item, row in _centred(layer)}
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        for layer in stacked if forward else reversed(stacked):
            neighbours = left if forward else right
            layer.sort(key=lambda x: _average((rows[y] for y in neighbours[x]), rows[x]))
            rows.update(_centred(layer))
    return rows


def _centred(layer: list[Hashable]) -> list[tuple[Hashable, float]]:
    return [(item, i - (len(layer) - 1) / 2) for i, item in enumerate(layer)]


def _average(numbers: Iterable[float], otherwise: float) -> float:
    known = list(numbers)
    return sum(known) / len(known) if known else otherwise


def _edges_into(
    child: Node, columns: dict[Node, int], rows: dict[Hashable, float]
) -> Iterable[Edge]:
    for slot, (parent, local_grad) in enumerate(zip(child.parents, child.local_grads, strict=True)):
        path = _passed(parent, child, columns)
        points = [(float(columns[parent] + i), rows[item]) for i, item in enumerate(path)]
        uses = child.parents.count(parent)
        if uses > 1:
            aside = _SPREAD * (child.parents[:slot].count(parent) / (uses - 1) - 0.5)
            points = [(x, y + aside) for x, y in points]
        yield Edge(parent, child, local_grad, tuple(points))
