"""A plane is fitted; the mean squared error is watched, and its gradient followed."""

import numpy as np

rng = np.random.default_rng(9)
X = rng.normal(size=(30, 2))
y = X @ np.array([2.0, -1.0]) + rng.normal(scale=0.1, size=30)
w, losses = np.zeros(2), []
for step in range(50):
    error = X @ w - y
    losses.append(np.sqrt(np.mean(error**2)))
    dw = 2 * X.T @ error / len(y)
    if step == 0:
        sides = [np.sqrt(np.mean((error + X[:, 0] * e) ** 2)) for e in (1e-5, -1e-5)]
        grads = {"dw[0]": dw[0], "dw[1]": dw[1], "slope of the losses": np.diff(sides)[0] / -2e-5}
    w = w - 0.1 * dw
