"""Training loops with one thing changed: the wrong answers to ``training_loop``."""

from collections.abc import Callable
from typing import Any

import numpy as np

from course_utils.exercises.answers.algorithm.backward import backward_pass
from course_utils.exercises.answers.algorithm.forward import forward_pass
from course_utils.exercises.answers.algorithm.losses import mse_loss
from course_utils.exercises.answers.algorithm.pieces import with_pieces

Trained = tuple[tuple[np.ndarray, ...], list[float]]
Loop = Callable[..., Trained]
Parameters = tuple[np.ndarray, ...]


def descent(
    gradients: Callable[..., Parameters],
    X: np.ndarray,
    Y: np.ndarray,
    params: Parameters,
    lr: float,
    epochs: int,
) -> Trained:
    """The loop itself, whatever the gradients; losses[k] is the loss before update k."""
    losses = []
    for _ in range(epochs):
        losses.append(mse_loss(forward_pass(X, *params), Y))
        grads = gradients(X, Y, *params)
        params = tuple(p - lr * g for p, g in zip(params, grads, strict=True))
    return params, losses


def with_gradients(gradients: Callable[..., Parameters]) -> Loop:
    """The loop with other gradients."""

    def train(X: np.ndarray, Y: np.ndarray, *rest: Any) -> Trained:
        *params, lr, epochs = rest
        return descent(gradients, X, Y, tuple(params), lr, epochs)

    return train


right = with_gradients(backward_pass)


def called_with(change: Callable[[float, int], tuple[float, int]]) -> Loop:
    """The right loop with another learning rate, or for another number of epochs."""

    def train(*args: Any) -> Trained:
        *given, lr, epochs = args
        return right(*given, *change(lr, epochs))

    return train


def moving(*moved: int) -> Loop:
    """Only some of W1, b1, W2 and b2 are updated."""

    def gradients(*args: Any) -> Parameters:
        return tuple(on * g for on, g in zip(moved, backward_pass(*args), strict=True))

    return with_gradients(gradients)


def stale(X: np.ndarray, Y: np.ndarray, *rest: Any) -> Trained:
    """All gradients are those at the parameters of the start."""
    grads = backward_pass(X, Y, *rest[:4])
    return with_gradients(lambda *args: grads)(X, Y, *rest)


def loss_after(*args: Any) -> Trained:
    *given, epochs = args
    params, _ = right(*given, epochs)
    return params, right(*given, epochs + 1)[1][1:]


def layer_by_layer(X: np.ndarray, Y: np.ndarray, *rest: Any) -> Trained:
    """The output layer is updated before delta is sent down through its weights."""
    *_, lr, _ = rest
    return with_gradients(with_pieces(rate=lr))(X, Y, *rest)


def in_place(X: np.ndarray, Y: np.ndarray, *rest: Any) -> Trained:
    params = rest[:4]
    trained, losses = right(X, Y, *rest)
    for old, new in zip(params, trained, strict=True):
        old[...] = new
    return params, losses
