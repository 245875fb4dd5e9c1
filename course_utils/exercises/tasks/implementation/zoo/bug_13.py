"""Ten tanh layers of 100 units, with Xavier's start: what reaches each of them?"""

import numpy as np

rng = np.random.default_rng(13)
limit = np.sqrt(6 / 100 + 100)
weights = [rng.uniform(-limit, limit, size=(100, 100)) for _ in range(10)]
A = [rng.normal(size=(50, 100))]
for W in weights:
    A.append(np.tanh(A[-1] @ W))
delta = A[-1] / A[-1].size
losses, sizes = [np.mean(A[-1] ** 2) / 2], []
for W, a in zip(reversed(weights), reversed(A[1:]), strict=True):
    dZ = delta * (1 - a**2)
    sizes.append(np.abs(dZ).mean())
    delta = dZ @ W.T
grads = {"layer 10": sizes[0], "layer 6": sizes[4], "tanh above 0.99": np.mean(abs(A[1]) > 0.99)}
