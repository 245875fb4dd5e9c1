"""Attention: every step of a sequence asks all the others, and takes what answers best."""

from math import sqrt
from typing import Any

import numpy as np

from course_utils.nn.activations import GELU, softmax
from course_utils.nn.checks import as_sequences, check_at_least, check_gradient, remembered
from course_utils.nn.layers import Dense, Layer
from course_utils.nn.model import Sequential
from course_utils.nn.normalization import LayerNorm
from course_utils.nn.parameter import Array, Parameter
from course_utils.nn.residual import Residual


class SelfAttention(Layer):
    """Scaled dot-product attention with several heads (Vaswani et al. 2017).

    Each step's row is turned into a question, a key and a value, cut into ``heads`` parts of
    size d / heads. For every head

        Q = X W_q + b_q,   K = X W_k + b_k,   V = X W_v + b_v
        S = Q Kᵀ / √(d / heads)     (t, t): how well step j's key fits step i's question
        A = softmax(S)              row i: how step i divides its attention among the steps
        C = A V                     what it takes

    and the heads, side by side again, pass a last dense layer. Backwards

        dV = Aᵀ dC,   dA = dC Vᵀ
        dS = A ⊙ (dA − Σ_j dA ⊙ A)
        dQ = dS K / √(d / heads),   dK = dSᵀ Q / √(d / heads)

    and X, which was all three, gets the sum of what arrives by the three ways. With
    ``causal=True`` a step sees itself and what came before: the scores of later steps are −∞.
    The weights A of the last pass, (n, heads, t, t), stay in ``attention``.
    """

    def __init__(
        self,
        d: int,
        heads: int = 1,
        causal: bool = False,
        *,
        rng: np.random.Generator | None = None,
        dtype: Any = np.float64,
    ) -> None:
        self.d, self.heads = d, heads = check_at_least("d", d, 1), check_at_least("heads", heads, 1)
        if d % heads:
            raise ValueError(
                f"SelfAttention was given d={d} and {heads} heads: {heads} must divide d."
            )
        self.causal = causal
        rng = rng or np.random.default_rng()
        self.query, self.key, self.value, self.output = (
            Dense(d, d, rng=rng, dtype=dtype) for _ in range(4)
        )
        self.attention: Array | None = None

    def forward(self, X: Array, training: bool = False) -> Array:
        X = as_sequences(self, X, self.d, self.query.W.value.dtype)
        self.Q, self.K, self.V = (
            self._split(dense.forward(X)) for dense in (self.query, self.key, self.value)
        )
        S = self.Q @ self.K.swapaxes(2, 3) * self._scale()
        if self.causal:
            S[..., np.triu(np.ones(S.shape[2:], bool), k=1)] = -np.inf
        self.attention = softmax(S)
        return self.output.forward(self._join(self.attention @ self.V))

    def backward(self, dY: Array) -> Array:
        A = remembered(self, self.attention)
        check_gradient(self, dY, (len(A), A.shape[2], self.d))
        dC = self._split(self.output.backward(dY))
        dV, dA = A.swapaxes(2, 3) @ dC, dC @ self.V.swapaxes(2, 3)
        dS = A * (dA - (dA * A).sum(axis=-1, keepdims=True)) * self._scale()
        dQ, dK = dS @ self.K, dS.swapaxes(2, 3) @ self.Q
        return (
            self.query.backward(self._join(dQ))
            + self.key.backward(self._join(dK))
            + self.value.backward(self._join(dV))
        )

    def _scale(self) -> float:
        return 1 / sqrt(self.d // self.heads)

    def _split(self, X: Array) -> Array:
        """(n, t, d) as (n, heads, t, d / heads)."""
        n, t, d = X.shape
        return X.reshape(n, t, self.heads, d // self.heads).swapaxes(1, 2)

    def _join(self, X: Array) -> Array:
        """(n, heads, t, d / heads) as (n, t, d)."""
        n, _, t, _ = X.shape
        return X.swapaxes(1, 2).reshape(n, t, self.d)

    def parameters(self) -> list[Parameter]:
        return [p for _, p in self.named_parameters()]

    def named_parameters(self) -> list[tuple[str, Parameter]]:
        return [
            (f"{part}.{p.name}", p)
            for part in ("query", "key", "value", "output")
            for p in getattr(self, part).parameters()
        ]

    def __repr__(self) -> str:
        heads = f", heads={self.heads}" if self.heads > 1 else ""
        causal = ", causal=True" if self.causal else ""
        return f"SelfAttention({self.d}{heads}{causal})"


class TransformerBlock(Sequential):
    """Attention, then a small network at every step, each added to what it was given.

        X ← X + SelfAttention(LayerNorm(X))
        X ← X + Dense(GELU(Dense(LayerNorm(X))))

    The normalization stands inside the residual ("pre-norm", Xiong et al. 2020), so that the
    gradient has one way back that no layer touches. X and Y are (n, t, d); ``hidden`` is the
    width of the small network, 4 d if none is given.
    """

    def __init__(
        self,
        d: int,
        heads: int = 1,
        hidden: int | None = None,
        causal: bool = False,
        *,
        rng: np.random.Generator | None = None,
        dtype: Any = np.float64,
    ) -> None:
        rng = rng or np.random.default_rng()
        hidden = 4 * d if hidden is None else hidden
        self.d, self.heads, self.hidden = d, heads, hidden
        super().__init__(
            Residual(
                LayerNorm(d, dtype=dtype),
                SelfAttention(d, heads, causal, rng=rng, dtype=dtype),
            ),
            Residual(
                LayerNorm(d, dtype=dtype),
                Dense(d, hidden, rng=rng, dtype=dtype),
                GELU(),
                Dense(hidden, d, rng=rng, dtype=dtype),
            ),
        )

    def __repr__(self) -> str:
        return f"TransformerBlock({self.d}, heads={self.heads}, hidden={self.hidden})"
