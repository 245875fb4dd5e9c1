"""The gradient check passes what is right and names what is wrong."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils import nn

N, D, H, C = 7, 3, 5, 11


def network(seed: int, hidden: nn.Layer) -> nn.Sequential:
    rng = np.random.default_rng(seed)
    return nn.Sequential(nn.Dense(D, H, rng=rng), hidden, nn.Dense(H, C, rng=rng))


def samples(seed: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.normal(size=(N, D)), rng.dirichlet(np.ones(C), N)


@settings(max_examples=10)
@given(seed=st.integers(0, 2**32 - 1), directions=st.sampled_from([None, 4]))
@pytest.mark.parametrize("loss", [nn.MSE(), nn.BinaryCrossEntropy(), nn.SoftmaxCrossEntropy()])
@pytest.mark.parametrize("hidden", [nn.Sigmoid, nn.Tanh, nn.Softmax])
def test_right_networks_pass(
    hidden: type[nn.Layer], loss: nn.Loss, seed: int, directions: int | None
) -> None:
    model = network(seed, hidden())
    result = nn.check_gradients(model, loss, *samples(seed), directions=directions)
    assert result.passed, result
    assert result.worst.error < 1e-7


def test_relu_passes_away_from_its_kink() -> None:
    model = network(3, nn.ReLU())
    assert nn.check_gradients(model, nn.MSE(), *samples(3)).passed


class MeanBias(nn.Dense):
    def backward_parameters(self, dY: np.ndarray) -> None:
        super().backward_parameters(dY)
        self.b.grad = dY.mean(axis=0)


class OneWrongEntry(nn.Dense):
    def backward_parameters(self, dY: np.ndarray) -> None:
        super().backward_parameters(dY)
        self.W.grad[1, 2] *= 1.01


class RawZ(nn.Sigmoid):
    def backward(self, dY: np.ndarray) -> np.ndarray:
        return dY * self.Z * (1 - self.Z)

    def forward(self, X: np.ndarray, training: bool = False) -> np.ndarray:
        self.Z = X
        return super().forward(X, training)


@pytest.mark.parametrize("directions", [None, 3])
@pytest.mark.parametrize(
    ("build", "wrong"),
    [
        (lambda: nn.Sequential(nn.Dense(D, H), nn.Tanh(), MeanBias(H, C)), {"layers[2].b"}),
        (lambda: nn.Sequential(OneWrongEntry(D, H), nn.Tanh(), nn.Dense(H, C)), {"layers[0].W"}),
        (
            lambda: nn.Sequential(nn.Dense(D, H), RawZ(), nn.Dense(H, C)),
            {"layers[0].W", "layers[0].b"},
        ),
    ],
)
def test_mistakes_are_found_where_they_are(
    build: Callable[[], nn.Sequential], wrong: set[str], directions: int | None
) -> None:
    result = nn.check_gradients(build(), nn.MSE(), *samples(0), directions=directions)
    assert {p.name for p in result.parameters if p.error > result.tolerance} == wrong
    assert not result.passed
    assert not result
    assert result.worst.name in wrong


def test_the_wrong_entry_is_named() -> None:
    model = nn.Sequential(OneWrongEntry(D, H, rng=np.random.default_rng(0)), nn.Dense(H, C))
    worst = nn.check_gradients(model, nn.MSE(), *samples(0)).worst
    assert worst.where == "[1, 2]"
    assert worst.analytic == pytest.approx(1.01 * worst.numeric, rel=1e-6)
    assert "layers[0].W" in str(worst)


def test_a_nan_does_not_pass() -> None:
    model = network(0, nn.Tanh())
    model.parameters()[2].value[0, 0] = np.nan
    result = nn.check_gradients(model, nn.MSE(), *samples(0))
    assert not result.passed


def test_zero_gradients_pass_in_spite_of_rounding() -> None:
    """A bias before a softmax that all classes share has no influence at all."""
    model = nn.Sequential(nn.Dense(D, 1), nn.Dense(1, C, init=nn.zeros))
    assert nn.check_gradients(model, nn.SoftmaxCrossEntropy(), *samples(0)).passed


class Rounded(nn.MSE):
    """Off by up to three units of the last digit, as the sums of another processor may be."""

    def __init__(self) -> None:
        super().__init__()
        self.units = 3.0

    def forward(self, P: np.ndarray, Y: np.ndarray) -> float:
        self.units = -self.units
        return super().forward(P, Y) * (1 + self.units * np.finfo(np.float64).eps)


def test_a_gradient_that_is_zero_passes_whatever_the_processor_rounds() -> None:
    """The bias of the keys cancels in the softmax: what differences see of it is rounding."""
    rng = np.random.default_rng(1)
    model = nn.Sequential(nn.TransformerBlock(4, 2, rng=rng), nn.Flatten(), nn.Dense(20, 1))
    X, Y = rng.normal(size=(3, 5, 4)), rng.normal(size=(3, 1))
    assert nn.check_gradients(model, Rounded(), X, Y)


@pytest.mark.parametrize("directions", [None, 3])
def test_the_model_is_left_as_it_was(directions: int | None) -> None:
    model, (X, Y) = network(0, nn.Tanh()), samples(0)
    before = [p.value.copy() for p in model.parameters()]
    nn.check_gradients(model, nn.MSE(), X, Y, directions=directions)
    for p, value in zip(model.parameters(), before, strict=True):
        np.testing.assert_array_equal(p.value, value)


def test_the_result_reads_as_a_sentence() -> None:
    text = repr(nn.check_gradients(network(0, nn.Tanh()), nn.MSE(), *samples(0)))
    assert text.startswith("gradients agree (tolerance 1e-06); worst layers[")


def test_float32_is_refused() -> None:
    model = nn.Sequential(nn.Dense(D, C, dtype=np.float32))
    with pytest.raises(TypeError, match=r"layers\[0\]\.W is float32: .* needs float64"):
        nn.check_gradients(model, nn.MSE(), *samples(0))
