"""Answers on the whole backward pass: the right one, and one for each piece gone wrong."""

from collections.abc import Callable

import numpy as np

from course_utils.exercises.answer import answer, mistake
from course_utils.exercises.answers.algorithm.activations import sigmoid_grad, tanh_grad
from course_utils.exercises.answers.algorithm.pieces import Gradients, with_pieces
from course_utils.exercises.answers.introduction import sigmoid


def _changed(
    change: Callable[..., tuple[np.ndarray, ...]],
) -> Callable[..., tuple[np.ndarray, ...]]:
    """The right gradients, changed on their way out."""
    return lambda *arguments: change(*backward_pass(*arguments))


@answer(
    mistake(
        "no_output_slope",
        with_pieces(output_slope=lambda z: 1.0),
        "The error went straight to the output's weights: the slope of the sigmoid is missing at "
        "the top, and every gradient below inherits that ({yours} instead of {right} at {where}).",
        "The error is known at the output's a. Where does delta live, and what lies between?",
    ),
    mistake(
        "no_hidden_slope",
        with_pieces(hidden_slope=lambda z: 1.0),
        "dW2 and db2 are right. In the hidden layer the slope of tanh is missing, so dW1 and db1 "
        "are those of a layer without a bend.",
        "What came back through W2 is the blame at a1. How does it get to z1?",
    ),
    mistake(
        "sigmoid_slope_hidden",
        with_pieces(hidden_slope=sigmoid_grad),
        "The upper layer is right. In the lower one you used the sigmoid's slope, but these units "
        "bend with tanh ({yours} instead of {right} at {where}).",
        "Which activation belongs to which layer in forward_pass?",
    ),
    mistake(
        "sigmoid_rule_hidden",
        with_pieces(hidden_slope=lambda z: np.tanh(z) * (1 - np.tanh(z))),
        "The upper layer is right. In the lower one you wrote 'a times 1 − a', a rule for "
        "sigmoids, with tanh's a ({yours} instead of {right} at {where}).",
        "What is the slope of tanh, written with its own value?",
    ),
    mistake(
        "tanh_slope_output",
        with_pieces(output_slope=lambda z: 1 - sigmoid(z) ** 2),
        "At the output you used '1 minus a squared', the rule of tanh. The output is a sigmoid, "
        "and with the top all the rest goes astray.",
        "How steep is a sigmoid at its steepest, and what does your rule give there?",
    ),
    mistake(
        "output_slope_at_a",
        with_pieces(output_slope=lambda z: sigmoid_grad(sigmoid(z))),
        "At the output the sigmoid went in twice: its slope is taken at a2, not at z2 ({yours} "
        "instead of {right} at {where}).",
        "What does your slope function expect, z or a, and which did you hand to it?",
    ),
    mistake(
        "hidden_slope_at_a",
        with_pieces(hidden_slope=lambda z: tanh_grad(np.tanh(z))),
        "The upper layer is right. In the lower one tanh went in twice: its slope is taken at a1, "
        "not at z1 ({yours} instead of {right} at {where}).",
        "What does your slope function expect, z or a, and which did you hand to it?",
    ),
    mistake(
        "raw_z_output",
        with_pieces(output_slope=lambda z: z * (1 - z)),
        "At the output you used z2 where the sigmoid's value belongs, so the slope has no bounds "
        "({yours} instead of {right} at {where}).",
        "In 'value times one minus value', is the value z2 or a2?",
    ),
    mistake(
        "raw_z_hidden",
        with_pieces(hidden_slope=lambda z: 1 - z**2),
        "The upper layer is right. In the lower one the slope of tanh is written with z1 squared "
        "where a1 squared belongs ({yours} instead of {right} at {where}).",
        "Which of z1 and a1 is the value of the curve?",
    ),
    mistake(
        "no_two",
        with_pieces(error=lambda P, Y: (P - Y) / P.size),
        "All four gradients are exactly half of the right ones. A constant that all share was lost "
        "at the very start.",
        "Where does a factor 2 enter when a squared error is differentiated?",
    ),
    mistake(
        "no_mean",
        with_pieces(error=lambda P, Y: 2 * (P - Y)),
        "All four gradients are exactly {k} times too large: {n} samples with {c} outputs. This is "
        "the gradient of the sum of squares, not of their mean.",
        "At which single line does the mean enter the backward pass?",
    ),
    mistake(
        "neither",
        with_pieces(error=lambda P, Y: P - Y),
        "All four gradients are {k} times the right ones, and that is {n} · {c} / 2: the mean and "
        "the 2 of the square both got lost where the loss was differentiated.",
        "What does mse_grad hold besides P − Y?",
    ),
    mistake(
        "samples_only",
        with_pieces(error=lambda P, Y: 2 * (P - Y) / len(P)),
        "All four gradients are exactly {k} times too large: you averaged over the {n} samples, "
        "but the loss averages over their {c} outputs too.",
        "How many squares go into the mean?",
    ),
    mistake(
        "sign",
        with_pieces(error=lambda P, Y: 2 * (Y - P) / P.size),
        "All four gradients have the right size and the wrong sign: the error is written as target "
        "minus output, and a step against these gradients climbs.",
        "If an output lies above its target, should its delta be positive or negative?",
    ),
    mistake(
        "mean_again_hidden",
        with_pieces(divide=(1, 1, 0, 0)),
        "The upper layer is right; dW1 and db1 are {n} times too small: the batch size "
        "divided once more on the way down.",
        "delta2 already carries the mean. Does delta1, which is made from it, need another?",
    ),
    mistake(
        "mean_again",
        with_pieces(divide=(1, 1, 1, 1)),
        "All four gradients are {n} times too small: the mean was taken where the loss was "
        "differentiated, and once more over the batch.",
        "If the loss's gradient carries the mean, what is left to do for weights and biases?",
    ),
    mistake(
        "mean_again_weights",
        with_pieces(divide=(1, 0, 1, 0)),
        "The biases are right; both weight gradients are {n} times too small, so there the batch "
        "was averaged once more.",
        "The mean has already entered with the loss. What does a product over the batch do?",
    ),
    mistake(
        "mean_in_biases",
        with_pieces(divide=(0, 1, 0, 1)),
        "The weights are right; both bias gradients are {n} times too small: you averaged over "
        "the batch what should be added up.",
        "The matrix product for dW adds over the samples. Why should db do otherwise?",
    ),
    mistake(
        "new_weights",
        with_pieces(rate=1.0),
        "The upper layer is right. Below, delta came down through a W2 that had already taken its "
        "step ({yours} instead of {right} at {where}).",
        "Which weights produced the loss you are differentiating: the old or the new ones?",
    ),
    mistake(
        "new_weights",
        with_pieces(rate=0.1),
        "The upper layer is right. Below, delta came down through a W2 that had already taken a "
        "step of rate 0.1 ({yours} instead of {right} at {where}).",
        "Which weights produced the loss you are differentiating: the old or the new ones?",
    ),
    mistake(
        "error_for_delta",
        with_pieces(skip_output=True),
        "The upper layer is right. But you sent the error down, not delta2: on its way to the "
        "hidden layer it skipped the output's own slope.",
        "Blame for a1 comes through z2. Has what you send down been at z2 yet?",
    ),
    mistake(
        "no_transpose",
        with_pieces(through=lambda delta, W: delta @ W),
        "W2 leads up from {h} units to {c}. You used it in the same direction to come down: the "
        "shapes part ways, or, in a square network, blame reaches the wrong units.",
        "What turns a map from {h} to {c} into one from {c} to {h}?",
    ),
    mistake(
        "input_for_hidden",
        with_pieces(output_input=lambda X, z1: X),
        "Three gradients are right. dW2 was made with the inputs X, but X never meets W2: these "
        "weights are multiplied by something else on the way forward.",
        "What does the second layer take in?",
    ),
    mistake(
        "z_for_a",
        with_pieces(output_input=lambda X, z1: z1),
        "Three gradients are right. dW2 was made with z1, but the hidden units send on what comes "
        "after the bend ({yours} instead of {right} at {where}).",
        "Which of z1 and a1 is multiplied by W2 in the forward pass?",
    ),
    mistake(
        "transposed",
        _changed(lambda dW1, db1, dW2, db2: (dW1.T, db1, dW2.T, db2)),
        "Both weight gradients are turned on their side: dW1 is ({h}, {d}), and W1 is ({d}, {h}).",
        "Could you subtract your dW1 from W1?",
    ),
    mistake(
        "order",
        _changed(lambda dW1, db1, dW2, db2: (dW2, db2, dW1, db1)),
        "All four gradients are right, in the order in which you found them: the upper layer "
        "first.",
        "In which order did the task ask for them?",
    ),
    mistake(
        "order",
        _changed(lambda dW1, db1, dW2, db2: (dW1, dW2, db1, db2)),
        "All four gradients are right, but both weights come before both biases.",
        "In which order did the task ask for them?",
    ),
    mistake(
        "bias_not_summed",
        with_pieces(bias=np.copy),
        "The weights are right. For the biases you returned the deltas themselves, {n} rows of "
        "them; but all samples share one bias.",
        "The same bias was added to every row. What happens to the rows' answers on the way back?",
    ),
    mistake(
        "bias_wrong_axis",
        with_pieces(bias=lambda delta: delta.sum(axis=1)),
        "The weights are right. For the biases you added along the units and kept the {n} samples, "
        "so db1 does not have the shape of b1.",
        "Which axis of a delta counts the samples?",
    ),
    mistake(
        "bias_keepdims",
        with_pieces(bias=lambda delta: delta.sum(axis=0, keepdims=True)),
        "The numbers are right. The bias gradients come as tables with one row, (1, {h}) and "
        "(1, {c}), where plain vectors are asked.",
        "What is the shape of b1, and what did you ask sum to keep?",
    ),
)
def backward_pass(
    X: np.ndarray,
    Y: np.ndarray,
    W1: np.ndarray,
    b1: np.ndarray,
    W2: np.ndarray,
    b2: np.ndarray,
) -> Gradients:
    """dL/dW1, dL/db1, dL/dW2, dL/db2 of the mean squared error of forward_pass."""
    z1 = X @ W1 + b1
    a1 = np.tanh(z1)
    z2 = a1 @ W2 + b2
    P = sigmoid(z2)
    delta2 = 2 * (P - Y) / P.size * sigmoid_grad(z2)
    delta1 = delta2 @ W2.T * tanh_grad(z1)
    return X.T @ delta1, delta1.sum(axis=0), a1.T @ delta2, delta2.sum(axis=0)
