"""Pooling: one number for a small field of a picture."""

import numpy as np

from course_utils.nn.checks import as_pictures, check_at_least, check_gradient, remembered
from course_utils.nn.images import blocks, like, windows
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
        self.X: Array | None = None

    def forward(self, X: Array, training: bool = False) -> Array:
        self.X = as_pictures(self, X, None, self.kernel)
        self.Y = np.empty_like(self._fields(self.X)[0])
        for block in blocks(len(X)):
            self._pool(self._fields(self.X[block]), self.Y[block])
        return self.Y

    def backward(self, dY: Array) -> Array:
        X = remembered(self, self.X)
        check_gradient(self, dY, self.Y.shape)
        dX = np.zeros_like(X)
        for block in blocks(len(X)):
            X_fields, dX_fields = self._fields(X[block]), self._fields(dX[block])
            self._share(X_fields, self.Y[block], like(X_fields[0], dY[block]), dX_fields)
        return dX

    def _fields(self, X: Array) -> list[Array]:
        """k² arrays in the shape of Y: the first pixels of all fields, the second ones, …"""
        return windows(X, self.kernel, self.stride)

    def _pool(self, fields: list[Array], Y: Array) -> None:
        """Write into ``Y`` what becomes of the fields."""
        raise NotImplementedError

    def _share(self, X: list[Array], Y: Array, dY: Array, dX: list[Array]) -> None:
        """Add to each pixel of the fields ``dX`` its share of ``dY``."""
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

    def _pool(self, fields: list[Array], Y: Array) -> None:
        first, *others = fields
        Y[...] = first
        for x in others:
            np.maximum(Y, x, out=Y)

    def _share(self, X: list[Array], Y: Array, dY: Array, dX: list[Array]) -> None:
        taken = np.zeros_like(Y, bool)
        for x, dx in zip(X, dX, strict=True):
            won = (x == Y) & ~taken
            taken |= won
            dx += won * dY


class AveragePool2D(Pool2D):
    """Y = the mean of each field; every pixel of it gets dX = dY / k² (LeCun et al. 1989)."""

    def _pool(self, fields: list[Array], Y: Array) -> None:
        Y[...] = 0
        for x in fields:
            Y += x
        Y *= 1 / len(fields)

    def _share(self, X: list[Array], Y: Array, dY: Array, dX: list[Array]) -> None:
        share = dY * (1 / len(dX))
        for dx in dX:
            dx += share
