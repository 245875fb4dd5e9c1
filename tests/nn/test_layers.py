"""Dense and the activations equal PyTorch's, forwards and backwards."""

from collections.abc import Callable

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from course_utils import nn
from course_utils.nn.fast import row_max

SIZES = st.integers(1, 9)
SEEDS = st.integers(0, 2**32 - 1)
CLOSE = {"rtol": 1e-10, "atol": 1e-10}

ACTIVATIONS: dict[type[nn.Layer], Callable[[torch.Tensor], torch.Tensor]] = {
    nn.Sigmoid: torch.sigmoid,
    nn.Tanh: torch.tanh,
    nn.ReLU: torch.relu,
    nn.GELU: lambda z: torch.nn.functional.gelu(z, approximate="tanh"),
    nn.Softmax: lambda z: torch.softmax(z, dim=-1),
}
FUNCTIONS = {
    nn.sigmoid: torch.sigmoid,
    nn.tanh: torch.tanh,
    nn.relu: torch.relu,
    nn.softmax: lambda z: torch.softmax(z, dim=-1),
    nn.log_softmax: lambda z: torch.log_softmax(z, dim=-1),
}


@given(n=SIZES, d_in=SIZES, d_out=SIZES, seed=SEEDS)
def test_dense_equals_pytorch(n: int, d_in: int, d_out: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    X, dY = rng.normal(size=(n, d_in)), rng.normal(size=(n, d_out))
    ours = nn.Dense.from_arrays(rng.normal(size=(d_in, d_out)), rng.normal(size=d_out))
    W, b, x = (torch.tensor(a, requires_grad=True) for a in (ours.W.value, ours.b.value, X))
    y = x @ W + b
    y.backward(torch.tensor(dY))
    np.testing.assert_allclose(ours.forward(X), y.detach(), **CLOSE)
    np.testing.assert_allclose(ours.backward(dY), x.grad, **CLOSE)
    np.testing.assert_allclose(ours.W.grad, W.grad, **CLOSE)
    np.testing.assert_allclose(ours.b.grad, b.grad, **CLOSE)


@pytest.mark.parametrize("kind", ACTIVATIONS, ids=lambda kind: kind.__name__)
@given(n=SIZES, d=SIZES, seed=SEEDS, scale=st.sampled_from([0.1, 1.0, 30.0]))
def test_activation_equals_pytorch(
    kind: type[nn.Layer], n: int, d: int, seed: int, scale: float
) -> None:
    rng = np.random.default_rng(seed)
    X, dY = scale * rng.normal(size=(n, d)), rng.normal(size=(n, d))
    X[0, 0] = 0.0  # the kink of ReLU
    x = torch.tensor(X, requires_grad=True)
    y = ACTIVATIONS[kind](x)
    y.backward(torch.tensor(dY))
    layer = kind()
    np.testing.assert_allclose(layer.forward(X), y.detach(), **CLOSE)
    np.testing.assert_allclose(layer.backward(dY), x.grad, **CLOSE)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
@pytest.mark.filterwarnings("error")
def test_functions_neither_overflow_nor_warn(function: Callable) -> None:
    z = np.array([[-1e4, -745.0, -40.0, -1e-3, 0.0, 1e-3, 40.0, 745.0, 1e4]])
    expected = FUNCTIONS[function](torch.tensor(z))
    np.testing.assert_allclose(function(z), expected, rtol=1e-12, atol=1e-300)


def test_functions_take_plain_numbers() -> None:
    assert nn.sigmoid(0) == 0.5
    assert nn.relu(-2.0) == 0.0
    assert nn.tanh(0.5) == pytest.approx(0.46211715726000975)


def test_backward_sets_gradients_instead_of_adding() -> None:
    layer = nn.Dense(3, 5, rng=np.random.default_rng(0))
    X, dY = np.ones((7, 3)), np.ones((7, 5))
    for _ in range(2):
        layer.forward(X)
        layer.backward(dY)
    np.testing.assert_array_equal(layer.W.grad, np.full((3, 5), 7.0))


def test_layers_leave_their_inputs_alone() -> None:
    rng = np.random.default_rng(0)
    X, dY = rng.normal(size=(7, 5)), rng.normal(size=(7, 5))
    X_before, dY_before = X.copy(), dY.copy()
    for layer in (
        nn.Dense(5, 5, rng=rng),
        nn.Sigmoid(),
        nn.Tanh(),
        nn.ReLU(),
        nn.GELU(),
        nn.Softmax(),
    ):
        layer.forward(X, training=True)
        layer.backward(dY)
    np.testing.assert_array_equal(X, X_before)
    np.testing.assert_array_equal(dY, dY_before)


def test_from_arrays_copies() -> None:
    W = np.ones((2, 3))
    layer = nn.Dense.from_arrays(W, [1, 2, 3])
    layer.W.value += 1
    np.testing.assert_array_equal(W, np.ones((2, 3)))
    np.testing.assert_array_equal(layer.forward([[1, 1]]), [[5, 6, 7]])


@pytest.mark.parametrize("shape", [(7,), (5, 3), (5, 3, 11), (2, 40), (2, 3, 33)])
def test_row_max_whatever_the_shape(shape: tuple[int, ...]) -> None:
    Z = np.random.default_rng(0).normal(size=shape)
    np.testing.assert_array_equal(row_max(Z), Z.max(axis=-1, keepdims=True))
    np.testing.assert_allclose(nn.softmax(Z), torch.softmax(torch.tensor(Z), -1), rtol=1e-12)
