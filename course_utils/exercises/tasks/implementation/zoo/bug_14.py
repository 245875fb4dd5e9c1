"""Steep walls beside a flat valley: the gradient is to be clipped at length 1."""

import numpy as np

w, losses, lengths = np.array([1.5, 1.0]), [], []
for _ in range(40):
    losses.append(w[0] ** 4 + 0.1 * w[1] ** 2)
    g = np.array([4 * w[0] ** 3, 0.2 * w[1]])
    step = 0.2 * g
    w = w - step
    g = g * min(1.0, 1.0 / np.linalg.norm(g))
    lengths.append(np.linalg.norm(step) / 0.2)
grads = {"gradient used, step 1": lengths[0], "step 2": lengths[1], "g, last": np.linalg.norm(g)}
