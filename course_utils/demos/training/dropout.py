"""Dropout microscope: what a mask does to a real layer, in training, evaluation and going back."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets
from matplotlib.axes import Axes
from numpy.typing import NDArray

from course_utils.demos.picture import Picture
from course_utils.demos.theme import FAINT, label, new_figure, theme
from course_utils.demos.training.dropouts import (
    BUGS,
    RATES,
    SHOWN,
    Array,
    activations,
    means,
    passes,
    shown,
)
from course_utils.demos.widget import Demo

_EQUAL = 0.08  # means closer than this share count as equal; the masks are many, not infinite


def compare(training: float, evaluation: float) -> str:
    """Return whether the mean in training is 'smaller', 'equal' or 'larger'."""
    ratio = training / evaluation
    if abs(ratio - 1) < _EQUAL:
        return "equal"
    return "smaller" if ratio < 1 else "larger"


class DropoutMicroscope(Demo):
    """All passes are run once, here; the script picks from these tables."""

    rates = traitlets.List(list(RATES)).tag(sync=True)
    shape = traitlets.List(list(SHOWN)).tag(sync=True)
    bugs = traitlets.Dict({k: {"label": b.label, "clue": b.clue} for k, b in BUGS.items()}).tag(
        sync=True
    )
    activations = traitlets.Bytes(help="(8, 16) float32, before dropout").tag(sync=True)
    # (bug, p, training or evaluation or gradient, 8, 16) float32
    passes = traitlets.Bytes().tag(sync=True)
    means: Any = traitlets.List(help="(bug, p, 3), many masks").tag(sync=True)
    comparisons: Any = traitlets.List(help="(bug, p) key of compare()").tag(sync=True)
    mean = traitlets.Float(help="of all activations, before dropout").tag(sync=True)
    # What the learner has chosen.
    p = traitlets.Int(2, help="index into rates").tag(sync=True)
    bug = traitlets.Unicode("none").tag(sync=True)

    def __init__(self) -> None:
        samples, units = SHOWN
        super().__init__(
            activations=activations()[:samples, :units].astype("<f4").tobytes(),
            passes=shown().astype("<f4").tobytes(),
            means=means().tolist(),
            comparisons=[[compare(*row[:2]) for row in rows] for rows in means()],
            mean=float(activations().mean()),
        )

    def still(self) -> Picture:
        """A mask at work, and means against p."""
        return dropout_microscope_figure()


def dropout_microscope() -> DropoutMicroscope:
    """Return the demo: move p, predict the mean, find the bug by what it leaves behind."""
    return DropoutMicroscope()


def dropout_microscope_figure() -> Picture:
    """Return activations with and without dropout at p = 0.5, and mean activations against p."""
    samples, units = SHOWN
    A = activations()[:samples, :units]
    run = passes("none", 0.5, A)
    with theme():
        figure = new_figure(13, 7.6)
        axes = figure.subplot_mosaic([["A", "Y"], ["dX", "means"]], width_ratios=[1, 1])
        most = float(run.training.max())
        _draw_table(axes["A"], A, "evaluation: Y = X", most)
        _draw_table(axes["Y"], run.training, "training, p = 0.5: kept ones doubled", most)
        _draw_table(axes["dX"], run.gradient, "gradient going back, for dY = 1", 2.0)
        for name in ("Y", "dX"):
            _cross_out(axes[name], run.gradient == 0)
        _draw_means(axes["means"])
    return Picture(figure, _alt())


def _draw_table(ax: Axes, values: Array, title: str, most: float) -> None:
    ax.imshow(values, cmap="Blues", aspect="auto", vmin=0, vmax=most)
    label(ax, "unit", "sample", title)
    ax.grid(visible=False)


def _cross_out(ax: Axes, dropped: NDArray[np.bool_]) -> None:
    rows, columns = np.nonzero(dropped)
    ax.plot(columns, rows, "x", color=FAINT, markersize=6, markeredgewidth=1.5)


_LINES = ("none", "unscaled", "times_keep", "over_p", "mask_flipped")


def _draw_means(ax: Axes) -> None:
    for bug, table in zip(BUGS, means(), strict=True):
        if bug in _LINES:
            name = "right" if bug == "none" else BUGS[bug].label
            ax.plot(RATES, table[:, 0] / activations().mean(), label=name)
    label(ax, "dropout rate p", "mean in training\n/ mean in evaluation", "Who keeps the mean")
    ax.set_ylim(0, 3)
    ax.legend(ncols=3, loc="upper center", bbox_to_anchor=(0.5, -0.2))


def _alt() -> str:
    samples, units = SHOWN
    return (
        f"Four panels. First, the activations of {units} units for {samples} digits, as shades of "
        "blue. Second, the same in training with dropout at p = 0.5: about half of the cells are "
        "crossed out, in other places for every sample, and the others are twice as dark. Third, "
        "the gradient that goes back for a gradient of 1: 0 in the same places, 2 elsewhere. "
        "Fourth, the mean activation in training over that in evaluation, against p from 0.1 to "
        "0.9: right dropout stays at 1; without scaling it falls as 1 - p, multiplied by 1 - p as "
        "its square; divided by p it falls from 9 to 0.1 and meets 1 at p = 0.5, where the flipped "
        "mask meets it rising."
    )
