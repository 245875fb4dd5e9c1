"""The losses whose gradients the exercises ask for, for a gradient check of what comes back."""

import numpy as np

from course_utils.exercises.answer import slope
from course_utils.exercises.answers.algorithm.cross_entropy import cross_entropy
from course_utils.exercises.answers.algorithm.forward import forward_pass
from course_utils.exercises.answers.algorithm.losses import mse_loss
from course_utils.exercises.answers.algorithm.softmax import softmax
from course_utils.exercises.answers.introduction import sigmoid


def _total(values: np.ndarray) -> float:
    return float(np.sum(values))


slope("sigmoid_grad", lambda z: _total(sigmoid(z)), 0, what="the sigmoid")
slope("tanh_grad", lambda z: _total(np.tanh(z)), 0, what="tanh")
slope("relu_grad", lambda z: _total(np.maximum(z, 0)), 0, what="ReLU")
slope("composite_grad", lambda x: _total((x**2 + 1) ** 3), 0, what="(x² + 1)³")
slope("chain_rule", lambda x, w, b, y: float((sigmoid(w * x + b) - y) ** 2), 1, 2)
slope("two_paths", lambda a, b: a * b + b**2, 0, 1, what="ab + b²")
slope("mse_grad", mse_loss, 0)
slope("softmax_cross_entropy_grad", lambda Z, Y: cross_entropy(softmax(Z), Y), 0)
slope("output_delta", lambda Z, Y: mse_loss(sigmoid(Z), Y), 0)
slope("hidden_delta", lambda delta, W, z: _total(delta * (np.tanh(z) @ W)), 2)
slope(
    "backward_pass",
    lambda X, Y, W1, b1, W2, b2: mse_loss(forward_pass(X, W1, b1, W2, b2), Y),
    *(2, 3, 4, 5),
)
