"""The generator's two losses: values and slopes are the engine's, steps are steps of descent."""

import numpy as np
import pytest

from course_utils import nn
from course_utils.demos import applications
from course_utils.demos.applications.saturation import (
    LOSSES,
    RATE,
    START,
    steps_to_pass,
    walk,
)

S = np.linspace(-8, 8, 41)


def engine(s, label):
    """Loss and slope of the engine's cross-entropy when a score s is to be called ``label``."""
    loss = nn.BinaryCrossEntropy()
    value = loss.forward(np.array([[s]]), np.array([[label]]))
    return value, float(loss.backward()[0, 0])


@pytest.mark.parametrize("s", [-30.0, START, -0.5, 0.0, 2.0, 30.0])
def test_losses_and_slopes_are_the_engines(s):
    value, slope = engine(s, 1.0)
    assert LOSSES["non_saturating"].value(s) == pytest.approx(value, rel=1e-12)
    assert LOSSES["non_saturating"].slope(s) == pytest.approx(slope, rel=1e-12, abs=1e-15)
    value, slope = engine(s, 0.0)  # the discriminator's loss for a fake, turned round
    assert LOSSES["saturating"].value(s) == pytest.approx(-value, rel=1e-12)
    assert LOSSES["saturating"].slope(s) == pytest.approx(-slope, rel=1e-12, abs=1e-15)


def test_losses_are_what_their_labels_say():
    np.testing.assert_allclose(LOSSES["saturating"].value(S), np.log(1 - nn.sigmoid(S)), rtol=1e-9)
    np.testing.assert_allclose(LOSSES["non_saturating"].value(S), -np.log(nn.sigmoid(S)), rtol=1e-9)


def test_slopes_add_up_to_minus_one_and_their_ratio_is_e_to_minus_s():
    flat, steep = (loss.slope(S) for loss in LOSSES.values())
    np.testing.assert_allclose(flat + steep, -1)
    np.testing.assert_allclose(steep / flat, np.exp(-S))


@pytest.mark.parametrize("loss", LOSSES)
def test_walk_is_gradient_descent(loss):
    scores = walk(loss, START, 20)
    assert len(scores) == 21
    np.testing.assert_allclose(np.diff(scores), -RATE * LOSSES[loss].slope(scores[:-1]))


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("start", [START, -2.0])
def test_steps_to_pass_counts_the_walk(loss, start):
    count = steps_to_pass(loss, start)
    scores = walk(loss, start, count)
    assert scores[-2] < 0 <= scores[-1]


def test_a_forgery_that_passes_needs_no_step():
    assert steps_to_pass("saturating", 0.0) == 0


def test_a_walk_without_end_is_refused():
    with pytest.raises(ValueError, match="more than 100,000 steps"):
        steps_to_pass("saturating", -40.0)


def test_figure_draws_losses_slopes_and_walks():
    picture = applications.saturation_figure()
    losses, slopes, walks = picture.figure.axes
    for i, loss in enumerate(LOSSES.values()):
        s = losses.lines[i].get_xdata()
        np.testing.assert_allclose(losses.lines[i].get_ydata(), loss.value(s))
        np.testing.assert_allclose(slopes.lines[i].get_ydata(), loss.slope(s))
        assert losses.lines[i].get_linestyle() == slopes.lines[i].get_linestyle()
    assert len(walks.lines[0].get_ydata()) == 1000
    assert "is −0.0025 and that of −ln σ(s) is −0.9975" in picture.alt
    assert "in 14 steps, ln(1 − σ(s)) in 820" in picture.alt
