"""Outer-product stack: tiles, sums and questions are the engine's own numbers."""

import numpy as np
import pytest

from course_utils.demos.algorithm.stack import OuterProducts, questions, small_batch


@pytest.fixture(scope="module")
def stack():
    return small_batch()


@pytest.fixture(scope="module")
def demo():
    return OuterProducts()


def test_tiles_add_up_to_what_the_engine_left_in_the_weights(stack):
    np.testing.assert_allclose(stack.tiles.sum(axis=0), stack.dW, rtol=1e-12)
    np.testing.assert_allclose(stack.a.T @ stack.delta, stack.dW, rtol=1e-12)


def test_each_tile_is_an_outer_product(stack):
    for a, delta, tile in zip(stack.a, stack.delta, stack.tiles, strict=True):
        np.testing.assert_array_equal(tile, np.outer(a, delta))


def test_running_sums_go_from_nothing_to_the_product(demo):
    sums = np.array(demo.sums)
    assert not sums[0].any()
    np.testing.assert_allclose(np.diff(sums, axis=0), demo.tiles, atol=1e-15)
    np.testing.assert_allclose(sums[-1], demo.product, rtol=1e-12)


def test_sizes_tell_samples_inputs_and_units_apart(stack):
    n, d = stack.a.shape
    assert len({n, d}) == 2
    assert d != stack.delta.shape[1]


def test_numbers_are_large_enough_for_three_decimals(stack):
    assert abs(stack.delta).min() > 0.02


def test_answers_are_entries_of_the_next_running_sum(stack):
    sums = stack.tiles.cumsum(axis=0)
    for i, question in enumerate(questions(stack)):
        assert question.answer == pytest.approx(sums[i, question.row, question.column])


def test_no_known_mistake_is_taken_for_the_answer(stack):
    for i, question in enumerate(questions(stack)):
        tolerance = max(0.0015, 0.02 * abs(question.answer))
        wrong = [v for v, _ in question.near if abs(v - question.answer) > tolerance]
        # With one sample in, the mean of the tiles is their sum: one mistake cannot show.
        assert len(question.near) - len(wrong) == (1 if i == 0 else 0)
