"""Answers on the training loop."""

import numpy as np

from course_utils.exercises.answer import answer, mistake
from course_utils.exercises.answers.algorithm.backward import backward_pass
from course_utils.exercises.answers.algorithm.pieces import with_pieces
from course_utils.exercises.answers.training.loops import (
    Trained,
    called_with,
    descent,
    in_place,
    layer_by_layer,
    loss_after,
    moving,
    stale,
    with_gradients,
)


@answer(
    mistake(
        "ascent",
        called_with(lambda lr, epochs: (-lr, epochs)),
        "Your losses grow from epoch to epoch: the parameters move along the gradient instead of "
        "against it.",
        "Which sign turns a slope into a step downhill?",
    ),
    mistake(
        "loss_after",
        loss_after,
        "Another convention: each of your losses is taken after the update. Here the first entry "
        "belongs to the network as it was handed to you.",
        "Which loss does a network have that has not been trained at all?",
    ),
    mistake(
        "one_epoch_more",
        called_with(lambda lr, epochs: (lr, epochs + 1)),
        "There is one epoch too many: one loss more than asked for, and one update more.",
        "How many losses should there be?",
    ),
    mistake(
        "one_epoch_less",
        called_with(lambda lr, epochs: (lr, epochs - 1)),
        "There is one epoch too few: one loss is missing, and one update.",
        "How many losses should there be?",
    ),
    mistake(
        "stale_gradients",
        stale,
        "The first update is right, and then you go on with the gradients of the start: they are "
        "never taken anew.",
        "Which parameters do you hand to backward_pass in the second epoch?",
    ),
    mistake(
        "biases_forgotten",
        moving(1, 0, 1, 0),
        "The weights learn, the biases stay where they began.",
        "How many arrays of parameters does this network have?",
    ),
    mistake(
        "weights_forgotten",
        moving(0, 1, 0, 1),
        "The biases learn, the weights stay where they began.",
        "How many arrays of parameters does this network have?",
    ),
    mistake(
        "output_only",
        moving(0, 0, 1, 1),
        "Only the output layer learns; W1 and b1 stay where they began.",
        "What are dW1 and db1 for?",
    ),
    mistake(
        "layer_by_layer",
        layer_by_layer,
        "W2 is updated before delta goes down through it, so the hidden layer gets the gradient "
        "of a network that has never been run ({yours} instead of {right} at {where}).",
        "At which parameters must all four gradients be taken?",
    ),
    mistake(
        "no_lr",
        called_with(lambda lr, epochs: (1.0, epochs)),
        "The learning rate is never used: each update takes off the whole gradient.",
        "What limits the length of a step?",
    ),
    mistake(
        "no_update",
        called_with(lambda lr, epochs: (0.0, epochs)),
        "All your losses are the same: the gradients are found, but no parameter ever moves.",
        "Which line changes the parameters, and are the new ones used in the next epoch?",
    ),
    mistake(
        "in_place",
        in_place,
        "All numbers are right, but the caller's own arrays were trained along. A second run would "
        "then start from trained parameters.",
        "Which operation makes a new array, and which one changes the old?",
    ),
    mistake(
        "no_two",
        with_gradients(with_pieces(error=lambda P, Y: (P - Y) / P.size)),
        "The loop is right and walks at half its pace: all your gradients lack the factor 2, so "
        "each update is half as long ({yours} instead of {right} at {where}).",
        "Where does a factor 2 enter when a squared error is differentiated?",
    ),
    mistake(
        "no_mean",
        with_gradients(with_pieces(error=lambda P, Y: 2 * (P - Y))),
        "The loop is right, but its steps are giant: your gradients are those of the sum of "
        "{n} · {c} squares, not of their mean ({yours} instead of {right} at {where}).",
        "Which of the two does mse_loss report, the sum or the mean?",
    ),
    mistake(
        "neither",
        with_gradients(with_pieces(error=lambda P, Y: P - Y)),
        "The loop is right, but your gradients begin with P − Y alone: neither the 2 of the square "
        "nor the mean over {n} · {c} entries is in them ({yours} instead of {right} at {where}).",
        "What is the derivative of mse_loss by one single output?",
    ),
    mistake(
        "samples_only",
        with_gradients(with_pieces(error=lambda P, Y: 2 * (P - Y) / len(P))),
        "The loop is right, but each update is {c} times too long: your gradients average over the "
        "{n} samples, and the loss over their {c} outputs too.",
        "How many squares go into the mean?",
    ),
    mistake(
        "no_output_slope",
        with_gradients(with_pieces(output_slope=lambda z: 1.0)),
        "The loop is right, but its gradients skip the output's sigmoid: the error reached W2 "
        "without the slope, which is never above 0.25, and the steps are too long ({yours} instead "
        "of {right} at {where}).",
        "The error is known at the output's a. Where does delta live, and what lies between?",
    ),
    mistake(
        "no_hidden_slope",
        with_gradients(with_pieces(hidden_slope=lambda z: 1.0)),
        "The loop is right, but in its gradients the slope of tanh is missing: W1 and b1 learn as "
        "if the hidden layer had no bend ({yours} instead of {right} at {where}).",
        "What came back through W2 is the blame at a1. How does it get to z1?",
    ),
    mistake(
        "mean_again",
        with_gradients(with_pieces(divide=(1, 1, 1, 1))),
        "The loop is right, but each update is {n} times too short: the mean is in the loss's "
        "gradient, and you took it over the batch once more.",
        "If the loss's gradient carries the mean, what is left to do for weights and biases?",
    ),
    mistake(
        "mean_in_biases",
        with_gradients(with_pieces(divide=(0, 1, 0, 1))),
        "The first update of the weights is right, that of the biases {n} times too short: there "
        "you averaged over the batch what should be added up.",
        "The matrix product for dW adds over the samples. Why should db do otherwise?",
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
    """Full-batch gradient descent."""
    return descent(backward_pass, X, Y, (W1, b1, W2, b2), lr, epochs)


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
