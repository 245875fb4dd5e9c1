"""Five returns at tennis as a network with two weights, run through the engine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from course_utils import nn

Array = NDArray[np.floating[Any]]

# (5, 2): each ball's speed and height, compared with an average ball (no unit).
BALLS = np.array([[1.8, 0.9], [0.6, 1.1], [1.4, 1.5], [-0.5, 0.3], [1.0, -0.4]])
BEST = np.array([1.73, -0.86])  # between the sliders' steps, so that nobody hits it exactly
# (5, 1): where each return should land, in metres beyond (+) or before (-) the line.
MARKS = BALLS @ BEST[:, None]
START = np.array([-1.5, 1.5])
LIMIT = 3.0  # both weights lie between -LIMIT and LIMIT
RATE = 0.4
GOAL = 0.1  # m^2: good enough
STEPS = 12


@dataclass(frozen=True)
class Descent:
    """A walk down the loss.

    Attributes:
        weights: (steps + 1, 2) the weights before each step, and after the last.
        losses: (steps + 1,) their losses in m^2.
    """

    weights: Array
    losses: Array

    @property
    def needed(self) -> int:
        """How many steps it takes to get below the goal."""
        return int(np.argmax(self.losses <= GOAL))


def player(weights: Array) -> nn.Sequential:
    """Return the network p = w1 x1 + w2 x2: one unit, no activation, its bias left at 0."""
    return nn.Sequential(nn.Dense.from_arrays(np.reshape(weights, (2, 1)), np.zeros(1)))


@cache
def descent() -> Descent:
    """Let gradient descent play from ``START``: only the two weights learn, not the bias."""
    model, loss = player(START), nn.MSE()
    W = model.parameters()[0]
    optimizer = nn.SGD([W], lr=RATE)
    weights, losses = [], []
    for _ in range(STEPS + 1):
        weights.append(W.value.ravel().copy())
        losses.append(nn.backpropagate(model, loss, BALLS, MARKS))
        optimizer.step()
    return Descent(np.array(weights), np.array(losses))


# Each level is 3 times the one before it; the first is the goal.
LEVELS = GOAL * 3.0 ** np.arange(6)


@cache
def surface(points: int = 121) -> tuple[Array, Array]:
    """Return a grid of weights (points,) and the loss (points, points) at w2, w1."""
    grid = np.linspace(-LIMIT, LIMIT, points)
    pairs = np.stack(np.meshgrid(grid, grid)).reshape(2, -1)
    players = nn.Sequential(nn.Dense.from_arrays(pairs, np.zeros(points**2)))  # one a column
    losses = np.mean((players.forward(BALLS) - MARKS) ** 2, axis=0)
    return grid, losses.reshape(points, points)


def contours() -> list[list[list[list[float]]]]:
    """Return for each of ``LEVELS`` its lines, each a list of points (w1, w2)."""
    grid, losses = surface()
    lines = Figure().add_subplot().contour(grid, grid, losses, LEVELS).allsegs
    return [[np.round(line, 3).tolist() for line in level] for level in lines]
