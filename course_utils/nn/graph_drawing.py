"""A computational graph as a picture: value above each node, gradient below it.

Plain SVG text, so that it needs no other library. Colours follow the page's theme where it has one
(JupyterLab's CSS variables) and are dark on white elsewhere; Okabe and Ito (2008).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from course_utils.nn.graph_layout import Edge, Layout, Point, graph_layout
from course_utils.nn.tape import Node

__all__ = ["Drawing", "draw_graph", "graph_layout", "node_label", "pretty", "short"]

COLUMN, ROW, MARGIN = 170, 120, 70  # pixels
_CHIP = 44  # height of the box around a label
_LETTER = 11  # average width of a letter, pixels
_LONGEST = 12  # letters: a longer formula gives way to its last operation

_STYLE = """
.graph-page { fill: var(--jp-layout-color0, #ffffff) }
.graph-edge { fill: none; stroke: var(--jp-ui-font-color2, #5f5f5f); stroke-width: 2 }
.graph-chip { fill: var(--jp-layout-color2, #eeeeee); stroke: var(--jp-ui-font-color1, #1a1a1a);
  stroke-width: 1.5 }
.graph-drawing text { fill: var(--jp-ui-font-color1, #1a1a1a); text-anchor: middle;
  font: 18px system-ui, "DejaVu Sans", sans-serif }
.graph-drawing .graph-local { font-size: 14px; paint-order: stroke; stroke-width: 6px;
  stroke: var(--jp-layout-color0, #ffffff); stroke-linejoin: round }
.graph-drawing .graph-value { font-weight: 600 }
.graph-drawing .graph-grad { font-style: italic }
"""

_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_SIGNS = {"*": "×", "/": "÷", "-": "−", "neg": "−( )"}


@dataclass(frozen=True)
class Drawing:
    """A finished drawing: ``svg`` to show, ``alt`` to read aloud."""

    svg: str
    alt: str

    def _repr_svg_(self) -> str:
        return self.svg

    def _repr_html_(self) -> str:
        return self.svg

    def __repr__(self) -> str:
        return f"Drawing: {self.alt}"


def draw_graph(root: Node) -> Drawing:
    """Draw every node ``root`` depends on, from the leaves at the left to ``root`` at the right.

    Above each node stands its value, below it its gradient (0 until ``backward(root)``), on each
    edge the local derivative of the node it leads to.
    """
    layout = graph_layout(root)
    alt = _in_words(layout)
    xs, ys = zip(*(_pixels(point) for edge in _corners(layout) for point in edge), strict=True)
    left, top = min(xs) - MARGIN - 20, min(ys) - MARGIN
    width, height = max(xs) - left + MARGIN + 20, max(ys) - top + MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="graph-drawing" role="img" '
        f'aria-label="{escape(alt)}" viewBox="{left:g} {top:g} {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" style="max-width:100%;height:auto">',
        f"<style>{_STYLE}</style>",
        f'<rect class="graph-page" x="{left:g}" y="{top:g}" width="100%" height="100%"/>',
        *(_edge_svg(edge) for edge in layout.edges),
        *(_node_svg(node, *_pixels(place)) for node, place in layout.places.items()),
        "</svg>",
    ]
    return Drawing("\n".join(parts), alt)


def short(number: float) -> str:
    """Four significant digits, in plain notation where that is short: ``0.002734``, ``12346``."""
    text = f"{number:.0f}" if 1e4 <= abs(number) < 1e6 else f"{number:.4g}"
    return text.replace("-", "−")


def pretty(expression: str) -> str:
    """A typed expression as it is printed: ``(x**2 + 1)*b`` becomes ``(x² + 1)·b``."""
    text = re.sub(
        r"\s*\*\*\s*(-?\d+)(?![\d.\w])", lambda m: m[1].translate(_SUPERSCRIPT), expression
    )
    text = re.sub(r"\s*\*\*\s*", "^", text)
    text = re.sub(r"\s*\*\s*", "·", text)
    return text.replace("sigmoid", "σ").replace("-", "−")


def node_label(node: Node) -> str:
    """What stands in a node's box: its formula if that is short, otherwise its operation."""
    if node.name and len(pretty(node.name)) <= _LONGEST:
        return pretty(node.name)
    operation = f"( ){node.op}" if node.op.startswith("**") else node.op
    return _SIGNS.get(node.op) or pretty(operation)


def _corners(layout: Layout) -> list[list[Point]]:
    return [list(layout.places.values()), *(list(edge.points) for edge in layout.edges)]


def _pixels(point: Point) -> Point:
    return point[0] * COLUMN, point[1] * ROW


def path_through(points: list[Point]) -> str:
    """An SVG path through points given in pixels, level where it meets each of them."""
    (x, y), *rest = points
    path = [f"M{x:g} {y:g}"]
    for x1, y1 in rest:
        middle = (x + x1) / 2
        path.append(f"C{middle:g} {y:g} {middle:g} {y1:g} {x1:g} {y1:g}")
        x, y = x1, y1
    return " ".join(path)


def _edge_svg(edge: Edge) -> str:
    points = [_pixels(point) for point in edge.points]
    (x0, y0), (x1, y1) = points[-2:]
    x, y = 0.4 * x0 + 0.6 * x1 - 20, (y0 + y1) / 2
    return (
        f'<path class="graph-edge" d="{path_through(points)}"/>'
        f'<text class="graph-local" x="{x:g}" y="{y + 5:g}">{short(edge.local_grad)}</text>'
    )


def _node_svg(node: Node, x: float, y: float) -> str:
    label = node_label(node)
    width = max(_CHIP, _LETTER * len(label) + 18)
    return (
        f'<g transform="translate({x:g} {y:g})">'
        f'<rect class="graph-chip" x="{-width / 2:g}" y="{-_CHIP / 2:g}" width="{width}" '
        f'height="{_CHIP}" rx="10"/>'
        f'<text y="6">{escape(label)}</text>'
        f'<text class="graph-value" y="{-_CHIP / 2 - 8:g}">{short(node.data)}</text>'
        f'<text class="graph-grad" y="{_CHIP / 2 + 22:g}">{short(node.grad)}</text></g>'
    )


def _in_words(layout: Layout) -> str:
    nodes = "; ".join(
        f"{pretty(node.name) or node.op or 'unnamed'}: value {short(node.data)}, "
        f"gradient {short(node.grad)}"
        for node in layout.places
    )
    return f"Computational graph with {len(layout.places)} nodes. {nodes}."
