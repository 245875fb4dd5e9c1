"""Pictures of what happens along a sequence: forecasts, gradients through time, attention."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from course_utils.demos.picture import Picture
from course_utils.demos.theme import FAINT, INK, label, new_figure, theme


def forecast_figure(
    time: np.ndarray, value: np.ndarray, split: float, forecasts: Mapping[str, np.ndarray]
) -> Picture:
    """Return a series with forecasts of its end, each for the last years of ``time``.

    Left of ``split`` the network learned; right of it, it had never looked.
    """
    with theme():
        figure = new_figure(10, 4.2)
        ax = figure.add_subplot()
        ax.plot(time, value, color=INK, linewidth=1.5, linestyle="-", label="measured")
        for name, forecast in forecasts.items():
            ax.plot(time[-len(forecast) :], forecast, label=name, linewidth=2)
        ax.axvline(split, color=FAINT, linewidth=1)
        ax.text(split, value.max(), "test years ▸ ", ha="right", va="bottom", color=FAINT)
        ax.set_xlim(split - 60, time[-1] + 1)
        label(ax, "year", "sunspot number")
        figure.legend(loc="outside upper center", ncols=1 + len(forecasts))
    return Picture(
        figure,
        f"The yearly sunspot number from {split - 60:.0f} to {time[-1]:.0f}, a wave of about "
        f"eleven years, with one-year-ahead forecasts for the years from {split:.0f} on: "
        f"{' and '.join(forecasts)}. The learned forecast follows the wave; repeating last year's "
        "value lags one year behind it.",
    )


def through_time_figure(norms: Mapping[str, np.ndarray]) -> Picture:
    """Return the size of ∂L/∂(input of each step), the last step at the right, on a log scale."""
    with theme():
        figure = new_figure(9, 4)
        ax = figure.add_subplot()
        for name, sizes in norms.items():
            back = np.arange(len(sizes) - 1, -1, -1)
            ax.semilogy(back, np.maximum(sizes, 1e-30), marker="o", markersize=4, label=name)
        ax.invert_xaxis()
        label(ax, "steps back from the end", "size of the gradient")
        ax.legend()
    said = "; ".join(
        f"{name}: from {sizes[-1]:.1g} at the last step to {sizes[0]:.1g} at the first"
        for name, sizes in norms.items()
    )
    return Picture(figure, f"Size of the gradient at each time step, on a log scale. {said}.")


def attention_figure(weights: np.ndarray, words: Sequence[str]) -> Picture:
    """Return the attention weights of one head over a sentence: who looks at whom.

    ``weights`` is (t, p + t), a row for each of the t words: what it gives to the p places of
    padding in front, which share one column here, and to each word. Each row sums to 1.
    """
    padding = weights.shape[1] - len(words)
    seen = list(words)
    if padding:
        gathered = weights[:, :padding].sum(axis=1)
        weights, seen = np.column_stack([gathered, weights[:, padding:]]), ["(padding)", *words]
    with theme():
        figure = new_figure(7.2, 6)
        ax = figure.add_subplot()
        shown = ax.imshow(weights, cmap="Blues", vmin=0, vmax=1)
        ax.set_xticks(range(len(seen)), seen, rotation=60, ha="right", fontsize=13)
        ax.set_yticks(range(len(words)), words, fontsize=13)
        ax.grid(False)
        label(ax, "is looked at", "looks")
        figure.colorbar(shown, label="attention weight", shrink=0.8)
    return Picture(figure, _describe_attention(weights, words, seen))


def _describe_attention(weights: np.ndarray, words: Sequence[str], seen: Sequence[str]) -> str:
    mean = weights.mean(axis=0)
    most = int(mean.argmax())
    return (
        f"Attention weights of one head as a table: a row for each of the words {' '.join(words)}, "
        f"a column for each of {' '.join(seen)}. Each row sums to 1. Looked at most is "
        f"“{seen[most]}”, with {mean[most]:.0%} of the attention on average."
    )
