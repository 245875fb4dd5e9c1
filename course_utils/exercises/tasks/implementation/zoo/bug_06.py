"""A layer of ReLU units fits a parabola."""

import numpy as np

rng = np.random.default_rng(6)
X = np.linspace(-1, 1, 30)[:, None]
Y = X**2
W1, b1, W2 = rng.normal(size=(1, 12)), rng.normal(size=12), rng.normal(size=(12, 1)) / 4
losses = []
for _ in range(300):
    A1 = np.maximum(X @ W1 + b1, 0)
    P = A1 @ W2
    losses.append(np.mean((P - Y) ** 2))
    dP = 2 * (P - Y) / Y.size
    dA1 = dP @ W2.T
    dA1[A1 == 0] = 0
    dW1, db1, dW2 = X.T @ dA1, dA1.sum(axis=0), A1.T @ dP
    W1, b1, W2 = W1 - 0.1 * dW1, b1 - 0.1 * db1, W2 - 0.1 * dW2
grads = {"dW1[0, 3]": dW1[0, 3], "db1[3]": db1[3], "dW2[3]": dW2[3, 0]}
