"""Losses: one number for a batch, and its derivative.

The 1/n of the mean enters here, once; after that every gradient is a plain sum over the batch.
"""

from typing import Any

import numpy as np

from course_utils.nn.activations import log_softmax, sigmoid
from course_utils.nn.checks import as_numbers, remembered
from course_utils.nn.parameter import Array


class Loss:
    """``forward`` compares the network's output Z with the targets Y; ``backward`` gives ∂L/∂Z."""

    def forward(self, Z: Array, Y: Any) -> float:
        """The mean loss of the batch."""
        raise NotImplementedError

    def backward(self) -> Array:
        """dZ = ∂L/∂Z of the batch last seen by ``forward``, in the shape of Z."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


def _matching(who: Loss, Z: Array, Y: Any) -> Array:
    """``Y`` in the precision of ``Z``; their shapes must be equal, or NumPy would broadcast."""
    Y = as_numbers(who, Y)
    if Z.shape != Y.shape:
        advice = "; Y.reshape(-1, 1) fits" if Z.shape == (*Y.shape, 1) else ""
        raise ValueError(
            f"{who} was given predictions of shape {Z.shape} and targets of shape {Y.shape}: "
            f"they must be equal{advice}."
        )
    return Y.astype(Z.dtype, copy=False)


class MSE(Loss):
    """Mean squared error over all entries, L = Σ (Z − Y)² / N with N = Z.size.

    dZ = 2 (Z − Y) / N
    """

    error: Array | None = None

    def forward(self, Z: Array, Y: Any) -> float:
        Z = as_numbers(self, Z)
        self.error = error = Z - _matching(self, Z, Y)
        return float(np.vdot(error, error)) / Z.size

    def backward(self) -> Array:
        error = remembered(self, self.error)
        return error * (2 / error.size)


class BinaryCrossEntropy(Loss):
    """Yes-or-no targets Y in [0, 1] against logits Z (before the sigmoid), mean over all entries.

    L = −Σ [Y log σ(Z) + (1 − Y) log(1 − σ(Z))] / N, written so that neither logarithm can meet
    a zero: log(1 + e^(−|Z|)) + max(Z, 0) − Z Y.

    dZ = (σ(Z) − Y) / N
    """

    Z: Array | None = None

    def forward(self, Z: Array, Y: Any) -> float:
        self.Z = Z = as_numbers(self, Z)
        self.Y = _matching(self, Z, Y)
        terms = np.log1p(np.exp(-np.abs(Z))) + np.maximum(Z, 0) - Z * self.Y
        return float(terms.sum()) / Z.size

    def backward(self) -> Array:
        Z = remembered(self, self.Z)
        return (sigmoid(Z) - self.Y) / Z.size


class SoftmaxCrossEntropy(Loss):
    """Classes: logits Z (n, k) (before the softmax), mean over the n samples.

    Y holds the numbers of the right classes (n,), or a row of probabilities a sample (n, k).
    With P = softmax(Z): L = −Σ Y log P / n.

    dZ = (P − Y) / n, if each row of Y sums to 1
    """

    Y: Array | None = None

    def forward(self, Z: Array, Y: Any) -> float:
        Z = as_numbers(self, Z)
        self.Y = Y = self._probabilities(Z, np.asarray(Y))
        self.log_P = log_softmax(Z)
        return -float(np.vdot(Y, self.log_P)) / len(Z)

    def backward(self) -> Array:
        Y = remembered(self, self.Y)
        return (np.exp(self.log_P) - Y) / len(Y)

    def _probabilities(self, Z: Array, Y: Array) -> Array:
        """``Y`` as an (n, k) array in the precision of ``Z``."""
        if Z.ndim != 2 or Y.shape not in (Z.shape, Z.shape[:1]):
            advice = "; Y.ravel() may be what you mean" if Y.shape == (len(Z), 1) else ""
            raise ValueError(
                f"{self} was given logits of shape {Z.shape} and targets of shape {Y.shape}: "
                f"it needs logits (n, k) with labels (n,) or probabilities (n, k){advice}."
            )
        return one_hot(Y, Z.shape[1], Z.dtype) if Y.ndim == 1 else self._rows(Z, Y)

    def _rows(self, Z: Array, Y: Array) -> Array:
        Y = _matching(self, Z, Y)
        if np.abs(Y.sum(axis=1) - 1).max() > 1e-3:
            raise ValueError(f"{self} was given rows of targets that do not sum to 1.")
        return Y


def one_hot(labels: Any, classes: int, dtype: Any = np.float64) -> Array:
    """Labels (n,) in 0 … classes − 1 as rows (n, classes) with a single 1."""
    labels = np.asarray(labels)
    if labels.dtype.kind not in "iu":
        raise TypeError(f"Labels must be whole numbers, but they have dtype {labels.dtype}.")
    if labels.min() < 0 or labels.max() >= classes:
        raise ValueError(
            f"Labels run from {labels.min()} to {labels.max()}: "
            f"with {classes} classes they must lie in 0 to {classes - 1}."
        )
    rows = np.zeros((len(labels), classes), dtype)
    rows[np.arange(len(labels)), labels] = 1
    return rows


def accuracy(Z: Array, Y: Any) -> float:
    """Share of rows of ``Z`` (n, k) whose largest entry stands at the label ``Y``.

    ``Y`` holds labels (n,) or one-hot rows (n, k). A single column of ``Z`` is read as logits of
    yes (positive) or no.
    """
    Z, Y = np.asarray(Z), np.asarray(Y)
    if Y.shape not in (Z.shape, Z.shape[:1]):
        raise ValueError(
            f"accuracy was given outputs of shape {Z.shape} and targets of shape {Y.shape}: "
            "it needs outputs (n, k) with labels (n,) or one-hot rows (n, k)."
        )
    if Z.ndim == 2 and Z.shape[1] > 1:
        labels = Y.argmax(axis=1) if Y.ndim == 2 else Y
        return float(np.mean(Z.argmax(axis=1) == labels))
    return float(np.mean((np.ravel(Z) > 0) == (np.ravel(Y) > 0.5)))
