"""Beat the gradient: tune two weights by hand, then watch gradient descent do it."""

from __future__ import annotations

from typing import Any

import traitlets
from matplotlib.axes import Axes

from course_utils.demos.introduction import tennis
from course_utils.demos.picture import Picture
from course_utils.demos.theme import BACKWARD, FAINT, label, new_figure, theme
from course_utils.demos.widget import Demo


class BeatTheGradient(Demo):
    """The gradient's walk is computed by the engine, here; the script plays it."""

    balls = traitlets.List(tennis.BALLS.tolist(), help="(5, 2)").tag(sync=True)
    marks = traitlets.List(tennis.MARKS.ravel().tolist(), help="metres").tag(sync=True)
    start = traitlets.List(tennis.START.tolist()).tag(sync=True)
    limit = traitlets.Float(tennis.LIMIT).tag(sync=True)
    goal = traitlets.Float(tennis.GOAL, help="m^2").tag(sync=True)
    walk: Any = traitlets.List(help="(steps + 1, 2) weights of the gradient").tag(sync=True)
    losses: Any = traitlets.List(help="(steps + 1,) their losses in m^2").tag(sync=True)
    contours: Any = traitlets.List(help="lines of equal loss, level by level").tag(sync=True)
    # What has been played so far.
    tries: Any = traitlets.List(help="the learner's weights, one pair a try").tag(sync=True)
    steps = traitlets.Int(0, help="steps the gradient has taken").tag(sync=True)
    revealed = traitlets.Bool(False, help="whether the surface is shown").tag(sync=True)

    def __init__(self) -> None:
        walk = tennis.descent()
        end = walk.needed + 1
        super().__init__(
            walk=walk.weights[:end].tolist(),
            losses=walk.losses[:end].tolist(),
            contours=tennis.contours(),
        )

    def still(self) -> Picture:
        """The surface and the gradient's walk."""
        return beat_the_gradient_figure()


def beat_the_gradient() -> BeatTheGradient:
    """Return the demo: two weights by hand, each try counted, then the gradient's turn."""
    return BeatTheGradient()


def beat_the_gradient_figure() -> Picture:
    """Return the hidden surface, and gradient descent's walk on it with the loss of each step."""
    walk = tennis.descent()
    end = walk.needed + 1
    with theme():
        figure = new_figure(12, 5.2)
        plane, curve = figure.subplots(1, 2, width_ratios=(1.15, 1))
        _draw_surface(plane)
        plane.plot(*walk.weights[:end].T, "o-", color=BACKWARD)
        plane.annotate("start", walk.weights[0], (-2.4, 1.75), fontsize=14)
        curve.semilogy(walk.losses[:end], "o-", color=BACKWARD, label="gradient descent")
        curve.axhline(tennis.GOAL, color=FAINT, linestyle=":", label="good enough")
        label(plane, "weight w₁", "weight w₂", "Two weights, seen from above")
        label(curve, "step", "loss (m²)", "Every step goes down")
        curve.legend()
    return Picture(figure, _describe(walk))


def _draw_surface(ax: Axes) -> None:
    grid, losses = tennis.surface()
    lines = ax.contour(grid, grid, losses, tennis.LEVELS, colors=FAINT, linewidths=1.3)
    ax.clabel(lines, fmt="%.3g", fontsize=11)
    ax.set_aspect("equal")
    ax.grid(False)


def _describe(walk: tennis.Descent) -> str:
    k = walk.needed
    return (
        "Left, the plane of two weights with lines of equal loss: long, tilted ellipses around the "
        f"best pair ({tennis.BEST[0]:.2f}, {tennis.BEST[1]:.2f}). Gradient descent starts at "
        f"({tennis.START[0]:g}, {tennis.START[1]:g}) and goes down from line to line, "
        f"zigzagging into the valley. Right, its loss step by step: from "
        f"{walk.losses[0]:.2f} down to {walk.losses[k]:.3f} after {k} steps, below the dotted line "
        f"at {tennis.GOAL:g}."
    )
