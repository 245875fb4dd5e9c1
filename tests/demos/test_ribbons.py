"""Shape ribbons: one arrangement clicks, and NumPy agrees with every verdict."""

import numpy as np
import pytest

from course_utils.demos.algorithm.ribbons import PUZZLES, SIZES, ShapeRibbons, arrangements


def product(arrangement):
    """The shape NumPy gives the arrangement's product, or None where it refuses."""
    try:
        return (np.ones(arrangement.left.shape) @ np.ones(arrangement.right.shape)).shape
    except ValueError:
        return None


@pytest.fixture(params=PUZZLES.values(), ids=PUZZLES)
def puzzle(request):
    return request.param


def test_exactly_one_of_eight_clicks(puzzle):
    assert len(arrangements(puzzle)) == 8
    assert sum(a.clicks for a in arrangements(puzzle)) == 1


def test_numpy_agrees_with_each_arrangement(puzzle):
    for arrangement in arrangements(puzzle):
        shape = product(arrangement)
        assert arrangement.fits == (shape is not None)
        assert arrangement.clicks == (shape == puzzle.target.shape)


def test_a_misfit_names_the_two_sides(puzzle):
    for arrangement in arrangements(puzzle):
        if not arrangement.fits:
            assert f"{arrangement.left.shape[1]} column" in arrangement.says
            assert f"{arrangement.right.shape[0]} row" in arrangement.says


def test_a_transposed_result_is_called_transposed(puzzle):
    fitting = [a for a in arrangements(puzzle) if a.fits and not a.clicks]
    assert len(fitting) == 1
    assert product(fitting[0]) == puzzle.target.shape[::-1]
    assert "transposed" in fitting[0].says


def test_no_puzzle_starts_solved(puzzle):
    assert not arrangements(puzzle)[0].clicks


def test_sizes_are_prime_and_different():
    sizes = [size for letter, size in SIZES.items() if letter != "1"]
    assert len(set(sizes)) == 4
    assert all(size % k for size in sizes for k in range(2, size))


@pytest.mark.parametrize("name", PUZZLES)
def test_the_line_of_code_has_the_shape_of_the_target(name):
    rng = np.random.default_rng(0)
    shapes = {"X": "nd", "A1": "nh", "W2": "hc", "delta1": "nh", "delta2": "nc"}
    arrays = {k: rng.normal(size=[SIZES[side] for side in sides]) for k, sides in shapes.items()}
    variable, expression = PUZZLES[name].code.split(" = ")
    value = eval(expression, {}, arrays)
    assert variable == name
    assert np.atleast_2d(value).shape == PUZZLES[name].target.shape


def test_widget_carries_the_arrangements_in_counting_order():
    sent = ShapeRibbons().puzzles["dW2"]["arrangements"]
    assert [sent[bits]["clicks"] for bits in range(8)] == [bits == 0b010 for bits in range(8)]
    assert sent[0b100]["left"]["name"] == "δ₂"
