"""Answers on what Keras computes."""

from collections.abc import Callable

import numpy as np

from course_utils.exercises.answer import answer, mistake
from course_utils.exercises.answers.algorithm.softmax import softmax
from course_utils.exercises.answers.introduction import sigmoid

EPSILON = 1e-7
Loss = Callable[[np.ndarray, np.ndarray, str], float]
Rows = Callable[[np.ndarray], np.ndarray]


def _clipped(p: np.ndarray) -> np.ndarray:
    return np.clip(p, EPSILON, 1 - EPSILON)


def _shares(output: np.ndarray) -> np.ndarray:
    """Each row divided by its sum, whatever it holds, then clipped."""
    return _clipped(output / output.sum(axis=-1, keepdims=True))


def _probabilities(output: np.ndarray, from_logits: bool) -> np.ndarray:
    return softmax(output) if from_logits else _shares(output)


def _mean_log(Y: np.ndarray, P: np.ndarray) -> float:
    return float(-np.mean(np.sum(Y * np.log(P), axis=-1)))


def _binary(y: np.ndarray, p: np.ndarray, from_logits: bool) -> float:
    if from_logits:  # ln(1 + e^z) − yz, with nothing clipped
        return float(np.mean(np.logaddexp(0, p) - y * p))
    p = _clipped(p)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


def _fits(y: np.ndarray, output: np.ndarray) -> bool:
    """Class numbers from 0 to C − 1, one for each row."""
    return y.size == len(output) and y.ndim <= 2 and y.min() >= 0 and y.max() < output.shape[1]


def _one_hot(y: np.ndarray, output: np.ndarray) -> np.ndarray:
    return np.eye(output.shape[1])[y.astype(int).ravel()]


def _other(
    *,
    as_one_hot: bool = False,
    as_numbers: bool = False,
    shifted: bool = False,
    probabilities: Callable[[np.ndarray, bool], np.ndarray] = _probabilities,
    binary: Callable[[np.ndarray, np.ndarray, bool], float] = _binary,
    squared: Callable[[np.ndarray, np.ndarray], float] = lambda y, p: float(np.mean((y - p) ** 2)),
    aligned: bool = True,
) -> Loss:
    """Keras as one imagines it, in one point."""

    def loss(y: np.ndarray, output: np.ndarray, kind: str) -> float:
        name, from_logits = kind.split()[0], kind.endswith("from_logits")
        if name == "mse":
            return squared(y.reshape(output.shape) if aligned else y, output)
        if name == "binary":
            return binary(y, output, from_logits)
        if name == "categorical" and y.shape != output.shape:
            return (
                _mean_log(_one_hot(y, output), probabilities(output, from_logits))
                if (as_one_hot)
                else float("nan")
            )
        if name == "sparse":
            if y.shape == output.shape and as_numbers:
                y = y.argmax(axis=1)
            elif shifted and _fits(y - 1, output) and not _fits(y, output):
                y = y - 1
            if not _fits(y, output):
                return float("nan")
            y = _one_hot(y, output)
        return _mean_log(y, probabilities(output, from_logits))

    return loss


def _sees_probabilities(output: np.ndarray, from_logits: bool) -> np.ndarray:
    """As if Keras noticed that the rows are probabilities already."""
    ready = from_logits and np.allclose(output.sum(axis=-1), 1)
    return _probabilities(output, from_logits and not ready)


def _sees_logits(output: np.ndarray, from_logits: bool) -> np.ndarray:
    """As if Keras noticed that negative numbers cannot be probabilities."""
    return _probabilities(output, from_logits or bool((output < 0).any()))


def _unclipped(output: np.ndarray, from_logits: bool) -> np.ndarray:
    return softmax(output) if from_logits else output / output.sum(axis=-1, keepdims=True)


def _unclipped_binary(y: np.ndarray, p: np.ndarray, from_logits: bool) -> float:
    if from_logits:
        return _binary(y, p, True)
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(-np.mean(np.where(y > 0, np.log(p), np.log(1 - p))))


def _summed_binary(y: np.ndarray, p: np.ndarray, from_logits: bool) -> float:
    return _binary(y, p, from_logits) * y.shape[-1]


def _as_categorical(y: np.ndarray, p: np.ndarray, from_logits: bool) -> float:
    several = y.shape[-1] > 1
    return _mean_log(y, _probabilities(p, from_logits)) if several else _binary(y, p, from_logits)


def _sigmoid_always(y: np.ndarray, p: np.ndarray, from_logits: bool) -> float:
    return _binary(y, sigmoid(p), False)


def _logits_forgotten(y: np.ndarray, output: np.ndarray, kind: str) -> float:
    return _other()(y, output, kind.split()[0])


def _summed(y: np.ndarray, output: np.ndarray, kind: str) -> float:
    return _other()(y, output, kind) * len(output)


@answer(
    mistake(
        "from_logits_on_probs",
        _other(probabilities=_sees_probabilities),
        "You trust Keras to notice that it was given probabilities. It does not: with from_logits "
        "it applies softmax to whatever comes ({right} there, not {yours}).",
        "How would a loss function tell probabilities from small scores?",
    ),
    mistake(
        "probs_expected_logits_given",
        _other(probabilities=_sees_logits),
        "You trust Keras to notice that it was given scores. It divides each row by its sum and "
        "clips; a negative score of the true class costs 16.118, which is −ln of 1e-7.",
        "What does the loss do with numbers it was told are probabilities?",
    ),
    mistake(
        "not_renormalised",
        _other(probabilities=lambda p, logits: softmax(p) if logits else _clipped(p)),
        "Rows that do not add up to 1, such as those of sigmoids, are taken as they are. Keras "
        "divides each row by its sum before it takes the logarithm.",
        "What would −ln p mean if a row's numbers added up to 3?",
    ),
    mistake(
        "not_clipped",
        _other(probabilities=_unclipped, binary=_unclipped_binary),
        "Where a probability is 0 or below, you get {yours}. Keras keeps it at least 1e-7 away "
        "from 0 and from 1.",
        "What is the largest loss a single row can then have?",
    ),
    mistake(
        "int_to_categorical",
        _other(as_one_hot=True),
        "You turn class numbers into one-hot rows yourself. Keras does not: the categorical loss "
        "wants labels of the shape of the output, and refuses.",
        "Which loss is made for class numbers?",
    ),
    mistake(
        "onehot_to_sparse",
        _other(as_numbers=True),
        "You turn one-hot rows into class numbers yourself. Keras does not: the sparse loss wants "
        "one number for each row, and refuses.",
        "Which loss is made for one-hot rows?",
    ),
    mistake(
        "labels_1_to_C",
        _other(shifted=True),
        "You move labels 1 to C down by one yourself. Keras takes them as 0 to C − 1, and refuses "
        "the one that is too large.",
        "How many classes are there, and what is the largest class number?",
    ),
    mistake(
        "binary_on_onehot",
        _other(binary=_as_categorical),
        "With several columns the binary loss still treats every entry as a yes or no of its own, "
        "and averages over all of them ({right} there, not {yours}).",
        "How many yes-or-no questions does a one-hot row of five answer?",
    ),
    mistake(
        "binary_summed",
        _other(binary=_summed_binary),
        "The binary loss is a mean over all entries; you add up those of a row ({yours} instead of "
        "{right}).",
        "By what is the sum divided?",
    ),
    mistake(
        "sigmoid_always",
        _other(binary=_sigmoid_always),
        "You apply a sigmoid in every case. Without from_logits the binary loss takes the output "
        "as a probability ({yours} instead of {right}).",
        "Who applies the sigmoid if from_logits is not set?",
    ),
    mistake(
        "broadcast",
        _other(aligned=False),
        "(n,) minus (n, 1) gives a table of all pairs in NumPy and in PyTorch. Keras 3 brings the "
        "two to one shape first ({yours} instead of {right}).",
        "How many differences should there be for seven samples?",
    ),
    mistake(
        "mse_on_index",
        _other(squared=lambda y, p: float(np.mean(np.round(y - p) != 0))),
        "You count wrong classes. A squared error takes class numbers as quantities: to mistake 1 "
        "for 9 costs 64 times as much as to mistake 1 for 2.",
        "What does a squared error know about classes?",
    ),
    mistake(
        "logits_forgotten",
        _logits_forgotten,
        "The word from_logits in kind changes nothing in your function ({yours} instead of "
        "{right}).",
        "What does from_logits tell the loss to do first?",
    ),
    mistake(
        "sum",
        _summed,
        "Your losses are sums over the batch: {n} times too large. Keras takes the mean.",
        "If the batch had twice as many samples, should the loss double?",
    ),
)
def keras_loss(y: np.ndarray, output: np.ndarray, kind: str) -> float:
    """What Keras 3 gives, in float64; nan where it raises an error."""
    name, from_logits = kind.split()[0], kind.endswith("from_logits")
    if name == "mse":
        return float(np.mean((y.reshape(output.shape) - output) ** 2))
    if name == "binary":
        return _binary(y, output, from_logits)
    if name == "sparse" and y.shape != output.shape and _fits(y, output):
        return _mean_log(_one_hot(y, output), _probabilities(output, from_logits))
    if name == "categorical" and y.shape == output.shape:
        return _mean_log(y, _probabilities(output, from_logits))
    return float("nan")
