"""Dropout, batch normalization and residual blocks equal PyTorch's."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from course_utils import nn

SIZES = st.integers(2, 9)
SEEDS = st.integers(0, 2**32 - 1)


def random(rng: np.random.Generator, *shape: int) -> np.ndarray:
    return rng.normal(loc=0.7, scale=2.0, size=shape)


@given(n=SIZES, d=SIZES, seed=SEEDS, training=st.booleans())
def test_batch_norm_equals_pytorch(n: int, d: int, seed: int, training: bool) -> None:
    rng = np.random.default_rng(seed)
    X, dY = random(rng, n, d), random(rng, n, d)
    ours, theirs = nn.BatchNorm(d), torch.nn.BatchNorm1d(d, dtype=torch.float64)
    ours.gamma.value[:], ours.beta.value[:] = random(rng, d), random(rng, d)
    theirs.weight.data[:] = torch.tensor(ours.gamma.value)
    theirs.bias.data[:] = torch.tensor(ours.beta.value)
    theirs(torch.tensor(random(rng, n, d) * 0 + X))  # one batch for the running averages
    ours.forward(X, training=True)
    theirs.train(training)
    x = torch.tensor(X, requires_grad=True)
    y = theirs(x)
    np.testing.assert_allclose(ours.forward(X, training), y.detach(), rtol=1e-10, atol=1e-10)
    y.backward(torch.tensor(dY))
    np.testing.assert_allclose(ours.backward(dY), x.grad, rtol=1e-9, atol=1e-9)
    for p, q in zip(ours.parameters(), theirs.parameters(), strict=True):
        np.testing.assert_allclose(p.grad, q.grad, rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(ours.running_mean, theirs.running_mean, rtol=1e-12)
    np.testing.assert_allclose(ours.running_variance, theirs.running_var, rtol=1e-12)


@given(seed=SEEDS, p=st.floats(0, 0.9))
def test_dropout_keeps_where_u_is_at_least_p_and_scales(seed: int, p: float) -> None:
    X = np.ones((7, 5))
    layer = nn.Dropout(p, rng=np.random.default_rng(seed))
    kept = np.random.default_rng(seed).random(X.shape) >= p
    np.testing.assert_allclose(layer.forward(X, training=True), kept / (1 - p))
    np.testing.assert_allclose(layer.backward(3 * X), 3 * kept / (1 - p))


def test_dropout_keeps_the_mean_and_is_off_in_prediction() -> None:
    layer = nn.Dropout(0.31, rng=np.random.default_rng(0))
    X = np.full((400, 500), 2.0)
    assert layer.forward(X, training=True).mean() == pytest.approx(2.0, abs=0.02)
    np.testing.assert_array_equal(layer.forward(X), X)
    np.testing.assert_array_equal(layer.backward(X), X)


@given(n=SIZES, d=SIZES, seed=SEEDS)
def test_residual_equals_pytorch(n: int, d: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    X, dY = random(rng, n, d), random(rng, n, d)
    dense = nn.Dense(d, d, rng=rng)
    block = nn.Residual(dense, nn.Tanh())
    x = torch.tensor(X, requires_grad=True)
    W = torch.tensor(dense.W.value, requires_grad=True)
    y = x + torch.tanh(x @ W)
    y.backward(torch.tensor(dY))
    np.testing.assert_allclose(block.forward(X), y.detach(), rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(block.backward(dY), x.grad, rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(dense.W.grad, W.grad, rtol=1e-10, atol=1e-10)


def test_float32_survives_all_three() -> None:
    X = np.ones((4, 3), np.float32) * np.arange(4, dtype=np.float32)[:, None]
    rng = np.random.default_rng(0)
    for training in (True, False):
        for layer in (
            nn.Dropout(0.3, rng=rng),
            nn.BatchNorm(3, dtype=np.float32),
            nn.Residual(nn.Dense(3, 3, rng=rng, dtype=np.float32)),
        ):
            assert layer.forward(X, training).dtype == np.float32
            assert layer.backward(X).dtype == np.float32


def test_a_deep_network_of_all_passes_the_gradient_check() -> None:
    rng = np.random.default_rng(1)
    block = nn.Residual(nn.BatchNorm(5), nn.Tanh(), nn.Dense(5, 5, rng=rng), nn.Dropout(0.2))
    model = nn.Sequential(nn.Dense(3, 5, rng=rng), block, nn.Dense(5, 2, rng=rng))
    assert nn.check_gradients(model, nn.MSE(), random(rng, 7, 3), random(rng, 7, 2))


def test_wrong_shapes_are_named() -> None:
    with pytest.raises(ValueError, match=r"X of shape \(4, 3\), but its layers return \(4, 2\)"):
        nn.Residual(nn.Dense(3, 2)).forward(np.ones((4, 3)))
    with pytest.raises(ValueError, match="a variance needs two samples"):
        nn.BatchNorm(3).forward(np.ones((1, 3)), training=True)
    with pytest.raises(ValueError, match="p was 1"):
        nn.Dropout(1.0)
