"""Two layers fit a curve, one update a step."""

import numpy as np

rng = np.random.default_rng(3)
X = np.linspace(-2, 2, 40)[:, None]
Y = np.sin(2 * X)
W1, W2 = rng.normal(size=(1, 8)), rng.normal(size=(8, 1))
b1, losses = rng.normal(size=8), []
for step in range(200):
    A1 = np.tanh(X @ W1 + b1)
    P = A1 @ W2
    losses.append(np.mean((P - Y) ** 2))
    dP = 2 * (P - Y) / Y.size
    W2 = W2 - 0.05 * A1.T @ dP
    dZ1 = dP @ W2.T * (1 - A1**2)
    dW1, db1 = X.T @ dZ1, dZ1.sum(axis=0)
    if step == 0:
        grads = {"dW1[0]": dW1[0, 0], "dW1[1]": dW1[0, 1], "db1[0]": db1[0]}
    W1, b1 = W1 - 0.05 * dW1, b1 - 0.05 * db1
