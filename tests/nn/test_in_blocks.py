"""In blocks of samples a network is the same network."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from course_utils import nn


def layers(rng: np.random.Generator) -> list[nn.Layer]:
    return [
        *(nn.Conv2D(2, 3, 3, rng=rng), nn.ReLU(), nn.MaxPool2D(2), nn.Flatten()),
        *(nn.Dense(12, 4, rng=rng), nn.Tanh()),
    ]


@given(n=st.integers(1, 9), size=st.integers(1, 10), seed=st.integers(0, 2**32 - 1))
def test_blocks_change_nothing(n: int, size: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    X, dY = rng.normal(size=(n, 2, 6, 7)), rng.normal(size=(n, 4))
    inside = layers(rng)
    whole, blocks = nn.Sequential(*inside), nn.InBlocks(*inside, size=size)
    Y, dX = whole.forward(X), whole.backward(dY)
    gradients = [p.grad for p in whole.parameters()]
    np.testing.assert_allclose(blocks.forward(X), Y, rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(blocks.backward(dY), dX, rtol=1e-10, atol=1e-10)
    blocks.forward(X)
    blocks.backward_parameters(dY)
    for expected, p in zip(gradients, blocks.parameters(), strict=True):
        np.testing.assert_allclose(p.grad, expected, rtol=1e-10, atol=1e-10)


@given(
    n=st.integers(1, 5),
    sides=st.tuples(st.integers(6, 11), st.integers(6, 11)),
    c_in=st.integers(1, 3),
    kernel=st.integers(1, 4),
    stride=st.integers(1, 3),
    pad=st.integers(0, 2),
    field=st.integers(1, 3),
    rectified=st.booleans(),
    seed=st.integers(0, 2**32 - 1),
)
def test_joined_layers_equal_pytorch(
    n: int,
    sides: tuple[int, int],
    c_in: int,
    kernel: int,
    stride: int,
    pad: int,
    field: int,
    rectified: bool,
    seed: int,
) -> None:
    field = min(field, (min(sides) + 2 * pad - kernel) // stride + 1)
    rng = np.random.default_rng(seed)
    conv, pool = nn.Conv2D(c_in, 2, kernel, stride, pad, rng=rng), nn.MaxPool2D(field)
    conv.b.value[:] = rng.normal(size=2)
    W = torch.tensor(conv.W.value.transpose(3, 2, 0, 1).copy(), requires_grad=True)
    b = torch.tensor(conv.b.value, requires_grad=True)
    X = rng.normal(size=(n, c_in, *sides))
    x = torch.tensor(X, requires_grad=True)
    z = torch.conv2d(x, W, b, stride, pad)
    y = torch.max_pool2d(z.relu() if rectified else z, field)
    dY = rng.normal(size=y.shape)
    y.backward(torch.tensor(dY))
    blocks = nn.InBlocks(conv, *([nn.ReLU()] if rectified else []), pool, size=2)
    close = {"rtol": 1e-10, "atol": 1e-10}
    np.testing.assert_allclose(blocks.forward(X), y.detach(), **close)
    np.testing.assert_allclose(blocks.backward(dY), x.grad, **close)
    np.testing.assert_allclose(conv.W.grad, W.grad.permute(2, 3, 1, 0), **close)
    np.testing.assert_allclose(conv.b.grad, b.grad, **close)


def test_a_subclass_computes_in_its_own_way() -> None:
    class Doubled(nn.Conv2D):
        def forward(self, X: np.ndarray, training: bool = False) -> np.ndarray:
            return 2 * super().forward(X, training)

    layers, X = (Doubled(1, 2, 3), nn.MaxPool2D(2)), np.ones((3, 1, 8, 8))
    np.testing.assert_array_equal(
        nn.InBlocks(*layers).forward(X), nn.Sequential(*layers).forward(X)
    )


def test_pooling_names_a_picture_that_is_too_small() -> None:
    model = nn.InBlocks(nn.Conv2D(1, 2, 3), nn.MaxPool2D(4))
    with pytest.raises(ValueError, match=r"MaxPool2D\(4\) was given X of shape \(5, 2, 3, 3\)"):
        model.forward(np.ones((5, 1, 5, 5)))


def test_every_block_draws_its_own_dropout() -> None:
    model = nn.InBlocks(nn.Dropout(0.5, rng=np.random.default_rng(0)), size=2)
    Y = model.forward(np.ones((6, 50)), training=True)
    assert len({block.tobytes() for block in Y.reshape(3, -1)}) == 3
    np.testing.assert_array_equal(model.backward(np.ones((6, 50))), Y)


def test_it_trains_inside_a_network_in_float32() -> None:
    rng = np.random.default_rng(0)
    blocks = nn.InBlocks(*layers(rng), size=4)
    model = nn.Sequential(blocks, nn.Dense(4, 2, rng=rng), dtype=np.float32)
    X, y = rng.normal(size=(20, 2, 6, 7)).astype(np.float32), np.arange(20) % 2
    optimizer = nn.Adam(model.parameters(), lr=0.02)
    history = nn.fit(*(model, nn.SoftmaxCrossEntropy(), optimizer, X, y), epochs=30, progress=False)
    assert history.loss[-1] < 0.2 * history.loss[0]
    assert {p.value.dtype for p in model.parameters()} == {np.dtype(np.float32)}


def test_layers_that_hold_layers_are_refused() -> None:
    for layer in (nn.Sequential(nn.Tanh()), nn.SelfAttention(4)):
        with pytest.raises(TypeError, match="it takes layers that hold no other layers"):
            nn.InBlocks(layer)


def test_batch_normalization_is_refused() -> None:
    with pytest.raises(TypeError, match="needs the whole batch"):
        nn.InBlocks(nn.BatchNorm(3))


def test_wrong_use_of_blocks_is_named() -> None:
    model = nn.InBlocks(nn.Tanh())
    with pytest.raises(RuntimeError, match=r"InBlocks\(Tanh\(\)\).backward was called before"):
        model.backward(np.ones((3, 2)))
    model.forward(np.ones((3, 2)))
    with pytest.raises(ValueError, match=r"its output had shape \(3, 2\)"):
        model.backward(np.ones((4, 2)))
    with pytest.raises(ValueError, match="size was 0"):
        nn.InBlocks(nn.Tanh(), size=0)
