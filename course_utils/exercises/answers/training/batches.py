"""Answers on batches."""

from math import ceil
from typing import Any

import numpy as np

from course_utils.exercises.answer import answer, mistake

Batches = list[tuple[np.ndarray, np.ndarray]]


def _cut(order: Any, X: np.ndarray, y: np.ndarray, starts: Any, length: int) -> Batches:
    return [(X[order[i : i + length]], y[order[i : i + length]]) for i in starts]


def _mispaired(X: np.ndarray, y: np.ndarray, size: int, rng: np.random.Generator) -> Batches:
    p, q = rng.permutation(len(X)), rng.permutation(len(X))
    return [(X[p[i : i + size]], y[q[i : i + size]]) for i in range(0, len(X), size)]


def _swapped_rows(X: np.ndarray, y: np.ndarray, size: int, rng: np.random.Generator) -> Batches:
    """Rows swapped the way lists are: the first assignment overwrites what the second reads."""
    rows, labels = X.copy(), y.copy()
    for i in reversed(range(1, len(rows))):
        j = int(rng.integers(i))
        rows[i], rows[j] = rows[j], rows[i]
        labels[i] = labels[j]
    return _cut(rng.permutation(len(rows)), rows, labels, range(0, len(rows), size), size)


@answer(
    mistake(
        "drops_last",
        lambda X, y, size, rng: _cut(
            rng.permutation(len(X)), X, y, range(0, len(X) // size * size, size), size
        ),
        "The last, short batch is missing: with 10 samples in batches of 4 you give 4 and 4, and 2 "
        "samples are not seen in this epoch.",
        "How many batches does it take until every sample has come?",
    ),
    mistake(
        "overlap",
        lambda X, y, size, rng: _cut(rng.permutation(len(X)), X, y, range(len(X)), size),
        "Your batches overlap: each begins only one sample after the one before, so most samples "
        "come several times.",
        "Where should the second batch begin?",
    ),
    mistake(
        "batch_number",
        lambda X, y, size, rng: _cut(
            rng.permutation(len(X)), X, y, range(ceil(len(X) / size)), size
        ),
        "The number of batches is right, but the second begins only one sample after the first: "
        "you cut at the batch's number, not at the place of its first sample.",
        "With batches of 4, at which sample does batch number 2 begin?",
    ),
    mistake(
        "batch_number_full",
        lambda X, y, size, rng: _cut(rng.permutation(len(X)), X, y, range(len(X) // size), size),
        "Your second batch begins only one sample after the first: you cut at the batch's number, "
        "not at the place of its first sample. (And the last, short batch is missing.)",
        "With batches of 4, at which sample does batch number 2 begin?",
    ),
    mistake(
        "short_end",
        lambda X, y, size, rng: _cut(
            rng.permutation(len(X)), X, y, range(0, len(X), size), size - 1
        ),
        "Each batch ends one sample early, and that sample falls between two batches.",
        "Is the end of a slice in Python still inside it?",
    ),
    mistake(
        "long_end",
        lambda X, y, size, rng: _cut(
            rng.permutation(len(X)), X, y, range(0, len(X), size), size + 1
        ),
        "Each batch ends one sample late, and that sample comes again in the next one.",
        "Is the end of a slice in Python still inside it?",
    ),
    mistake(
        "replacement",
        lambda X, y, size, rng: _cut(
            rng.integers(len(X), size=len(X)), X, y, range(0, len(X), size), size
        ),
        "You draw with replacement: the sizes are right, but some samples come twice in an epoch "
        "and others not at all.",
        "How would you deal out a pack of cards so that each is dealt exactly once?",
    ),
    mistake(
        "pairs_broken",
        _mispaired,
        "Samples and labels have been shuffled apart: every sample is there, with somebody else's "
        "label.",
        "How many orders did you draw?",
    ),
    mistake(
        "shuffle_duplicates",
        _swapped_rows,
        "Some rows are lost and others doubled: swapping rows of an array as one swaps items of a "
        "list copies one row over the other.",
        "After a = b, what is left of the old a to be given to b?",
        same_as="replacement",
    ),
    mistake(
        "same_tail",
        lambda X, y, size, rng: _cut(
            rng.permutation(len(X) // size * size),
            X,
            y,
            range(0, len(X) // size * size, size),
            size,
        ),
        "You cut off what does not fill a batch before you shuffle: the same last samples are left "
        "out in every epoch, and the network never sees them.",
        "Which comes first, shuffling or cutting?",
    ),
    mistake(
        "not_shuffled",
        lambda X, y, size, rng: _cut(np.arange(len(X)), X, y, range(0, len(X), size), size),
        "The batches are right, but in the order of the file. If that is sorted by class, a batch "
        "sees one class only.",
        "What is rng for?",
    ),
)
def minibatches(X: np.ndarray, y: np.ndarray, size: int, rng: np.random.Generator) -> Batches:
    """Cut one random order of the samples into pieces of ``size``; the last may be short."""
    order = rng.permutation(len(X))
    pieces = [order[i : i + size] for i in range(0, len(X), size)]
    return [(X[piece], y[piece]) for piece in pieces]
