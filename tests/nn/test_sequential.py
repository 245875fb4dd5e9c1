"""A whole network equals PyTorch's, and the 2-3-1 network equals its numbers by hand."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from course_utils import nn

ACTIVATIONS = {
    nn.Sigmoid: torch.nn.Sigmoid,
    nn.Tanh: torch.nn.Tanh,
    nn.ReLU: torch.nn.ReLU,
}


@given(
    widths=st.lists(st.integers(1, 7), min_size=2, max_size=5),
    kinds=st.lists(st.sampled_from(list(ACTIVATIONS)), min_size=4, max_size=4),
    n=st.integers(1, 7),
    seed=st.integers(0, 2**32 - 1),
)
def test_network_equals_pytorch(
    widths: list[int], kinds: list[type[nn.Layer]], n: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    X, Y = rng.normal(size=(n, widths[0])), rng.normal(size=(n, widths[-1]))
    ours, theirs = [], []
    for d_in, d_out, kind in zip(widths, widths[1:], kinds, strict=False):
        dense = nn.Dense.from_arrays(rng.normal(size=(d_in, d_out)), rng.normal(size=d_out))
        linear = torch.nn.Linear(d_in, d_out, dtype=torch.float64)
        linear.weight.data = torch.tensor(dense.W.value.T)
        linear.bias.data = torch.tensor(dense.b.value)
        ours += [dense, kind()]
        theirs += [linear, ACTIVATIONS[kind]()]
    model, rival = nn.Sequential(*ours), torch.nn.Sequential(*theirs)
    x = torch.tensor(X, requires_grad=True)
    L = torch.nn.MSELoss()(rival(x), torch.tensor(Y))
    L.backward()
    loss = nn.MSE()
    assert loss.forward(model.forward(X), Y) == pytest.approx(L.item(), rel=1e-10)
    dX = model.backward(loss.backward())
    np.testing.assert_allclose(dX, x.grad, rtol=1e-10, atol=1e-10)
    for p, tensor in zip(model.parameters(), rival.parameters(), strict=True):
        np.testing.assert_allclose(p.grad, tensor.grad.numpy().T, rtol=1e-10, atol=1e-10)


def by_hand() -> nn.Sequential:
    W1, b1 = [[0.5, -0.3, 0.8], [0.2, 0.4, -0.6]], [0.1, -0.2, 0.3]
    W2, b2 = [[0.7], [-0.5], [0.6]], [0.2]
    first, second = nn.Dense.from_arrays(W1, b1), nn.Dense.from_arrays(W2, b2)
    return nn.Sequential(first, nn.Sigmoid(), second, nn.Sigmoid())


def test_the_network_by_hand() -> None:
    model, x, target = by_hand(), np.array([[0.1, 0.2]]), np.array([[0.3]])
    L = nn.backpropagate(model, nn.MSE(), x, target)
    # Written out, one number after the other, without the engine.
    s = lambda z: 1 / (1 + np.exp(-z))  # noqa: E731
    z1 = np.array([0.1 * 0.5 + 0.2 * 0.2 + 0.1, -0.03 + 0.08 - 0.2, 0.08 - 0.12 + 0.3])
    a1 = s(z1)
    a2 = s(0.7 * a1[0] - 0.5 * a1[1] + 0.6 * a1[2] + 0.2)
    delta2 = 2 * (a2 - 0.3) * a2 * (1 - a2)
    delta1 = delta2 * np.array([0.7, -0.5, 0.6]) * a1 * (1 - a1)
    assert pytest.approx((a2 - 0.3) ** 2, rel=1e-12) == L
    dW1, db1, dW2, db2 = (p.grad for p in model.parameters())
    np.testing.assert_allclose(dW2[:, 0], a1 * delta2, rtol=1e-12)
    np.testing.assert_allclose(db2, [delta2], rtol=1e-12)
    np.testing.assert_allclose(dW1, [0.1 * delta1, 0.2 * delta1], rtol=1e-12)
    np.testing.assert_allclose(db1, delta1, rtol=1e-12)


def test_without_dx_the_gradients_are_the_same() -> None:
    model, X, dY = by_hand(), np.ones((5, 2)), np.full((5, 1), 0.3)
    model.forward(X)
    model.backward(dY)
    full = [p.grad for p in model.parameters()]
    model.forward(X)
    model.backward_parameters(dY)
    for whole, short in zip(full, model.parameters(), strict=True):
        np.testing.assert_array_equal(whole, short.grad)


class Refuses(nn.Tanh):
    def backward(self, dY: np.ndarray) -> np.ndarray:
        raise AssertionError("no gradient is needed below the first layer that learns")


def test_nothing_is_computed_below_the_first_layer_that_learns() -> None:
    model = nn.Sequential(Refuses(), nn.Sequential(Refuses(), nn.Dense(3, 2)), nn.Tanh())
    model.forward(np.ones((4, 3)))
    model.backward_parameters(np.ones((4, 2)))
    assert model.parameters()[0].grad.any()


def test_networks_nest() -> None:
    layers = by_hand().layers
    nested = nn.Sequential(nn.Sequential(*layers[:2]), nn.Sequential(*layers[2:]))
    X = np.array([[0.1, 0.2], [0.5, -1.0]])
    np.testing.assert_array_equal(nested.forward(X), by_hand().forward(X))
    assert [name for name, _ in nested.named_parameters()] == [
        "layers[0].layers[0].W",
        "layers[0].layers[0].b",
        "layers[1].layers[0].W",
        "layers[1].layers[0].b",
    ]


@pytest.mark.parametrize("batch_size", [1, 3, 7, 1000])
def test_predict_gives_every_row_once_and_in_order(batch_size: int) -> None:
    model, X = by_hand(), np.random.default_rng(0).normal(size=(7, 2))
    predicted = model.predict(X, batch_size=batch_size)
    np.testing.assert_allclose(predicted, model.forward(X), rtol=1e-14)


def test_state_is_the_model() -> None:
    model = by_hand()
    assert all(a is p.value for a, p in zip(model.state(), model.parameters(), strict=True))


def test_it_shows_its_layers() -> None:
    assert repr(by_hand()) == (
        "Sequential with 13 parameters:\n  0  Dense(2, 3)\n  1  Sigmoid()\n"
        "  2  Dense(3, 1)\n  3  Sigmoid()"
    )
