"""What the ledger shows: a graph of the tape, with a place in pixels for every node and edge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from course_utils.demos.algorithm.ledger_network import network_graph, network_places
from course_utils.nn.graph_drawing import node_label, pretty, short
from course_utils.nn.graph_layout import Edge, Point, graph_layout
from course_utils.nn.tape import Node, backward, parse, topological_order

COLUMN, ROW, MARGIN_X, MARGIN_Y = 185, 135, 95, 75  # pixels, for typed expressions
MOST_NODES = 40


@dataclass(frozen=True)
class Scene:
    """A graph ready to be shown, its gradients filled in. ``nodes`` are in topological order."""

    title: str
    nodes: tuple[Node, ...]
    places: dict[Node, Point]
    edges: tuple[Edge, ...]
    size: tuple[float, float]
    small: frozenset[Node] = frozenset()

    @property
    def root(self) -> Node:
        return self.nodes[-1]

    @property
    def backward(self) -> list[Node]:
        """The order of the backward pass: from right to left, each column from top to bottom."""
        return sorted(self.nodes, key=lambda node: (-self.places[node][0], self.places[node][1]))

    def chip(self, node: Node) -> tuple[float, float, float]:
        """Width and height of the box around a node's label, and the letters' size."""
        height, size = (24, 14) if node in self.small else (42, 17)
        return max(height, 0.6 * size * len(node_label(node)) + 16), height, size

    def corners(self, edge: Edge) -> list[Point]:
        """The points of an edge, from the side of one box to the side of the next."""
        (x0, y0), *middle, (x1, y1) = edge.points
        start, end = self.chip(edge.parent)[0] / 2, self.chip(edge.child)[0] / 2
        return [(x0 + start, y0), *middle, (x1 - end, y1)]

    @property
    def alt(self) -> str:
        """The graph in words, numbers included."""
        numbers = "; ".join(
            f"{pretty(node.name)} = {short(node.data)}, gradient {short(node.grad)}"
            for node in self.nodes
        )
        return f"Computational graph, {self.title}: {numbers}."


def expression_scene(expression: str, **values: float) -> Scene:
    """Lay out a typed expression; its last node is called L.

    Raises:
        ValueError: the expression cannot be read or has no value; see ``nn.tape.parse``.
    """
    root = parse(expression, **values)
    nodes = topological_order(root)
    _refuse_unreadable(expression, nodes)
    title, root.name = f"L = {pretty(root.name)}", "L"
    backward(root)
    layout = graph_layout(root)
    xs, ys = zip(*_corners(layout.places.values(), layout.edges), strict=True)

    def pixels(point: Point) -> Point:
        return MARGIN_X + COLUMN * point[0], MARGIN_Y + ROW * (point[1] - min(ys))

    return Scene(
        title,
        tuple(nodes),
        {node: pixels(point) for node, point in layout.places.items()},
        tuple(replace(edge, points=tuple(map(pixels, edge.points))) for edge in layout.edges),
        (2 * MARGIN_X + COLUMN * max(xs), 2 * MARGIN_Y + ROW * (max(ys) - min(ys))),
    )


def _refuse_unreadable(expression: str, nodes: list[Node]) -> None:
    if len(nodes) == 1:
        raise ValueError(f"{expression!r} calculates nothing: write something like a*b + b**2")
    if len(nodes) > MOST_NODES:
        raise ValueError(
            f"the graph would have {len(nodes)} nodes and the ledger has room for {MOST_NODES}: "
            "shorten the expression"
        )
    if any(node.name == "L" for node in nodes):
        raise ValueError("L is the name of the result here: give the variable another name")


def network_scene() -> Scene:
    """Lay out the 2-3-1 network: an edge from x to z passes behind its weight."""
    root = network_graph()
    backward(root)
    nodes = topological_order(root)
    places = network_places(nodes)
    weights = frozenset(node for node in nodes if node.name[0] in "Wb")
    edges = tuple(
        Edge(parent, child, local, (places[parent], *_behind(child, slot, places), places[child]))
        for child in nodes
        for slot, (parent, local) in enumerate(zip(child.parents, child.local_grads, strict=True))
    )
    title = "2-3-1 network, L = (a2 − 0.3)²"
    return Scene(title, tuple(nodes), places, edges, (1010.0, 650.0), weights)


def _behind(child: Node, slot: int, places: dict[Node, Point]) -> list[Point]:
    """In a weighted sum every other parent is an input, and the next one its weight."""
    if child.op != "weighted sum" or slot % 2 == 1 or slot + 1 == len(child.parents):
        return []
    x, y = places[child.parents[slot + 1]]
    return [(x - 38, y), (x + 38, y)]


def _corners(places: Iterable[Point], edges: Iterable[Edge]) -> list[Point]:
    return [*places, *(point for edge in edges for point in edge.points)]
