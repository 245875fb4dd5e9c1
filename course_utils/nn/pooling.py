"""Pooling: one number for a small field of a picture."""

from collections.abc import Iterable, Iterator
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils.nn.checks import as_pictures, check_at_least, check_gradient, remembered
from course_utils.nn.images import blocks, channels_first, like, windows
from course_utils.nn.layers import Layer
from course_utils.nn.parameter import Array

Mask = NDArray[np.bool_]


class Pool2D(Layer):
    """Fields of k x k pixels, ``stride`` apart (k, if none is given), each channel by itself.

    X (n, c, h, w) gives Y (n, c, oh, ow) with oh = (h − k) // stride + 1: pixels at the right
    and at the bottom that fill no field are left out.
    """

    def __init__(self, kernel: int = 2, stride: int | None = None) -> None:
        self.kernel = check_at_least("kernel", kernel, 1)
        self.stride = check_at_least("stride", kernel if stride is None else stride, 1)
        self.Y: Array | None = None

    def forward(self, X: Array, training: bool = False) -> Array:
        X = as_pictures(self, X, None, self.kernel)
        self.X_shape, pixels = X.shape, self._pixels(X)
        self.Y = Y = np.empty_like(pixels[0])
        self.kept = [
            self._pool([pixel[block] for pixel in pixels], Y[block]) for block in blocks(len(X))
        ]
        return Y

    def backward(self, dY: Array) -> Array:
        Y = remembered(self, self.Y)
        check_gradient(self, dY, Y.shape)
        n, c, h, w = self.X_shape
        dX = channels_first(np.empty((n, h, w, c), dY.dtype))
        overlap = self.stride < self.kernel
        every_pixel_once = self.stride == self.kernel and h % self.kernel == w % self.kernel == 0
        for block, kept in zip(blocks(n), self.kept, strict=True):
            if not every_pixel_once:
                dX[block] = 0
            shares = self._shares(like(Y[block], dY[block]), kept)
            for dx, share in zip(reversed(self._pixels(dX[block])), shares, strict=True):
                np.add(dx, share, out=dx) if overlap else np.copyto(dx, share)
        return dX

    def _pixels(self, X: Array) -> list[Array]:
        """k² arrays in the shape of Y: the first pixels of all fields, the second ones, …"""
        return windows(X, self.kernel, self.stride)

    def _pool(self, pixels: list[Array], Y: Array) -> Any:
        """Write into ``Y`` what becomes of the pixels; return what ``_shares`` will need."""
        raise NotImplementedError

    def _shares(self, dY: Array, kept: Any) -> Iterable[Array]:
        """What each pixel of a field gets of ``dY``, the last one first."""
        raise NotImplementedError

    def __repr__(self) -> str:
        stride = f", stride={self.stride}" if self.stride != self.kernel else ""
        return f"{type(self).__name__}({self.kernel}{stride})"


class MaxPool2D(Pool2D):
    """Y = the largest pixel of each field (Riesenhuber and Poggio 1999).

    Moving the largest moves Y as far, moving another one does nothing: so dX is dY for the
    winner of a field and 0 for the others. Among equals the first wins, row by row, as in
    PyTorch.
    """

    def _pool(self, pixels: list[Array], Y: Array) -> list[Mask]:
        Y[...] = pixels[0]
        return challenge(Y, pixels[1:])

    def _shares(self, dY: Array, kept: list[Mask]) -> Iterator[Array]:
        return winners_shares(dY, kept)


class AveragePool2D(Pool2D):
    """Y = the mean of each field; every pixel of it gets dX = dY / k² (LeCun et al. 1989)."""

    def _pool(self, pixels: list[Array], Y: Array) -> int:
        Y[...] = 0
        for x in pixels:
            Y += x
        Y *= 1 / len(pixels)
        return len(pixels)

    def _shares(self, dY: Array, kept: int) -> Iterator[Array]:
        return repeat(dY * (1 / kept), kept)


def challenge(Y: Array, others: Iterable[Array]) -> list[Mask]:
    """Raise ``Y`` to the largest of itself and ``others``; return where each of them took the lead.

    An array takes the lead where it is larger than all before it.
    """
    leads = []
    for x in others:
        leads.append(x > Y)
        np.maximum(Y, x, out=Y)
    return leads


def winners_shares(dY: Array, leads: list[Mask]) -> Iterator[Array]:
    """What each array of a ``challenge`` gets of ``dY``, the last one first, ``Y`` itself last.

    The winner is whoever was the last to take the lead.
    """
    for lead in reversed(leads):
        share = dY * lead
        yield share
        dY = dY - share
    yield dY
