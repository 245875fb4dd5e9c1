"""Curves of lecture 2: activations, losses, and what a loss hands back to the logit."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from course_utils import nn
from course_utils.demos.picture import Picture
from course_utils.demos.theme import FAINT, label, new_figure, theme

Array = NDArray[np.floating[Any]]

_Z = np.linspace(-6, 6, 241)


def activations_figure() -> Picture:
    """Return sigmoid, tanh and ReLU beside their derivatives."""
    with theme():
        figure = new_figure(12, 4.8)
        values, slopes = figure.subplots(1, 2)
        for name, layer in (("sigmoid", nn.Sigmoid()), ("tanh", nn.Tanh()), ("ReLU", nn.ReLU())):
            values.plot(_Z, layer.forward(_Z[:, None], training=True), label=name)
            slopes.plot(_Z, layer.backward(np.ones((len(_Z), 1))), label=name)
        label(values, "pre-activation z", "activation a", "Activation")
        label(slopes, "pre-activation z", "slope da/dz", "Its derivative")
        values.set_ylim(-1.3, 3)
        for ax in (values, slopes):
            ax.legend(loc="upper left")
        _note(slopes, "at most 0.25", (0, 0.25), (1.6, 0.42))
    return Picture(figure, _ACTIVATIONS)


_ACTIVATIONS = (
    "Two panels against the pre-activation z from -6 to 6. Left, the activations: the sigmoid "
    "rises from 0 to 1 and is 0.5 at z = 0; tanh rises from -1 to 1 through 0; ReLU is 0 left of "
    "z = 0 and equals z right of it. Right, their derivatives: the sigmoid's is a low bell of "
    "height 0.25 at z = 0, tanh's a narrower bell of height 1, both near 0 at the ends; ReLU's "
    "jumps from 0 to 1 at z = 0."
)


def losses_figure() -> Picture:
    """Return three losses and their slopes against the prediction, for a target of 1."""
    p = np.linspace(0.03, 1, 200, endpoint=False)
    squared, d_squared = _per_sample(nn.MSE(), p)
    entropy, d_logit = _per_sample(nn.BinaryCrossEntropy(), np.log(p / (1 - p)))
    d_entropy = d_logit / (p * (1 - p))  # from the logit's gradient to the prediction's
    with theme():
        figure = new_figure(12, 4.8)
        values, slopes = figure.subplots(1, 2)
        for name, loss, slope in (
            ("squared error", squared, d_squared),
            ("half squared error", squared / 2, d_squared / 2),
            ("binary cross-entropy", entropy, d_entropy),
        ):
            values.plot(p, loss, label=name)
            slopes.plot(p, slope, label=name)
        label(values, "prediction p (target 1)", "loss", "Loss")
        label(slopes, "prediction p (target 1)", "slope dL/dp", "Its slope")
        slopes.set_ylim(-12, 0.6)
        values.legend()
    return Picture(figure, _LOSSES)


_LOSSES = (
    "Two panels against the prediction p from 0 to 1, for a target of 1. Left, the losses: "
    "squared error falls from 1 to 0, half squared error from one half to 0, binary cross-entropy "
    "from very large values near p = 0 to 0 at p = 1. Right, their slopes, all negative: the "
    "squared error's runs straight from -2 to 0, the half squared error's from -1 to 0, the "
    "cross-entropy's is -1/p: below -10 near p = 0, and still -1 at p = 1."
)


def logits_figure() -> Picture:
    """Return what squared error and cross-entropy hand back to the logit, for a target of 1."""
    sigmoid = nn.Sigmoid()
    a = sigmoid.forward(_Z[:, None], training=True)
    squared, d_prediction = _per_sample(nn.MSE(), a.ravel())
    d_squared = sigmoid.backward(d_prediction[:, None]).ravel()
    entropy, d_entropy = _per_sample(nn.BinaryCrossEntropy(), _Z)
    with theme():
        figure = new_figure(12, 4.8)
        values, slopes = figure.subplots(1, 2)
        for name, loss, slope in (
            ("squared error of sigmoid", squared, d_squared),
            ("cross-entropy of sigmoid", entropy, d_entropy),
        ):
            values.plot(_Z, loss, label=name)
            slopes.plot(_Z, slope, label=name)
        label(values, "logit z (target 1)", "loss", "Loss")
        label(slopes, "logit z (target 1)", "delta = dL/dz", "What goes back")
        values.legend()
        _note(slopes, "wrong, sure,\nand no gradient", (-5.5, d_squared[10]), (-4.2, -0.5))
    return Picture(figure, _LOGITS)


_LOGITS = (
    "Two panels against the logit z from -6 to 6, for a target of 1. Left, the losses: squared "
    "error levels off at 1 for very negative z, cross-entropy keeps rising as a straight line. "
    "Right, delta = dL/dz: for squared error it is close to 0 at both ends, with a dip to about "
    "-0.3 between; for cross-entropy it is close to -1 where the prediction is wrong and goes to "
    "0 only where it is right. A note at the left end says: wrong, sure, and no gradient."
)


def _per_sample(loss: Any, predictions: Array) -> tuple[Array, Array]:
    """Return a loss and its gradient at each prediction alone, for a target of 1."""
    pairs = [_one(loss, value) for value in predictions]
    values, slopes = np.array(pairs).T
    return values, slopes


def _one(loss: Any, prediction: float) -> tuple[float, float]:
    value = loss.forward(np.array([[prediction]]), np.ones((1, 1)))
    return value, loss.backward().item()


def _note(ax: Axes, text: str, at: tuple[float, float], words: tuple[float, float]) -> None:
    arrow = {"arrowstyle": "->", "color": FAINT}
    ax.annotate(text, at, words, arrowprops=arrow, fontsize=13)
