"""The batches a step is fed with."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import D


def batches_in_facts(args: tuple[Any, ...], returned: Any) -> Any:
    """What can be said of the batches whatever their order.

    The sizes, then five answers of 0 or 1: is a sample missing, are only the last ones missing,
    does one come twice, has one another's label, and are they in their old order? What does not
    look like a list of pairs is handed on as it is.
    """
    X, y = args[0], args[1]
    try:
        batches = [(np.asarray(a, float), np.asarray(b, float)) for a, b in returned]
        rows = np.concatenate([a for a, _ in batches])
        labels = np.concatenate([b.ravel() for _, b in batches])
        if rows.shape[1:] != X.shape[1:] or len(rows) != len(labels):
            return returned
    except (TypeError, ValueError):
        return returned
    found = [int(np.argmin(np.abs(X - row).sum(axis=1))) for row in rows]
    missing = sorted(set(range(len(X))) - set(found))
    repeated = len(set(found)) < len(found)
    tail = list(range(len(X) - len(missing), len(X)))
    return (
        np.array([len(a) for a, _ in batches]),
        float(bool(missing)),
        float(bool(missing) and missing == tail and not repeated),
        float(repeated),
        float(not np.array_equal(y[found], labels)),
        float(found == sorted(found)),
    )


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
    for n, size in ((10, 4), (10, 4), (11, 3)):
        seed = int(rng.integers(1_000_000))
        yield rng.normal(size=(n, D)), rng.normal(size=n), size, np.random.default_rng(seed)
