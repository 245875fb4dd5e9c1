"""Unrolled time: the norms are those ``nn.SimpleRNN`` passes back, the cuts those of truncation."""

import numpy as np
import pytest

from course_utils.demos import applications
from course_utils.demos.applications import unrolled as un
from course_utils.demos.applications import unrolled_runs as ur


def states_of(radius, sigma):
    """Every step's state, h first and last, by a loop over time: (51, 16, 32)."""
    U, (X, _) = ur.layer(radius).U.value, ur.sequences(sigma)
    states = [np.zeros((ur.SEQUENCES, ur.HIDDEN))]
    for s in range(ur.STEPS):
        states.append(np.tanh(X[:, s] + states[-1] @ U))
    return np.array(states)


@pytest.mark.parametrize(("radius", "name"), [(0.6, "quiet"), (1.0, "loud"), (1.7, "quiet")])
def test_gradient_equals_a_loop_over_time(radius, name):
    sigma = ur.INPUTS[name]
    U, states = ur.layer(radius).U.value, states_of(radius, sigma)
    delta = ur.sequences(sigma)[1][:, -1] * (1 - states[-1] ** 2)
    norms = [np.linalg.norm(delta)]
    for h in states[-2:0:-1]:
        delta = (delta @ U.T) * (1 - h**2)
        norms.append(np.linalg.norm(delta))
    np.testing.assert_allclose(un.run_of(name, radius).gradient, norms / norms[0], rtol=1e-9)


def test_nothing_cut_is_what_the_engine_left_in_U():
    rnn, (X, dY) = ur.layer(0.9), ur.sequences(0.5)
    H = rnn.forward(X)
    whole = ur.truncated_gradients(H, rnn.backward(dY))[-1]
    np.testing.assert_allclose(whole, rnn.U.grad, rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize("tau", [1, 7, 20])
def test_truncated_gradient_takes_the_state_at_the_cut_as_given(tau):
    rnn, (X, dY) = ur.layer(1.1), ur.sequences(0.05)
    states, U = states_of(1.1, 0.05), rnn.U.value
    direction = np.random.default_rng(3).normal(size=U.shape)

    def loss(U):
        h = states[-1 - tau]
        for s in range(ur.STEPS - tau, ur.STEPS):
            h = np.tanh(X[:, s] + h @ U)
        return (h * dY[:, -1]).sum()

    step = 1e-6 * direction
    slope = (loss(U + step) - loss(U - step)) / 2e-6
    heard = ur.truncated_gradients(rnn.forward(X), rnn.backward(dY))[tau - 1]
    assert (heard * direction).sum() == pytest.approx(slope, rel=1e-6)


@pytest.mark.parametrize("radius", [0.3, 1.0, 2.0])
def test_radius_is_the_stretch_in_every_direction(radius):
    U = ur.layer(radius).U.value
    assert np.abs(np.linalg.eigvals(U)).max() == pytest.approx(radius)
    np.testing.assert_allclose(np.linalg.svd(U, compute_uv=False), radius)


@pytest.mark.parametrize(
    ("name", "radius", "steps"),
    [
        ("quiet", 0.5, 7),  # as 0.5 to the 7th says
        ("quiet", 0.9, 40),  # 0.9 alone: 44
        ("quiet", 1.0, None),
        ("quiet", 1.5, None),
        ("loud", 0.9, 14),
        ("loud", 1.0, 18),
        ("loud", 1.2, 34),  # 1.2 alone grows
    ],
)
def test_where_the_gradient_falls_below_one_percent(name, radius, steps):
    assert ur.steps_until_small(un.run_of(name, radius).gradient) == steps


def test_no_step_passes_back_more_than_the_radius_allows():
    for name, runs in ur.all_runs().items():
        for radius, run in zip(ur.RADII, runs, strict=True):
            growth = run.gradient[1:] / run.gradient[:-1]
            assert (growth <= radius * (1 + 1e-9)).all(), (name, radius)


def test_a_cut_costs_more_the_further_the_gradient_reaches():
    after_ten = [un.angles(un.run_of("quiet", radius))[9] for radius in (0.5, 0.9, 1.0, 1.5)]
    assert after_ten == sorted(after_ten)
    assert after_ten[0] < 1
    assert after_ten[-1] > 80
    for radius in ur.RADII:
        run = un.run_of("loud", radius)
        assert (run.length[-1], run.cosine[-1]) == pytest.approx((1, 1))


def test_widget_holds_every_run():
    demo = applications.unrolled_time()
    for name, runs in ur.all_runs().items():
        assert len(demo.runs[name]) == len(demo.radii) == len(runs)
        for sent, run in zip(demo.runs[name], runs, strict=True):
            for part, values in run._asdict().items():
                np.testing.assert_allclose(sent[part], values, rtol=1e-5, err_msg=part)
    assert demo.radii[demo.at] == 0.9


def test_figure_says_where_the_gradients_end():
    picture = applications.unrolled_time_figure()
    quiet, _, kept = picture.figure.axes
    np.testing.assert_array_equal(quiet.lines[0].get_ydata(), un.run_of("quiet", 0.5).gradient)
    np.testing.assert_array_equal(kept.lines[3].get_ydata(), un.angles(un.run_of("quiet", 1.0)))
    assert "ρ = 0.9: below 1 % after 40 steps" in picture.alt
    angle = un.angles(un.run_of("quiet", 0.9))[9]
    assert f"{angle:.0f}° at ρ = 0.9" in picture.alt
