"""Functions written from the descriptions of the catalogue alone, and what is said of them."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course_utils.exercises import evaluate
from course_utils.exercises.answers.algorithm.chain import chain_rule
from course_utils.exercises.answers.algorithm.gradients import weight_grad


def tanh_from_exponentials(z):
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


def slope_from_the_quotient_rule(z):
    return np.exp(-z) / (1 + np.exp(-z)) ** 2


def labels_in_the_logarithm(epsilon: float) -> Callable[..., float]:
    return lambda P, Y: -np.sum(P * np.log(Y + epsilon)) / len(P)


def binary_labels_in_the_logarithm(epsilon: float) -> Callable[..., float]:
    return lambda p, y: -np.mean(p * np.log(y + epsilon) + (1 - p) * np.log(1 - y + epsilon))


def clipped_labels_in_the_logarithm(p, y):
    y = np.clip(y, 1e-7, 1 - 1e-7)
    return -np.mean(p * np.log(y) + (1 - p) * np.log(1 - y))


def moved_weights(rate: float) -> Callable[..., np.ndarray]:
    return lambda delta, W, z: delta @ (W - rate * np.tanh(z).T @ delta).T * (1 - np.tanh(z) ** 2)


def neither_mean_nor_two(Z, Y):
    a = 1 / (1 + np.exp(-Z))
    return (a - Y) * a * (1 - a)


def velocity_that_points_downhill(w, g, v, lr, mu):
    v = mu * v - lr * g
    return w + v, v


NAMED: list[tuple[str, str, Callable[..., Any]]] = [
    ("sigmoid", "tanh", tanh_from_exponentials),
    ("sigmoid", "derivative", slope_from_the_quotient_rule),
    *(("cross_entropy", "swapped", labels_in_the_logarithm(e)) for e in (1e-15, 1e-9, 1e-8)),
    *(
        ("binary_cross_entropy", "swapped", binary_labels_in_the_logarithm(e))
        for e in (1e-15, 1e-8, 1e-7, 0.0)
    ),
    ("binary_cross_entropy", "swapped", clipped_labels_in_the_logarithm),
    *(("hidden_delta", "new_weights", moved_weights(rate)) for rate in (0.001, 0.01, 0.5)),
    ("output_delta", "both", neither_mean_nor_two),
    ("weight_grad", "elementwise", lambda a, delta: a.T * delta),
    ("weight_grad", "elementwise", lambda a, delta: a * delta.T),
    ("momentum_step", "lr_inside", velocity_that_points_downhill),
    ("step_decay", "late", lambda lr0, gamma, k, t: lr0 * gamma ** ((t - 1) // k)),
    ("step_decay", "rounded", lambda lr0, gamma, k, t: lr0 * gamma ** round(t / k)),
]


@pytest.mark.parametrize(("name", "id", "fn"), NAMED)
@pytest.mark.parametrize("seed", range(3))
def test_another_reading_of_a_known_mistake_is_named(
    name: str, id: str, fn: Callable[..., Any], seed: int
) -> None:
    verdict = evaluate(name, fn, seed=seed)
    assert not verdict.passed
    assert verdict.misconception == id, verdict.message


def lowered_once(lr0, gamma, k, t):
    return lr0 * gamma if t >= k else lr0


def aliased(f, w, eps=1e-5):
    slopes = np.zeros_like(w)
    for index in np.ndindex(w.shape):
        up = down = w
        up[index] += eps
        down[index] -= eps
        slopes[index] = (f(up) - f(down)) / (2 * eps)
    return slopes


def leaky(z):
    return np.where(z > 0, 1, 0.01)


def times_b(x, w, b, y):
    dw, db = chain_rule(x, w, b, y)
    return dw, db * b


UNTRUE: list[tuple[str, Callable[..., Any], str]] = [
    ("step_decay", lowered_once, "as if k were twice as large"),
    ("numerical_gradient", aliased, "happens when a step is written"),
    ("relu_grad", leaky, "should be below 0."),
    ("weight_grad", lambda a, delta: -0.01 * weight_grad(a, delta), "number of units"),
    ("two_paths", lambda a, b: (1.0, a + 2 * b), "times too large"),
]


@pytest.mark.parametrize(("name", "fn", "said"), UNTRUE)
@pytest.mark.parametrize("seed", range(3))
def test_what_is_not_so_is_not_said(
    name: str, fn: Callable[..., Any], said: str, seed: int
) -> None:
    verdict = evaluate(name, fn, seed=seed)
    assert not verdict.passed
    assert said not in verdict.message


@pytest.mark.parametrize("seed", range(5))
def test_a_factor_below_0_is_called_by_its_own_sign(seed: int) -> None:
    """Off by the factor b, whose sign the task draws: |b| is never called b where b is below 0."""
    message = evaluate("chain_rule", times_b, seed=seed).message
    assert ("opposite sign" in message) == (" is −b." in message)


def test_a_reciprocal_is_read_as_one() -> None:
    message = evaluate("add_l2_grad", lambda dW, db, W, b, lam: (dW / lam + W, db)).message
    assert "exactly 1/0.17 of the right one: 0.17 is lam" in message


def test_one_number_on_every_input_is_called_that() -> None:
    message = evaluate("two_paths", lambda a, b: (1.0, a + 2 * b)).message
    assert "Your da is 1 on every input." in message


def test_a_leak_is_placed_by_the_input() -> None:
    assert "where z is 0 or below" in evaluate("relu_grad", leaky).message


def short_batch_first(X, y, size, rng):
    order = rng.permutation(len(X))
    return [(X[order[i : i + size]], y[order[i : i + size]]) for i in range(0, len(X), size)][::-1]


@pytest.mark.parametrize("seed", range(3))
def test_the_short_batch_may_come_first(seed: int) -> None:
    verdict = evaluate("minibatches", short_batch_first, seed=seed)
    assert verdict.passed, verdict.message


def shuffled_inside_each_batch(X, y, size, rng):
    order = np.arange(len(X))
    pieces = [rng.permutation(order[i : i + size]) for i in range(0, len(X), size)]
    return [(X[piece], y[piece]) for piece in pieces]


@pytest.mark.parametrize("seed", range(3))
def test_a_shuffle_inside_the_batches_is_none(seed: int) -> None:
    verdict = evaluate("minibatches", shuffled_inside_each_batch, seed=seed)
    assert not verdict.passed
    assert "neighbours" in verdict.message


def test_a_part_of_the_wrong_type_is_not_taken_for_the_whole() -> None:
    message = evaluate("two_paths", lambda a, b: ("b", "a + 2b")).message
    assert "Your function returned the text" not in message
    assert "the first of them is the text 'b'" in message


def test_one_value_is_not_values() -> None:
    assert "You returned 1 value." in evaluate("two_paths", lambda a, b: (b,)).message


def test_what_is_lacking_to_1_is_counted_from_the_number_itself() -> None:
    """b is below 0 here, so 1 − b is above 1; a factor of 1 − |b| is not called 1 − b."""
    right = chain_rule
    message = evaluate(
        "chain_rule", lambda x, w, b, y: (right(x, w, b, y)[0], right(x, w, b, y)[1] * (1 - abs(b)))
    ).message
    assert "1 - b" not in message


NUMBERS: list[tuple[str, Callable[..., Any], str]] = [
    ("binary_cross_entropy", lambda p, y: 0 * float(p[0]), "Your result is 0 on every input"),
    ("relative_error", np.allclose, "Your result is 0 on every input"),
    ("chain_rule", lambda x, w, b, y: (chain_rule(x, w, b, y)[0], 1.0), "Your db is 1 on every"),
]


@pytest.mark.parametrize(("name", "fn", "said"), NUMBERS)
def test_one_number_whatever_comes_in_is_called_that(
    name: str, fn: Callable[..., Any], said: str
) -> None:
    assert said in evaluate(name, fn).message


def test_weights_have_rows_and_no_samples() -> None:
    message = evaluate("sgd_step", lambda w, g, lr: w - lr * np.sign(g), seed=1).message
    assert "first row of g" in message


def test_batches_of_other_sizes_are_told_as_they_come() -> None:
    def rest_in_the_last(X, y, size, rng):
        order = rng.permutation(len(X))
        return [(X[piece], y[piece]) for piece in np.split(order, [size])]

    assert "sizes 4 and 6" in evaluate("minibatches", rest_in_the_last).message


def lowered_after_the_first_full_period(lr0, gamma, k, t):
    return lr0 * gamma ** (t // k) if t > k else lr0


def test_the_first_drop_comes_when_the_period_is_full() -> None:
    assert not evaluate("step_decay", lowered_after_the_first_full_period).passed


def at_most_two_drops(lr0, gamma, k, t):
    return lr0 * gamma ** min(t // k, 2)


def test_what_was_seen_on_some_values_is_not_said_of_all() -> None:
    message = evaluate("step_decay", at_most_two_drops).message
    assert "whatever t is" not in message
    assert "does not depend" not in message
