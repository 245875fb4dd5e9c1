"""What every layer can do, and the layer everything began with: ``Z = X W + b``."""

from typing import Any

import numpy as np

from course_utils.nn.checks import (
    as_features,
    check_at_least,
    check_gradient,
    float_dtype,
    remembered,
)
from course_utils.nn.initializers import Initializer, drawn, xavier_uniform
from course_utils.nn.parameter import Array, Parameter


class Layer:
    """A function with a derivative.

    ``forward`` remembers what ``backward`` will need; ``backward`` sets (does not add to) the
    gradient of each parameter, so nothing has to be cleared between two passes.
    """

    def forward(self, X: Array, training: bool = False) -> Array:
        """Output for the batch ``X``, one row a sample.

        ``training`` is for layers that behave otherwise while learning, as dropout does.
        """
        raise NotImplementedError

    def backward(self, dY: Array) -> Array:
        """Given ``dY`` = ∂L/∂Y, set the parameters' gradients and return dX = ∂L/∂X."""
        raise NotImplementedError

    def backward_parameters(self, dY: Array) -> None:
        """``backward`` without dX, for the first layer: nobody asks how to change the data."""
        self.backward(dY)

    def parameters(self) -> list[Parameter]:
        """What the layer learns, in a fixed order."""
        return []

    def named_parameters(self) -> list[tuple[str, Parameter]]:
        """Each parameter with the path that leads to it from this layer: ``W``, ``layers[2].b``."""
        return [(p.name, p) for p in self.parameters()]

    def state(self) -> list[Array]:
        """All arrays that make the layer what it is: parameters, and whatever else it keeps."""
        return [p.value for p in self.parameters()]

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class Dense(Layer):
    """Fully connected: every output is a weighted sum of all inputs.

    Z = X W + b, and from dZ = ∂L/∂Z follow

        dW = Xᵀ dZ        (d_in, d_out)
        db = Σ_i dZ_i     (d_out,)
        dX = dZ Wᵀ        (n, d_in)

    A sequence X (n, t, d_in) gives Z (n, t, d_out), each step like a row of its own.
    ``init`` draws W from ``rng`` (unseeded if none is given); b starts at zero.
    """

    def __init__(
        self,
        d_in: int,
        d_out: int,
        *,
        rng: np.random.Generator | None = None,
        init: Initializer = xavier_uniform,
        dtype: Any = np.float64,
    ) -> None:
        d_in, d_out = check_at_least("d_in", d_in, 1), check_at_least("d_out", d_out, 1)
        dtype, rng = float_dtype(dtype), rng or np.random.default_rng()
        W = drawn(f"Dense({d_in}, {d_out})", "W", init, (d_in, d_out), rng, dtype)
        self.W = Parameter(W, name="W")
        self.b = Parameter(np.zeros(d_out, dtype), name="b", penalized=False)
        self.X: Array | None = None

    @classmethod
    def from_arrays(cls, W: Any, b: Any) -> "Dense":
        """A layer holding copies of these weights (d_in, d_out) and biases (d_out,)."""
        W, b = np.array(W), np.array(b)
        if W.ndim != 2 or b.shape != W.shape[1:]:
            raise ValueError(
                f"Dense was given W of shape {W.shape} and b of shape {b.shape}: "
                "it needs W (d_in, d_out) and b (d_out,), one bias an output."
            )
        dtype = np.float32 if W.dtype == np.float32 else np.float64
        layer = cls(*W.shape, init=lambda shape, rng: W, dtype=dtype)
        layer.b.value = b.astype(dtype)
        return layer

    def forward(self, X: Array, training: bool = False) -> Array:
        W, b = self.W.value, self.b.value
        self.X = as_features(self, X, columns=len(W), dtype=W.dtype)
        return self.X @ W + b

    def backward(self, dY: Array) -> Array:
        self.backward_parameters(dY)
        return dY @ self.W.value.T

    def backward_parameters(self, dY: Array) -> None:
        X = remembered(self, self.X)
        check_gradient(self, dY, (*X.shape[:-1], self.b.value.size))
        X, dY = X.reshape(-1, X.shape[-1]), dY.reshape(-1, dY.shape[-1])
        self.W.grad = X.T @ dY
        self.b.grad = dY.sum(axis=0)

    def parameters(self) -> list[Parameter]:
        return [self.W, self.b]

    def __repr__(self) -> str:
        return "Dense({}, {})".format(*self.W.value.shape)
