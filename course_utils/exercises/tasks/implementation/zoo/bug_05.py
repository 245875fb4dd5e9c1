"""Logistic regression on two clouds of points, each of which spills into the other."""

import numpy as np

rng = np.random.default_rng(5)
y = np.repeat([0, 1], 50)
X = rng.normal(size=(100, 2)) + y[:, None] * 1.2
w, b, losses = np.zeros(2), 0.0, []
for _ in range(80):
    p = 1 / (1 + np.exp(-(X @ w + b)))
    losses.append(-np.mean(y * np.log(p)) + np.mean((1 - y) * np.log(1 - p)))
    dz = (p - y) / len(y)
    dw, db = X.T @ dz, dz.sum()
    w, b = w - 0.5 * dw, b - 0.5 * db
grads = {"dw[0]": dw[0], "dw[1]": dw[1], "db": db}
