"""One sigmoid unit learns to give back 0.1 for 0 and 0.9 for 1, by squared error."""

import numpy as np

x, y = np.array([0.0, 1.0]), np.array([0.1, 0.9])
w, b, losses = 0.5, -0.3, []
for step in range(100):
    a = 1 / (1 + np.exp(-(w * x + b)))
    losses.append(np.mean((a - y) ** 2))
    delta = 2 * (a - y) / len(y)
    dw, db = np.sum(delta * x), np.sum(delta)
    if step == 0:
        sides = [1 / (1 + np.exp(-((w + e) * x + b))) for e in (1e-5, -1e-5)]
        difference = (np.mean((sides[0] - y) ** 2) - np.mean((sides[1] - y) ** 2)) / 2e-5
        grads = {"dw": dw, "db": db, "dw by differences": difference}
    w, b = w - 1.0 * dw, b - 1.0 * db
