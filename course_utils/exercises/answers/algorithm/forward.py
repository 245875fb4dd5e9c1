"""Answers on the forward pass."""

import numpy as np

from course_utils.exercises.answer import answer, mistake
from course_utils.exercises.answers.introduction import sigmoid


@answer(
    mistake(
        "no_hidden_act",
        lambda X, W1, b1, W2, b2: sigmoid((X @ W1 + b1) @ W2 + b2),
        "z1 went straight into the second layer. Without a bend between them the two layers are "
        "one: your outputs are those of a linear model with weights W1 @ W2.",
        "Which of the two, z1 or a1, is what a hidden unit sends on?",
    ),
    mistake(
        "no_output_act",
        lambda X, W1, b1, W2, b2: np.tanh(X @ W1 + b1) @ W2 + b2,
        "You stopped at the weighted sums of the output layer. At {where} you have {yours}, but "
        "these outputs are meant to lie between 0 and 1.",
        "What is the last of the two steps in a layer?",
    ),
    mistake(
        "swapped",
        lambda X, W1, b1, W2, b2: np.tanh(sigmoid(X @ W1 + b1) @ W2 + b2),
        "The two activations changed places: the sigmoid is inside and tanh outside, so your "
        "outputs can be negative.",
        "Which layer did the task give to tanh?",
    ),
    mistake(
        "second_bias_missing",
        lambda X, W1, b1, W2, b2: sigmoid(np.tanh(X @ W1 + b1) @ W2),
        "The output layer lost its bias: undo the sigmoid, and every column is off by its own "
        "entry of b2 in all {n} rows.",
        "You have five arguments. Does each of them appear in your code?",
    ),
    mistake(
        "first_bias_missing",
        lambda X, W1, b1, W2, b2: sigmoid(np.tanh(X @ W1) @ W2 + b2),
        "The hidden layer lost its bias, so all hidden units are 0 for an input of zeros (at "
        "{where} you have {yours}, it should be {right}).",
        "You have five arguments. Does each of them appear in your code?",
    ),
    mistake(
        "out_twice",
        lambda X, W1, b1, W2, b2: sigmoid(sigmoid(np.tanh(X @ W1 + b1) @ W2 + b2)),
        "The output went through the sigmoid twice: all your values lie between 0.5 and 0.731, "
        "whatever the network thinks.",
        "What does σ give for 0 and for 1, the ends of what it is fed here?",
    ),
    mistake(
        "sigmoid_hidden",
        lambda X, W1, b1, W2, b2: sigmoid(sigmoid(X @ W1 + b1) @ W2 + b2),
        "The hidden layer uses the sigmoid as well: its units only ever say something between 0 "
        "and 1, where here they may be negative.",
        "Which activation did the task give to the hidden layer?",
    ),
    mistake(
        "tanh_output",
        lambda X, W1, b1, W2, b2: np.tanh(np.tanh(X @ W1 + b1) @ W2 + b2),
        "The output layer uses tanh as well, so your outputs run from −1 to 1 (at {where} you have "
        "{yours}). Between 0 and 1 is what the targets need.",
        "Which activation did the task give to the output layer?",
    ),
    mistake(
        "relu_hidden",
        lambda X, W1, b1, W2, b2: sigmoid(np.maximum(X @ W1 + b1, 0.0) @ W2 + b2),
        "Your hidden layer is a ReLU: negative sums are cut off at 0. A fine choice elsewhere, but "
        "this network bends them with tanh.",
        "What does the task's hidden unit say when its sum is −1?",
    ),
    mistake(
        "linear",
        lambda X, W1, b1, W2, b2: (X @ W1 + b1) @ W2 + b2,
        "There is no activation at all. Two weighted sums in a row are one weighted sum, and at "
        "{where} it gives {yours}.",
        "What could a network of two such layers do that a single one cannot?",
    ),
    mistake(
        "returns_hidden",
        lambda X, W1, b1, W2, b2: np.tanh(X @ W1 + b1),
        "You returned the hidden layer: ({n}, {h}) numbers of the right kind, one floor too low.",
        "Which layer does the world see, and how many units has it?",
    ),
)
def forward_pass(
    X: np.ndarray, W1: np.ndarray, b1: np.ndarray, W2: np.ndarray, b2: np.ndarray
) -> np.ndarray:
    """P = σ(tanh(X W1 + b1) W2 + b2), shape (n, c)."""
    return sigmoid(np.tanh(X @ W1 + b1) @ W2 + b2)
