"""What L1 and L2 do to the weights of a network that learned real digits."""

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

SAMPLES, EPOCHS, RATE = 400, 40, 0.1
PENALTIES: dict[str, nn.Penalty | None] = {
    "no penalty": None,
    "L2, λ = 0.02": nn.L2(0.02),
    "L1, λ = 0.002": nn.L1(0.002),
}
NEARLY_ZERO = 1e-3  # an L1 weight oscillates about 0 by up to RATE * λ, and never stays on it


@cache
def first_weights(name: str) -> Array:
    """Return the weights (784 * 16,) of the first layer after training with one penalty."""
    rng, digits = np.random.default_rng(0), load_digits()
    chosen = rng.permutation(len(digits.y_train))[:SAMPLES]
    hidden = nn.Dense(784, 16, rng=rng, init=nn.he_normal)
    model = nn.Sequential(hidden, nn.ReLU(), nn.Dense(16, 10, rng=rng), dtype=np.float32)
    nn.fit(
        model,
        nn.SoftmaxCrossEntropy(),
        nn.SGD(model.parameters(), lr=RATE),
        digits.X_train[chosen],
        digits.y_train[chosen],
        epochs=EPOCHS,
        batch_size=16,
        penalty=PENALTIES[name],
        rng=rng,
        progress=False,
    )
    return hidden.W.value.ravel().copy()


def near_zero(name: str) -> float:
    """Return the share of first-layer weights below ``NEARLY_ZERO`` in size."""
    return float(np.mean(np.abs(first_weights(name)) < NEARLY_ZERO))


def regularization_figure() -> Picture:
    """Return the pull of L1 and L2 on a weight, and the sizes of weights each leaves behind."""
    w = np.linspace(-1, 1, 401)
    with theme():
        figure = new_figure(13, 5)
        pull, sizes = figure.subplots(1, 2, width_ratios=(1, 1.4))
        pull.plot(w, nn.L2(1.0).gradient(w), label="L2: λ w", color="C1", ls="--")
        pull.plot(w, nn.L1(1.0).gradient(w), label="L1: λ sign(w)", color="C2", ls="-.")
        share = np.linspace(0, 100, 784 * 16)
        for name in PENALTIES:
            sizes.semilogy(share, np.sort(np.abs(first_weights(name)))[::-1], label=name)
        sizes.set_ylim(1e-5, 2)
        label(pull, "weight w", "added to the gradient (λ = 1)", "The pull")
        label(sizes, "weights, largest first (%)", "size |w|", "What is left of 12,544 weights")
        for ax in (pull, sizes):
            ax.legend()
    return Picture(figure, _describe())


def _describe() -> str:
    shares = ", ".join(f"{100 * near_zero(name):.0f} % with {name}" for name in PENALTIES)
    return (
        "Left, what a penalty adds to the gradient of a weight: for L2 a straight line through 0, "
        "a pull in proportion to the weight; for L1 a step from minus one to one, the same pull "
        "however small the weight. Right, the sizes of the 12,544 first-layer weights of a network "
        f"that learned {SAMPLES} digits, largest first, on a logarithmic axis. L2 lowers the whole "
        "curve; L1 leaves a few large weights and drops the rest steeply. Below 0.001 in size are "
        f"{shares}."
    )
