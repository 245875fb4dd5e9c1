"""Optimizer race: five optimizers on four surfaces, with equal budgets; one may have a bug."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import contourpy
import numpy as np
import traitlets
from matplotlib.axes import Axes

from course_utils.demos.picture import Picture
from course_utils.demos.theme import FAINT, label, new_figure, theme
from course_utils.demos.training.racers import (
    BUGS,
    RACERS,
    RATES,
    STEPS,
    Array,
    all_losses,
    all_paths,
    best_rates,
)
from course_utils.demos.training.surfaces import SURFACES, Surface
from course_utils.demos.widget import Demo, or_still

_SHARES = (0.015, 0.05, 0.1, 0.17, 0.25, 0.35, 0.47, 0.6, 0.75, 0.9)  # of the window, one a level


class OptimizerRace(Demo, parts=("race_map",)):
    """All paths are run once, here, by the engine's optimizers; the script draws them."""

    surfaces = traitlets.Dict().tag(sync=True)
    racers = traitlets.Dict({key: racer.label for key, racer in RACERS.items()}).tag(sync=True)
    bugs = traitlets.Dict(
        {key: {"label": b.label, "on": b.on, "clue": b.clue} for key, b in BUGS.items()}
    ).tag(sync=True)
    rates = traitlets.List(list(RATES)).tag(sync=True)
    steps = traitlets.Int(STEPS).tag(sync=True)
    # (surface, racer or bug, rate, step, x and y) and the losses there, float32.
    paths = traitlets.Bytes().tag(sync=True)
    losses = traitlets.Bytes().tag(sync=True)
    best: Any = traitlets.List(help="(surface, racer or bug) index into rates").tag(sync=True)
    # What the learner has chosen.
    surface = traitlets.Unicode("ravine").tag(sync=True)
    rate = traitlets.Int(-1, help="index into rates; -1: each its own best").tag(sync=True)
    bug = traitlets.Unicode("none").tag(sync=True)
    guess = traitlets.Unicode("", help="who was said to win").tag(sync=True)
    step = traitlets.Int(0).tag(sync=True)

    def __init__(self) -> None:
        super().__init__(
            surfaces={key: _described(surface) for key, surface in SURFACES.items()},
            paths=all_paths().astype("<f4").tobytes(),
            losses=all_losses().astype("<f4").tobytes(),
            best=best_rates().tolist(),
        )

    def still(self) -> Picture:
        """The paths of the right optimizers on each surface."""
        return optimizer_race_figure()


def _described(surface: Surface) -> dict[str, Any]:
    return {
        "label": surface.label,
        "formula": surface.formula,
        "lesson": surface.lesson,
        "window": surface.window,
        "start": surface.start,
        "regions": contour_regions(surface),
    }


def contour_regions(surface: Surface) -> list[str]:
    """Return the regions below rising levels as SVG paths in the surface's own coordinates."""
    x, y, values = _grid(surface)
    contours = contourpy.contour_generator(x, y, values, fill_type="OuterOffset")
    return [_svg_path(contours.filled(-1.0, level)) for level in _levels(values)]


def _svg_path(filled: Any) -> str:
    outlines = (
        points[start:end]
        for points, offsets in zip(*filled, strict=True)
        for start, end in pairwise(offsets)
    )
    return "".join(
        "M" + "L".join(f"{x:.3f},{y:.3f}" for x, y in outline) + "Z" for outline in outlines
    )


def _grid(surface: Surface) -> tuple[Array, Array, Array]:
    left, right, bottom, top = surface.window
    x, y = np.meshgrid(np.linspace(left, right, 121), np.linspace(bottom, top, 81))
    return x, y, surface.value(np.array([x, y]))


def _levels(values: Array) -> list[float]:
    return np.quantile(values, _SHARES).tolist()


def optimizer_race_figure() -> Picture:
    """Return the four surfaces with every optimizer's path at its best rate, and the losses."""
    with theme():
        figure = new_figure(14, 8.6)
        panels = figure.subplots(3, 4, height_ratios=[1, 1, 0.22])
        for column, surface in enumerate(SURFACES.values()):
            _draw_paths(panels[0, column], surface, column)
            _draw_losses(panels[1, column], column)
        label(panels[0, 0], "weight x", "weight y")
        label(panels[1, 0], "steps (one gradient each)", "loss")
        for ax in panels[2]:
            ax.axis("off")
        lines, names = panels[1, 0].get_legend_handles_labels()
        order = "η above each chart: in this order"
        figure.legend(lines, names, loc="lower center", ncols=5, title=order)
    return Picture(figure, _alt())


@or_still(optimizer_race_figure)
def optimizer_race() -> OptimizerRace:
    """Return the demo: say who wins, then let them race; give one of them a bug."""
    return OptimizerRace()


def _draw_paths(ax: Axes, surface: Surface, s: int) -> None:
    x, y, values = _grid(surface)
    levels = [-1.0, *_levels(values)]
    greys = [str(grey) for grey in np.linspace(0.62, 0.95, len(levels) - 1)]
    ax.contourf(x, y, values, levels=levels, colors=greys)
    for k, racer in enumerate(RACERS.values()):
        points = all_paths()[s, k, best_rates()[s, k]]
        ax.plot(*points.T, color=racer.colour, linestyle=racer.line, linewidth=2)
    ax.plot(*surface.start, "o", color="black")
    ax.set(xlim=surface.window[:2], ylim=surface.window[2:], title=surface.label)
    ax.set_xlabel("weight x")
    ax.grid(visible=False)


def _draw_losses(ax: Axes, s: int) -> None:
    for k, (racer, best) in enumerate(zip(RACERS.values(), best_rates()[s], strict=False)):
        losses = all_losses()[s, k, best]
        ax.semilogy(losses, color=racer.colour, linestyle=racer.line, label=racer.label)
    ax.set_ylim(1e-6, 1e2)
    ax.set_xlabel("steps (one gradient each)")
    rates = [f"{RATES[best]:g}" for best in best_rates()[s, : len(RACERS)]]
    ax.set_title("η: " + ", ".join(rates), fontsize=12, fontweight="normal", color=FAINT)


def _alt() -> str:
    ends = [
        f"On the {surface.label}: " + ", ".join(_ends(s)) + "."
        for s, surface in enumerate(SURFACES.values())
    ]
    return (
        "Four surfaces seen from above with the paths of five optimizers, and below each the loss "
        f"against the step, on a logarithmic axis. Each takes {STEPS} steps at the best of ten "
        "learning rates; the losses at the end follow, lowest first. " + " ".join(ends)
    )


def _ends(s: int) -> list[str]:
    """Return 'name loss' for each racer on one surface, the lowest first."""
    best = best_rates()[s]
    ends = sorted(
        (all_losses()[s, k, best[k], -1], racer.label) for k, racer in enumerate(RACERS.values())
    )
    return [f"{name} {loss:.0e}" for loss, name in ends]
