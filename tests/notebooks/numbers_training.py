"""The numbers on the page of lecture 3, without the engine."""

from functools import cache
from itertools import pairwise
from math import ceil, sqrt

import numpy as np


@cache
def xor_as_printed(runs=20, seed=3, epochs=1000, rate=0.1):
    """The median loss of the example as it is found: no biases, U(0, 1), its own update rule."""
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
    Y = np.array([[0], [1], [1], [0]], dtype=float)
    losses = []
    for run in range(runs):
        rng = np.random.default_rng(seed + run)
        W1, W2 = rng.uniform(size=(2, 3)), rng.uniform(size=(3, 1))
        for _ in range(epochs):
            A = 1 / (1 + np.exp(-X @ W1))
            P = 1 / (1 + np.exp(-A @ W2))
            losses_now = np.mean((Y - P) ** 2)
            delta2 = (Y - P) * P * (1 - P)
            delta1 = delta2 @ W2.T * A * (1 - A)
            W1, W2 = W1 + rate * X.T @ delta1, W2 + rate * A.T @ delta2
        losses.append(losses_now)
    return float(np.median(losses))


def multiplications(*sizes):
    """For one sample going forward: one for each weight."""
    return sum(a * b for a, b in pairwise(sizes))


WEIGHTS = multiplications(784, 64, 10)
PARAMETERS = WEIGHTS + 64 + 10
LONGER = multiplications(784, *[64] * 19, 10) / multiplications(784, 64, 10)
COUNTS = [3 * ceil(1000 / size) for size in (1, 32, 1000)]

STATED = {
    "xor-as-printed-read": {f"{xor_as_printed():.3f}"},
    "batches": {"0.05"},  # a rate, as in the cell below it
    "batch-sizes-read": {"0.05"},
    "optimizers-on-digits-read": {"0.001"},
    "rate": {"0.001"},
    "rate-read": {f"{1 - 2 * 0.001:.3f}"},
    "rmsprop": {"0.004", "0.001", "0.999"},
    "adam-read": {f"{0.1 / sqrt(0.001):.3f}", "0.001"},
    "held-out-read": {"0.001"},
    "vanishing-real": {"0.05"},
}
PHRASES = {
    "updates": ("batch-sizes-read", "{:,} updates, or {}, or {}".format(*COUNTS)),
    "parameters": ("held-out", f"A network with {PARAMETERS:,} parameters"),
    "first layer": ("held-out-read", f"of the {784 * 64:,} weights of the first layer"),
    "xor rate": ("met-xor", rf"rate is $0.1 \cdot 4/2 = {0.1 * 4 / 2}$"),
    "rate factors": ("rate-read", f"It is {1 - 2 * 0.1} for the middle one. And it is −1.2"),
    "momentum": ("momentum-read", f"$1/(1 - \\mu) = {1 / (1 - 0.9):.0f}$ times"),
}
