"""Layers that only rearrange what passes: nothing is learned."""

import numpy as np

from course_utils.nn.checks import (
    as_numbers,
    as_pictures,
    check_at_least,
    check_gradient,
    remembered,
)
from course_utils.nn.images import like, windows
from course_utils.nn.layers import Layer
from course_utils.nn.parameter import Array


class Reshape(Layer):
    """X (n, …) gives Y (n, *shape), the same entries in the same order; backward undoes it.

    One number of ``shape`` may be -1: whatever is left.
    """

    def __init__(self, *shape: int) -> None:
        self.shape = shape
        self.Y: Array | None = None

    def forward(self, X: Array, training: bool = False) -> Array:
        self.X = X = as_numbers(self, X)
        try:
            self.Y = X.reshape(len(X), *self.shape)
            return self.Y
        except ValueError:
            each, wanted = X.shape[1:], ", ".join(map(str, self.shape))
            raise ValueError(
                f"{self} was given X of shape {X.shape}: the {np.prod(each)} entries of a sample "
                f"do not fill ({wanted})."
            ) from None

    def backward(self, dY: Array) -> Array:
        check_gradient(self, dY, remembered(self, self.Y).shape)
        # Laid out in memory as X is: whoever made X reads it fastest that way.
        return like(self.X, dY.reshape(self.X.shape))

    def __repr__(self) -> str:
        return f"Reshape({', '.join(map(str, self.shape))})"


class Flatten(Reshape):
    """X (n, c, h, w), or any other shape, gives Y (n, c h w), one row a sample."""

    def __init__(self) -> None:
        super().__init__(-1)

    def __repr__(self) -> str:
        return "Flatten()"


class Upsample2D(Layer):
    """Every pixel becomes a field of ``factor`` x ``factor`` equal pixels.

    X (n, c, h, w) gives Y (n, c, factor h, factor w); dX is the sum of dY over each field.
    Followed by a convolution it is how a generator grows its pictures (Odena, Dumoulin and Olah
    2016), without the chessboard pattern of a transposed convolution.
    """

    def __init__(self, factor: int = 2) -> None:
        self.factor = check_at_least("factor", factor, 1)
        self.X: Array | None = None

    def forward(self, X: Array, training: bool = False) -> Array:
        self.X = as_pictures(self, X, None, 1)
        return self.X.repeat(self.factor, axis=2).repeat(self.factor, axis=3)

    def backward(self, dY: Array) -> Array:
        n, c, h, w = remembered(self, self.X).shape
        check_gradient(self, dY, (n, c, h * self.factor, w * self.factor))
        first, *others = windows(dY, self.factor, self.factor)
        return sum(others, start=first.copy())

    def __repr__(self) -> str:
        return f"Upsample2D({self.factor})"
