"""Initializers draw from the distributions they name."""

from collections.abc import Callable
from functools import partial
from math import sqrt

import numpy as np
import pytest

from course_utils import nn
from course_utils.nn.initializers import fans

D_IN, D_OUT = 300, 700
# The standard deviation that each should have; that of U(−a, a) is a / √3.
STDS: dict[str, tuple[Callable, float]] = {
    "uniform": (partial(nn.uniform, low=-0.6, high=0.6), 0.6 / sqrt(3)),
    "normal": (partial(nn.normal, std=0.3), 0.3),
    "xavier_uniform": (nn.xavier_uniform, sqrt(2 / 1000)),
    "xavier_normal": (nn.xavier_normal, sqrt(2 / 1000)),
    "he_uniform": (nn.he_uniform, sqrt(2 / 300)),
    "he_normal": (nn.he_normal, sqrt(2 / 300)),
    "zeros": (nn.zeros, 0.0),
}


@pytest.mark.parametrize("name", STDS)
def test_mean_and_spread(name: str) -> None:
    init, std = STDS[name]
    W = init((D_IN, D_OUT), np.random.default_rng(0))
    assert W.shape == (D_IN, D_OUT)
    # 210,000 draws: both estimates are good to about 1 in 450.
    assert abs(W.mean()) <= 0.01 * std
    assert W.std() == pytest.approx(std, rel=0.01)


@pytest.mark.parametrize(
    ("init", "limit"),
    [(nn.xavier_uniform, sqrt(6 / 1000)), (nn.he_uniform, sqrt(6 / 300)), (nn.uniform, 1.0)],
)
def test_uniform_ones_stay_within_their_limits(init: Callable, limit: float) -> None:
    W = init((D_IN, D_OUT), np.random.default_rng(0))
    assert 0.999 * limit < np.abs(W).max() <= limit


def test_fans_of_a_kernel_count_its_field() -> None:
    assert fans((3, 5, 7, 11)) == (105, 165)


def test_layers_start_as_told() -> None:
    first, again = (nn.Dense(5, 3, rng=np.random.default_rng(7)) for _ in range(2))
    np.testing.assert_array_equal(first.W.value, again.W.value)
    np.testing.assert_array_equal(first.b.value, np.zeros(3))
    assert not nn.Dense(5, 3, init=nn.zeros).W.value.any()
