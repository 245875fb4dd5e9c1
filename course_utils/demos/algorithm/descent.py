"""The update, seen from the side: the loss along the direction of the gradient."""

from __future__ import annotations

import numpy as np

from course_utils import nn
from course_utils.demos.algorithm.hand_network import WEIGHTS, Array, X, Y, hand_network, passes
from course_utils.demos.picture import Picture
from course_utils.demos.theme import label, new_figure, theme

_RATES = np.linspace(0, 16, 161)


def loss_after_update(rate: float) -> float:
    """Return the 2-3-1 network's loss after one update ``W -= rate * dW`` from its start."""
    model = hand_network()
    for parameter, start, grad in zip(model.parameters(), WEIGHTS, passes().grads, strict=True):
        parameter.value[...] = start - rate * grad
    return nn.MSE().forward(model.forward(X, training=False), Y)


def descent_figure() -> Picture:
    """Return the loss after one update against the learning rate, with its tangent."""
    losses = np.array([loss_after_update(rate) for rate in _RATES])
    slope = -sum(float((grad**2).sum()) for grad in passes().grads)
    with theme():
        figure = new_figure(9, 4.8)
        ax = figure.add_subplot()
        ax.plot(_RATES, losses, label="loss after one update")
        ax.plot(_RATES, losses[0] + slope * _RATES, label="what the gradient promises")
        best = int(losses.argmin())
        ax.plot(_RATES[best], losses[best], "o", color="black", label="lowest")
        label(ax, "learning rate η (no unit)", "loss (a − y)²")
        ax.set_ylim(-0.01, losses[0] * 1.15)
        ax.legend(loc="upper right")
    return Picture(figure, _describe(losses, best))


def _describe(losses: Array, best: int) -> str:
    return (
        f"The loss of the 2-3-1 network after one update, against the learning rate. It starts at "
        f"{losses[0]:.4f} for rate 0 and falls along its tangent, the dashed straight line, at "
        f"first; then it bends away from it, is lowest, {losses[best]:.1g}, at a rate near "
        f"{_RATES[best]:.1f}, and rises again to {losses[-1]:.4f} at rate {_RATES[-1]:.0f}."
    )
