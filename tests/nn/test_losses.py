"""Losses equal PyTorch's, value and gradient, and stay finite where logits are large."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from course_utils import nn

SIZES = st.integers(1, 9)
SEEDS = st.integers(0, 2**32 - 1)
SCALES = st.sampled_from([0.1, 1.0, 100.0])
CLOSE = {"rtol": 1e-10, "atol": 1e-10}


def assert_equal_losses(
    ours: nn.Loss, theirs: torch.nn.Module, Z: np.ndarray, Y: np.ndarray
) -> None:
    z = torch.tensor(Z, requires_grad=True)
    L = theirs(z, torch.tensor(Y))
    L.backward()
    assert ours.forward(Z, Y) == pytest.approx(L.item(), rel=1e-10, abs=1e-10)
    np.testing.assert_allclose(ours.backward(), z.grad, **CLOSE)
    # Asking twice gives the same: backward must not spoil what forward kept.
    np.testing.assert_allclose(ours.backward(), z.grad, **CLOSE)


@given(n=SIZES, k=SIZES, seed=SEEDS, scale=SCALES)
def test_mse(n: int, k: int, seed: int, scale: float) -> None:
    rng = np.random.default_rng(seed)
    Z, Y = scale * rng.normal(size=(n, k)), rng.normal(size=(n, k))
    assert_equal_losses(nn.MSE(), torch.nn.MSELoss(), Z, Y)


@given(n=SIZES, k=SIZES, seed=SEEDS, scale=SCALES, soft=st.booleans())
def test_binary_cross_entropy(n: int, k: int, seed: int, scale: float, soft: bool) -> None:
    rng = np.random.default_rng(seed)
    Z, Y = scale * rng.normal(size=(n, k)), rng.random((n, k))
    Y = Y if soft else Y.round()
    assert_equal_losses(nn.BinaryCrossEntropy(), torch.nn.BCEWithLogitsLoss(), Z, Y)


@given(n=SIZES, k=SIZES, seed=SEEDS, scale=SCALES)
def test_softmax_cross_entropy_with_labels(n: int, k: int, seed: int, scale: float) -> None:
    rng = np.random.default_rng(seed)
    Z, y = scale * rng.normal(size=(n, k)), rng.integers(0, k, n)
    assert_equal_losses(nn.SoftmaxCrossEntropy(), torch.nn.CrossEntropyLoss(), Z, y)


@given(n=SIZES, k=SIZES, seed=SEEDS, scale=SCALES)
def test_softmax_cross_entropy_with_probabilities(n: int, k: int, seed: int, scale: float) -> None:
    rng = np.random.default_rng(seed)
    Z, Y = scale * rng.normal(size=(n, k)), rng.dirichlet(np.ones(k), n)
    assert_equal_losses(nn.SoftmaxCrossEntropy(), torch.nn.CrossEntropyLoss(), Z, Y)


@pytest.mark.filterwarnings("error")
def test_cross_entropies_are_stable() -> None:
    Z = np.array([[1e4, -1e4, 0.0]])
    softmax, binary = nn.SoftmaxCrossEntropy(), nn.BinaryCrossEntropy()
    assert softmax.forward(Z, np.array([1])) == 2e4
    assert binary.forward(Z, np.array([[0.0, 1.0, 1.0]])) == pytest.approx((2e4 + np.log(2)) / 3)
    assert np.isfinite(softmax.backward()).all()
    assert np.isfinite(binary.backward()).all()


def test_a_loss_is_a_python_float() -> None:
    Z = np.ones((3, 2), np.float32)
    for loss, Y in (
        (nn.MSE(), Z),
        (nn.BinaryCrossEntropy(), Z),
        (nn.SoftmaxCrossEntropy(), np.array([0, 1, 1])),
    ):
        assert type(loss.forward(Z, Y)) is float
        assert loss.backward().dtype == np.float32


def test_one_hot() -> None:
    np.testing.assert_array_equal(nn.one_hot([2, 0], 3), [[0, 0, 1], [1, 0, 0]])


def test_accuracy() -> None:
    Z = np.array([[1.0, 3.0, 2.0], [4.0, 0.0, 1.0], [0.0, 1.0, 5.0]])
    assert nn.accuracy(Z, np.array([1, 0, 0])) == pytest.approx(2 / 3)
    assert nn.accuracy(Z, np.eye(3)[[1, 0, 0]]) == pytest.approx(2 / 3)
    assert nn.accuracy(np.array([[2.0], [-1.0], [0.5], [3.0]]), [[1], [0], [0], [1]]) == 0.75
