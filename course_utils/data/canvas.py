"""Digits somewhere on a larger sheet, each with the box that encloses it."""

from typing import NamedTuple

import numpy as np

SIDE = 28


class Canvases(NamedTuple):
    """Sheets with one digit each.

    ``X``: (n, 1, size, size) from 0 (paper) to 1 (ink). ``y``: (n,) which digit.
    ``boxes``: (n, 4) left, top, right and bottom edge, as shares of the sheet's side.
    """

    X: np.ndarray
    y: np.ndarray
    boxes: np.ndarray


def place_digits(
    images: np.ndarray, labels: np.ndarray, size: int, rng: np.random.Generator
) -> Canvases:
    """Each digit of ``images`` (n, 784) at a random place of its own empty sheet.

    A digit is first cut out along its ink, so that its box is exact; the whole box lies on the
    sheet, whose side is ``size`` pixels, at least 28.
    """
    if size < SIDE:
        raise ValueError(f"size was {size}: a digit needs a sheet of at least {SIDE} pixels.")
    X = np.zeros((len(images), 1, size, size), images.dtype)
    boxes = np.empty((len(images), 4), images.dtype)
    for image, sheet, box in zip(images, X[:, 0], boxes, strict=True):
        ink = _cut_out(image.reshape(SIDE, SIDE))
        (height, width) = ink.shape
        top, left = rng.integers(size - height + 1), rng.integers(size - width + 1)
        sheet[top : top + height, left : left + width] = ink
        box[:] = left, top, left + width, top + height
    return Canvases(X, labels, boxes / size)


def _cut_out(image: np.ndarray) -> np.ndarray:
    """The rows and columns from the first to the last that hold ink."""
    rows, columns = (np.flatnonzero(image.any(axis=axis)) for axis in (1, 0))
    return image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def overlap(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Intersection over union of each pair of boxes (n, 4): (n,), 1 where they are the same."""
    starts = np.maximum(boxes[:, :2], others[:, :2])
    ends = np.minimum(boxes[:, 2:], others[:, 2:])
    shared = np.prod(np.maximum(ends - starts, 0), axis=1)
    return shared / (_area(boxes) + _area(others) - shared)


def _area(boxes: np.ndarray) -> np.ndarray:
    return np.prod(np.maximum(boxes[:, 2:] - boxes[:, :2], 0), axis=1)
