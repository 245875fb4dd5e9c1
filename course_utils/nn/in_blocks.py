"""A few samples at a time: the same results, without a detour through slow memory."""

from copy import copy
from typing import Any

import numpy as np

from course_utils.nn.activations import ReLU
from course_utils.nn.checks import check_at_least, check_gradient, remembered
from course_utils.nn.convolution import Conv2D
from course_utils.nn.layers import Layer
from course_utils.nn.model import Sequential
from course_utils.nn.normalization import BatchNorm
from course_utils.nn.parameter import Array
from course_utils.nn.pooled_convolution import PooledConvolution
from course_utils.nn.pooling import MaxPool2D


class InBlocks(Sequential):
    """The layers inside see ``size`` samples at a time, forwards and backwards.

    A convolution's output is many times as large as the picture, and that of a whole batch does
    not fit into the processor's cache: each layer would fetch from memory what the layer before
    has just put there. A few pictures stay in the cache from the first layer to the last, and
    where max-pooling follows a convolution, the two are computed as one.

    The loss is a mean over samples, so a gradient is a sum over blocks. That holds for layers
    that treat every sample by itself, as batch normalization does not.
    """

    def __init__(self, *layers: Layer, size: int = 16, dtype: Any = None) -> None:
        super().__init__(*layers, dtype=dtype)
        for layer in layers:
            _check_alone(layer)
        self.size = check_at_least("size", size, 1)
        self.steps = _joined([*layers])
        self.Y: Array | None = None

    def forward(self, X: Array, training: bool = False) -> Array:
        starts = range(0, max(len(X), 1), self.size)
        # A shallow copy has the same parameters, and a memory of its own for its block.
        self.copies = [[copy(step) for step in self.steps] for _ in starts]
        outputs = []
        for start, layers in zip(starts, self.copies, strict=True):
            block = X[start : start + self.size]
            for layer in layers:
                block = layer.forward(block, training)
            outputs.append(block)
        self.Y = np.concatenate(outputs)
        return self.Y

    def backward(self, dY: Array) -> Array:
        return np.concatenate(self._through_blocks(dY, with_dX=True))

    def backward_parameters(self, dY: Array) -> None:
        self._through_blocks(dY, with_dX=False)

    def _through_blocks(self, dY: Array, with_dX: bool) -> list[Array]:
        """Set the parameters' gradients; return dX of each block if asked to."""
        check_gradient(self, dY, remembered(self, self.Y).shape)
        parameters, dX = self.parameters(), []
        totals = [np.zeros_like(p.value) for p in parameters]
        for k, layers in enumerate(self.copies):
            block = Sequential(*layers)
            # The copy fetches the block in one go; many small steps would wait for memory.
            dy = dY[k * self.size : (k + 1) * self.size].copy()
            if with_dX:
                dX.append(block.backward(dy))
            else:
                block.backward_parameters(dy)
            for total, p in zip(totals, parameters, strict=True):
                total += p.grad
        for total, p in zip(totals, parameters, strict=True):
            p.grad = total
        return dX

    def __repr__(self) -> str:
        return f"InBlocks({', '.join(map(repr, self.layers))})"


def _joined(layers: list[Layer]) -> list[Layer]:
    """The same network with each convolution and the max-pooling after it in one layer.

    A ReLU between them comes after both: the positive part of the largest number is the largest
    of the positive parts, and there are k² times fewer to take.
    """
    match layers:
        case [Conv2D() as conv, MaxPool2D() as p, *rest] if _fit(p, conv):
            return [PooledConvolution(conv, p), *_joined(rest)]
        case [Conv2D() as conv, ReLU() as relu, MaxPool2D() as p, *rest] if _fit(p, conv, relu):
            return [PooledConvolution(conv, p), relu, *_joined(rest)]
        case [layer, *rest]:
            return [layer, *_joined(rest)]
    return []


def _fit(pool: MaxPool2D, *before: Layer) -> bool:
    """Fields that touch, and layers of our own: somebody's subclass may compute otherwise."""
    ours = all(type(layer) in (Conv2D, ReLU, MaxPool2D) for layer in (pool, *before))
    return ours and pool.stride == pool.kernel


def _check_alone(layer: Layer) -> None:
    """A block needs a layer that looks at no other sample and that a shallow copy copies."""
    if isinstance(layer, BatchNorm):
        raise TypeError(f"InBlocks was given {layer!r}, which needs the whole batch at once.")
    parts = vars(layer).values()
    if isinstance(layer, Sequential) or any(isinstance(part, Layer) for part in parts):
        raise TypeError(f"InBlocks was given {layer!r}: it takes layers that hold no other layers.")
