"""Residual connections: a layer that adds to its input instead of replacing it."""

from course_utils.nn.checks import as_numbers
from course_utils.nn.model import Sequential
from course_utils.nn.parameter import Array


class Residual(Sequential):
    """Y = X + F(X), F being the layers inside (He, Zhang, Ren and Sun 2016).

    dX = dY + (∂F/∂X) dY: whatever F does to a gradient, dY itself arrives as well.
    """

    def forward(self, X: Array, training: bool = False) -> Array:
        X = as_numbers(self, X)
        F = super().forward(X, training)
        if F.shape != X.shape:
            raise ValueError(
                f"Residual was given X of shape {X.shape}, but its layers return {F.shape}: "
                "only equal shapes can be added."
            )
        return X + F

    def backward(self, dY: Array) -> Array:
        return dY + super().backward(dY)

    def __repr__(self) -> str:
        return f"Residual({', '.join(map(repr, self.layers))})"
