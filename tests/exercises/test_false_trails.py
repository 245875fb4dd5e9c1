"""What was once told of these sent the learner the wrong way."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course_utils.exercises import evaluate
from course_utils.exercises.answers.introduction import sigmoid
from course_utils.exercises.answers.training.loop import training_loop
from course_utils.exercises.answers.training.stopping import early_stopping


def mask_as_well(a, u, p):
    return a * (u >= p) / (1 - p), u >= p


def trailing_comma(w, g, lr):
    return (w - lr * g,)


def in_brackets(w, g, lr):
    return [w - lr * g]


def picked_out(a, u, p):
    return a[u >= p] / (1 - p)


def other_order(X, Y, W1, b1, W2, b2, lr, epochs):
    (W1, b1, W2, b2), losses = training_loop(X, Y, W1, b1, W2, b2, lr, epochs)
    return (W1, W2, b1, b2), losses


def loss_for_epoch(losses, patience, min_delta):
    _, stop = early_stopping(losses, patience, min_delta)
    return min(losses), stop


SAID: list[tuple[str, Callable[..., Any], str, str]] = [
    ("dropout_forward", mask_as_well, "returned 2 values, a tuple; asked for is one array", "?"),
    ("sgd_step", trailing_comma, "returned a tuple of one; asked for is one array", "comma"),
    ("sgd_step", in_brackets, "returned a list of one; asked for is one array", "brackets"),
    ("dropout_forward", picked_out, "in one row, without the zeros", "places"),
    ("training_loop", other_order, "What you return as W2 is b1", "order"),
    ("early_stopping", loss_for_epoch, "one of the numbers in losses", "place"),
    ("sigmoid", lambda z: z[:0], "It is empty", "nothing"),
    ("sigmoid", lambda z: [], "an empty list", "?"),
    ("sigmoid", lambda z: np.ma.array(sigmoid(z), mask=True), "what is masked has no number", "?"),
]


@pytest.mark.parametrize(("name", "fn", "says", "asks"), SAID)
@pytest.mark.parametrize("seed", range(3))
def test_what_is_said(name: str, fn: Callable[..., Any], says: str, asks: str, seed: int) -> None:
    verdict = evaluate(name, fn, seed=seed)
    assert not verdict.passed
    assert says in verdict.message
    assert asks in verdict.question


def test_a_single_whole_number_is_in_no_disguise() -> None:
    def always_one(losses, patience, min_delta):
        return early_stopping(losses, patience, min_delta)[0], 1

    verdict = evaluate("early_stopping", always_one)
    assert not verdict.passed
    assert "the sign of" not in verdict.message
    assert "every entry" not in verdict.message


def test_rows_in_a_tuple_still_make_an_array() -> None:
    verdict = evaluate("sgd_step", lambda w, g, lr: tuple(w - lr * g))
    assert verdict.passed, verdict.message
