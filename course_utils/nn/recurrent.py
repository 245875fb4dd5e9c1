"""Recurrent layers: read a sequence step by step and carry a memory along.

X is (n, t, d): n sequences of t steps, each step a row of d numbers. What needs no memory, as
the products of all inputs with their weights, is done for all steps at once; the loop over time
holds only what has to wait for the step before (forwards) or after (backwards).

Inside the loop the samples are columns: there the arrays are (t, h, n), so that each step's
memory, and each gate's part of it, is one uninterrupted piece.
"""

from typing import Any

import numpy as np

from course_utils.nn.checks import (
    FLOATS,
    as_sequences,
    check_at_least,
    check_gradient,
    float_dtype,
    remembered,
)
from course_utils.nn.initializers import Initializer, drawn, xavier_uniform
from course_utils.nn.layers import Layer
from course_utils.nn.parameter import Array, Parameter

LARGER = {dtype: float(np.sqrt(np.finfo(dtype).tiny)) for dtype in FLOATS}


class Recurrent(Layer):
    """What the recurrent layers share: weights for input and memory, and their gradients.

    Pre-activations of step s are z_s = x_s W + h_{s−1} U + b, with h_{−1} = 0. Whatever the cell
    makes of them, once dZ = ∂L/∂Z is known for all steps,

        dW = Σ_s x_sᵀ dz_s,   dU = Σ_s h_{s−1}ᵀ dz_s,   db = Σ_{n,s} dz_s,   dx_s = dz_s Wᵀ

    ``return_sequences=True`` gives the memories of all steps, Y (n, t, h); otherwise Y is the
    last one, (n, h). Weights are drawn by ``init`` from ``rng``; b starts at zero.
    """

    gates = 1

    def __init__(
        self,
        d: int,
        h: int,
        return_sequences: bool = False,
        *,
        rng: np.random.Generator | None = None,
        init: Initializer = xavier_uniform,
        dtype: Any = np.float64,
    ) -> None:
        self.d, self.h = d, h = check_at_least("d", d, 1), check_at_least("h", h, 1)
        self.return_sequences = return_sequences
        dtype, rng = float_dtype(dtype), rng or np.random.default_rng()
        columns = self.gates * h
        self.W, self.U = (
            Parameter(drawn(repr(self), name, init, (rows, columns), rng, dtype), name=name)
            for name, rows in (("W", d), ("U", h))
        )
        self.b = Parameter(np.zeros(columns, dtype), name="b", penalized=False)
        self.X: Array | None = None

    def forward(self, X: Array, training: bool = False) -> Array:
        self.X = as_sequences(self, X, self.d, self.W.value.dtype)
        W, U, b = self._columns()
        Z = W @ self.X.transpose(1, 2, 0)
        Z += b
        H = self._run(Z, U)
        self.H = np.ascontiguousarray(H.transpose(2, 0, 1))  # (n, t, h)
        return self.H if self.return_sequences else self.H[:, -1]

    def backward(self, dY: Array) -> Array:
        return self._parameter_gradients(dY) @ self.W.value.T

    def backward_parameters(self, dY: Array) -> None:
        self._parameter_gradients(dY)

    def _columns(self) -> tuple[Array, Array, Array]:
        """Wᵀ, Uᵀ and b as columns need them: (gates h, d), (gates h, h) and (gates h, 1).

        U is copied: the product in the loop is up to twice as fast on an uninterrupted array.
        """
        return self.W.value.T, np.ascontiguousarray(self.U.value.T), self.b.value[:, None]

    def _parameter_gradients(self, dY: Array) -> Array:
        """Set dW, dU and db; return dZ, (n, t, gates h)."""
        X = remembered(self, self.X)
        check_gradient(self, dY, self.H.shape if self.return_sequences else self.H[:, -1].shape)
        dZ = np.ascontiguousarray(self._run_back(self._all_steps(dY)).transpose(2, 0, 1))
        rows = dZ.reshape(-1, dZ.shape[2])
        self.W.grad = X.reshape(-1, self.d).T @ rows
        self.U.grad = self.H[:, :-1].reshape(-1, self.h).T @ dZ[:, 1:].reshape(-1, dZ.shape[2])
        self.b.grad = rows.sum(axis=0)
        return dZ

    def _all_steps(self, dY: Array) -> Array:
        """dY as (t, h, n): what each step's memory is told from above."""
        dH = np.zeros((self.H.shape[1], self.h, len(dY)), dY.dtype)
        if self.return_sequences:
            dH[...] = dY.transpose(1, 2, 0)
        else:
            dH[-1] = dY.T
        return dH

    def _run(self, Z: Array, U: Array) -> Array:
        """From X W + b, (t, gates h, n), the memories H of all steps, (t, h, n)."""
        raise NotImplementedError

    def _run_back(self, dH: Array) -> Array:
        """From dH, (t, h, n), the gradient dZ of all pre-activations, (t, gates h, n)."""
        raise NotImplementedError

    def parameters(self) -> list[Parameter]:
        return [self.W, self.U, self.b]

    def __repr__(self) -> str:
        sequences = ", return_sequences=True" if self.return_sequences else ""
        return f"{type(self).__name__}({self.d}, {self.h}{sequences})"


class SimpleRNN(Recurrent):
    """One tanh layer that also sees what it said a step ago (Elman 1990).

        h_s = tanh(z_s),   z_s = x_s W + h_{s−1} U + b

    Backwards (Werbos 1990), h_s is blamed from above and by the next step:

        dh_s = dy_s + dz_{s+1} Uᵀ,   dz_s = dh_s ⊙ (1 − h_s²)

    W (d, h), U (h, h) and b (h,): PyTorch's two biases are one here.
    """

    def _run(self, Z: Array, U: Array) -> Array:
        H = np.zeros_like(Z[0])
        for z in Z:
            z += U @ H
            H = np.tanh(z, out=z)
        self.slope = 1 - Z * Z
        return Z

    def _run_back(self, dH: Array) -> Array:
        U, dz = self.U.value, np.zeros_like(dH[0])
        for dh, slope in zip(dH[::-1], self.slope[::-1], strict=True):
            dh += U @ dz
            dh *= slope
            dz = flush(dh)
        return dH


def flush(a: Array) -> Array:
    """``a`` with numbers of no weight set to zero, in place.

    Gradients that vanish through time end below the smallest normal float, where arithmetic is
    up to a hundred times slower. Added to and taken from something larger, they are gone.
    """
    a += LARGER[a.dtype]
    a -= LARGER[a.dtype]
    return a
