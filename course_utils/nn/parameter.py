"""What a network learns: a value and the gradient of the loss with respect to it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


@dataclass(eq=False, slots=True)
class Parameter:
    """An array to be learned.

    ``value`` and ``grad`` have the same shape; ``grad`` is zero until a backward pass sets it.
    ``penalized`` says whether L1 and L2 apply: to weights, never to biases.
    """

    value: Array
    name: str = ""
    penalized: bool = True
    grad: Array = field(init=False)

    def __post_init__(self) -> None:
        self.grad = np.zeros_like(self.value)

    def cast(self, dtype: np.dtype) -> None:
        """Hold value and gradient in another precision."""
        self.value = self.value.astype(dtype)
        self.grad = self.grad.astype(dtype)

    def __repr__(self) -> str:
        return f"Parameter {self.name} {self.value.shape} {self.value.dtype}"


def global_norm(parameters: Iterable[Parameter]) -> float:
    """Length of all gradients laid end to end, √(Σ g²) over every entry of every parameter."""
    # Summed in float64: the square of a float32 gradient overflows from 2e19 on.
    squares = (np.sum(np.square(p.grad, dtype=np.float64)) for p in parameters)
    return float(np.sqrt(sum(squares)))
