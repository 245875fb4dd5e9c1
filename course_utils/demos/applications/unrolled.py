"""Unrolled time: how much gradient a recurrent layer passes back, step by step."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets
from matplotlib.axes import Axes

from course_utils.demos.applications.unrolled_runs import (
    INPUTS,
    RADII,
    SMALL,
    STEPS,
    Array,
    Run,
    all_runs,
    steps_until_small,
)
from course_utils.demos.picture import Picture
from course_utils.demos.theme import FAINT, label, new_figure, theme
from course_utils.demos.widget import Demo, or_still

INPUT_LABELS = {name: f"{name}: N(0, {sigma}²)" for name, sigma in INPUTS.items()}


class UnrolledTime(Demo):
    """Every layer is run once, here; the script picks one and draws it."""

    radii = traitlets.List(list(RADII)).tag(sync=True)
    inputs = traitlets.Dict(INPUT_LABELS).tag(sync=True)
    runs: Any = traitlets.Dict(help="for each input, a dictionary a radius").tag(sync=True)
    # What the learner has chosen.
    at = traitlets.Int(RADII.index(0.9), help="index into radii").tag(sync=True)
    input = traitlets.Unicode("quiet").tag(sync=True)
    reach = traitlets.Int(STEPS, help="truncated after so many steps").tag(sync=True)
    predict = traitlets.Bool(True, help="hide a run until it was predicted").tag(sync=True)

    def __init__(self) -> None:
        runs = {name: [_plain(run) for run in some] for name, some in all_runs().items()}
        super().__init__(runs=runs)

    def still(self) -> Picture:
        """Six radii, and what truncation keeps of dU."""
        return unrolled_time_figure()


def _plain(run: Run) -> dict[str, list[float]]:
    """Return lists of numbers to six digits."""
    return {
        name: [float(f"{value:.6g}") for value in values] for name, values in run._asdict().items()
    }


_SHOWN = (0.5, 0.8, 0.9, 1.0, 1.2, 1.5)


def unrolled_time_figure() -> Picture:
    """Return the gradient at each step back, for quiet and loud inputs, and dU truncated."""
    with theme():
        figure = new_figure(14, 5.4)
        quiet, loud, kept = figure.subplots(1, 3)
        _draw_gradients(quiet, "quiet")
        _draw_gradients(loud, "loud")
        _draw_truncation(kept)
        figure.legend(*kept.get_legend_handles_labels(), loc="outside lower center", ncols=6)
    return Picture(figure, _alt())


@or_still(unrolled_time_figure)
def unrolled_time() -> UnrolledTime:
    """Return the demo: set the spectral radius, predict where the gradient ends, truncate."""
    return UnrolledTime()


def run_of(name: str, radius: float) -> Run:
    """Return the run with this input and this radius, one of ``RADII``."""
    return all_runs()[name][RADII.index(radius)]


def _draw_gradients(ax: Axes, name: str) -> None:
    for radius in _SHOWN:
        ax.semilogy(run_of(name, radius).gradient, label=f"ρ = {radius}")
    ax.axhline(SMALL, color=FAINT, linewidth=1.5, linestyle="--")
    ax.text(-0.5, SMALL, "1 %", color=FAINT, ha="right", va="top")
    ax.set(ylim=(1e-13, 1e5), xlim=(STEPS, -1))
    label(ax, "steps back from the last", "gradient / that of the last step", f"{name} input")


def _draw_truncation(ax: Axes) -> None:
    for radius in _SHOWN:
        ax.plot(range(1, STEPS + 1), angles(run_of("quiet", radius)), label=f"ρ = {radius}")
    label(ax, "truncated after τ steps", "angle to the whole dU (°)", "what the cut costs")
    ax.set(ylim=(0, 100), xlim=(0, STEPS))


def angles(run: Run) -> Array:
    """Return the angles in degrees between dU truncated after 1, 2, … steps and the whole dU."""
    return np.degrees(np.arccos(np.clip(run.cosine, -1, 1)))


def _alt() -> str:
    return (
        "Three panels. The first two show how much of the last step's gradient reaches each of 50 "
        "earlier steps of a recurrent layer, on a logarithmic axis, for several spectral radii ρ: "
        f"with a quiet input {_ends('quiet')}; with a loud input, whose tanh units are often flat, "
        f"{_ends('loud')}. The third shows the angle between dU truncated after τ steps and the "
        "whole dU (quiet input), falling to 0 as τ grows: at τ = 10 "
        + ", ".join(f"{angles(run_of('quiet', r))[9]:.0f}° at ρ = {r}" for r in _SHOWN)
        + "."
    )


def _ends(name: str) -> str:
    return ", ".join(f"ρ = {r}: {_end(run_of(name, r).gradient)}" for r in _SHOWN)


def _end(gradient: Array) -> str:
    steps = steps_until_small(gradient)
    return f"below 1 % after {steps} steps" if steps else f"{gradient[-1]:.3g} times at the end"
