"""Embedding: a row of numbers to learn for every word."""

from typing import Any

import numpy as np

from course_utils.nn.checks import check_at_least, check_gradient, float_dtype, remembered
from course_utils.nn.initializers import Initializer, drawn, normal
from course_utils.nn.layers import Layer
from course_utils.nn.parameter import Array, Parameter


class Embedding(Layer):
    """Whole numbers (n, t), each naming a row of W, give Y (n, t, d), the rows themselves.

        Y[n, t] = W[X[n, t]],   dW[k] = Σ dY[n, t] over all places where X[n, t] = k

    It is the dense layer of one-hot vectors, without the multiplications by zero (Bengio et al.
    2003). The name of a word cannot be moved a little, so there is no ∂L/∂X: ``backward``
    returns zeros, (n, t), which nobody should use. ``vocabulary`` is the number of rows.
    """

    def __init__(
        self,
        vocabulary: int,
        d: int,
        *,
        rng: np.random.Generator | None = None,
        init: Initializer = normal,
        dtype: Any = np.float64,
    ) -> None:
        shape = check_at_least("vocabulary", vocabulary, 1), check_at_least("d", d, 1)
        dtype, rng = float_dtype(dtype), rng or np.random.default_rng()
        W = drawn("Embedding({}, {})".format(*shape), "W", init, shape, rng, dtype)
        self.W = Parameter(W, name="W")
        self.X: Array | None = None

    def forward(self, X: Array, training: bool = False) -> Array:
        self.X = self._as_ids(X)
        return self.W.value[self.X]

    def backward(self, dY: Array) -> Array:
        self.backward_parameters(dY)
        return np.zeros(remembered(self, self.X).shape, dY.dtype)

    def backward_parameters(self, dY: Array) -> None:
        X, W = remembered(self, self.X), self.W.value
        check_gradient(self, dY, (*X.shape, W.shape[1]))
        self.W.grad = np.zeros_like(W)
        # One addition an entry, not a row: NumPy is quick about that only in one dimension.
        entries = X[..., None] * W.shape[1] + np.arange(W.shape[1])
        np.add.at(self.W.grad.reshape(-1), entries.reshape(-1), dY.reshape(-1))

    def _as_ids(self, X: Any) -> Array:
        X, rows = np.asarray(X), len(self.W.value)
        if X.dtype.kind not in "iu":
            raise TypeError(f"{self} was given X of dtype {X.dtype}: it needs whole numbers.")
        if not X.size:
            raise ValueError(f"{self} was given X of shape {X.shape}: give at least one number.")
        if X.min() < 0 or X.max() >= rows:
            raise ValueError(
                f"{self} was given numbers from {X.min()} to {X.max()}: with {rows} rows they "
                f"must lie in 0 to {rows - 1}."
            )
        return X

    def parameters(self) -> list[Parameter]:
        return [self.W]

    def __repr__(self) -> str:
        return "Embedding({}, {})".format(*self.W.value.shape)
