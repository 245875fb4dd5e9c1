"""Dropout: learn with part of the network switched off (Srivastava et al. 2014)."""

import numpy as np

from course_utils.nn.checks import as_numbers, check_gradient, check_range, remembered
from course_utils.nn.layers import Layer
from course_utils.nn.parameter import Array


class Dropout(Layer):
    """Each entry is dropped with probability p, the others are divided by 1 − p.

        u uniform in [0, 1),  mask = (u ≥ p),  Y = X ⊙ mask / (1 − p)
        dX = dY ⊙ mask / (1 − p)

    The division keeps the mean of every entry, so that nothing has to be done at prediction
    (``training=False``), where Y = X. ``rng`` draws the masks (unseeded if none is given).
    """

    def __init__(self, p: float = 0.5, *, rng: np.random.Generator | None = None) -> None:
        self.p = check_range("p", p, 0.0, 1.0)
        self.rng = rng or np.random.default_rng()
        self.scaled_mask: Array | None = None

    def forward(self, X: Array, training: bool = False) -> Array:
        X = as_numbers(self, X)
        kept = self.rng.random(X.shape) >= self.p if training else np.ones(X.shape)
        self.scaled_mask = kept.astype(X.dtype) / (1 - self.p if training else 1)
        return X * self.scaled_mask

    def backward(self, dY: Array) -> Array:
        scaled_mask = remembered(self, self.scaled_mask)
        check_gradient(self, dY, scaled_mask.shape)
        return dY * scaled_mask

    def __repr__(self) -> str:
        return f"Dropout({self.p:g})"
