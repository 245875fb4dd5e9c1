"""Optimizers equal PyTorch's step by step, however the parameters are cut into pieces."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from course_utils import nn
from course_utils.nn import fast
from course_utils.nn.optimizers import FLUSH_EVERY

SEEDS = st.integers(0, 2**32 - 1)
SHAPES = st.lists(
    st.one_of(st.tuples(st.integers(1, 7)), st.tuples(st.integers(1, 7), st.integers(1, 7))),
    min_size=1,
    max_size=4,
)
Ours = Callable[[list[nn.Parameter]], nn.Optimizer]
Theirs = Callable[[list[torch.Tensor]], torch.optim.Optimizer]

RIVALS: dict[str, tuple[Ours, Theirs]] = {
    "SGD": (lambda p: nn.SGD(p, lr=0.013), lambda p: torch.optim.SGD(p, lr=0.013)),
    "momentum": (
        lambda p: nn.SGD(p, lr=0.013, momentum=0.83),
        lambda p: torch.optim.SGD(p, lr=0.013, momentum=0.83),
    ),
    "Nesterov": (
        lambda p: nn.SGD(p, lr=0.013, momentum=0.83, nesterov=True),
        lambda p: torch.optim.SGD(p, lr=0.013, momentum=0.83, nesterov=True),
    ),
    "RMSProp": (
        lambda p: nn.RMSProp(p, lr=0.013, rho=0.87, eps=1e-4),
        lambda p: torch.optim.RMSprop(p, lr=0.013, alpha=0.87, eps=1e-4),
    ),
    "Adam": (
        lambda p: nn.Adam(p, lr=0.013, beta1=0.83, beta2=0.97, eps=1e-4),
        lambda p: torch.optim.Adam(p, lr=0.013, betas=(0.83, 0.97), eps=1e-4),
    ),
    "defaults of Adam": (nn.Adam, torch.optim.Adam),
    "defaults of RMSProp": (nn.RMSProp, torch.optim.RMSprop),
}


def assert_equal_walks(
    ours: Ours, theirs: Theirs, shapes: Sequence[tuple[int, ...]], seed: int, steps: int
) -> None:
    rng = np.random.default_rng(seed)
    parameters = [nn.Parameter(rng.normal(size=shape)) for shape in shapes]
    tensors = [torch.tensor(p.value) for p in parameters]
    mine, rival = ours(parameters), theirs(tensors)
    for _ in range(steps):
        for p, tensor in zip(parameters, tensors, strict=True):
            p.grad = rng.normal(size=p.value.shape)
            tensor.grad = torch.tensor(p.grad)
        mine.step()
        rival.step()
        for p, tensor in zip(parameters, tensors, strict=True):
            np.testing.assert_allclose(p.value, tensor, rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("name", RIVALS)
@given(shapes=SHAPES, seed=SEEDS)
def test_optimizer_equals_pytorch(name: str, shapes: list[tuple[int, ...]], seed: int) -> None:
    assert_equal_walks(*RIVALS[name], shapes, seed, steps=6)


@pytest.mark.parametrize("name", RIVALS)
def test_cutting_into_blocks_changes_nothing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast, "SMALL", 8)
    monkeypatch.setattr(fast, "BLOCK", 16)
    shapes = [(7, 5), (3,), (2, 3), (40,), (1, 11), (3, 4, 5)]
    assert_equal_walks(*RIVALS[name], shapes, seed=0, steps=FLUSH_EVERY + 3)


@pytest.mark.parametrize("name", RIVALS)
def test_large_parameters_equal_pytorch(name: str) -> None:
    assert_equal_walks(*RIVALS[name], [(700, 300), (300,)], seed=1, steps=3)


def test_vanished_gradients_leave_no_subnormal_memory() -> None:
    p = nn.Parameter(np.ones(3, np.float32))
    optimizer = nn.SGD([p], lr=0.1, momentum=0.5)
    p.grad = np.ones(3, np.float32)
    optimizer.step()
    p.grad = np.zeros(3, np.float32)
    for _ in range(200):
        optimizer.step()
    [v] = next(iter(optimizer._pieces))[2:]
    assert (v == 0).all()


def test_values_and_gradients_may_be_replaced_between_steps() -> None:
    p = nn.Parameter(np.zeros((2, 2)))
    optimizer = nn.SGD([p], lr=1.0)
    p.value, p.grad = np.full((2, 2), 5.0), np.ones((2, 2))
    optimizer.step()
    np.testing.assert_array_equal(p.value, np.full((2, 2), 4.0))
    np.testing.assert_array_equal(p.grad, np.ones((2, 2)))


def test_a_parameter_named_twice_is_stepped_once() -> None:
    p = nn.Parameter(np.zeros(3))
    p.grad = np.ones(3)
    nn.SGD([p, p], lr=1.0).step()
    np.testing.assert_array_equal(p.value, -np.ones(3))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda p: nn.SGD(p, lr=-1), "lr was -1: it must be at least 0"),
        (lambda p: nn.SGD(p, momentum=1.0), "momentum was 1.0: it must be at least 0.0 and less"),
        (lambda p: nn.SGD(p, nesterov=True), "give momentum > 0"),
        (lambda p: nn.Adam(p, beta2=1.5), "beta2 was 1.5"),
        (lambda p: nn.Adam([]), "Adam was given no parameters to learn"),
    ],
)
def test_wrong_settings_get_a_sentence(make: Callable, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make([nn.Parameter(np.zeros(3))])


def test_mixed_precision_is_refused() -> None:
    parameters = [nn.Parameter(np.zeros(3)), nn.Parameter(np.zeros(3, np.float32))]
    with pytest.raises(TypeError, match="float32 and float64: they must have one dtype"):
        nn.Adam(parameters)
