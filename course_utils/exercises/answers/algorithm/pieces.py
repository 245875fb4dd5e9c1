"""A backward pass whose pieces can be exchanged: the wrong ones are the right one but for a piece.

The answers to ``backward_pass`` are made with it, except the right one, which is written out.
"""

from collections.abc import Callable

import numpy as np

from course_utils.exercises.answers.algorithm.activations import sigmoid_grad, tanh_grad
from course_utils.exercises.answers.algorithm.gradients import bias_grad
from course_utils.exercises.answers.algorithm.losses import mse_grad
from course_utils.exercises.answers.introduction import sigmoid

Gradients = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]
Pass = Callable[..., Gradients]


def _through(delta: np.ndarray, W: np.ndarray) -> np.ndarray:
    return delta @ W.T


def _activation(X: np.ndarray, z1: np.ndarray) -> np.ndarray:
    return np.tanh(z1)


def with_pieces(
    *,
    error: Callable[[np.ndarray, np.ndarray], np.ndarray] = mse_grad,
    output_slope: Callable[[np.ndarray], np.ndarray | float] = sigmoid_grad,
    output_input: Callable[[np.ndarray, np.ndarray], np.ndarray] = _activation,
    through: Callable[[np.ndarray, np.ndarray], np.ndarray] = _through,
    hidden_slope: Callable[[np.ndarray], np.ndarray | float] = tanh_grad,
    bias: Callable[[np.ndarray], np.ndarray] = bias_grad,
    divide: tuple[int, int, int, int] = (0, 0, 0, 0),
    rate: float = 0.0,
    skip_output: bool = False,
) -> Pass:
    """A backward pass with some of its pieces exchanged.

    ``error(P, Y)`` stands for dL/dP; the slopes take pre-activations; ``output_input(X, z1)`` is
    what dW2 is made with; ``through(delta, W)`` sends a delta down; ``bias(delta)`` makes db.
    ``divide`` marks the gradients divided by the batch size once more, ``rate`` moves W2 before
    it is used, and with ``skip_output`` the hidden layer gets dL/dP instead of delta2.
    """

    def gradients(
        X: np.ndarray,
        Y: np.ndarray,
        W1: np.ndarray,
        b1: np.ndarray,
        W2: np.ndarray,
        b2: np.ndarray,
    ) -> Gradients:
        z1 = X @ W1 + b1
        z2 = np.tanh(z1) @ W2 + b2
        dP = error(sigmoid(z2), Y)
        delta2 = dP * output_slope(z2)
        dW2 = output_input(X, z1).T @ delta2
        moved = W2 - rate * dW2 if rate else W2
        delta1 = through(dP if skip_output else delta2, moved) * hidden_slope(z1)
        dW1, db1, dW2, db2 = (
            g / len(X) ** power
            for g, power in zip(
                (X.T @ delta1, bias(delta1), dW2, bias(delta2)), divide, strict=True
            )
        )
        return dW1, db1, dW2, db2

    return gradients
