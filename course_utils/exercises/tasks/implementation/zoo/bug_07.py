"""Each of five words gets a number, learned from sentences that repeat words."""

import numpy as np

rng = np.random.default_rng(7)
worth = np.array([1.0, -2.0, 0.5, 3.0, -1.0])
sentences = rng.integers(0, 5, size=(200, 4))
targets = worth[sentences].sum(axis=1)
E, losses = np.zeros(5), []
for ids, target in zip(sentences, targets, strict=True):
    error = E[ids].sum() - target
    losses.append(error**2)
    dE = np.zeros(5)
    dE[ids] += 2 * error
    E = E - 0.03 * dE
ids, dE = np.array([1, 4, 1, 1]), np.zeros(5)
dE[ids] += 1.0
grads = {"dE[1]": dE[1], "dE[4]": dE[4], "sum of dE": dE.sum()}
