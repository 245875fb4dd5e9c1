"""Handwritten digits, 28 by 28 grey pixels (MNIST: LeCun, Bottou, Bengio and Haffner, 1998)."""

import os
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np

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

    ``full`` downloads the public set once through Keras's own loader (cached, checksummed).
    Without Keras or a network it says so in one sentence and returns the embedded set.
    """
    if full:
        try:
            return _download(dtype)
        except Exception as error:  # whatever the downloader raises, the lecture must go on
            print(f"The full set could not be had: {_reason(error)}. ", end="", file=sys.stderr)
            print("Using the embedded 5,000 digits.", file=sys.stderr)
    return _embedded(dtype)


def _embedded(dtype: type) -> Digits:
    with np.load(FILE) as file:
        X, y = _pixels(file["X"], dtype), file["y"].astype(np.int64)
    return Digits(X[:TRAINING], y[:TRAINING], X[TRAINING:], y[TRAINING:])


def _download(dtype: type) -> Digits:
    os.environ.setdefault("KERAS_BACKEND", "torch")
    from keras.datasets import mnist

    (X_train, y_train), (X_test, y_test) = mnist.load_data()
    labels = (y_train.astype(np.int64), y_test.astype(np.int64))
    return Digits(_pixels(X_train, dtype), labels[0], _pixels(X_test, dtype), labels[1])


def _reason(error: Exception) -> str:
    if isinstance(error, ImportError):
        return "Keras is not installed (pip install keras)"
    return (str(error) or type(error).__name__).splitlines()[0].rstrip(".")


def _pixels(images: np.ndarray, dtype: type) -> np.ndarray:
    return images.reshape(len(images), -1).astype(dtype) / dtype(255)
