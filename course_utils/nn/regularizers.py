"""Penalties on large weights: a term added to the loss, and its gradient added to theirs.

Biases are left alone: they shift a unit's output without making it steeper.
"""

from collections.abc import Iterable

import numpy as np

from course_utils.nn.checks import check_range
from course_utils.nn.parameter import Array, Parameter


class Penalty:
    """λ times some measure of the weights' size; ``strength`` is λ."""

    def __init__(self, strength: float) -> None:
        self.strength = check_range("strength", strength, 0.0)

    def loss(self, parameters: Iterable[Parameter]) -> float:
        """The term this penalty adds to the loss."""
        return sum(self.term(p.value) for p in parameters if p.penalized)

    def add_gradients(self, parameters: Iterable[Parameter]) -> None:
        """Add the term's gradient to the gradients of the backward pass."""
        for p in parameters:
            if p.penalized:
                p.grad += self.gradient(p.value)

    def term(self, W: Array) -> float:
        """The penalty for one weight array."""
        raise NotImplementedError

    def gradient(self, W: Array) -> Array:
        """Its derivative, in the shape of W."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.strength:g})"


class L2(Penalty):
    """(λ/2) Σ W², with gradient λ W: pulls every weight towards zero in proportion to its size."""

    def term(self, W: Array) -> float:
        return self.strength / 2 * float(np.vdot(W, W))

    def gradient(self, W: Array) -> Array:
        return self.strength * W


class L1(Penalty):
    """λ Σ |W|, with gradient λ sign(W), 0 at 0: pulls evenly, so that small weights become 0."""

    def term(self, W: Array) -> float:
        return self.strength * float(np.abs(W).sum())

    def gradient(self, W: Array) -> Array:
        return self.strength * np.sign(W)
