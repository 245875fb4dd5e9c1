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


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("name", "fn"), ONCE_ACCEPTED)
def test_it_is_refused_and_named(name: str, fn: Callable[..., Any], seed: int) -> None:
    verdict = evaluate(name, fn, seed=seed)
    assert not verdict.passed
    assert verdict.misconception == fn.__name__, verdict.message
