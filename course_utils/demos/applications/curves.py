"""Curves over training: losses and accuracies, of one network or of two that play each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from course_utils import nn
from course_utils.demos.picture import Picture
from course_utils.demos.theme import label, new_figure, theme

Curves = Mapping[str, Sequence[float]]


def training_curves_figure(history: nn.History, metric: str = "accuracy") -> Picture:
    """Return loss and ``metric`` after each epoch, on training and on validation data."""
    losses = {"training": history.loss, "validation": history.validation_loss}
    scores = {
        "training": history.metrics[metric],
        "validation": history.validation_metrics[metric],
    }
    with theme():
        figure = new_figure(10, 4)
        for column, (name, curves) in enumerate((("loss", losses), (metric, scores)), start=1):
            ax = figure.add_subplot(1, 2, column)
            for series, values in curves.items():
                ax.plot(range(1, len(values) + 1), values, label=series)
            label(ax, "epoch", name)
            ax.legend()
    return Picture(figure, _describe(losses, metric, scores))


def _describe(losses: Curves, metric: str, scores: Curves) -> str:
    best = int(np.argmin(losses["validation"])) + 1
    return (
        f"Two panels against the epoch. Left, the loss: on training data it goes from "
        f"{losses['training'][0]:.2f} to {losses['training'][-1]:.2f}, on validation data it is "
        f"lowest in epoch {best}, {min(losses['validation']):.2f}, and ends at "
        f"{losses['validation'][-1]:.2f}. Right, {metric}: {scores['training'][-1]:.0%} on "
        f"training and {scores['validation'][-1]:.0%} on validation data at the end."
    )


def two_losses_figure(discriminator: Sequence[float], generator: Sequence[float]) -> Picture:
    """Return the losses of discriminator and generator, smoothed over some fifty steps."""
    curves = {"discriminator": discriminator, "generator": generator}
    with theme():
        figure = new_figure(9, 4)
        ax = figure.add_subplot()
        for name, losses in curves.items():
            ax.plot(_smoothed(losses), label=name)
        ax.axhline(np.log(2), color="black", linewidth=1)
        ax.annotate(" ln 2: a coin toss", (0, np.log(2)), va="bottom", fontsize=12)
        label(ax, "step", "binary cross-entropy")
        ax.set_ylim(bottom=0)
        ax.legend()
    ends = {name: float(_smoothed(losses)[-1]) for name, losses in curves.items()}
    return Picture(
        figure,
        "Losses of discriminator and generator against the step, with a line at ln 2, the loss of "
        f"a coin toss. At the end the discriminator is near {ends['discriminator']:.2f} and the "
        f"generator near {ends['generator']:.2f}; neither simply falls.",
    )


def _smoothed(losses: Sequence[float]) -> np.ndarray:
    width = min(50, len(losses))
    return np.convolve(losses, np.full(width, 1 / width), mode="valid")
