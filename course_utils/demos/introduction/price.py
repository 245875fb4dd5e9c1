"""What a gradient costs, counted in forward passes and measured with the engine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from time import process_time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils import nn
from course_utils.data import load_digits

Array = NDArray[np.floating[Any]]

BACKPROP = 3  # passes: one forward, and a backward worth about two (two products for one)
# Parameters, by name: two networks of this course, and a famous one of 2012 with 60 million.
LANDMARKS = {"2-3-1, by hand": 13, "784-64-10, digits": 50_890, "AlexNet (2012)": 60_000_000}
SIZES, SAMPLES, EPS = (784, 4, 10), 32, 1e-5
_REPEATS = 1000


@dataclass(frozen=True)
class Measured:
    """The three ways on one network, as run on this machine.

    Attributes:
        parameters: how many weights and biases the network has.
        passes: forward passes counted while each way ran; none for backprop's two-way pass.
        seconds: processor time of one gradient, by way; 'forward pass' for one pass alone.
        disagreement: largest difference between a central difference and backprop's entry,
            relative to the largest entry.
    """

    parameters: int
    passes: dict[str, int]
    seconds: dict[str, float]
    disagreement: float

    def in_passes(self, way: str) -> float:
        """Return the measured cost of ``way`` in forward passes."""
        return self.seconds[way] / self.seconds["forward pass"]


class Workbench:
    """A small network on real digits whose gradient can be had in three ways."""

    def __init__(self) -> None:
        rng = np.random.default_rng(0)
        d_in, hidden, classes = SIZES
        self.model = nn.Sequential(
            nn.Dense(d_in, hidden, rng=rng), nn.Tanh(), nn.Dense(hidden, classes, rng=rng)
        )
        digits = load_digits(dtype=np.float64)
        self.X, self.y = digits.X_train[:SAMPLES], digits.y_train[:SAMPLES]
        self.loss = nn.SoftmaxCrossEntropy()
        self.weights = [p.value.ravel() for p in self.model.parameters()]  # views: see nudged
        self.passes = 0

    @property
    def parameters(self) -> int:
        """How many weights and biases there are."""
        return sum(weight.size for weight in self.weights)

    def value(self) -> float:
        """Return the loss: one forward pass, counted."""
        self.passes += 1
        return self.loss.forward(self.model.forward(self.X), self.y)

    def backprop(self) -> Array:
        """Return the gradient (parameters,) from one forward and one backward pass."""
        nn.backpropagate(self.model, self.loss, self.X, self.y)
        return np.concatenate([p.grad.ravel() for p in self.model.parameters()])

    def forward_differences(self) -> Array:
        """Return the gradient (parameters,) from one nudge of every parameter."""
        here = self.value()
        return np.array([(self.nudged(w, i, EPS) - here) / EPS for w, i in self._each()])

    def central_differences(self) -> Array:
        """Return the gradient (parameters,) from two nudges of every parameter."""
        pairs = ((self.nudged(w, i, EPS), self.nudged(w, i, -EPS)) for w, i in self._each())
        return np.array([(up - down) / (2 * EPS) for up, down in pairs])

    def nudged(self, weight: Array, i: int, by: float) -> float:
        """Return the loss with one parameter changed, and put it back."""
        before = weight[i]
        weight[i] = before + by
        value = self.value()
        weight[i] = before
        return value

    def _each(self) -> list[tuple[Array, int]]:
        return [(weight, i) for weight in self.weights for i in range(weight.size)]


@cache
def measure() -> Measured:
    """Run the three ways once on this machine; the quick ones often, for their mean time.

    Processor time, since other programs must not be charged to one of the three.
    """
    bench = Workbench()
    passes: dict[str, int] = {}
    seconds: dict[str, float] = {}
    gradients: dict[str, Any] = {}
    for way, run, repeats in (
        ("forward pass", bench.value, _REPEATS),
        ("backprop", bench.backprop, _REPEATS),
        ("forward differences", bench.forward_differences, 1),
        ("central differences", bench.central_differences, 1),
    ):
        bench.passes, begun = 0, process_time()
        for _ in range(repeats):
            gradients[way] = run()
        seconds[way] = (process_time() - begun) / repeats
        passes[way] = bench.passes // repeats
    exact = gradients["backprop"]
    disagreement = np.abs(gradients["central differences"] - exact).max() / np.abs(exact).max()
    return Measured(bench.parameters, passes, seconds, float(disagreement))
