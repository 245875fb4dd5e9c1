"""float64 unless asked otherwise; float32 stays float32 through whole steps (NEP 50)."""

from collections.abc import Callable

import numpy as np
import pytest

from course_utils import nn

OPTIMIZERS: dict[str, Callable] = {
    "SGD": lambda p, lr: nn.SGD(p, lr),
    "Nesterov": lambda p, lr: nn.SGD(p, lr, momentum=0.9, nesterov=True),
    "RMSProp": nn.RMSProp,
    "Adam": nn.Adam,
}


def network(dtype: type | None) -> nn.Sequential:
    rng = np.random.default_rng(0)
    return nn.Sequential(
        *(nn.Dense(5, 7, rng=rng), nn.Tanh(), nn.Dense(7, 6, rng=rng), nn.Sigmoid()),
        *(nn.Dense(6, 4, rng=rng), nn.ReLU(), nn.Dense(4, 3, rng=rng)),
        dtype=dtype,
    )


def test_float64_by_default() -> None:
    assert {p.value.dtype for p in network(None).parameters()} == {np.dtype(np.float64)}


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize("loss", [nn.MSE(), nn.BinaryCrossEntropy(), nn.SoftmaxCrossEntropy()])
def test_float32_survives_a_step(name: str, loss: nn.Loss) -> None:
    model, X, Y = network(np.float32), np.ones((4, 5)), np.eye(3)[[0, 1, 2, 0]]
    optimizer = OPTIMIZERS[name](model.parameters(), lr=np.float64(0.01))
    optimizer.lr = np.sqrt(0.01)  # a NumPy float64, the trap of NEP 50
    Z = model.forward(X, training=True)
    loss.forward(Z, Y)
    dX = model.backward(loss.backward())
    nn.L2(0.1).add_gradients(model.parameters())
    nn.clip_gradients(model.parameters(), 0.5)
    optimizer.step()
    arrays = [Z, loss.backward(), dX]
    arrays += [a for p in model.parameters() for a in (p.value, p.grad)]
    arrays += [a for piece in optimizer._pieces for a in piece]
    assert {a.dtype for a in arrays} == {np.dtype(np.float32)}
    assert type(optimizer.lr) is float


def test_float32_is_close_to_float64() -> None:
    X = np.random.default_rng(1).normal(size=(9, 5))
    double, single = network(np.float64).forward(X), network(np.float32).forward(X)
    assert single.dtype == np.float32
    np.testing.assert_allclose(single, double, atol=1e-5)


@pytest.mark.parametrize("dtype", [np.float16, np.int64, complex])
def test_other_precisions_are_refused(dtype: type) -> None:
    with pytest.raises(TypeError, match="computes in float64 or float32, not in"):
        nn.Dense(2, 3, dtype=dtype)


def test_whole_numbers_and_lists_are_taken_as_they_are() -> None:
    layer = nn.Dense.from_arrays([[1, 2], [3, 4]], [0, 1])
    np.testing.assert_array_equal(layer.forward([[1, 0], [0, 1]]), [[1, 3], [3, 5]])
    assert nn.Tanh().forward([[True, False]]).dtype == np.float64
