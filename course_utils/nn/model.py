"""A network: layers in a row, run forwards to predict and backwards to learn."""

from typing import Any

import numpy as np

from course_utils.nn.checks import check_at_least, float_dtype
from course_utils.nn.layers import Layer
from course_utils.nn.parameter import Array, Parameter


class Sequential(Layer):
    """Each layer's output is the next one's input. It is a layer itself, so it nests.

    ``dtype`` changes the precision of all its parameters, to float32 for speed.
    """

    def __init__(self, *layers: Layer, dtype: Any = None) -> None:
        if not layers:
            raise ValueError("Sequential was given no layers: give at least one.")
        for layer in layers:
            _check_layer(layer)
        self.layers = layers
        learning = [i for i, layer in enumerate(layers) if layer.parameters()]
        self._first_to_learn = learning[0] if learning else 0
        if dtype is not None:
            for p in self.parameters():
                p.cast(float_dtype(dtype))

    def forward(self, X: Array, training: bool = False) -> Array:
        for layer in self.layers:
            X = layer.forward(X, training)
        return X

    def backward(self, dY: Array) -> Array:
        for layer in reversed(self.layers):
            dY = layer.backward(dY)
        return dY

    def backward_parameters(self, dY: Array) -> None:
        first = self._first_to_learn
        for layer in reversed(self.layers[first + 1 :]):
            dY = layer.backward(dY)
        self.layers[first].backward_parameters(dY)

    def parameters(self) -> list[Parameter]:
        return [p for layer in self.layers for p in layer.parameters()]

    def named_parameters(self) -> list[tuple[str, Parameter]]:
        return [
            (f"layers[{i}].{name}", p)
            for i, layer in enumerate(self.layers)
            for name, p in layer.named_parameters()
        ]

    def state(self) -> list[Array]:
        return [array for layer in self.layers for array in layer.state()]

    def predict(self, X: Any, batch_size: int = 1024) -> Array:
        """Outputs for all of ``X``, computed a batch at a time to spare memory."""
        X = np.asarray(X)
        starts = range(0, max(len(X), 1), check_at_least("batch_size", batch_size, 1))
        return np.concatenate([self.forward(X[i : i + batch_size]) for i in starts])

    def __repr__(self) -> str:
        lines = "".join(f"\n  {i}  {layer!r}" for i, layer in enumerate(self.layers))
        count = sum(p.value.size for p in self.parameters())
        return f"Sequential with {count:,} parameters:{lines}"


def _check_layer(layer: Any) -> None:
    if isinstance(layer, Layer):
        return
    if isinstance(layer, list | tuple):
        kind = type(layer).__name__
        raise TypeError(
            f"Sequential was given a {kind}: write Sequential(*layers), or the layers one by one."
        )
    if isinstance(layer, type) and issubclass(layer, Layer):
        name = layer.__name__
        raise TypeError(f"Sequential was given {name}, which is not a layer; {name}() makes one.")
    raise TypeError(f"Sequential was given {layer!r}, which is not a layer.")
