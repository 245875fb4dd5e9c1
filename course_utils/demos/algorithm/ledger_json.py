"""The ledger as the browser gets it: every number and every sentence at once.

So no step has to wait for the kernel, and none needs it: a saved notebook still answers.
"""

from __future__ import annotations

from typing import Any

from course_utils.demos.algorithm.ledger_mistakes import mistakes_at
from course_utils.demos.algorithm.ledger_scene import Scene
from course_utils.demos.algorithm.ledger_spots import ROUNDING, Spot, spots
from course_utils.nn.graph_drawing import node_label, path_through, pretty, short
from course_utils.nn.graph_layout import Edge
from course_utils.nn.tape import Node


def scene_as_json(scene: Scene, path: str | None = None) -> dict[str, Any]:
    """Everything the browser needs: plain numbers and texts.

    Args:
        path: the leaf on the way to which gradients are asked for at first; None asks for all.

    Raises:
        ValueError: the graph has no leaf of that name.
    """
    number = {node: i for i, node in enumerate(scene.nodes)}
    known = spots(scene.nodes)
    leaves = [node for node in scene.nodes if not node.parents]
    return {
        "title": scene.title,
        "rounding": ROUNDING,
        "width": scene.size[0],
        "height": scene.size[1],
        "nodes": [_node_json(scene, known[node]) for node in scene.nodes],
        "edges": [_edge_json(scene, edge, number) for edge in scene.edges],
        "forward": [number[node] for node in scene.nodes if node.parents],
        "backward": [number[node] for node in scene.backward],
        "focus": [
            {"name": pretty(leaf.name), "path": sorted(number[x] for x in _users(leaf, known))}
            for leaf in leaves
        ],
        "start": None if path is None else _leaf_number(path, [leaf.name for leaf in leaves]),
    }


def _leaf_number(name: str, names: list[str]) -> int:
    if name not in names:
        raise ValueError(f"there is no leaf {name!r}: choose one of {', '.join(names)}")
    return names.index(name)


def _users(node: Node, known: dict[Node, Spot]) -> set[Node]:
    """The node and everything that depends on it: all that its gradient takes."""
    reached, stack = {node}, [node]
    while stack:
        new = {path.child for path in known[stack.pop()].paths} - reached
        reached |= new
        stack.extend(new)
    return reached


def _node_json(scene: Scene, spot: Spot) -> dict[str, Any]:
    node, (x, y) = spot.node, scene.places[spot.node]
    width, height, size = scene.chip(node)
    return {
        "name": pretty(node.name),
        "asked": f"∂L/∂{_bracketed_name(pretty(node.name))}",
        "label": node_label(node),
        "x": x,
        "y": y,
        "width": width,
        "height": height,
        "size": size,
        "leaf": not node.parents,
        "value": short(node.data),
        "grad": short(node.grad),
        "right": node.grad,
        "tolerance": spot.tolerance,
        "forward": _forward_text(node),
        "paths": _paths_text(spot),
        "locals": _locals_text(spot),
        "because": _because(spot),
        "mistakes": _mistakes_json(spot),
    }


def _mistakes_json(spot: Spot) -> list[dict[str, Any]]:
    """The known wrong numbers, gathered by what is to be said to them."""
    gathered: dict[tuple[str, str, str], list[float]] = {}
    for mistake in mistakes_at(spot):
        gathered.setdefault((mistake.id, mistake.says, mistake.asks), []).append(mistake.value)
    return [
        {"id": id, "says": says, "asks": asks, "values": values}
        for (id, says, asks), values in gathered.items()
    ]


def _edge_json(scene: Scene, edge: Edge, number: dict[Node, int]) -> dict[str, Any]:
    points = scene.corners(edge)
    (x0, y0), (x1, y1) = (
        points[:2] if edge.parent not in scene.small and scene.small else points[-2:]
    )
    return {
        "from": number[edge.parent],
        "to": number[edge.child],
        "d": path_through(points),
        "local": short(edge.local_grad),
        "x": (x0 + x1) / 2,
        "y": (y0 + y1) / 2,
    }


def _forward_text(node: Node) -> str:
    inputs = [f"{pretty(x.name)} = {short(x.data)}" for x in dict.fromkeys(node.parents)]
    return f"{pretty(node.name)} = {short(node.data)}, from {_listed(inputs)}."


def _listed(items: list[str]) -> str:
    return " and ".join([*([", ".join(items[:-1])] if items[1:] else []), *items[-1:]])


def _paths_text(spot: Spot) -> str:
    if not spot.paths:
        return "The way back starts here, at the end."
    users = [pretty(path.child.name) for path in spot.paths]
    if len(users) == 1:
        return f"One path leads on, through {users[0]}."
    if len(set(users)) == 1:
        return f"{users[0]} uses it {len(users)} times."
    return f"{len(users)} paths lead on, through {_listed(users)}."


def _locals_text(spot: Spot) -> str:
    name = _bracketed_name(pretty(spot.node.name))
    slopes = [
        f"∂{_bracketed_name(pretty(p.child.name))}/∂{name} = {short(p.local)}" for p in spot.paths
    ]
    return "; ".join(slopes) or "The derivative of a number with respect to itself."


def _because(spot: Spot) -> str:
    name = pretty(spot.node.name)
    if not spot.paths:
        return "∂L/∂L = 1"
    products = " + ".join(f"{_bracketed(p.upstream)}·{_bracketed(p.local)}" for p in spot.paths)
    return f"∂L/∂{_bracketed_name(name)} = {products} = {short(spot.node.grad)}"


def _bracketed(number: float) -> str:
    return f"({short(number)})" if number < 0 else short(number)


def _bracketed_name(name: str) -> str:
    return f"({name})" if any(sign in name for sign in "+−·/ ") else name
