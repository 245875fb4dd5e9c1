"""Activations: each function, and the layer that carries its derivative."""

from math import pi, sqrt
from typing import Any

import numpy as np

from course_utils.nn.checks import as_numbers, check_gradient, remembered
from course_utils.nn.fast import row_max
from course_utils.nn.layers import Layer
from course_utils.nn.parameter import Array

ROOT, CUBIC = sqrt(2 / pi), 0.044715  # of GELU


def sigmoid(z: Any) -> Array:
    """σ(z) = 1 / (1 + e⁻ᶻ), between 0 and 1, elementwise.

    For negative z the fraction is multiplied by eᶻ above and below, so that no exponent is ever
    positive and nothing overflows.
    """
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def tanh(z: Any) -> Array:
    """(eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ), between −1 and 1, elementwise."""
    return np.tanh(z)


def relu(z: Any) -> Array:
    """max(z, 0), elementwise."""
    return np.maximum(z, np.zeros_like(z))  # thrice as fast as comparing with the number 0


def softmax(Z: Any) -> Array:
    """Rows of positive numbers with sum 1: eᶻ / Σ eᶻ along the last axis.

    A number subtracted from the whole row changes nothing; the largest keeps exp from overflowing.
    """
    Z = np.asarray(Z)
    E = np.exp(Z - row_max(Z))
    return E / E.sum(axis=-1, keepdims=True)


def log_softmax(Z: Any) -> Array:
    """Logarithm of ``softmax``, finite even where a probability rounds to zero."""
    Z = np.asarray(Z)
    Z = Z - row_max(Z)
    return Z - np.log(np.exp(Z).sum(axis=-1, keepdims=True))


class Activation(Layer):
    """A layer without parameters that remembers its output ``A``."""

    A: Array | None = None

    def _output(self, dY: Array) -> Array:
        """What ``forward`` returned, once ``dY`` is seen to fit it."""
        A = remembered(self, self.A)
        check_gradient(self, dY, A.shape)
        return A


class Sigmoid(Activation):
    """A = σ(X); σ′ = σ (1 − σ), so dX = dY ⊙ A ⊙ (1 − A)."""

    def forward(self, X: Array, training: bool = False) -> Array:
        self.A = sigmoid(as_numbers(self, X))
        return self.A

    def backward(self, dY: Array) -> Array:
        A = self._output(dY)
        return dY * A * (1 - A)


class Tanh(Activation):
    """A = tanh X; tanh′ = 1 − tanh², so dX = dY ⊙ (1 − A²)."""

    def forward(self, X: Array, training: bool = False) -> Array:
        self.A = np.tanh(as_numbers(self, X))
        return self.A

    def backward(self, dY: Array) -> Array:
        A = self._output(dY)
        return dY * (1 - A * A)


class ReLU(Activation):
    """A = max(X, 0); the slope is 1 where X > 0 and 0 elsewhere, at 0 too.

    Multiplying by that mask of zeros and ones is many times faster than choosing entry by entry.
    """

    def forward(self, X: Array, training: bool = False) -> Array:
        self.A = relu(as_numbers(self, X))
        return self.A

    def backward(self, dY: Array) -> Array:
        A = self._output(dY)
        return dY * (A > 0)


class GELU(Activation):
    """Y = ½ x (1 + tanh u), u = √(2/π) (x + 0.044715 x³): about x Φ(x) (Hendrycks, Gimpel 2016).

    ReLU with its corner rounded: x times the probability that a normal number is below x, in
    the form with tanh that GPT-2 has. Product and chain rule give

        dX = dY ⊙ ½ [1 + tanh u + x (1 − tanh² u) u′],   u′ = √(2/π) (1 + 3 · 0.044715 x²)
    """

    def forward(self, X: Array, training: bool = False) -> Array:
        self.X = as_numbers(self, X)
        self.A = np.tanh(ROOT * (self.X + CUBIC * self.X**3))
        return 0.5 * self.X * (1 + self.A)

    def backward(self, dY: Array) -> Array:
        A, X = self._output(dY), self.X
        du = ROOT * (1 + 3 * CUBIC * X * X)
        return dY * 0.5 * (1 + A + X * (1 - A * A) * du)


class Softmax(Activation):
    """A = softmax of each row; ∂A_j/∂X_k = A_j (δ_jk − A_k), so dX = A ⊙ (dY − Σ_k dY_k A_k).

    To train a classifier leave it out and give the logits to ``SoftmaxCrossEntropy``, which is
    stable and needs no Jacobian.
    """

    def forward(self, X: Array, training: bool = False) -> Array:
        self.A = softmax(as_numbers(self, X))
        return self.A

    def backward(self, dY: Array) -> Array:
        A = self._output(dY)
        return A * (dY - (dY * A).sum(axis=-1, keepdims=True))
