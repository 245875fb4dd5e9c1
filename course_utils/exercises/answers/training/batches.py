"""Answers on batches."""

from collections.abc import Callable
from math import ceil, floor
from typing import Any

import numpy as np

from course_utils.exercises.answer import answer, facts, mistake

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


def _redrawn(count: Callable[[float], int]) -> Callable[..., Batches]:
    """Each batch is drawn from all samples anew."""

    def draw(X: np.ndarray, y: np.ndarray, size: int, rng: np.random.Generator) -> Batches:
        picks = [rng.integers(len(X), size=size) for _ in range(count(len(X) / size))]
        return [(X[p], y[p]) for p in picks]

    return draw


_REDRAWN = (
    "Each batch is drawn from all samples anew: some come twice in this epoch and others not at "
    "all.",
    "After one epoch, how often should each sample have been seen?",
)


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
    mistake("redrawn", _redrawn(ceil), *_REDRAWN),
    mistake("redrawn", _redrawn(floor), *_REDRAWN),
    mistake(
        "labels_in_a_column",
        lambda X, y, size, rng: [
            (X[p], y[p, None]) for p in np.split(rng.permutation(len(X)), range(size, len(X), size))
        ],
        "Your labels have an axis more than y: shape (4, 1) for 4 samples. A difference of "
        "predictions and such a column would be stretched to a matrix.",
        "Which shape has y, and which one has y[[0, 1, 2, 3]]?",
    ),
    mistake(
        "own_generator",
        lambda X, y, size, rng: _cut(
            np.random.default_rng(5).permutation(len(X)), X, y, range(0, len(X), size), size
        ),
        "The batches are right, but nothing is drawn from rng, so the caller's seed has no say "
        "in their order.",
        "What is rng for, if the caller wants to repeat an experiment?",
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


facts(
    "minibatches",
    (
        "The samples of a batch are neighbours in the file: in every epoch the same ones stay "
        "together.",
        "What is to be shuffled, the batches or the samples?",
    ),
    (
        "Your batches have the sizes {yours}; asked for are {right}.",
        "How many batches does it take, and which one may be short?",
    ),
    (
        "The sizes are right, but some samples never come in this epoch.",
        "How often should each sample come in one epoch?",
    ),
    (
        "The last samples are left out, and always the same ones.",
        "Which comes first, shuffling or cutting?",
    ),
    (
        "Some samples come more than once in this epoch.",
        "How often should each sample come in one epoch?",
    ),
    ("Your second batch begins within the first.", "Where should the second batch begin?"),
    ("The samples come in the order of the file.", "What is rng for?"),
    (
        "Some samples have another one's label.",
        "Which indices pick the rows of X, and which the labels?",
    ),
    (
        "Your labels have another number of axes than y.",
        "Which shape has y, and which one has y[[0, 1, 2, 3]]?",
    ),
    (
        "Nothing is drawn from rng, so the caller's seed has no say in the order.",
        "What is rng for, if the caller wants to repeat an experiment?",
    ),
)
