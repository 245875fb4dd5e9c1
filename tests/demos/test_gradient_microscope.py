"""Gradient-check microscope: its tables are real checks of the engine's gradients."""

import numpy as np
import pytest

from course_utils import nn
from course_utils.demos.algorithm import gradient_checks as gc
from course_utils.demos.algorithm.hand_network import hand_network
from course_utils.demos.algorithm.microscope import SAYS, GradientMicroscope, all_verdicts

DTYPE = {name: i for i, name in enumerate(gc.DTYPES)}
SCHEME = {name: i for i, name in enumerate(gc.SCHEMES)}
BUG = {name: i for i, name in enumerate(gc.BUGS)}


@pytest.fixture(scope="module")
def checks():
    return gc.all_checks()


@pytest.fixture(scope="module")
def verdicts():
    return np.array(all_verdicts())


def at(eps):
    return int(np.argmin(abs(np.log10(gc.EPS) - np.log10(eps))))


def engine_gradient(dtype):
    model, loss = hand_network(dtype), nn.MSE()
    loss.forward(model.forward(gc.X.astype(dtype), training=True), gc.Y.astype(dtype))
    model.backward(loss.backward())
    return np.concatenate([p.grad.ravel() for p in model.parameters()])


@pytest.mark.parametrize("dtype", gc.DTYPES)
def test_analytic_gradient_without_bug_is_the_engines(checks, dtype):
    expected = engine_gradient(gc.DTYPES[dtype])
    np.testing.assert_array_equal(checks.analytic[DTYPE[dtype], BUG["none"]], expected)


def test_central_difference_by_hand_gives_the_tables_number(checks):
    eps, model, loss = 1e-4, hand_network(), nn.MSE()
    W1 = model.parameters()[0].value
    values = []
    for sign in (1, -1):
        W1[1, 2] += sign * eps
        values.append(loss.forward(model.forward(gc.X), gc.Y))
        W1[1, 2] -= sign * eps
    entry = gc.ENTRIES.index("W1[1,2]")
    sent = checks.numeric[DTYPE["float64"], SCHEME["central"], BUG["none"], at(eps), entry]
    assert sent == pytest.approx((values[0] - values[1]) / (2 * eps), rel=1e-10)


@pytest.mark.parametrize(("scheme", "gain"), [("central", 2), ("forward", 1)])
def test_error_falls_by_the_order_of_the_scheme(checks, scheme, gain):
    error = checks.error[DTYPE["float64"], SCHEME[scheme], BUG["none"]]
    assert np.log10(error[at(1e-2)] / error[at(1e-3)]) == pytest.approx(gain, abs=0.1)


def test_the_curve_is_a_v_and_float32_bottoms_out_earlier(checks):
    best = {}
    for dtype, t in DTYPE.items():
        error = checks.error[t, SCHEME["central"], BUG["none"]]
        i = int(error.argmin())
        best[dtype] = gc.EPS[i], error[i]
        assert error[0] > 10 * error[i]
        assert error[-1] > 1000 * error[i]
    assert best["float32"][0] > best["float64"][0]
    assert best["float32"][1] > 1e4 * best["float64"][1]


@pytest.mark.parametrize(
    ("bug", "error"),
    [("no_two", 1 / 3), ("sign", 1), ("no_mean", 3 / 5), ("wrong_width", 1 / 3)],
)
def test_a_constant_factor_makes_a_plateau_of_known_height(checks, bug, error):
    row = checks.error[DTYPE["float64"], SCHEME["central"], BUG[bug]]
    np.testing.assert_allclose(row[at(1e-2) : at(1e-8)], error, rtol=1e-3)


def test_digits_point_to_the_part_that_is_wrong(checks):
    def agree(bug):
        return checks.digits[DTYPE["float64"], SCHEME["central"], BUG[bug], at(1e-5)]

    assert (agree("none") > 8).all()
    np.testing.assert_array_equal(agree("no_bias") > 8, [*[True] * 6, *[False] * 3, *[True] * 4])
    np.testing.assert_array_equal(agree("no_slope") > 8, [*[False] * 9, *[True] * 4])


def test_a_weight_not_put_back_costs_an_order(checks, verdicts):
    row = checks.error[DTYPE["float64"], SCHEME["central"], BUG["not_restored"]]
    assert np.log10(row[at(1e-2)] / row[at(1e-3)]) == pytest.approx(1, abs=0.1)
    said = verdicts[DTYPE["float64"], SCHEME["central"], BUG["not_restored"]]
    assert said[at(1e-3)] == "slow"


@pytest.mark.parametrize(
    ("dtype", "scheme", "bug", "eps", "verdict"),
    [
        ("float64", "central", "none", 1e-5, "right"),
        ("float64", "central", "none", 1e-1, "truncation"),
        ("float64", "central", "none", 1e-12, "rounding"),
        ("float64", "forward", "none", 1e-7, "right"),
        ("float32", "central", "none", 1e-2, "right"),
        ("float32", "central", "none", 1e-5, "rounding"),
        ("float32", "central", "none", 1e-10, "nothing"),
        ("float64", "central", "no_two", 1e-5, "plateau"),
        ("float64", "forward", "no_bias", 1e-7, "plateau"),
        ("float32", "central", "no_slope", 1e-2, "plateau"),
    ],
)
def test_verdict(verdicts, dtype, scheme, bug, eps, verdict):
    assert verdicts[DTYPE[dtype], SCHEME[scheme], BUG[bug], at(eps)] == verdict


@pytest.mark.parametrize("bug", [b for b in gc.BUGS if b != "none"])
@pytest.mark.parametrize("dtype", gc.DTYPES)
def test_no_bug_is_called_right_with_a_central_difference(verdicts, dtype, bug):
    assert "right" not in verdicts[DTYPE[dtype], SCHEME["central"], BUG[bug]]


def test_a_right_gradient_is_never_called_wrong(verdicts):
    assert not np.isin(verdicts[:, :, BUG["none"]], ["plateau", "slow"]).any()


def test_every_verdict_has_its_sentence_and_every_bug_its_clue(verdicts):
    assert set(np.unique(verdicts)) <= set(SAYS)
    assert all(bug.clue for name, bug in gc.BUGS.items() if name != "none")


def test_widget_carries_the_tables_bit_for_bit(checks):
    demo = GradientMicroscope()
    shape = checks.numeric.shape
    np.testing.assert_array_equal(np.frombuffer(demo.numeric, "<f8").reshape(shape), checks.numeric)
    np.testing.assert_array_equal(demo.errors, checks.error)
    tenths = np.frombuffer(demo.digits, np.uint8).reshape(shape)
    np.testing.assert_allclose(tenths / 10, checks.digits, atol=0.051)


def test_relative_error_of_equal_opposite_and_empty():
    a = np.array([1.0, -2.0])
    assert gc.relative_error(a, a) == 0
    assert gc.relative_error(a, -a) == 1
    assert gc.relative_error(0 * a, 0 * a) == 0
