"""Printed numbers have lost digits; what they stand for is found all the same."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils.exercises.judging.printed import common_factor, restored, rounds_to
from course_utils.exercises.pasted import examine, numbers_inputs

RIGHT = np.array([[0.01234567, -0.2], [1.5, 0.0]])
HALF = np.full((2, 2), 0.5e-4)


def printed(full):
    return np.round(full, 4)


@pytest.mark.parametrize(
    "meant", [RIGHT, -RIGHT, RIGHT.T, 7 * RIGHT, RIGHT / 7, -38.5 * RIGHT, RIGHT**2]
)
def test_digits_come_back(meant):
    known = [(RIGHT**2,)]
    (full,) = restored((printed(meant),), (HALF,), (RIGHT,), known)
    np.testing.assert_allclose(full, meant, rtol=1e-12, atol=1e-15)


def test_the_right_result_comes_first():
    known = [(RIGHT + 1e-6,)]
    (full,) = restored((printed(RIGHT),), (HALF,), (RIGHT,), known)
    assert full is RIGHT


def test_parts_are_restored_one_by_one():
    full = restored(
        (printed(RIGHT), printed(RIGHT / 7)), (HALF, HALF), (RIGHT, RIGHT), [(RIGHT, RIGHT + 1)]
    )
    np.testing.assert_allclose(full, (RIGHT, RIGHT / 7))


@pytest.mark.parametrize("strange", [RIGHT + 0.1, np.ones(3), np.full((2, 2), np.nan)])
def test_what_stands_for_nothing_stays(strange):
    (kept,) = restored((strange,), (np.full(strange.shape, 0.5e-4),), (RIGHT,), [])
    assert kept is strange


def test_exact_numbers_may_differ_by_rounding_only():
    zero = np.zeros((2, 2))
    assert rounds_to((RIGHT * (1 + 1e-15),), (RIGHT,), (zero,))
    assert not rounds_to((RIGHT * 1.001,), (RIGHT,), (zero,))


@given(
    numerator=st.integers(-80, 80).filter(bool),
    denominator=st.sampled_from([1, 2, 3, 5, 7, 11, 35, 77]),
)
def test_a_simple_factor_is_read_off_four_decimals(numerator, denominator):
    k = numerator / denominator
    # Differences of simple fractions must not drown in the rounding.
    if abs(k) > 0.05:
        right = np.array([3.1234567, -1.0222, 0.5])
        assert common_factor(printed(k * right), np.full(3, 0.5e-4), right) == pytest.approx(k)


def test_no_factor_between_unrelated_numbers():
    assert common_factor(RIGHT + 1, HALF, RIGHT) is None
    assert common_factor(RIGHT, HALF, np.zeros((2, 2))) is None


@pytest.mark.parametrize("decimals", [3, 4, 8])
def test_a_mistake_is_named_from_rounded_numbers(decimals):
    P, Y = numbers_inputs("mse_grad")
    numbers = np.round(2 * (P - Y), decimals)
    halves = (np.full(P.shape, 0.5 * 10.0**-decimals),)
    assert examine("mse_grad", numbers, halves=halves).verdict.misconception == "no_mean"


def test_halves_laid_out_in_another_way_still_count():
    P, Y = numbers_inputs("mse_grad")
    rows = [np.round(row, 4) for row in 2 * (P - Y) / 77]
    halves = tuple(np.full(11, 0.5e-4) for _ in rows)
    assert examine("mse_grad", rows, halves=halves).verdict.passed
