"""One row of attention: its gradients are those of the engine, its questions worth asking."""

import numpy as np
import pytest

from course_utils import nn
from course_utils.demos import applications
from course_utils.demos.applications.attention_row import (
    ASKED,
    FORMS,
    LIMIT,
    RATE,
    SCORES,
    SLOPES,
    WORDS,
    row_gradient,
)

ROWS = range(len(WORDS))


@pytest.fixture(params=ROWS, ids=WORDS)
def row(request) -> tuple[np.ndarray, np.ndarray]:
    return SCORES[request.param], SLOPES[request.param]


def measured_gradient(s, dP, eps=1e-5):
    nudges = eps * np.eye(len(s))
    return np.array([(nn.softmax(s + e) - nn.softmax(s - e)) @ dP / (2 * eps) for e in nudges])


def test_right_form_is_the_measured_slope(row):
    np.testing.assert_allclose(row_gradient(*row), measured_gradient(*row), atol=1e-10)


def test_right_form_is_the_engines():
    """A head with identity keys, queries and values: its backward pass holds the same dS."""
    rng = np.random.default_rng(0)
    layer, X = nn.SelfAttention(4, rng=rng), rng.normal(size=(1, 5, 4))
    Y = layer.forward(X, training=True)
    dY = rng.normal(size=Y.shape)
    layer.backward(dY)
    dC = dY[0] @ layer.output.W.value.T
    S = layer.Q[0, 0] @ layer.K[0, 0].T / 2
    dS = np.array([row_gradient(s, dP) for s, dP in zip(S, dC @ layer.V[0, 0].T, strict=True)])
    np.testing.assert_allclose(layer.query.W.grad, X[0].T @ dS @ layer.K[0, 0] / 2, atol=1e-12)


def test_right_form_sums_to_zero_and_the_wrong_ones_do_not(row):
    assert abs(row_gradient(*row).sum()) < 1e-15
    for form in FORMS.keys() - {"right"}:
        assert abs(row_gradient(*row, form).sum()) > 0.02, form


def test_without_the_row_term_the_sum_is_the_average(row):
    s, dP = row
    assert row_gradient(s, dP, "no_row_term").sum() == pytest.approx(nn.softmax(s) @ dP)


def test_the_sign_of_dp_is_a_bad_guess_in_most_rows():
    misled = [
        np.sign(SLOPES[i, j]) != np.sign(row_gradient(SCORES[i], SLOPES[i])[j])
        for i, j in zip(ROWS, ASKED, strict=True)
    ]
    assert sum(misled) >= 3


def test_both_answers_come_up_and_every_one_can_be_seen():
    asked = [row_gradient(SCORES[i], SLOPES[i])[j] for i, j in zip(ROWS, ASKED, strict=True)]
    assert {bool(value < 0) for value in asked} == {True, False}
    assert min(map(abs, asked)) > 0.008


def test_steps_stay_on_the_scale(row):
    s, dP = row
    for form in FORMS:
        assert abs(s - RATE * row_gradient(s, dP, form)).max() <= LIMIT


def test_figure_draws_the_three_forms():
    picture = applications.attention_row_figure()
    for ax, form in zip(picture.figure.axes[3:], FORMS, strict=True):
        heights = [bar.get_height() for bar in ax.patches[: len(WORDS)]]
        np.testing.assert_allclose(heights, row_gradient(SCORES[-1], SLOPES[-1], form))
    assert "P ⊙ (dP − r), sum 0.00; P ⊙ dP, sum 0.32" in picture.alt
    assert all(ax.get_xlabel() and ax.get_ylabel() for ax in picture.figure.axes)


def test_a_widget_keeps_its_scores_to_itself():
    first, second = applications.attention_row(), applications.attention_row()
    first.scores = [0.0] * len(WORDS)
    assert second.scores == SCORES[4].tolist()
    assert second.words[second.row] == "acting"
