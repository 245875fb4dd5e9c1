"""Batch sizes on real digits: the noise of a gradient, its price, and what it buys."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils import nn
from course_utils.data import load_digits
from course_utils.demos.picture import Picture
from course_utils.demos.theme import label, new_figure, theme

Array = NDArray[np.floating[Any]]

SAMPLES, EPOCHS, LOOKS = 1000, 3, 20  # the loss on all samples is taken LOOKS times an epoch
NAMES = {1: "stochastic: 1 sample", 32: "mini-batch: 32", SAMPLES: f"batch: all {SAMPLES:,}"}
RATES = {1: 0.03, 32: 0.3, SAMPLES: 0.3}  # for each the best of 0.01, 0.03, 0.1, 0.3, 1, 3
_DRAWS = 60  # batches of each size whose gradients are compared


def _digits() -> tuple[Array, Array]:
    digits = load_digits()
    chosen = np.random.default_rng(0).permutation(len(digits.y_train))[:SAMPLES]
    return digits.X_train[chosen], digits.y_train[chosen]


def _network() -> nn.Sequential:
    rng = np.random.default_rng(1)
    hidden = nn.Dense(784, 16, rng=rng, init=nn.he_normal)
    return nn.Sequential(hidden, nn.ReLU(), nn.Dense(16, 10, rng=rng), dtype=np.float32)


@cache
def curve(size: int) -> tuple[Array, Array, int]:
    """Return samples seen, the loss on all samples at each of these points, and the updates made.

    Every size sees the same number of samples, EPOCHS times each.
    """
    (X, y), model, loss = _digits(), _network(), nn.SoftmaxCrossEntropy()
    optimizer, rng = nn.SGD(model.parameters(), lr=RATES[size]), np.random.default_rng(2)
    seen, points, losses = 0, [0], [loss.forward(model.forward(X), y)]
    for _ in range(EPOCHS):
        for batch in nn.batches(SAMPLES, size, rng):
            nn.backpropagate(model, loss, X[batch], y[batch])
            optimizer.step()
            seen += len(batch)
            if seen - points[-1] >= SAMPLES // LOOKS or seen % SAMPLES == 0:
                points.append(seen)
                losses.append(loss.forward(model.forward(X), y))
    return np.array(points), np.array(losses), optimizer.steps


@cache
def noise(sizes: tuple[int, ...] = (1, 4, 16, 64, 256)) -> dict[int, float]:
    """Return for each batch size how far its gradient is from the full one, relative to it.

    Measured at the starting weights: root mean square of the distance over many random batches.
    """
    (X, y), model, loss = _digits(), _network(), nn.SoftmaxCrossEntropy()
    rng = np.random.default_rng(3)

    def gradient(batch: Any) -> Array:
        nn.backpropagate(model, loss, X[batch], y[batch])
        return np.concatenate([p.grad.ravel() for p in model.parameters()])

    full = gradient(slice(None))
    result = {}
    for size in sizes:
        batches = (rng.integers(SAMPLES, size=size) for _ in range(_DRAWS))
        squares = [np.sum((gradient(batch) - full) ** 2) for batch in batches]
        result[size] = float(np.sqrt(np.mean(squares) / np.sum(full**2)))
    return result


def epochs_figure() -> Picture:
    """Return what three epochs buy at three batch sizes, and the noise of a batch's gradient."""
    with theme():
        figure = new_figure(13, 5)
        left, right = figure.subplots(1, 2, width_ratios=(1.4, 1))
        for size, name in NAMES.items():
            points, losses, updates = curve(size)
            left.plot(points / SAMPLES, losses, label=f"{name} ({updates:,} updates)")
        sizes, far = np.array(list(noise())), np.array(list(noise().values()))
        right.loglog(sizes, far, "o-", label="measured")
        right.loglog(sizes, far[0] / np.sqrt(sizes), "--", label="1/√size")
        label(left, "epochs (samples seen / 1,000)", "loss on all samples (nats)", "What it buys")
        label(right, "samples in the batch", "distance from the full gradient", "Its noise")
        left.set_ylim(0, 3.4)  # room for the legend
        right.set_yticks([0.5, 1, 2, 4, 8], ["0.5", "1", "2", "4", "8"], minor=False)
        right.minorticks_off()
        for ax in (left, right):
            ax.legend(loc="upper right")
    return Picture(figure, _describe())


def _describe() -> str:
    ends = "; ".join(
        f"{name} makes {curve(size)[2]:,} updates and ends at {curve(size)[1][-1]:.2f}"
        for size, name in NAMES.items()
    )
    far = noise()
    return (
        f"Left, the loss on 1,000 digits over three epochs, with the same number of samples seen "
        f"at every batch size: {ends}. The stochastic curve falls first and jitters, the batch "
        f"curve has only three steps. Right, how far a batch's gradient lies from the full one, "
        f"relative to it, both axes logarithmic: {far[1]:.1f} times its length for one sample, "
        f"{far[256]:.2f} for 256, falling as one over the square root of the size."
    )
