"""Batch normalization in front of a linear layer, its backward pass written out."""

import numpy as np

rng = np.random.default_rng(11)
X = rng.normal(loc=4, scale=3, size=(32, 2))
y = np.tanh(X[:, 0] - 4)
w, losses = np.array([0.3, 0.7]), []
for _ in range(60):
    mean, var = X.mean(axis=0), X.var(axis=0)
    root = np.sqrt(var + 1e-5)
    x_hat = (X - mean) / root
    error = x_hat @ w - y
    losses.append(np.mean(error**2))
    dx_hat = 2 / 32 * error[:, None] * w
    d_var = np.sum(dx_hat * (X - mean), axis=0) * -0.5 * root**-3
    d_mean = -dx_hat.sum(axis=0) / root
    dX = dx_hat / root + d_var * 2 * (X - mean) / 32 + d_mean / 32
    w = w - 0.1 * 2 / 32 * x_hat.T @ error
grads = {"dX[0, 0]": dX[0, 0], "dX[1, 0]": dX[1, 0], "sum of a column": dX[:, 0].sum()}
