"""Bug zoo: sixteen programs by their symptoms; the class votes, then the line lights up."""

from __future__ import annotations

from matplotlib.axes import Axes

from course_utils.demos.picture import Picture
from course_utils.demos.theme import label, new_figure, theme
from course_utils.exercises.zoo import NAMES, Exhibit, exhibit


def bug_zoo_figure() -> Picture:
    """Return the symptoms of all sixteen programs: loss curve and three gradients each."""
    with theme():
        figure = new_figure(13, 13)
        for ax, name in zip(figure.subplots(4, 4).flat, NAMES, strict=True):
            _draw(ax, exhibit(name))
    return Picture(figure, _alt())


def bug_zoo() -> Picture:
    """Return the demo: see the symptoms of a program, vote for a line, see it proved."""
    return bug_zoo_figure()


def _draw(ax: Axes, animal: Exhibit) -> None:
    ax.plot(animal.losses, marker="o" if len(animal.losses) == 1 else "")
    ax.tick_params(labelsize=10)
    label(ax, "step", "loss", animal.name)
    numbers = "\n".join(f"{key} = {value:.3g}" for key, value in animal.grads.items())
    ax.text(0.97, 0.95, numbers, transform=ax.transAxes, ha="right", va="top", fontsize=9)


def _alt() -> str:
    told = [
        f"{name}: from {exhibit(name).losses[0]:.3g} to {exhibit(name).losses[-1]:.3g}"
        for name in NAMES
    ]
    return "Sixteen loss curves, each with three gradients. " + "; ".join(told) + "."
