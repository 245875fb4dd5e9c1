"""Answers on the training loop."""

from collections.abc import Callable
from typing import Any

import numpy as np

from course_utils.exercises.answer import answer, mistake
from course_utils.exercises.answers.algorithm.backward import backward_pass
from course_utils.exercises.answers.algorithm.forward import forward_pass
from course_utils.exercises.answers.algorithm.losses import mse_loss
from course_utils.exercises.answers.algorithm.pieces import with_pieces

Trained = tuple[tuple[np.ndarray, ...], list[float]]


def _loop(
    *,
    direction: float = 1.0,
    extra: int = 0,
    moved: tuple[bool, bool, bool, bool] = (True, True, True, True),
    loss_after: bool = False,
    gradients: Callable[..., Any] = backward_pass,
    start_only: bool = False,
    use_rate: bool = True,
) -> Callable[..., Trained]:
    """A training loop with one thing changed.

    ``moved`` says which parameters are updated; with ``start_only`` all gradients are taken at
    the parameters of the start.
    """

    def train(
        X: np.ndarray,
        Y: np.ndarray,
        W1: np.ndarray,
        b1: np.ndarray,
        W2: np.ndarray,
        b2: np.ndarray,
        lr: float,
        epochs: int,
    ) -> Trained:
        start = params = (W1, b1, W2, b2)
        rates = [direction * (lr if use_rate else 1.0) * on for on in moved]
        losses = []
        for _ in range(epochs + extra):
            before = mse_loss(forward_pass(X, *params), Y)
            grads = gradients(X, Y, *(start if start_only else params))
            params = tuple(p - r * g for p, r, g in zip(params, rates, grads, strict=True))
            losses.append(mse_loss(forward_pass(X, *params), Y) if loss_after else before)
        return params, losses

    return train


def _layer_by_layer(X: np.ndarray, Y: np.ndarray, *rest: Any) -> Trained:
    """The output layer is updated before delta is sent down through its weights."""
    *_, lr, _ = rest
    return _loop(gradients=with_pieces(rate=lr))(X, Y, *rest)


def _in_place(X: np.ndarray, Y: np.ndarray, *rest: Any) -> Trained:
    params = rest[:4]
    trained, losses = _loop()(X, Y, *rest)
    for old, new in zip(params, trained, strict=True):
        old[...] = new
    return params, losses


@answer(
    mistake(
        "ascent",
        _loop(direction=-1.0),
        "Your losses grow from epoch to epoch: the parameters move along the gradient instead of "
        "against it.",
        "Which sign turns a slope into a step downhill?",
    ),
    mistake(
        "loss_after",
        _loop(loss_after=True),
        "Another convention: each of your losses is taken after the update. Here the first entry "
        "belongs to the network as it was handed to you.",
        "Which loss does a network have that has not been trained at all?",
    ),
    mistake(
        "one_epoch_more",
        _loop(extra=1),
        "There is one epoch too many: one loss more than asked for, and one update more.",
        "How many losses should there be?",
    ),
    mistake(
        "one_epoch_less",
        _loop(extra=-1),
        "There is one epoch too few: one loss is missing, and one update.",
        "How many losses should there be?",
    ),
    mistake(
        "stale_gradients",
        _loop(start_only=True),
        "The first update is right, and then you go on with the gradients of the start: they are "
        "never taken anew.",
        "Which parameters do you hand to backward_pass in the second epoch?",
    ),
    mistake(
        "biases_forgotten",
        _loop(moved=(True, False, True, False)),
        "The weights learn, the biases stay where they began.",
        "How many arrays of parameters does this network have?",
    ),
    mistake(
        "weights_forgotten",
        _loop(moved=(False, True, False, True)),
        "The biases learn, the weights stay where they began.",
        "How many arrays of parameters does this network have?",
    ),
    mistake(
        "output_only",
        _loop(moved=(False, False, True, True)),
        "Only the output layer learns; W1 and b1 stay where they began.",
        "What are dW1 and db1 for?",
    ),
    mistake(
        "layer_by_layer",
        _layer_by_layer,
        "W2 is updated before delta goes down through it, so the hidden layer gets the gradient "
        "of a network that has never been run ({yours} instead of {right} at {where}).",
        "At which parameters must all four gradients be taken?",
    ),
    mistake(
        "no_lr",
        _loop(use_rate=False),
        "The learning rate is never used: each update takes off the whole gradient.",
        "What limits the length of a step?",
    ),
    mistake(
        "no_update",
        _loop(moved=(False, False, False, False)),
        "All your losses are the same: the gradients are found, but no parameter ever moves.",
        "Which line changes the parameters, and are the new ones used in the next epoch?",
    ),
    mistake(
        "in_place",
        _in_place,
        "All numbers are right, but the caller's own arrays were trained along. A second run would "
        "then start from trained parameters.",
        "Which operation makes a new array, and which one changes the old?",
    ),
)
def training_loop(
    X: np.ndarray,
    Y: np.ndarray,
    W1: np.ndarray,
    b1: np.ndarray,
    W2: np.ndarray,
    b2: np.ndarray,
    lr: float,
    epochs: int,
) -> Trained:
    """Full-batch gradient descent; losses[k] is the loss before update k."""
    params: tuple[np.ndarray, ...] = (W1, b1, W2, b2)
    losses = []
    for _ in range(epochs):
        losses.append(mse_loss(forward_pass(X, *params), Y))
        grads = backward_pass(X, Y, *params)
        params = tuple(p - lr * g for p, g in zip(params, grads, strict=True))
    return params, losses


@answer(
    mistake(
        "mean_of_means",
        lambda batch_means, sizes: np.mean(batch_means),
        "You averaged the batches' means, each with the same weight: the few samples of the short "
        "batch count for more than all others ({yours} instead of {right}).",
        "Should a batch of 3 have as much to say as a batch of 7?",
    ),
    mistake(
        "sum",
        lambda batch_means, sizes: np.sum(batch_means),
        "The means are added up and divided by nothing, so the result grows with the number of "
        "batches ({yours} instead of {right}).",
        "If you cut the same samples into twice as many batches, should the loss double?",
    ),
    mistake(
        "over_samples",
        lambda batch_means, sizes: np.sum(batch_means) / np.sum(sizes),
        "Means were added up and divided by the number of samples: each batch has then been "
        "divided twice ({yours} instead of {right}).",
        "What has already been done to a batch's losses when you get its mean?",
    ),
    mistake(
        "last_batch",
        lambda batch_means, sizes: batch_means[-1],
        "This is the loss of the last batch alone: whatever came before it was overwritten.",
        "What should happen to the first batch's share when the second arrives?",
    ),
    mistake(
        "not_divided",
        lambda batch_means, sizes: np.sum(batch_means * sizes),
        "The batches are weighed rightly, but you have the sum over all samples: exactly {k} times "
        "too large.",
        "How many samples were there in all?",
    ),
    mistake(
        "over_batches",
        lambda batch_means, sizes: np.sum(batch_means * sizes) / len(sizes),
        "The batches are weighed rightly, but the sum is divided by the number of batches: {k} "
        "times too large.",
        "The mean over what is asked for?",
    ),
)
def epoch_loss(batch_means: np.ndarray, sizes: np.ndarray) -> float:
    """Σ mean·size / Σ size."""
    return float(np.sum(batch_means * sizes) / np.sum(sizes))
