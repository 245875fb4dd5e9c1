"""One look for every figure: colours, type and line styles.

Colours: Okabe and Ito (2008), "Color Universal Design"; told apart by colour-blind readers too.
Each is paired with a line style, so that no meaning rests on colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.figure import Figure

ORANGE = "#E69F00"
SKY = "#56B4E9"
GREEN = "#009E73"
BLUE = "#0072B2"
VERMILION = "#D55E00"
PURPLE = "#CC79A7"

# What a colour means, everywhere in the course.
FORWARD = BLUE  # values, on their way to the loss
BACKWARD = VERMILION  # gradients, on their way back
INK = "#1a1a1a"
FAINT = "#767676"  # 4.5:1 on white, the least that still counts as readable

_STYLES = cycler(
    color=[BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY],
    linestyle=["-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (1, 1))],
)

_RC: Any = {
    "axes.edgecolor": INK,
    "axes.grid": True,
    "axes.labelcolor": INK,
    "axes.labelsize": 15,
    "axes.prop_cycle": _STYLES,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlesize": 16,
    "axes.titleweight": "bold",
    "figure.constrained_layout.use": True,
    "figure.dpi": 100,
    "figure.facecolor": "white",
    "font.family": ["DejaVu Sans"],  # comes with matplotlib: the same letters everywhere
    "font.size": 14,
    "grid.alpha": 0.25,
    "legend.fontsize": 13,
    "legend.frameon": False,
    "lines.linewidth": 2.5,
    "lines.markersize": 8,
    "mathtext.fontset": "dejavusans",
    "savefig.facecolor": "white",
    "svg.hashsalt": "course",
    "text.color": INK,
    "xtick.labelsize": 13,
    "ytick.labelsize": 13,
}


@contextmanager
def theme() -> Iterator[None]:
    """Draw in the course's look inside the ``with`` block, and leave matplotlib as it was."""
    with matplotlib.rc_context(_RC):
        yield


def new_figure(width: float = 9.0, height: float = 4.5) -> Figure:
    """Return an empty figure of ``width`` x ``height`` inches (100 pixels each on the page).

    It is unknown to pyplot, so nothing shows it twice and nothing has to close it.
    """
    return Figure(figsize=(width, height))


def label(axes: Axes, x: str, y: str, title: str = "") -> None:
    """Name both axes, and the picture if it is one of several."""
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    if title:
        axes.set_title(title)
