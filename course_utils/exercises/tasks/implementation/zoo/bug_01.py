"""A straight line is fitted to 50 points."""

import numpy as np

rng = np.random.default_rng(1)
x = rng.uniform(-1, 1, size=(50, 1))
y = 3 * x[:, 0] + 2
W, b, losses = np.zeros((1, 1)), np.zeros(1), []
for _ in range(60):
    P = x @ W + b
    error = P - y
    losses.append(np.mean(error**2))
    dW, db = 2 * np.mean(x * error), 2 * np.mean(error)
    W, b = W - 0.3 * dW, b - 0.3 * db
grads = {"dW": dW, "db": db, "W reached": W[0, 0]}
