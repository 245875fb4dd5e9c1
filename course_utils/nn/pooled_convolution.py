"""Convolution and max-pooling in one: the same numbers, sooner."""

from collections.abc import Iterator
from math import prod

import numpy as np

from course_utils.nn.checks import check_gradient, check_pictures, remembered
from course_utils.nn.convolution import Conv2D
from course_utils.nn.images import add_patches, channels_first, patches, places
from course_utils.nn.layers import Layer
from course_utils.nn.parameter import Array, Parameter
from course_utils.nn.pooling import MaxPool2D, challenge, winners_shares


class PooledConvolution(Layer):
    """``conv``, then ``pool``, whose fields touch without overlapping: stride = kernel = k.

    Of the k² pixels in each field of a convolution's output, all the first ones are the output
    of a convolution themselves: of the same one with k times the stride. All the second ones are
    its output for the picture moved by one place, and so on. So the large output need not be
    written to memory for pooling to pick from it with gaps: its k² parts are computed in turn,
    and each is compared with the largest so far while both are in the processor's cache.
    """

    def __init__(self, conv: Conv2D, pool: MaxPool2D) -> None:
        self.conv, self.pool = conv, pool
        self.field = (pool.kernel - 1) * conv.stride + conv.kernel  # what all of it sees
        self.stride = pool.kernel * conv.stride
        self.X: Array | None = None

    def forward(self, X: Array, training: bool = False) -> Array:
        self.X = X = self.conv.framed(X)
        self.Y_shape = n, c, oh, ow = len(X), self.conv.c_out, *self._size(X)
        seen = patches(X, self.field, self.stride)[:, :-1]
        self.P = [_with_ones(part) for part in self._parts(seen)]
        W = self.conv.W_and_b()
        outputs = (P.transpose(0, 2, 1) @ W for P in self.P)
        Y = next(outputs)
        self.leads = challenge(Y, outputs)
        return channels_first(Y.reshape(n, oh, ow, c))

    def backward(self, dY: Array) -> Array:
        self.backward_parameters(dY)
        W, dX = self.conv.flat_W(), np.zeros_like(remembered(self, self.X))
        n, _, oh, ow = self.Y_shape
        d_seen = np.zeros((n, self.field**2 * self.conv.c_in, oh * ow), W.dtype)
        for part, share in zip(reversed(self._parts(d_seen)), self._shares(dY), strict=True):
            part += (W @ share.transpose(0, 2, 1)).reshape(part.shape)
        add_patches(dX, d_seen, self.field, self.stride)
        return self.conv.unframed(dX)

    def backward_parameters(self, dY: Array) -> None:
        remembered(self, self.X)
        check_gradient(self, dY, self.Y_shape)
        dW = np.zeros_like(self.conv.W_and_b())
        for P, share in zip(reversed(self.P), self._shares(dY), strict=True):
            dW += (P @ share).sum(axis=0)
        self.conv.set_gradients(dW)

    def _size(self, X: Array) -> list[int]:
        """Height and width of the output."""
        conv, pool = self.conv, self.pool
        pixels = [places(size, conv.kernel, conv.stride) for size in X.shape[2:]]
        check_pictures(pool, (len(X), conv.c_out, *pixels), None, pool.kernel)
        return [places(size, pool.kernel, pool.stride) for size in pixels]

    def _parts(self, seen: Array) -> list[Array]:
        """Of what fields see (n, field² c_in, places): what their first pixels see, the second …

        Each is a view (n, kernel, kernel, c_in, places).
        """
        conv, (n, _, all_places) = self.conv, seen.shape
        seen = seen.reshape(n, self.field, self.field, conv.c_in, all_places)
        starts = range(0, self.stride, conv.stride)
        return [seen[:, i : i + conv.kernel, j : j + conv.kernel] for i in starts for j in starts]

    def _shares(self, dY: Array) -> Iterator[Array]:
        """What those pixels get of ``dY``, the last ones first, each as (n, places, c_out)."""
        return winners_shares(self.conv.places_first(dY), self.leads)

    def parameters(self) -> list[Parameter]:
        return self.conv.parameters()

    def __repr__(self) -> str:
        return f"{self.conv} and {self.pool}"


def _with_ones(part: Array) -> Array:
    """(n, …, places) as a contiguous (n, rows, places), with a last row of ones for the bias."""
    n, *field, all_places = part.shape
    P = np.empty((n, prod(field) + 1, all_places), part.dtype)
    P[:, :-1].reshape(part.shape)[...] = part
    P[:, -1] = 1
    return P
