"""The same optimizers on real digits, with equal budgets, each at its own best rate."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes

from course_utils import nn
from course_utils.data import load_digits
from course_utils.demos.picture import Picture
from course_utils.demos.theme import label, new_figure, theme
from course_utils.demos.training.racers import RACERS, Array, Racer

RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
BATCH = 32
_WINDOW = 10  # batches in the running mean
_SEED = 0


class Run(NamedTuple):
    """One optimizer at one rate, on 3,500 digits seen once each, in the same order for all.

    Attributes:
        lr: its learning rate.
        losses: (110,) cross-entropy of each batch before it is learned from, so of digits that
            the network has never seen.
        held_out_loss: cross-entropy of 500 other training digits afterwards. Rates are chosen by
            it, so the test digits must not be looked at here.
        held_out_accuracy: share of them read right.
    """

    lr: float
    losses: Array
    held_out_loss: float
    held_out_accuracy: float


def train(racer: Racer, lr: float) -> Run:
    """Train 784-64-10 (He, ReLU, cross-entropy), equal first weights and batches for all."""
    ((X, y), (X_held_out, y_held_out)), rng = _digits(), np.random.default_rng(_SEED)
    model = nn.Sequential(
        nn.Dense(784, 64, rng=rng, init=nn.he_normal),
        nn.ReLU(),
        nn.Dense(64, 10, rng=rng),
        dtype=np.float32,
    )
    loss, optimizer = nn.SoftmaxCrossEntropy(), racer.make(model.parameters(), lr)
    losses = []
    for batch in nn.batches(len(X), BATCH, rng):
        losses.append(nn.backpropagate(model, loss, X[batch], y[batch]))
        optimizer.step()
    Z = model.predict(X_held_out)
    held_out_loss, held_out_accuracy = loss.forward(Z, y_held_out), nn.accuracy(Z, y_held_out)
    return Run(lr, np.array(losses), held_out_loss, held_out_accuracy)


@cache
def _digits() -> tuple[tuple[Array, Array], tuple[Array, Array]]:
    """3,500 digits to learn from, and 500 to choose by."""
    digits = load_digits()
    return nn.split(digits.X_train, digits.y_train, 1 / 8)


@cache
def all_runs() -> dict[str, list[Run]]:
    """Train every racer at every rate (35 short trainings), once."""
    return {key: [train(racer, lr) for lr in RATES] for key, racer in RACERS.items()}


def best_run(key: str) -> Run:
    """Return the racer's run with the lowest held-out loss."""
    return min(all_runs()[key], key=lambda run: run.held_out_loss)


def optimizers_on_digits_figure() -> Picture:
    """Return the loss against samples seen, and the final loss against the learning rate."""
    with theme():
        figure = new_figure(13, 5.6)
        curves, rates = figure.subplots(1, 2, width_ratios=[1.4, 1])
        _draw_curves(curves)
        _draw_rates(rates)
    return Picture(figure, _alt())


def _draw_curves(ax: Axes) -> None:
    for key, racer in RACERS.items():
        run = best_run(key)
        smooth = np.convolve(run.losses, np.ones(_WINDOW) / _WINDOW, mode="valid")
        seen = BATCH * np.arange(_WINDOW, len(run.losses) + 1)
        name = f"{racer.label}, η = {run.lr:g}"
        ax.plot(seen, smooth, color=racer.colour, linestyle=racer.line, label=name)
    label(ax, "samples seen", "cross-entropy (nats)", "Each at the best of seven rates")
    ax.set_ylim(0, 2.5)
    ax.legend()


def _draw_rates(ax: Axes) -> None:
    for key, racer in RACERS.items():
        losses = [run.held_out_loss for run in all_runs()[key]]
        ax.loglog(RATES, losses, "o", color=racer.colour, linestyle=racer.line, label=racer.label)
    label(ax, "learning rate η", "held-out loss at the end (nats)", "All rates that were tried")
    ax.set_ylim(0.2, 4)


def _alt() -> str:
    ends = [
        f"{racer.label} {best_run(key).held_out_loss:.2f} at η = {best_run(key).lr:g}"
        for key, racer in RACERS.items()
    ]
    return (
        "Two panels. Left, the cross-entropy of a 784-64-10 network on digits it has not seen yet "
        "against the samples seen, 0 to 3,500, for five optimizers, each at the best of seven "
        "learning rates: all fall below 1.1 within 1,000 samples and then slowly. Right, the loss "
        "on 500 held-out digits after those 3,500 samples against the learning rate, both "
        "logarithmic: each has a valley, SGD's far to the right of Adam's. Lowest held-out losses: "
        + "; ".join(ends)
        + "."
    )
