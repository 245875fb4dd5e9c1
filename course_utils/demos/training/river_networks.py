"""The numbers under the gradient river: real deep networks, each backpropagated once.

Every network sees the same 64 digits and is as its initialization left it: what is measured is
the gradient with which learning would begin.
"""

from __future__ import annotations

from functools import cache, partial
from itertools import pairwise, product
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from course_utils import nn
from course_utils.data import load_digits
from course_utils.nn.initializers import Initializer

Array = NDArray[np.floating[Any]]

DEPTHS = (2, 5, 10, 20, 50)
WIDTH = 48
SAMPLES = 64
SEED = 0
ACTIVATIONS = {"sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "relu": nn.ReLU}
INITIALIZERS: dict[str, Initializer] = {
    "uniform": nn.uniform,  # U(-1, 1), whatever the width
    "normal": partial(nn.normal, std=0.01),
    "xavier": nn.xavier_normal,
    "he": nn.he_normal,
}


class Network(NamedTuple):
    """One choice of everything; see ``ACTIVATIONS`` and ``INITIALIZERS`` for the names."""

    activation: str
    initializer: str
    residual: bool
    batch_norm: bool
    depth: int


class Gauge(nn.Dense):
    """A dense layer that notes how much gradient passes: ``delta`` is its last one's norm."""

    delta = 0.0

    def backward_parameters(self, dY: Array) -> None:
        self.delta = norm(dY)
        super().backward_parameters(dY)


def norm(array: Array) -> float:
    """Return √(Σ x²) without underflow: the squares of tiny gradients would be 0."""
    largest = np.abs(array).max()
    return float(largest * np.linalg.norm(array / largest)) if largest else 0.0


def build(network: Network) -> tuple[nn.Sequential, list[Gauge]]:
    """Return 784-64-…-64-10 with ``depth`` dense layers, and those layers from first to last.

    A block is dense, batch norm if wanted, activation; residual adds its input to its output,
    wherever both are 64 wide.
    """
    rng = np.random.default_rng(SEED)
    initializer = INITIALIZERS[network.initializer]
    sizes = [784, *[WIDTH] * (network.depth - 1), 10]
    gauges = [Gauge(i, o, rng=rng, init=initializer) for i, o in pairwise(sizes)]
    blocks = [_block(gauge, network) for gauge in gauges[:-1]]
    return nn.Sequential(*blocks, gauges[-1]), gauges


def _block(gauge: Gauge, network: Network) -> nn.Layer:
    norms = [nn.BatchNorm(WIDTH)] if network.batch_norm else []
    layers = [gauge, *norms, ACTIVATIONS[network.activation]()]
    same_width = gauge.W.value.shape == (WIDTH, WIDTH)
    return (nn.Residual if network.residual and same_width else nn.Sequential)(*layers)


def measure(network: Network) -> Array:
    """Return (2, depth): for each dense layer ‖∂L/∂z‖ and ‖∂L/∂W‖, L being the cross-entropy."""
    model, gauges = build(network)
    X, y = _digits()
    nn.backpropagate(model, nn.SoftmaxCrossEntropy(), X, y)
    return np.array([[g.delta for g in gauges], [norm(g.W.grad) for g in gauges]])


@cache
def _digits() -> tuple[Any, Any]:
    digits = load_digits(dtype=np.float64)
    return digits.X_train[:SAMPLES], digits.y_train[:SAMPLES]


def networks() -> list[Network]:
    """Return all networks in a fixed order, the depth changing fastest."""
    flags = (False, True)
    return [Network(*choice) for choice in product(ACTIVATIONS, INITIALIZERS, flags, flags, DEPTHS)]


@cache
def all_rivers() -> dict[Network, Array]:
    """Measure every network once: 240 of them, some 4,000 layers."""
    return {network: measure(network) for network in networks()}
