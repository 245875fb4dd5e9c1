"""What Keras 3 computes, also where loss, labels and outputs do not match.

``kind`` is one of KINDS. 'categorical' stands for CategoricalCrossentropy, 'sparse' for
SparseCategoricalCrossentropy, 'binary' for BinaryCrossentropy, 'mse' for MeanSquaredError;
'from_logits' behind it for that option. Where Keras refuses with an error, the answer is nan.
"""

from collections.abc import Iterator

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import H as CLASSES
from course_utils.exercises.tasks.inputs import N, one_hot_rows, probability_rows

KINDS = (
    "categorical",
    "categorical from_logits",
    "sparse",
    "sparse from_logits",
    "binary",
    "binary from_logits",
    "mse",
)
Probe = tuple[np.ndarray, np.ndarray, str]


def _classes(rng: np.random.Generator) -> Iterator[Probe]:
    """Right and wrong pairings of labels, outputs and loss, for several classes."""
    Y, P = one_hot_rows(rng, N, CLASSES), probability_rows(rng, N, CLASSES)
    Z = _logits(rng)
    y = Y.argmax(axis=1)
    yield Y, P, "categorical"
    yield Y, Z, "categorical from_logits"
    yield Y, P, "categorical from_logits"
    yield Y, Z, "categorical"
    yield Y, rng.uniform(0.1, 0.9, size=P.shape), "categorical"
    yield y, P, "categorical"
    yield y, P, "sparse"
    yield y[:, None], Z, "sparse from_logits"
    yield Y, P, "sparse"
    yield np.r_[y[:-1], CLASSES - 1] + 1, P, "sparse"


def _logits(rng: np.random.Generator) -> np.ndarray:
    """Scores of both signs with positive sums, so that dividing by the sum does no worse harm."""
    Z = rng.uniform(0.4, 2.6, size=(N, CLASSES))
    Z[np.arange(N), rng.integers(CLASSES, size=N)] *= -0.3
    return Z


def _numbers(rng: np.random.Generator) -> Iterator[Probe]:
    """Two classes, one unit; class numbers taken for quantities; ranks that differ."""
    t = rng.permutation([1, 0, 1, 1, 0, 0, 1]).astype(float)[:, None]
    p, Y = rng.uniform(0.1, 0.9, size=(N, 1)), one_hot_rows(rng, N, CLASSES)
    yield t, p, "binary"
    yield t, rng.normal(scale=1.7, size=(N, 1)), "binary from_logits"
    yield t, p, "binary from_logits"
    yield t, np.ones((N, 1)), "binary"
    yield Y, probability_rows(rng, N, CLASSES), "binary"
    yield rng.uniform(size=N), rng.uniform(size=(N, 1)), "mse"
    yield rng.integers(1, 9, size=N), rng.integers(1, 9, size=N) + 0.3, "mse"


@task(
    "keras_loss(y, output, kind)",
    returns="the loss Keras gives, a float; nan where Keras refuses. kind says which loss it is: "
    "'categorical', 'sparse' or 'binary', each also with ' from_logits', or 'mse'",
    points=14,
    minutes=30,
    difficulty=3,
    core=False,
    hints=(
        "Does a loss function know whether it was given probabilities or scores?",
        "It takes your word for it. With from_logits it applies softmax (or sigmoid) whatever it "
        "was given; without, categorical and sparse divide each row by its sum, and all clip to "
        "1e-7 from both ends. Which labels does each kind accept?",
        "categorical wants y of the shape of output; sparse wants class numbers 0 to C − 1, shaped "
        "(n,) or (n, 1). Anything else is nan. binary is a mean over all entries; mse first brings "
        "(n,) and (n, 1) to one shape.",
    ),
)
def keras_loss(rng: np.random.Generator) -> Iterator[Probe]:
    yield from _classes(rng)
    yield from _numbers(rng)
