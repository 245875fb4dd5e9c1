"""Normalization: keep what enters a layer centred and of size one."""

from typing import Any

import numpy as np

from course_utils.nn.checks import (
    as_batch,
    as_features,
    check_at_least,
    check_gradient,
    check_range,
    float_dtype,
    remembered,
)
from course_utils.nn.layers import Layer
from course_utils.nn.parameter import Array, Parameter


class BatchNorm(Layer):
    """Each column is centred and scaled by the batch's mean and variance (Ioffe, Szegedy 2015).

        x̂ = (X − μ) / σ,   σ = √(variance + ε),   Y = γ x̂ + β
        dγ = Σ_i dY ⊙ x̂,   dβ = Σ_i dY
        dX = γ/σ ⊙ (dY − mean(dY) − x̂ ⊙ mean(dY ⊙ x̂))

    The last two terms are there because μ and σ depend on every row. The variance is the biased
    one (divided by n). Prediction (``training=False``) uses running averages of μ and of the
    unbiased variance, to which each training batch adds its share, ``momentum``.
    """

    def __init__(
        self, d: int, *, eps: float = 1e-5, momentum: float = 0.1, dtype: Any = np.float64
    ) -> None:
        d, dtype = check_at_least("d", d, 1), float_dtype(dtype)
        self.eps = check_range("eps", eps, 0.0)
        self.momentum = check_range("momentum", momentum, 0.0)
        self.gamma = Parameter(np.ones(d, dtype), name="gamma", penalized=False)
        self.beta = Parameter(np.zeros(d, dtype), name="beta", penalized=False)
        self.running_mean = np.zeros(d)
        self.running_variance = np.ones(d)
        self.X_hat: Array | None = None

    def forward(self, X: Array, training: bool = False) -> Array:
        gamma, beta = self.gamma.value, self.beta.value
        X = as_batch(self, X, columns=gamma.size, dtype=gamma.dtype)
        mean, variance = self._batch_statistics(X) if training else self._running_statistics()
        self.sigma = np.sqrt(variance + self.eps)
        self.X_hat = (X - mean) / self.sigma
        self.training = training
        return gamma * self.X_hat + beta

    def backward(self, dY: Array) -> Array:
        X_hat = remembered(self, self.X_hat)
        check_gradient(self, dY, X_hat.shape)
        self.gamma.grad = (dY * X_hat).sum(axis=0)
        self.beta.grad = dY.sum(axis=0)
        if self.training:
            dY = dY - (self.beta.grad + X_hat * self.gamma.grad) / len(dY)
        return self.gamma.value / self.sigma * dY

    def _batch_statistics(self, X: Array) -> tuple[Array, Array]:
        n = len(X)
        if n < 2:
            raise ValueError(f"{self} was given a batch of {n}: a variance needs two samples.")
        mean, variance = X.mean(axis=0), X.var(axis=0)
        self.running_mean += self.momentum * (mean - self.running_mean)
        self.running_variance += self.momentum * (variance * n / (n - 1) - self.running_variance)
        return mean, variance

    def _running_statistics(self) -> tuple[Array, Array]:
        dtype = self.gamma.value.dtype
        return self.running_mean.astype(dtype), self.running_variance.astype(dtype)

    def parameters(self) -> list[Parameter]:
        return [self.gamma, self.beta]

    def state(self) -> list[Array]:
        return [*super().state(), self.running_mean, self.running_variance]

    def __repr__(self) -> str:
        return f"BatchNorm({self.gamma.value.size})"


class LayerNorm(Layer):
    """Each row is centred and scaled by its own mean and variance (Ba, Kiros and Hinton 2016).

        x̂ = (x − μ) / σ,   σ = √(variance + ε),   y = γ x̂ + β
        dγ = Σ dY ⊙ x̂,   dβ = Σ dY                              over all rows
        dx = (dx̂ − mean(dx̂) − x̂ mean(dx̂ ⊙ x̂)) / σ,   dx̂ = γ ⊙ dy     means over the row

    Batch normalization turned by 90°: no sample needs another, so learning and prediction are
    alike. X is (n, d) or (n, t, d).
    """

    def __init__(self, d: int, *, eps: float = 1e-5, dtype: Any = np.float64) -> None:
        d, dtype = check_at_least("d", d, 1), float_dtype(dtype)
        self.eps = check_range("eps", eps, 0.0)
        self.gamma = Parameter(np.ones(d, dtype), name="gamma", penalized=False)
        self.beta = Parameter(np.zeros(d, dtype), name="beta", penalized=False)
        self.X_hat: Array | None = None

    def forward(self, X: Array, training: bool = False) -> Array:
        gamma, beta = self.gamma.value, self.beta.value
        X = as_features(self, X, columns=gamma.size, dtype=gamma.dtype)
        self.sigma = np.sqrt(X.var(axis=-1, keepdims=True) + self.eps)
        self.X_hat = (X - X.mean(axis=-1, keepdims=True)) / self.sigma
        return gamma * self.X_hat + beta

    def backward(self, dY: Array) -> Array:
        X_hat = remembered(self, self.X_hat)
        check_gradient(self, dY, X_hat.shape)
        self.gamma.grad = (dY * X_hat).reshape(-1, X_hat.shape[-1]).sum(axis=0)
        self.beta.grad = dY.reshape(-1, X_hat.shape[-1]).sum(axis=0)
        dX_hat = self.gamma.value * dY
        along_mean = dX_hat.mean(axis=-1, keepdims=True)
        along_size = X_hat * (dX_hat * X_hat).mean(axis=-1, keepdims=True)
        return (dX_hat - along_mean - along_size) / self.sigma

    def parameters(self) -> list[Parameter]:
        return [self.gamma, self.beta]

    def __repr__(self) -> str:
        return f"LayerNorm({self.gamma.value.size})"
