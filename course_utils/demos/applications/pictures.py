"""Grey pictures in rows: learned filters, boxes on sheets, and what a generator draws."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from course_utils.demos.picture import Picture
from course_utils.demos.theme import BLUE, FAINT, VERMILION, new_figure, theme


def filters_figure(before: np.ndarray, after: np.ndarray) -> Picture:
    """Return kernels before and after training, and the difference, in rows of sixteen.

    ``before`` and ``after`` are (k, k, 1, channels). Blue is negative, red positive, white zero;
    the difference, which is the sum of all steps, has a scale of its own.
    """
    scale = float(max(np.abs(before).max(), np.abs(after).max()))
    steps = after - before
    panels = (
        ("before training", before, scale),
        ("after training", after, scale),
        ("the difference: what training added", steps, float(np.abs(steps).max())),
    )
    with theme():
        figure = new_figure(10, 5)
        for ax, (name, kernels, limit) in zip(figure.subplots(3, 1), panels, strict=True):
            tiles = np.moveaxis(kernels[:, :, 0], -1, 0)
            ax.imshow(_mosaic(tiles, 16), cmap="RdBu_r", vmin=-limit, vmax=limit)
            ax.set_title(name, fontsize=14)
            ax.axis("off")
    return Picture(figure, _describe_filters(before, steps))


def _describe_filters(before: np.ndarray, steps: np.ndarray) -> str:
    moved = float(np.abs(steps).mean() / np.abs(before).mean())
    return (
        f"The {before.shape[-1]} kernels of {before.shape[0]} by {before.shape[1]} weights as "
        "coloured tiles, before and after training and the difference. "
        f"The mean weight has moved by {moved:.0%} of the mean size at the start. Neighbours in a "
        f"kernel are alike with a correlation of {_alike(before):.2f} before training, and of "
        f"{_alike(steps):.2f} in what training added."
    )


def _alike(kernels: np.ndarray) -> float:
    """The correlation of weights that stand side by side or one above the other."""
    pairs = (kernels[:, :-1], kernels[:, 1:]), (kernels[:-1], kernels[1:])
    first, second = (np.concatenate([pair[i].ravel() for pair in pairs]) for i in (0, 1))
    return float(np.corrcoef(first, second)[0, 1])


def _mosaic(tiles: np.ndarray, columns: int) -> np.ndarray:
    """Tiles (n, height, width) as one picture, row by row, one empty pixel between two."""
    n, height, width = tiles.shape
    columns = min(columns, n)
    rows = -(-n // columns)
    sheet = np.full((rows * columns, height + 1, width + 1), np.nan)
    sheet[:n, :height, :width] = tiles
    lined = sheet.reshape(rows, columns, height + 1, width + 1).swapaxes(1, 2)
    return lined.reshape(rows * (height + 1), columns * (width + 1))[:-1, :-1]


def boxes_figure(
    sheets: np.ndarray,
    boxes: np.ndarray,
    predicted: np.ndarray,
    said: np.ndarray,
    overlaps: np.ndarray,
) -> Picture:
    """Return sheets (n, 1, size, size) with the true box and the predicted one, (n, 4) each.

    ``said`` is the class the network names, ``overlaps`` the intersection over union.
    """
    with theme():
        figure, axes = _row(len(sheets), 3.2)
        for ax, sheet, box, guess, digit, share in zip(
            axes, sheets[:, 0], boxes, predicted, said, overlaps, strict=True
        ):
            ax.imshow(sheet, cmap="gray_r", vmin=0, vmax=1)
            true = _outline(ax, box * len(sheet), BLUE, "-")
            found = _outline(ax, guess * len(sheet), VERMILION, "--")
            ax.set_title(f"“{digit}”, overlap {share:.0%}", fontsize=13, fontweight="normal")
        figure.legend(
            [true, found], ["true box", "the network's"], loc="outside lower center", ncols=2
        )
    results = "; ".join(f"{d}, overlap {s:.0%}" for d, s in zip(said, overlaps, strict=True))
    return Picture(
        figure,
        f"{len(sheets)} test sheets, each with one digit, its true box drawn solid in blue and "
        f"the predicted one dashed in red. The network says: {results}.",
    )


def _outline(ax: Axes, box: np.ndarray, colour: str, style: str) -> Rectangle:
    left, top, right, bottom = box - 0.5  # pixel i is drawn from i − ½ to i + ½
    look: Any = {"fill": False, "edgecolor": colour, "linestyle": style, "linewidth": 2.5}
    outline = Rectangle((left, top), right - left, bottom - top, **look)
    ax.add_patch(outline)
    return outline


def digits_figure(rows: Mapping[str, np.ndarray]) -> Picture:
    """Return rows of digits, (n, 784) each from 0 to 1, the same number in every row."""
    count = len(next(iter(rows.values())))
    with theme():
        figure = new_figure(10, len(rows) + 0.2)
        for ax, (name, images) in zip(
            figure.subplots(len(rows), 1, squeeze=False)[:, 0], rows.items(), strict=True
        ):
            ax.imshow(_mosaic(images.reshape(-1, 28, 28), count), cmap="gray_r", vmin=0, vmax=1)
            ax.axis("off")
            ax.text(-10, 14, name, ha="right", va="center")
    return Picture(figure, f"{count} pictures in each of these rows: {', '.join(rows)}.")


def _row(count: int, side: float) -> tuple[Figure, np.ndarray]:
    figure = new_figure(min(10, side * count), side)
    axes = figure.subplots(1, count, squeeze=False)[0]
    for ax in axes:
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set(visible=True, color=FAINT)
    return figure, axes
