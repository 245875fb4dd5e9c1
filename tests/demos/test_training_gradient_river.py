"""Gradient river: the norms are those of real networks that the engine has backpropagated."""

import numpy as np
import pytest

from course_utils import nn
from course_utils.data import load_digits
from course_utils.demos.training import river
from course_utils.demos.training import river_networks as rn
from course_utils.demos.training.river_networks import Network


def build_by_hand(network):
    """The network's weights in the plainest form: alternating matrices, no layer classes."""
    _, gauges = rn.build(network)
    return [gauge.W.value for gauge in gauges]


def test_plain_sigmoid_network_equals_a_loop_over_matrices():
    network = Network("sigmoid", "xavier", False, False, 5)
    digits = load_digits(dtype=np.float64)
    X, y = digits.X_train[: rn.SAMPLES], digits.y_train[: rn.SAMPLES]
    weights, A = build_by_hand(network), [X]
    for W in weights[:-1]:
        A.append(1 / (1 + np.exp(-A[-1] @ W)))
    Z = A[-1] @ weights[-1]
    P = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
    delta = (P - np.eye(10)[y]) / len(X)
    for layer in reversed(range(5)):
        measured = rn.all_rivers()[network][:, layer]
        np.testing.assert_allclose(
            measured, [np.linalg.norm(delta), np.linalg.norm(A[layer].T @ delta)], rtol=1e-9
        )
        delta = (delta @ weights[layer].T) * A[layer] * (1 - A[layer])


def test_residual_batch_norm_block_is_put_together_from_the_engine():
    model, gauges = rn.build(Network("relu", "he", True, True, 5))
    first, second = model.layers[:2]
    assert not isinstance(first, nn.Residual)  # 784 in, 48 out: nothing to add to
    assert isinstance(second, nn.Residual)
    assert [type(x).__name__ for x in second.layers] == ["Gauge", "BatchNorm", "ReLU"]
    assert len(gauges) == 5


def test_every_choice_was_measured_at_every_depth():
    rivers = rn.all_rivers()
    assert len(rivers) == 3 * 4 * 2 * 2 * len(rn.DEPTHS)
    assert all(r.shape == (2, n.depth) and np.isfinite(r).all() for n, r in rivers.items())
    assert rn.DEPTHS[0] == 2
    assert rn.DEPTHS[-1] == 50


@pytest.mark.parametrize(
    ("network", "said"),
    [
        (Network("sigmoid", "xavier", False, False, 50), "dries"),
        (Network("sigmoid", "xavier", True, False, 50), "flows"),
        (Network("sigmoid", "xavier", False, True, 50), "flows"),
        (Network("tanh", "xavier", False, False, 50), "flows"),
        (Network("tanh", "uniform", False, False, 50), "floods"),
        (Network("relu", "normal", False, False, 50), "dries"),
        (Network("relu", "uniform", False, False, 50), "floods"),
        (Network("relu", "xavier", False, False, 50), "dries"),
        (Network("relu", "he", False, False, 50), "flows"),
        (Network("relu", "he", True, False, 50), "floods"),
        (Network("relu", "he", False, True, 50), "floods"),
        (Network("relu", "he", True, True, 50), "flows"),
        (Network("sigmoid", "xavier", False, False, 2), "flows"),
    ],
)
def test_what_becomes_of_the_gradient(network, said):
    assert river.verdict(rn.all_rivers()[network][0])[0] == said


def test_verdict_names_the_first_layer_past_the_factor_coming_from_the_end():
    assert river.verdict(np.array([1e-7, 1e-5, 1e-3, 1e-1])) == ("dries", 2)
    assert river.verdict(np.array([1e7, 1e4, 1e2, 1.0])) == ("floods", 2)
    assert river.verdict(np.array([0.5, 1e-2, 1.0])) == ("flows", 1)


def test_norm_survives_what_squaring_would_not():
    assert rn.norm(np.array([3e-200, 4e-200])) == pytest.approx(5e-200)
    assert rn.norm(np.zeros(3)) == 0


def test_every_network_gets_a_reason_that_fits_its_parts():
    for network, measured in rn.all_rivers().items():
        reason = river.why(network, river.verdict(measured[0])[0])
        assert reason.endswith(".")
        if network.depth > 2:
            assert ("Batch norm" in reason) >= network.batch_norm
            assert ("X + F(X)" in reason) >= network.residual


def test_widget_finds_every_network_under_its_key():
    demo, rivers = river.GradientRiver(), rn.all_rivers()
    assert len(demo.rivers) == len(rivers)
    network = Network("relu", "he", False, True, 20)
    assert river.key_of(network) == "relu he 0 1 20"
    sent = demo.rivers["relu he 0 1 20"]
    np.testing.assert_array_equal([sent["delta"], sent["dW"]], rivers[network])


def test_figure_says_what_arrives():
    alt = river.gradient_river_figure().alt
    delta = rn.all_rivers()[Network("relu", "he", True, False, 50)][0]
    assert f"ReLU, He, residual: {delta[0] / delta[-1]:.0e}" in alt
