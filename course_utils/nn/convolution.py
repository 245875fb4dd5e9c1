"""Convolution: one small set of weights, used at every place of a picture (LeCun et al. 1989)."""

from typing import Any

import numpy as np

from course_utils.nn.checks import (
    as_pictures,
    check_at_least,
    check_gradient,
    float_dtype,
    remembered,
)
from course_utils.nn.images import (
    add_patches,
    blocks,
    channels_first,
    channels_last,
    padded,
    patches,
    places,
)
from course_utils.nn.initializers import Initializer, drawn, he_uniform
from course_utils.nn.layers import Layer
from course_utils.nn.parameter import Array, Parameter


class Conv2D(Layer):
    """Every output pixel is a weighted sum of the k x k input pixels below the kernel.

    Y[n, o, y, x] = b[o] + Σ_{c,i,j} X[n, c, s y + i − p, s x + j − p] W[i, j, c, o]

    with stride s and p rows and columns of zeros around the picture: X (n, c_in, h, w) gives
    Y (n, c_out, oh, ow), oh = (h + 2p − k) // s + 1. Like everybody else's it is in fact a
    cross-correlation: the kernel is not flipped.

    Write what lies below the kernel at one place as a column, the columns of all places side by
    side as P (k² c_in, places) and W as a matrix (k² c_in, c_out). Then for each picture Y = Pᵀ W,
    a dense layer applied at every place, and as there

        dW = Σ_n P dY,   db = Σ_{n,y,x} dY,   dP = W dYᵀ

    A pixel lies below the kernel at up to k² places; its dX is the sum of all its entries in dP.
    W has the shape (k, k, c_in, c_out), drawn by ``init`` from ``rng``; b starts at zero.
    """

    def __init__(
        self,
        c_in: int,
        c_out: int,
        kernel: int,
        stride: int = 1,
        pad: int = 0,
        *,
        rng: np.random.Generator | None = None,
        init: Initializer = he_uniform,
        dtype: Any = np.float64,
    ) -> None:
        self.c_in, self.c_out = check_at_least("c_in", c_in, 1), check_at_least("c_out", c_out, 1)
        self.kernel = check_at_least("kernel", kernel, 1)
        self.stride, self.pad = check_at_least("stride", stride, 1), check_at_least("pad", pad, 0)
        dtype, rng = float_dtype(dtype), rng or np.random.default_rng()
        shape = (self.kernel, self.kernel, self.c_in, self.c_out)
        W = drawn(repr(self), "W", init, shape, rng, dtype)
        self.W = Parameter(W, name="W")
        self.b = Parameter(np.zeros(self.c_out, dtype), name="b", penalized=False)
        self.X: Array | None = None

    def forward(self, X: Array, training: bool = False) -> Array:
        self.X = X = self.framed(X)
        self.oh, self.ow = (places(size, self.kernel, self.stride) for size in X.shape[2:])
        W, Y = self.W_and_b(), np.empty((len(X), self.oh * self.ow, self.c_out), X.dtype)
        for block in blocks(len(X)):
            P = patches(X[block], self.kernel, self.stride)
            np.matmul(P.transpose(0, 2, 1), W, out=Y[block])
        return channels_first(Y.reshape(len(X), self.oh, self.ow, self.c_out))

    def backward(self, dY: Array) -> Array:
        self.backward_parameters(dY)
        X, dY = remembered(self, self.X), self.places_first(dY)
        W, dX = self.flat_W(), np.zeros_like(X)
        for block in blocks(len(X)):
            dP = W @ dY[block].transpose(0, 2, 1)
            add_patches(dX[block], dP, self.kernel, self.stride)
        return self.unframed(dX)

    def backward_parameters(self, dY: Array) -> None:
        X = remembered(self, self.X)
        check_gradient(self, dY, (len(X), self.c_out, self.oh, self.ow))
        dY, dW = self.places_first(dY), np.zeros_like(self.W_and_b())
        for block in blocks(len(X)):
            P = patches(X[block], self.kernel, self.stride)
            dW += (P @ dY[block]).sum(axis=0)
        self.set_gradients(dW)

    def framed(self, X: Array) -> Array:
        """``X`` with its frame of zeros, once it is seen to fit."""
        smallest = self.kernel - 2 * self.pad
        return padded(as_pictures(self, X, self.c_in, smallest, self.W.value.dtype), self.pad)

    def unframed(self, dX: Array) -> Array:
        """``dX`` without its frame."""
        h, w = dX.shape[2:]
        return dX[:, :, self.pad : h - self.pad, self.pad : w - self.pad]

    def flat_W(self) -> Array:
        """W as the matrix (k² c_in, c_out)."""
        return self.W.value.reshape(-1, self.c_out)

    def W_and_b(self) -> Array:
        """The same with b as a last row, for patches that end in a row of ones."""
        return np.vstack([self.flat_W(), self.b.value])

    def set_gradients(self, dW_and_db: Array) -> None:
        """Take apart the gradient of ``W_and_b``."""
        self.W.grad = dW_and_db[:-1].reshape(self.W.value.shape)
        self.b.grad = dW_and_db[-1]

    def places_first(self, dY: Array) -> Array:
        """dY as (n, places, c_out)."""
        return channels_last(dY).reshape(len(dY), -1, self.c_out)

    def parameters(self) -> list[Parameter]:
        return [self.W, self.b]

    def __repr__(self) -> str:
        stride = f", stride={self.stride}" if self.stride > 1 else ""
        pad = f", pad={self.pad}" if self.pad else ""
        return f"Conv2D({self.c_in}, {self.c_out}, {self.kernel}{stride}{pad})"
