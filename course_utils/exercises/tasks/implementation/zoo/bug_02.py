"""A network with three hidden units learns XOR."""

import numpy as np

rng = np.random.default_rng(2)
X, Y = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0], [1], [1], [0]])
W1, W2 = rng.normal(size=(2, 3)), rng.normal(size=(3, 1))
b1, b2, losses = np.zeros(3), np.zeros(1), []
for _ in range(1500):
    A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
    A2 = 1 / (1 + np.exp(-(A1 @ W2 + b2)))
    losses.append(np.mean((A2 - Y) ** 2))
    dZ2 = 2 * (A2 - Y) / Y.size * A2 * (1 - A2)
    dZ1 = dZ2 @ W2.T * A1 * (1 - A1)
    W2, b2 = W2 - 4 * A1.T @ dZ2, b2 - 4 * dZ2.sum(axis=0)
    W1, b1 = W1 - 4 * X.T @ dZ1, b1 - 4 * dZ1.sum(axis=0)
grads = {"dW1[0, 0]": (X.T @ dZ1)[0, 0], "dW2[0]": (A1.T @ dZ2)[0, 0], "db2": dZ2.sum()}
