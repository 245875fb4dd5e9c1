"""A digit the network gets wrong, what it thought, and where its weights are to blame."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from course_utils.demos.picture import Picture
from course_utils.demos.theme import BLUE, VERMILION, label, new_figure, theme

Array = NDArray[np.floating[Any]]


def wrong_digit_figure(pixels: Array, probabilities: Array, target: int, dW: Array) -> Picture:
    """Return a digit, the probabilities a network gives it, and the blame its pixels' weights bear.

    Args:
        pixels: (784,) from 0 (paper) to 1 (ink).
        probabilities: (10,) the network's answer.
        target: what the digit is.
        dW: (784, h) gradient of this digit's loss at the first layer's weights.
    """
    blame = np.linalg.norm(dW, axis=1)
    with theme():
        figure = new_figure(12, 4.2)
        digit, bars, where = figure.subplots(1, 3, width_ratios=(1, 1.5, 1))
        _image(digit, pixels, f"a {target}", "gray_r")
        _bars(bars, probabilities, target)
        _image(where, blame, "blame, pixel by pixel", "inferno")
    return Picture(figure, _describe(probabilities, target, blame))


def _image(ax: Axes, values: Array, title: str, colours: str) -> None:
    ax.imshow(values.reshape(28, 28), cmap=colours)
    ax.set_title(title)
    ax.set_axis_off()


def _bars(ax: Axes, probabilities: Array, target: int) -> None:
    colours = [BLUE if k == target else VERMILION for k in range(10)]
    ax.bar(range(10), probabilities, color=colours)
    ax.annotate("right answer", (target, probabilities[target]), (0, 6), color=BLUE, ha="center",
                textcoords="offset points", fontsize=13)  # fmt: skip
    ax.set_xticks(range(10))
    ax.set_ylim(0, 1.05)
    label(ax, "class", "probability", "what the network says")


def _describe(probabilities: Array, target: int, blame: Array) -> str:
    guess = int(probabilities.argmax())
    return (
        f"Left, a handwritten {target}. In the middle ten bars, the probabilities the network "
        f"gives to the classes: {probabilities[guess]:.2f} to {guess}, {probabilities[target]:.2f} "
        f"to {target}, which is right. On the right the same square of pixels, bright where the "
        f"weights that start at a pixel have a large gradient: {np.mean(blame > 0):.0%} of the "
        f"pixels, the ones with ink; weights behind blank paper have none."
    )
