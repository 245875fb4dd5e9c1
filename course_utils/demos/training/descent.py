"""Gradient descent on x^2 + 5 at three learning rates."""

from __future__ import annotations

import numpy as np

from course_utils.demos.picture import Picture
from course_utils.demos.theme import BACKWARD, FAINT, label, new_figure, theme
from course_utils.demos.training.cliff_problems import quadratic, run

PANELS = ((0.001, "too small"), (0.1, "right"), (1.1, "too large"))
_STEPS = 20


def gradient_descent_figure() -> Picture:
    """Return twenty steps of gradient descent on x^2 + 5 from x = 10: rates 0.001, 0.1, 1.1."""
    x, ends = np.linspace(-40, 40, 201), []
    with theme():
        figure = new_figure(13, 4.6)
        for ax, (rate, name) in zip(figure.subplots(1, 3), PANELS, strict=True):
            losses, path = run(quadratic([2], [10.0], floor=5), rate, _STEPS)
            ends.append(f"x = {path[-1, 0]:.4g} and f = {losses[-1]:.4g}")
            ax.plot(x, x**2 + 5, color=FAINT, label="f(x) = x² + 5")
            ax.plot(path[:, 0], losses, "o--", color=BACKWARD, lw=1.5, label="the steps")
            wide = rate > 1
            ax.set(xlim=(-40, 40) if wide else (-12, 12), ylim=(0, 1600) if wide else (0, 150))
            label(ax, "x", "f(x)", f"η = {rate:g}, {name}")
        figure.axes[0].legend(loc="upper left")
    return Picture(
        figure,
        "Three panels with the parabola x² + 5 and twenty steps of gradient descent from x = 10. "
        f"With the rate 0.001 the steps hardly leave the start: {ends[0]}. With 0.1 they run down "
        f"to the bottom: {ends[1]}. With 1.1 each step jumps to the other side and lands higher, "
        f"and soon leaves the picture: {ends[2]}.",
    )
