"""Pooling: one number for a small field of a picture."""

from typing import Any

import numpy as np

from course_utils.nn.checks import as_pictures, check_at_least, check_gradient, remembered
from course_utils.nn.images import blocks, channels_first, like, windows
from course_utils.nn.layers import Layer
from course_utils.nn.parameter import Array


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
        self.shares = [
            self._pool([pixel[block] for pixel in pixels], Y[block]) for block in blocks(len(X))
        ]
        return Y

    def backward(self, dY: Array) -> Array:
        Y = remembered(self, self.Y)
        check_gradient(self, dY, Y.shape)
        n, c, h, w = self.X_shape
        dX = channels_first(np.empty((n, h, w, c), dY.dtype))
        every_pixel_once = self.stride == self.kernel and h % self.kernel == w % self.kernel == 0
        for block, shares in zip(blocks(n), self.shares, strict=True):
            if not every_pixel_once:
                dX[block] = 0
            dy = like(Y[block], dY[block])
            for dx, share in zip(self._pixels(dX[block]), shares, strict=True):
                self._give(dx, dy, share)
        return dX

    def _pixels(self, X: Array) -> list[Array]:
        """k² arrays in the shape of Y: the first pixels of all fields, the second ones, …"""
        return windows(X, self.kernel, self.stride)

    def _pool(self, pixels: list[Array], Y: Array) -> list[Any]:
        """Write into ``Y`` what becomes of the pixels; return the share of each in dY."""
        raise NotImplementedError

    def _give(self, dX: Array, dY: Array, share: Any) -> None:
        """Add its ``share`` of ``dY`` to ``dX``; where no fields overlap, write it."""
        if self.stride < self.kernel:
            dX += dY * share
        else:
            np.multiply(dY, share, out=dX)

    def __repr__(self) -> str:
        stride = f", stride={self.stride}" if self.stride != self.kernel else ""
        return f"{type(self).__name__}({self.kernel}{stride})"


class MaxPool2D(Pool2D):
    """Y = the largest pixel of each field (Riesenhuber and Poggio 1999).

    Moving the largest moves Y as far, moving another one does nothing: so dX is dY for the
    winner of a field and 0 for the others. Among equals the first wins, row by row, as in
    PyTorch.
    """

    def _pool(self, pixels: list[Array], Y: Array) -> list[Any]:
        first, *others = pixels
        Y[...] = first
        for x in others:
            np.maximum(Y, x, out=Y)
        winners, no_winner_yet = [], np.ones_like(Y, bool)
        for x in pixels[:-1]:
            winners.append(no_winner_yet & (x == Y))
            no_winner_yet ^= winners[-1]
        return [*winners, no_winner_yet]


class AveragePool2D(Pool2D):
    """Y = the mean of each field; every pixel of it gets dX = dY / k² (LeCun et al. 1989)."""

    def _pool(self, pixels: list[Array], Y: Array) -> list[Any]:
        Y[...] = 0
        for x in pixels:
            Y += x
        share = 1 / len(pixels)
        Y *= share
        return [share] * len(pixels)
