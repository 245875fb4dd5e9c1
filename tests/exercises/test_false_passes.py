"""Wrong functions that were once accepted, each for want of a probe or of a fact looked at."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course_utils.exercises import evaluate
from course_utils.exercises.answers.algorithm.activations import sigmoid_grad


def patient(losses, patience, min_delta, better, lower):
    """Early stopping with ``better`` deciding, and ``lower`` giving the best after a bad epoch."""
    best, epoch_of_best = np.inf, 0
    for epoch, loss in enumerate(losses):
        if better(loss, best - min_delta):
            best, epoch_of_best = loss, epoch
        else:
            best = lower(best, loss)
        if epoch - epoch_of_best >= patience:
            return epoch_of_best, epoch
    return epoch_of_best, len(losses) - 1


def creeping(losses, patience, min_delta):
    return patient(losses, patience, min_delta, np.less, min)


def equal_is_better(losses, patience, min_delta):
    return patient(losses, patience, min_delta, np.less_equal, lambda best, loss: best)


def sign_lost(ws, zs):
    return abs(np.prod(ws * sigmoid_grad(zs)))


ONCE_ACCEPTED: list[tuple[str, Callable[..., Any]]] = [
    ("early_stopping", creeping),
    ("early_stopping", equal_is_better),
    ("chain_gradient", sign_lost),
]
SUITED_TO_THE_OLD_INPUTS: list[tuple[str, Callable[..., Any]]] = [
    ("two_paths", lambda a, b: (b, a + 2 * abs(b))),
    ("two_paths", lambda a, b: (b, abs(a) + 2 * b)),
    ("sgd_step", lambda w, g, lr: w - 0.013 * g),
]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("name", "fn"), ONCE_ACCEPTED)
def test_it_is_refused_and_named(name: str, fn: Callable[..., Any], seed: int) -> None:
    verdict = evaluate(name, fn, seed=seed)
    assert not verdict.passed
    assert verdict.misconception == fn.__name__, verdict.message


@pytest.mark.parametrize(("name", "fn"), SUITED_TO_THE_OLD_INPUTS)
def test_other_signs_and_rates_are_tried(name: str, fn: Callable[..., Any]) -> None:
    assert not evaluate(name, fn).passed


def pairs(X, y, pieces):
    return [(X[p], y[p]) for p in pieces]


def pieces_of(order, size):
    return [order[i : i + size] for i in range(0, len(order), size)]


def labels_in_a_column(X, y, size, rng):
    return [(A, b[:, None]) for A, b in pairs(X, y, pieces_of(rng.permutation(len(X)), size))]


def own_generator(X, y, size, rng):
    return pairs(X, y, pieces_of(np.random.default_rng(11).permutation(len(X)), size))


def redrawn(X, y, size, rng):
    return pairs(X, y, [rng.choice(len(X), size) for _ in range(-(-len(X) // size))])


def batch_number(X, y, size, rng):
    order = rng.permutation(len(X))
    return pairs(X, y, [order[k : k + size] for k in range(-(-len(X) // size))])


@pytest.mark.parametrize("fn", [labels_in_a_column, own_generator, redrawn, batch_number])
@pytest.mark.parametrize("seed", range(5))
def test_batches_are_told_for_what_they_are(fn: Callable[..., Any], seed: int) -> None:
    verdict = evaluate("minibatches", fn, seed=seed)
    assert not verdict.passed
    assert verdict.misconception == fn.__name__, verdict.message


def legacy(X, y, size, rng):
    return pairs(X, y, pieces_of(np.random.permutation(len(X)), size))


def batches_shuffled(X, y, size, rng):
    batches = pairs(X, y, pieces_of(np.arange(len(X)), size))
    return [*(batches[i] for i in rng.permutation(len(batches) - 1)), batches[-1]]


def even(X, y, size, rng):
    return pairs(X, y, np.array_split(rng.permutation(len(X)), -(-len(X) // size)))


def two_lists(X, y, size, rng):
    pieces = pieces_of(rng.permutation(len(X)), size)
    return [X[p] for p in pieces], [y[p] for p in pieces]


SAID = [
    (legacy, "nothing is drawn from rng"),
    (batches_shuffled, "stay together"),
    (even, "sizes 4, 3 and 3; asked for are 4, 4 and 2"),
    (two_lists, "returned 2 values; asked for is a list of batches, each a pair"),
]


@pytest.mark.parametrize(("fn", "says"), SAID)
def test_the_judges_own_facts_have_names(fn: Callable[..., Any], says: str) -> None:
    message = evaluate("minibatches", fn).message
    assert says in message
    assert "part " not in message
