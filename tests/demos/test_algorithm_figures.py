"""The figures of lecture 2: described, labelled, told apart without colour, true to the engine."""

import numpy as np
import pytest

from course_utils import nn
from course_utils.demos import algorithm
from course_utils.demos.algorithm.descent import loss_after_update
from course_utils.demos.algorithm.hand_network import passes

FIGURES = [
    "activations_figure",
    "chain_figure",
    "delta_flow_figure",
    "descent_figure",
    "gradient_microscope_figure",
    "logits_figure",
    "losses_figure",
    "network_figure",
    "outer_products_figure",
    "passes_figure",
    "shape_ribbons_figure",
]
PLOTS = [
    "activations_figure",
    "descent_figure",
    "gradient_microscope_figure",
    "logits_figure",
    "losses_figure",
]


@pytest.fixture(scope="module")
def pictures():
    return {name: getattr(algorithm, name)() for name in FIGURES}


@pytest.mark.parametrize("name", FIGURES)
def test_words_say_what_is_seen(pictures, name):
    assert len(pictures[name].alt.split()) >= 25
    assert "{" not in pictures[name].alt


@pytest.mark.parametrize("name", PLOTS)
def test_axes_are_named_and_curves_have_a_legend(pictures, name):
    axes = pictures[name].figure.axes
    assert all(ax.get_xlabel() and ax.get_ylabel() for ax in axes)
    assert any(ax.get_legend() for ax in axes)


@pytest.mark.parametrize("name", PLOTS)
def test_curves_differ_in_style_as_well_as_in_colour(pictures, name):
    for ax in pictures[name].figure.axes:
        lines = [line for line in ax.lines if len(line.get_xdata()) > 1]
        styles = {(line.get_linestyle(), str(line._dash_pattern)) for line in lines}
        assert len(styles) == len({line.get_color() for line in lines}) == len(lines)


def curves(picture, panel):
    lines = picture.figure.axes[panel].lines
    return {line.get_label(): (line.get_xdata(), np.ravel(line.get_ydata())) for line in lines}


def test_activation_slopes_are_the_slopes_of_the_curves(pictures):
    values, slopes = (curves(pictures["activations_figure"], k) for k in (0, 1))
    for name in ("sigmoid", "tanh"):
        z, a = values[name]
        np.testing.assert_allclose(np.gradient(a, z)[1:-1], slopes[name][1][1:-1], atol=1e-3)
    assert slopes["sigmoid"][1].max() == pytest.approx(0.25)


def test_loss_slopes_are_the_slopes_of_the_curves(pictures):
    for figure in ("losses_figure", "logits_figure"):
        values, slopes = (curves(pictures[figure], k) for k in (0, 1))
        for name, (x, loss) in values.items():
            steep = np.gradient(loss, x)[2:-2]
            np.testing.assert_allclose(steep, slopes[name][1][2:-2], rtol=5e-3, atol=2e-3)


def test_hand_network_gives_the_same_numbers_as_the_formulas():
    run = passes()
    sigmoid = nn.sigmoid
    z1 = np.array([0.1 * 0.5 + 0.2 * 0.2 + 0.1, -0.03 + 0.08 - 0.2, 0.08 - 0.12 + 0.3])
    a1 = sigmoid(z1)
    a2 = sigmoid(a1 @ [0.7, -0.5, 0.6] + 0.2)
    delta2 = 2 * (a2 - 0.3) * a2 * (1 - a2)
    np.testing.assert_allclose(run.z1[0], z1)
    assert run.loss == pytest.approx((a2 - 0.3) ** 2)
    assert run.delta2.item() == pytest.approx(delta2)
    np.testing.assert_allclose(run.delta1[0], delta2 * np.array([0.7, -0.5, 0.6]) * a1 * (1 - a1))
    np.testing.assert_allclose(run.grads[0], np.outer([0.1, 0.2], run.delta1[0]))


def test_descent_starts_at_the_loss_and_follows_the_gradient():
    squared_length = sum(float((grad**2).sum()) for grad in passes().grads)
    assert loss_after_update(0) == pytest.approx(passes().loss)
    step = 1e-5
    slope = (loss_after_update(step) - loss_after_update(0)) / step
    assert slope == pytest.approx(-squared_length, rel=1e-3)


@pytest.mark.parametrize("x", [2.0, -1.0, 0.5])
def test_chain_multiplies_to_what_the_tape_says(x):
    root = nn.parse("(x**2 + 1)**3", x=x)
    nn.backward(root)
    grad = next(node for node in nn.topological_order(root) if node.name == "x").grad
    assert f"df/dx = {grad:g}." in algorithm.chain_figure(x).alt


def test_figures_need_no_learner_code_and_draw(pictures):
    assert all(picture.png.startswith(b"\x89PNG") for picture in pictures.values())
