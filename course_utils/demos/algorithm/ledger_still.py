"""The ledger filled in, as a still figure."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path

from course_utils.demos.algorithm.ledger_scene import Scene
from course_utils.demos.theme import BACKWARD, FAINT, FORWARD, INK, new_figure, theme
from course_utils.nn.graph_drawing import node_label, short
from course_utils.nn.graph_layout import Point
from course_utils.nn.tape import Node

_PIXEL = 0.72  # points: text as large on paper as on the page
_TITLE = 50  # pixels


def scene_figure(scene: Scene) -> Figure:
    """Draw every node with its value above and its gradient below."""
    width, height = scene.size
    with theme():
        figure = new_figure(width / 100, (height + _TITLE) / 100)
        figure.set_layout_engine("none")
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, width), ylim=(height, -_TITLE))
        axes.axis("off")
        axes.text(20, 18 - _TITLE, scene.title, fontsize=20 * _PIXEL, va="center", weight="bold")
        _legend(axes, width)
        for edge in scene.edges:
            axes.add_patch(_curve(scene.corners(edge)))
        for node, place in scene.places.items():
            _draw_node(axes, node, place, *scene.chip(node))
    return figure


def _legend(axes: Axes, width: float) -> None:
    text: Any = {"ha": "right", "va": "center", "fontsize": 16 * _PIXEL}
    axes.text(width - 180, 18 - _TITLE, "value above", color=FORWARD, **text)
    axes.text(width - 20, 18 - _TITLE, "gradient below", color=BACKWARD, **text)


def _curve(points: list[Point]) -> PathPatch:
    """The points joined by curves that are level where they meet a node."""
    (x, y), *rest = points
    corners, codes = [(x, y)], [Path.MOVETO]
    for x1, y1 in rest:
        corners += [((x + x1) / 2, y), ((x + x1) / 2, y1), (x1, y1)]
        codes += [Path.CURVE4] * 3
        x, y = x1, y1
    return PathPatch(Path(corners, codes), fill=False, edgecolor=FAINT, linewidth=1.2, zorder=1)


def _draw_node(
    axes: Axes, node: Node, place: Point, width: float, height: float, size: float
) -> None:
    x, y = place
    axes.add_patch(
        FancyBboxPatch(
            (x - width / 2, y - height / 2),
            width,
            height,
            boxstyle="round,pad=0,rounding_size=8",
            facecolor="#f0f0f0",
            edgecolor=INK,
            linewidth=1.2,
            zorder=2,
        )
    )
    text: Any = {"ha": "center", "va": "center", "fontsize": size * _PIXEL, "zorder": 3}
    gap = height / 2 + 0.65 * size
    axes.text(x, y, node_label(node), color=INK, **text)
    axes.text(x, y - gap, short(node.data), color=FORWARD, **text)
    axes.text(x, y + gap, short(node.grad), color=BACKWARD, **text)
