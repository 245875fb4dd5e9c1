"""Diagrams of lecture 1: the parts of a network, and the loop of learning."""

from __future__ import annotations

from itertools import pairwise

from matplotlib.axes import Axes

from course_utils.demos.drawing import arrow, box, canvas, node
from course_utils.demos.picture import Picture
from course_utils.demos.theme import BACKWARD, FAINT, FORWARD, theme

# The units of each layer from top to bottom, in a 3-4-2 network: no two sizes alike.
_LAYERS = {0.0: (4.4, 2.9, 1.4), 4.5: (5.15, 3.65, 2.15, 0.65), 9.0: (3.65, 2.15)}
_NAMES = {0.0: "$x_{0}$", 4.5: "$a^{{(1)}}_{0}$", 9.0: "$a^{{(2)}}_{0}$"}


def parts_figure() -> Picture:
    """Return a 3-4-2 network with its layers, one weight and one bias named by their indices."""
    with theme():
        figure, ax = canvas(12, 7.2, (-2.2, 11.2), (-1.5, 6.9))
        _all_edges(ax)
        for x, heights in _LAYERS.items():
            for unit, y in enumerate(heights, 1):
                node(ax, (x, y), _NAMES[x].format(unit), radius=0.5)
        _name_a_weight(ax)
        _name_a_bias(ax)
        for x, title in (
            (0.0, "input layer\n3 numbers of one sample"),
            (4.5, "hidden layer\n4 units"),
            (9.0, "output layer\n2 units"),
        ):
            ax.text(x, 6.45, title, ha="center", va="center", fontsize=16)
        ax.text(2.25, -1.0, "$W^{(1)}$: 3 × 4\n$b^{(1)}$: 4", ha="center", va="center")
        ax.text(6.75, -1.0, "$W^{(2)}$: 4 × 2\n$b^{(2)}$: 2", ha="center", va="center")
    return Picture(figure, _PARTS)


_PARTS = (
    "A network drawn from left to right: an input layer of three nodes x1 to x3, a hidden layer of "
    "four nodes a1 to a4, an output layer of two nodes. Every node is joined to every node of the "
    "next layer. One edge is thick, from input 3 to hidden unit 1, and labelled W(1) with the "
    "indices 3, 1: from 3, to 1, of layer 1. A short arrow into hidden unit 4 is labelled b(1) "
    "with the index 4: every unit behind the input layer has one bias. Below stand the shapes: W1 "
    "3 by 4, b1 4; W2 4 by 2, b2 2."
)


def _all_edges(ax: Axes) -> None:
    positions = list(_LAYERS.items())
    for (left, starts), (right, ends) in pairwise(positions):
        for start in starts:
            for end in ends:
                ax.plot([left, right], [start, end], "-", color=FAINT, lw=1.2, zorder=1)


def _name_a_weight(ax: Axes) -> None:
    (x0, y0), (x1, y1) = (0.0, _LAYERS[0.0][2]), (4.5, _LAYERS[4.5][0])
    ax.plot([x0, x1], [y0, y1], "-", color=FORWARD, lw=4, zorder=1)
    x, y = x0 + 0.62 * (x1 - x0), y0 + 0.62 * (y1 - y0)
    text = ax.text(x, y, "$W^{(1)}_{31}$", ha="center", va="center", fontsize=22, color=FORWARD)
    text.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 2})
    note = "from 3, to 1"
    ax.text(1.35, 5.25, note, ha="center", va="center", fontsize=15, color=FORWARD)
    line = {"arrowstyle": "-", "color": FORWARD, "lw": 1}
    ax.annotate("", (x - 0.35, y + 0.25), (1.8, 5.0), arrowprops=line)


def _name_a_bias(ax: Axes) -> None:
    x, y = 4.5, _LAYERS[4.5][3]
    arrow(ax, (x, y - 1.3), (x, y - 0.55), BACKWARD)
    ax.text(x, y - 1.65, "$b^{(1)}_{4}$", ha="center", va="center", fontsize=22, color=BACKWARD)


def learning_loop_figure() -> Picture:
    """Return prediction, error and correction as a loop, for tennis and for a network."""
    stations = (
        (1.9, "prediction", "you hit the ball", "forward pass"),
        (6.5, "error", "it lands 40 cm long", "loss"),
        (11.1, "correction", "change the swing a little", "gradient, then update"),
    )
    with theme():
        figure, ax = canvas(12, 4.6, (0, 13), (-0.6, 4.6))
        for x, name, tennis, network in stations:
            box(ax, x, 3.0, name, width=3.0, height=1.1)
            ax.text(x, 2.0, tennis, ha="center", va="center", fontsize=16, color=FAINT)
            ax.text(x, 1.45, network, ha="center", va="center", fontsize=16)
        for x in (4.2, 8.8):
            arrow(ax, (x - 0.75, 3.0), (x + 0.75, 3.0), FORWARD)
        ax.plot([11.1, 11.1, 1.9], [0.95, 0.2, 0.2], "--", color=BACKWARD, lw=2.5)
        arrow(ax, (1.9, 0.2), (1.9, 1.05), BACKWARD, "--")
        ax.text(6.5, -0.25, "again, thousands of times", ha="center", va="center", color=BACKWARD)
        ax.text(0.1, 4.25, "tennis in grey, the network in black", fontsize=15, color=FAINT)
    return Picture(figure, _LOOP)


_LOOP = (
    "Three boxes in a row joined by arrows: prediction, error, correction. Below each stands what "
    "it is in tennis and in a network: you hit the ball, the forward pass; it lands 40 centimetres "
    "long, the loss; change the swing a little, the gradient and then the update. A dashed arrow "
    "leads from the correction back to the prediction: again, thousands of times."
)
