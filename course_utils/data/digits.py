"""Handwritten digits, 28 by 28 grey pixels (MNIST: LeCun, Bottou, Bengio and Haffner, 1998)."""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from course_utils.data.full import full_or_embedded, keras_loader

FILE = Path(__file__).parent / "files" / "digits.npz"
TRAINING = 4000


class Digits(NamedTuple):
    """Images as rows of 784 pixels from 0 (paper) to 1 (ink), labels as integers 0 to 9.

    ``X_train``: (n, 784), ``y_train``: (n,), and the held-out ``X_test``, ``y_test``.
    """

    X_train: np.ndarray
    y_train: np.ndarray
    X_test: np.ndarray
    y_test: np.ndarray


def load_digits(full: bool = False, dtype: type = np.float32) -> Digits:
    """4,000 training and 1,000 test digits, 500 of each; with ``full``, all 60,000 and 10,000.

    ``full`` downloads the public set once (11 MB) through Keras's own loader, cached and
    checksummed. Without Keras or a network it says so in one sentence and returns the embedded
    set.
    """
    if full:
        return full_or_embedded(lambda: _full(dtype), lambda: _embedded(dtype), "5,000 digits")
    return _embedded(dtype)


def _embedded(dtype: type) -> Digits:
    with np.load(FILE) as file:
        X, y = _pixels(file["X"], dtype), file["y"].astype(np.int64)
    return Digits(X[:TRAINING], y[:TRAINING], X[TRAINING:], y[TRAINING:])


def _full(dtype: type) -> Digits:
    (X_train, y_train), (X_test, y_test) = keras_loader("mnist").load_data()
    labels = (y_train.astype(np.int64), y_test.astype(np.int64))
    return Digits(_pixels(X_train, dtype), labels[0], _pixels(X_test, dtype), labels[1])


def _pixels(images: np.ndarray, dtype: type) -> np.ndarray:
    return images.reshape(len(images), -1).astype(dtype) / dtype(255)
