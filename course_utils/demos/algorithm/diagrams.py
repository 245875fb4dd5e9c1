"""Diagrams of lecture 2: the network, its two passes, the chain, delta's way back."""

from __future__ import annotations

from matplotlib.axes import Axes

from course_utils.demos.algorithm.hand_network import WEIGHTS, passes
from course_utils.demos.drawing import Point, arrow, box, canvas, node
from course_utils.demos.picture import Picture
from course_utils.demos.theme import BACKWARD, FAINT, FORWARD, theme

_LAYERS = {0.0: (2.6, 0.9), 4.0: (3.5, 1.75, 0.0), 8.0: (1.75,)}


def network_figure() -> Picture:
    """Return the 2-3-1 network with the lecture's names on every node and edge."""
    with theme():
        figure, ax = canvas(11, 5.6, (-1.2, 10.4), (-0.9, 5.2))
        _edges(ax, "$W^{{(1)}}_{{{0}{1}}}$", 0.0, 4.0)
        _edges(ax, "$W^{{(2)}}_{{{0}{1}}}$", 4.0, 8.0)
        for i, y in enumerate(_LAYERS[0.0], 1):
            node(ax, (0.0, y), f"$x_{i}$")
        for j, y in enumerate(_LAYERS[4.0], 1):
            node(ax, (4.0, y), f"$z^{{(1)}}_{j}$|$a^{{(1)}}_{j}$")
        node(ax, (8.0, 1.75), "$z^{(2)}_1$|$a^{(2)}_1$")
        arrow(ax, (8.6, 1.75), (9.6, 1.75), FORWARD)
        ax.text(9.7, 1.75, "prediction\ncompared\nwith $y$", va="center")
        for x, title in (
            (0.0, "inputs\n$X$: n × 2"),
            (2.0, "$W^{(1)}$: 2 × 3\n$b^{(1)}$: 3"),
            (4.0, "hidden\n$a^{(1)}$: n × 3"),
            (6.0, "$W^{(2)}$: 3 × 1\n$b^{(2)}$: 1"),
            (8.0, "output\n$a^{(2)}$: n × 1"),
        ):
            ax.text(x, 4.7, title, ha="center", va="center")
    return Picture(figure, _NETWORK)


_NETWORK = (
    "A network drawn from left to right: two input nodes x1 and x2; three hidden nodes, each "
    "split into its pre-activation z and its activation a; one output node, split the same way; "
    "an arrow to the prediction, which is compared with y. Every node of a layer is joined to "
    "every node of the next; the edge from unit i to unit j carries W with indices i, j. Above "
    "stand the shapes: X is n by 2, W1 2 by 3, b1 3, a1 n by 3, W2 3 by 1, b2 1, a2 n by 1."
)


def _edges(ax: Axes, name: str, left: float, right: float) -> None:
    for i, start in enumerate(_LAYERS[left], 1):
        for j, end in enumerate(_LAYERS[right], 1):
            ax.plot([left, right], [start, end], "-", color=FAINT, lw=1.5, zorder=1)
            # Where the edges of one unit have parted, and not where two units' edges cross.
            share = 0.24 if i == 1 else 0.44
            x, y = left + share * (right - left), start + share * (end - start)
            text = ax.text(x, y, name.format(i, j), ha="center", va="center", fontsize=15)
            text.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1})


def passes_figure() -> Picture:
    """Return the forward and the backward pass as two rows of arrows, and what each yields."""
    with theme():
        figure, ax = canvas(12, 4.4, (-0.8, 13.3), (-0.1, 4.3))
        boxes = (
            "Dense 1\n$W^{(1)}, b^{(1)}$",
            "sigmoid",
            "Dense 2\n$W^{(2)}, b^{(2)}$",
            "sigmoid",
            "loss",
        )
        forward = ("$X$", "$z^{(1)}$", "$a^{(1)}$", "$z^{(2)}$", "$a^{(2)}$", "$L$")
        backward = ("", "$\\delta^{(1)}$", "$da^{(1)}$", "$\\delta^{(2)}$", "$da^{(2)}$", "1")
        for k, text in enumerate(boxes):
            box(ax, 2.5 * k + 1.25, 2.5, text)
        for k in range(6):
            x = 2.5 * k - 0.45
            _step(ax, (x, 3.0), (x + 0.9, 3.0), forward[k], FORWARD, above=True)
            if backward[k]:
                _step(ax, (x + 0.9, 2.0), (x, 2.0), backward[k], BACKWARD, above=False)
        for k, layer in ((0, 1), (2, 2)):
            x = 2.5 * k + 1.25
            arrow(ax, (x, 1.55), (x, 0.75), BACKWARD, "--")
            ax.text(x, 0.35, f"$dW^{{({layer})}},\\ db^{{({layer})}}$", ha="center", va="center")
        ax.text(-0.5, 3.95, "forward: values, each kept for the way back", color=FORWARD)
        ax.text(13.2, 0.35, "backward: gradients", ha="right", va="center", color=BACKWARD)
    return Picture(figure, _PASSES)


_PASSES = (
    "Five boxes in a row: Dense 1, sigmoid, Dense 2, sigmoid, loss. Solid blue arrows above run "
    "forward from box to box and carry X, z1, a1, z2, a2 and the loss L. Orange-red arrows below "
    "run backward and carry 1, da2, delta2, da1 and delta1. From each Dense box a dashed arrow "
    "leads down to what the backward pass yields there: dW1 and db1, dW2 and db2."
)


def _step(ax: Axes, start: Point, end: Point, text: str, color: str, above: bool) -> None:
    arrow(ax, start, end, color)
    y = start[1] + (0.35 if above else -0.35)
    ax.text((start[0] + end[0]) / 2, y, text, ha="center", va="center", color=color)


def chain_figure(x: float = 2.0) -> Picture:
    """Return (x^2 + 1)^3 as a chain of three links, with its derivative multiplied together.

    Args:
        x: where the chain is evaluated.
    """
    u = x**2
    v = u + 1
    f = v**3
    slopes = (2 * x, 1.0, 3 * v**2)
    with theme():
        figure, ax = canvas(12, 3.6, (-1.0, 13.0), (-0.2, 3.4))
        nodes = (("$x$", x), ("$u = x^2$", u), ("$v = u + 1$", v), ("$f = v^3$", f))
        for k, (name, value) in enumerate(nodes):
            box(ax, 4.0 * k, 2.4, f"{name}\n{value:g}")
        locals_ = ("du/dx = 2x", "dv/du = 1", "df/dv = 3v²")
        for k, (rule, slope) in enumerate(zip(locals_, slopes, strict=True)):
            arrow(ax, (4.0 * k + 0.85, 2.55), (4.0 * k + 3.15, 2.55), FORWARD)
            arrow(ax, (4.0 * k + 3.15, 2.25), (4.0 * k + 0.85, 2.25), BACKWARD, "--")
            text = f"{rule}\n= {slope:g}"
            ax.text(4.0 * k + 2, 1.55, text, ha="center", va="center", color=BACKWARD)
        last, middle, first = slopes[2], slopes[1], slopes[0]
        total = f"df/dx = {last:g} · {middle:g} · {first:g} = {last * middle * first:g}"
        ax.text(6, 0.3, total, ha="center", va="center", fontsize=20, fontweight="bold")
    return Picture(figure, _describe_chain(x, u, v, f, slopes))


def _describe_chain(
    x: float, u: float, v: float, f: float, slopes: tuple[float, float, float]
) -> str:
    first, middle, last = slopes
    return (
        f"Four boxes in a chain: x = {x:g}, u = x squared = {u:g}, v = u + 1 = {v:g}, f = v cubed "
        f"= {f:g}. Solid arrows run forward, dashed ones back; below each link stands its own "
        f"derivative: {first:g}, {middle:g} and {last:g}. Their product is df/dx = "
        f"{first * middle * last:g}."
    )


def delta_flow_figure() -> Picture:
    """Return how delta of the output reaches the hidden units of the 2-3-1 network."""
    run, weights = passes(), WEIGHTS[2].ravel()
    delta2 = run.delta2.item()
    slopes = (run.a1 * (1 - run.a1)).ravel()
    with theme():
        figure, ax = canvas(12.5, 5.6, (-1.2, 12.4), (-0.9, 5.0))
        node(ax, (10.6, 1.75), f"$\\delta^{{(2)}}$|{delta2:.5f}", radius=0.85)
        for j, y in enumerate(_LAYERS[4.0]):
            arriving = delta2 * weights[j]
            arrow(ax, (9.7, 1.75 + 0.35 * (y - 1.75)), (6.6, y), BACKWARD)
            ax.text(8.1, 1.75 + 0.72 * (y - 1.75) + 0.28, _signed(f"× {weights[j]:g}"), ha="center")
            box(ax, 5.5, y, _signed(f"{arriving:+.5f}"), width=2.0, height=0.75)
            arrow(ax, (4.4, y), (1.3, y), BACKWARD, "--")
            ax.text(2.9, y + 0.22, f"× slope {slopes[j]:.5f}", ha="center")
            box(ax, 0.2, y, _signed(f"{run.delta1[0, j]:+.5f}"), width=2.1, height=0.75)
        for x, title in (
            (10.6, "output's delta"),
            (8.1, "through $W^{(2)T}$"),
            (5.5, "$da^{(1)}$"),
            (2.9, "times $\\sigma'(z^{(1)})$"),
            (0.2, "$\\delta^{(1)}$"),
        ):
            ax.text(x, 4.6, title, ha="center", va="center")
    deltas = ", ".join(f"{value:+.5f}" for value in run.delta1.ravel())
    return Picture(figure, _DELTA_FLOW.format(delta2=delta2, deltas=deltas))


_DELTA_FLOW = (
    "Read from right to left: the output's delta, {delta2:.5f}, fans out along three arrows to "
    "the three hidden units, multiplied by the weights 0.7, -0.5 and 0.6 it went forward through. "
    "Then each is multiplied by the slope of its own sigmoid, about 0.25, along a dashed arrow. "
    "At the left stand the three hidden deltas: {deltas}."
)


def _signed(text: str) -> str:
    return text.replace("-", "−")
