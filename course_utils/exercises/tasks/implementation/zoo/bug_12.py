"""A layer is trained with dropout: one activation in five is to be dropped."""

import numpy as np

rng = np.random.default_rng(12)
X = rng.normal(size=(200, 50))
y = X @ rng.normal(size=50) / 7
w, losses, dropped = np.zeros(50), [], 0.2
for _ in range(80):
    mask = rng.uniform(size=X.shape) < dropped
    A = X * mask / (1 - dropped)
    error = A @ w - y
    losses.append(np.mean(error**2))
    dw = 2 * A.T @ error / len(y)
    w = w - 0.1 * dw
grads = {"dw[0]": dw[0], "share of zeros in A": np.mean(A == 0), "A by X": A.std() / X.std()}
