"""Convolution, pooling and what changes a picture's shape equal PyTorch's."""

from collections.abc import Callable

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from course_utils import nn

SIZES = st.integers(1, 4)
SIDES = st.integers(1, 9)
SEEDS = st.integers(0, 2**32 - 1)
CLOSE = {"rtol": 1e-10, "atol": 1e-10}


def assert_equal_to(layer: nn.Layer, rival: Callable, X: np.ndarray, seed: int) -> None:
    """Values and dX of ``layer`` are those of ``rival``; its parameters' gradients are set."""
    x = torch.tensor(X, requires_grad=True)
    y = rival(x)
    dY = np.random.default_rng(seed).normal(size=y.shape)
    y.backward(torch.tensor(dY))
    np.testing.assert_allclose(layer.forward(X), y.detach(), **CLOSE)
    np.testing.assert_allclose(layer.backward(dY), x.grad, **CLOSE)


@st.composite
def pictures(draw: st.DrawFn, smallest: int = 1) -> np.ndarray:
    shape = (
        draw(st.sampled_from([1, 3, 8, 9, 17])),
        *(draw(SIZES), smallest + draw(SIDES), smallest + draw(SIDES)),
    )
    X = np.random.default_rng(draw(SEEDS)).normal(size=shape)
    if draw(st.booleans()):  # the layout that a convolution leaves
        X = np.ascontiguousarray(X.transpose(0, 2, 3, 1)).transpose(0, 3, 1, 2)
    return X


@given(
    X=pictures(),
    c_out=SIZES,
    kernel=st.integers(1, 4),
    stride=st.integers(1, 3),
    pad=st.integers(0, 3),
    seed=SEEDS,
)
def test_convolution_equals_pytorch(
    X: np.ndarray, c_out: int, kernel: int, stride: int, pad: int, seed: int
) -> None:
    c_in, smallest = X.shape[1], min(X.shape[2:])
    kernel = min(kernel, smallest + 2 * pad)
    rng = np.random.default_rng(seed)
    ours = nn.Conv2D(c_in, c_out, kernel, stride, pad, rng=rng)
    ours.b.value[:] = rng.normal(size=c_out)
    theirs = torch.nn.Conv2d(c_in, c_out, kernel, stride, pad, dtype=torch.float64)
    theirs.weight.data = torch.tensor(ours.W.value.transpose(3, 2, 0, 1).copy())
    theirs.bias.data = torch.tensor(ours.b.value)
    assert_equal_to(ours, theirs, X, seed)
    dW, db = theirs.weight.grad.permute(2, 3, 1, 0), theirs.bias.grad
    np.testing.assert_allclose(ours.W.grad, dW, **CLOSE)
    np.testing.assert_allclose(ours.b.grad, db, **CLOSE)


@given(X=pictures(smallest=4), kernel=st.integers(1, 4), data=st.data(), seed=SEEDS)
def test_max_pooling_equals_pytorch(
    X: np.ndarray, kernel: int, data: st.DataObject, seed: int
) -> None:
    stride = data.draw(st.integers(1, 5))
    if data.draw(st.booleans()):
        X = np.sign(X)  # many equal pixels: the first must win
    rival = torch.nn.MaxPool2d(kernel, stride)
    assert_equal_to(nn.MaxPool2D(kernel, stride), rival, X, seed)


@given(X=pictures(smallest=4), kernel=st.integers(1, 4), stride=st.integers(1, 5), seed=SEEDS)
def test_average_pooling_equals_pytorch(X: np.ndarray, kernel: int, stride: int, seed: int) -> None:
    rival = torch.nn.AvgPool2d(kernel, stride)
    assert_equal_to(nn.AveragePool2D(kernel, stride), rival, X, seed)


def test_the_stride_of_pooling_is_its_kernel() -> None:
    X = np.arange(36.0).reshape(1, 1, 6, 6)
    np.testing.assert_array_equal(nn.MaxPool2D(3).forward(X), [[[[14, 17], [32, 35]]]])
    np.testing.assert_array_equal(nn.AveragePool2D(3).forward(X), [[[[7, 10], [25, 28]]]])


def test_among_equals_the_first_wins() -> None:
    layer = nn.MaxPool2D(2)
    layer.forward(np.array([[[[1.0, 2.0], [2.0, 2.0]]]]))
    np.testing.assert_array_equal(layer.backward(np.array([[[[5.0]]]])), [[[[0, 5], [0, 0]]]])


@given(X=pictures(), factor=st.integers(1, 3), seed=SEEDS)
def test_upsampling_equals_pytorch(X: np.ndarray, factor: int, seed: int) -> None:
    rival = torch.nn.Upsample(scale_factor=factor, mode="nearest")
    assert_equal_to(nn.Upsample2D(factor), rival, X, seed)


@given(X=pictures(), seed=SEEDS)
def test_flatten_and_reshape_equal_pytorch(X: np.ndarray, seed: int) -> None:
    n, c, h, w = X.shape
    assert_equal_to(nn.Flatten(), torch.nn.Flatten(), X, seed)
    assert_equal_to(nn.Reshape(w, c, -1), lambda x: x.reshape(n, w, c, h), X, seed)


LAYERS = {
    "convolution": lambda: nn.Conv2D(2, 3, 3, pad=1, dtype=np.float32),
    "max": lambda: nn.MaxPool2D(2),
    "average": lambda: nn.AveragePool2D(2),
    "upsample": lambda: nn.Upsample2D(),
    "flatten": lambda: nn.Flatten(),
}


@pytest.mark.parametrize("name", LAYERS)
def test_pictures_stay_float32_and_as_they_were(name: str) -> None:
    layer, X = LAYERS[name](), np.random.default_rng(0).normal(size=(9, 2, 6, 6))
    X = X.astype(np.float32)
    before = X.copy()
    Y = layer.forward(X)
    dY, given_dY = np.ones_like(Y), np.ones_like(Y)
    arrays = [Y, layer.backward(dY), *(p.grad for p in layer.parameters())]
    assert {a.dtype for a in arrays} == {np.dtype(np.float32)}
    np.testing.assert_array_equal(X, before)
    np.testing.assert_array_equal(dY, given_dY)


def test_a_convolutional_network_passes_the_gradient_check() -> None:
    rng = np.random.default_rng(3)
    model = nn.Sequential(
        *(nn.Conv2D(1, 3, 3, pad=1, rng=rng), nn.Tanh(), nn.MaxPool2D(2)),
        *(nn.Conv2D(3, 2, 2, rng=rng), nn.Tanh(), nn.AveragePool2D(2), nn.Upsample2D(2)),
        *(nn.Flatten(), nn.Dense(2 * 2 * 4, 3, rng=rng)),
    )
    X, Y = rng.normal(size=(9, 1, 6, 10)), rng.normal(size=(9, 3))
    assert nn.check_gradients(model, nn.MSE(), X, Y)


MESSAGES: dict[str, tuple[str, Callable[[], object]]] = {
    "no channels": (
        "Conv2D(1, 32, 3) was given X of shape (5, 28, 28): it needs four axes, (n, 1, height, "
        "width); X[:, None] may be what you mean.",
        lambda: nn.Conv2D(1, 32, 3).forward(np.ones((5, 28, 28))),
    ),
    "rows": (
        "MaxPool2D(2) was given X of shape (5, 784): it needs four axes, (n, c, height, width).",
        lambda: nn.MaxPool2D(2).forward(np.ones((5, 784))),
    ),
    "channels last": (
        "Conv2D(3, 8, 5, stride=2, pad=1) was given X of shape (4, 32, 32, 3): it needs 3 "
        "channels, (n, 3, height, width).",
        lambda: nn.Conv2D(3, 8, 5, 2, 1).forward(np.ones((4, 32, 32, 3))),
    ),
    "too small": (
        "Conv2D(1, 1, 5, pad=1) was given X of shape (4, 1, 9, 2): its pictures must be at "
        "least 3 pixels high and wide.",
        lambda: nn.Conv2D(1, 1, 5, pad=1).forward(np.ones((4, 1, 9, 2))),
    ),
    "no kernel": (
        "kernel was 0: it must be a whole number, at least 1.",
        lambda: nn.Conv2D(1, 1, 0),
    ),
    "entries that do not fit": (
        "Reshape(4, 5) was given X of shape (3, 7): the 7 entries of a sample do not fill (4, 5).",
        lambda: nn.Reshape(4, 5).forward(np.ones((3, 7))),
    ),
    "initial weights": (
        "Conv2D(1, 2, 3): init returned an array of shape (3, 3), but W needs (3, 3, 1, 2).",
        lambda: nn.Conv2D(1, 2, 3, init=lambda shape, rng: np.ones((3, 3))),
    ),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_one_sentence_about_pictures(name: str) -> None:
    message, call = MESSAGES[name]
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        call()
    assert str(caught.value) == message


@pytest.mark.parametrize("name", LAYERS)
def test_the_gradient_must_fit_the_picture(name: str) -> None:
    layer = LAYERS[name]()
    with pytest.raises(RuntimeError, match="called before forward"):
        layer.backward(np.ones((9, 2, 6, 6)))
    Y = layer.forward(np.ones((9, 2, 6, 6)))
    with pytest.raises(ValueError, match=r"its output had shape"):
        layer.backward(Y[:-1])
