"""The batches a step is fed with."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import D

_MANY = 20


def batches_in_facts(args: tuple[Any, ...], returned: Any) -> Any:
    """What can be said of the batches whatever their order.

    Is each batch a piece of the old order (0 or 1), the sizes, then eight more answers of 0 or 1.
    What does not look like a list of pairs is handed on as it is.
    """
    X, y, _, rng = args
    try:
        batches = [(np.asarray(a, float), np.asarray(b, float)) for a, b in returned]
        rows = np.concatenate([a for a, _ in batches])
        labels = np.concatenate([b.ravel() for _, b in batches])
        if rows.shape[1:] != X.shape[1:] or len(rows) != len(labels):
            return returned
    except (TypeError, ValueError):
        return returned
    found = [int(np.argmin(np.abs(X - row).sum(axis=1))) for row in rows]
    sizes = np.array([len(a) for a, _ in batches])
    told = _of_order(found, sizes, len(X))
    mispaired = not np.array_equal(y[found], labels)
    bent = any(b.shape != (len(a),) for a, b in batches)
    flags = (*told, mispaired, bent, _untouched(rng))
    return (float(_neighbours(found, sizes)), _short_one_last(sizes, args[2]), *map(float, flags))


def _of_order(found: list[int], sizes: np.ndarray, n: int) -> tuple[bool, ...]:
    """Of the samples' numbers as they come: five things that should not be so.

    One is missing, only the last ones are missing, one comes twice, the second batch begins
    within the first, all are in their old order.
    """
    missing = sorted(set(range(n)) - set(found))
    repeated = len(set(found)) < len(found)
    tail = bool(missing) and missing == list(range(n - len(missing), n)) and not repeated
    first = int(sizes[0])
    overlapping = first > 1 and found[first : 2 * first - 1] == found[1:first]
    return bool(missing), tail, repeated, overlapping, found == sorted(found)


def _short_one_last(sizes: np.ndarray, size: int) -> np.ndarray:
    """The sizes as they come; in any order of batches, the short one may come earlier."""
    descending = np.sort(sizes)[::-1]
    return descending if np.all(descending[:-1] == size) else sizes


def _neighbours(found: list[int], sizes: np.ndarray) -> bool:
    """Whether each batch is a piece of the old order, or of many samples one that was stirred."""
    pieces = np.split(np.array(found), np.cumsum(sizes)[:-1])
    if len(found) > _MANY:  # of few it may happen by chance
        pieces = [np.sort(piece) for piece in pieces]
    return bool(sizes.max() > 1 and all(np.all(np.diff(piece) == 1) for piece in pieces))


def _untouched(rng: np.random.Generator) -> bool:
    """Whether nothing has been drawn from ``rng`` since it was made from its seed."""
    bits = rng.bit_generator
    return bool(bits.state == np.random.PCG64(bits.seed_seq).state)  # type: ignore[arg-type]


@task(
    "minibatches(X, y, size, rng)",
    returns="a list of batches, each a pair of X and y; shuffled, the last one possibly short",
    points=6,
    minutes=12,
    difficulty=2,
    observe=batches_in_facts,
    hints=(
        "With 10 samples and batches of 4, how many batches are there, and how large is the last?",
        "Shuffle once and cut then. How can X and y be shuffled so that each label stays with its "
        "sample?",
        "Draw one order of all the indices from rng; walk through it in strides of `size`, and "
        "pick the rows of X and of y with the same piece of it.",
    ),
)
def minibatches(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    for n, size in ((10, 4), (10, 4), (23, 5)):
        seed = int(rng.integers(1_000_000))
        yield rng.normal(size=(n, D)), rng.normal(size=n), size, np.random.default_rng(seed)
