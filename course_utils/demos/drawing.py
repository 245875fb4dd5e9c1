"""Nodes, boxes and arrows: what the diagrams of all lectures are made of."""

from __future__ import annotations

from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from course_utils.demos.theme import INK, new_figure

Point = tuple[float, float]


def canvas(width: float, height: float, x: Point, y: Point) -> tuple[Figure, Axes]:
    """Return a figure of ``width`` x ``height`` inches and its bare axes, with large type.

    To be called inside ``theme()``, which puts the type size back.
    """
    matplotlib.rcParams["font.size"] = 18
    figure = new_figure(width, height)
    ax = figure.add_subplot()
    ax.set(xlim=x, ylim=y)
    ax.axis("off")
    return figure, ax


def node(ax: Axes, at: Point, text: str, radius: float = 0.55) -> None:
    """Draw a round node; ``upper|lower`` splits it in two."""
    ax.plot(*at, "o", ms=110 * radius, mfc="white", mec=INK, mew=2, zorder=2)
    upper, _, lower = text.partition("|")
    shift = 0.24 if lower else 0
    ax.text(at[0], at[1] + shift, upper, ha="center", va="center", zorder=3, fontsize=15)
    if lower:
        ax.text(at[0], at[1] - shift, lower, ha="center", va="center", zorder=3, fontsize=15)


def box(ax: Axes, x: float, y: float, text: str, width: float = 1.6, height: float = 1.5) -> None:
    """Draw a box with rounded corners around ``text``."""
    corner, style = (x - width / 2, y - height / 2), "round,pad=0.02,rounding_size=0.12"
    look: Any = {"facecolor": "#f4f4f4", "edgecolor": INK, "linewidth": 1.5}
    ax.add_patch(FancyBboxPatch(corner, width, height, boxstyle=style, **look))
    ax.text(x, y, text, ha="center", va="center")


def arrow(ax: Axes, start: Point, end: Point, color: str, style: str = "-") -> None:
    """Draw a straight arrow."""
    look = {"arrowstyle": "-|>", "color": color, "lw": 2.5, "ls": style, "mutation_scale": 18}
    ax.annotate("", end, start, arrowprops=look | {"shrinkA": 0, "shrinkB": 0})
