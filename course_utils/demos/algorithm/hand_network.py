"""The 2-3-1 network the lecture works by hand, run through the engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils import nn

Array = NDArray[np.floating[Any]]

X = np.array([[0.1, 0.2]])
Y = np.array([[0.3]])
# W1 (2, 3), b1 (3,), W2 (3, 1), b2 (1,)
WEIGHTS = (
    np.array([[0.5, -0.3, 0.8], [0.2, 0.4, -0.6]]),
    np.array([0.1, -0.2, 0.3]),
    np.array([[0.7], [-0.5], [0.6]]),
    np.array([0.2]),
)


def hand_network(dtype: Any = np.float64) -> nn.Sequential:
    """Return the network: two inputs, three hidden units, one output, sigmoids everywhere."""
    W1, b1, W2, b2 = (weight.astype(dtype) for weight in WEIGHTS)
    return nn.Sequential(
        nn.Dense.from_arrays(W1, b1), nn.Sigmoid(), nn.Dense.from_arrays(W2, b2), nn.Sigmoid()
    )


@dataclass(frozen=True)
class Passes:
    """What one forward and one backward pass leave behind, for one sample.

    Attributes:
        z1, a1: (1, 3) hidden pre-activations and activations.
        z2, a2: (1, 1) the same of the output.
        loss: (a2 - y)^2.
        delta2, delta1: (1, 1) and (1, 3) gradients of the loss by z2 and z1.
        grads: dW1, db1, dW2, db2.
    """

    z1: Array
    a1: Array
    z2: Array
    a2: Array
    loss: float
    delta2: Array
    delta1: Array
    grads: tuple[Array, ...]


def passes() -> Passes:
    """Run the hand-worked sample forward and backward, layer by layer."""
    model, loss = hand_network(), nn.MSE()
    dense1, hidden, dense2, output = model.layers
    z1 = dense1.forward(X, training=True)
    a1 = hidden.forward(z1, training=True)
    z2 = dense2.forward(a1, training=True)
    a2 = output.forward(z2, training=True)
    value = loss.forward(a2, Y)
    delta2 = output.backward(loss.backward())
    delta1 = hidden.backward(dense2.backward(delta2))
    dense1.backward(delta1)
    grads = tuple(parameter.grad for parameter in model.parameters())
    return Passes(z1, a1, z2, a2, value, delta2, delta1, grads)
