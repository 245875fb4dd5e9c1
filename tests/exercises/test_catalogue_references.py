"""Every reference equals PyTorch's autograd, or a formula of PyTorch's, to 1e-10 in float64."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course_utils.exercises.answer import Answer
from course_utils.exercises.answers import answer_for
from course_utils.exercises.running import probes_of
from course_utils.exercises.task import Task
from course_utils.exercises.tasks import all_tasks

torch = pytest.importorskip("torch")
F = torch.nn.functional


def tensor(value: Any) -> Any:
    return torch.tensor(value, dtype=torch.float64)


def grad_of(function: Callable[..., Any], *wanted: int) -> Callable[..., Any]:
    """The gradients of the summed result with respect to the arguments at these positions."""

    def gradients(*args: Any) -> Any:
        tensors = [tensor(arg).requires_grad_() for arg in args]
        found = torch.autograd.grad(function(*tensors).sum(), [tensors[i] for i in wanted])
        return found[0] if len(wanted) == 1 else found

    return gradients


def value_of(function: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *args: function(*map(tensor, args))


def network(X: Any, W1: Any, b1: Any, W2: Any, b2: Any) -> Any:
    return torch.sigmoid(torch.tanh(X @ W1 + b1) @ W2 + b2)


def class_loss(Z: Any, Y: Any) -> Any:
    return F.cross_entropy(Z, Y)


def layer_weight_grad(a_prev: Any, delta: Any) -> Any:
    W = torch.zeros(a_prev.shape[1], delta.shape[1], dtype=torch.float64, requires_grad=True)
    return torch.autograd.grad(((tensor(a_prev) @ W) * tensor(delta)).sum(), W)[0]


def layer_bias_grad(delta: Any) -> Any:
    b = torch.zeros(delta.shape[1], dtype=torch.float64, requires_grad=True)
    return torch.autograd.grad(((b + torch.zeros(delta.shape)) * tensor(delta)).sum(), b)[0]


def layer_delta(delta_next: Any, W_next: Any, z: Any) -> Any:
    """The vector-Jacobian product of z → tanh(z) W with delta_next."""
    z = tensor(z).requires_grad_()
    return torch.autograd.grad(torch.tanh(z) @ tensor(W_next), z, tensor(delta_next))[0]


TORCH = {
    "weighted_sum": value_of(lambda X, W, b: F.linear(X, W.T, b)),
    "sigmoid": value_of(torch.sigmoid),
    "sigmoid_grad": grad_of(torch.sigmoid, 0),
    "tanh_grad": grad_of(torch.tanh, 0),
    "relu_grad": grad_of(torch.relu, 0),
    "forward_pass": value_of(network),
    "mse_loss": value_of(F.mse_loss),
    "mse_grad": grad_of(F.mse_loss, 0),
    "softmax": value_of(lambda Z: torch.softmax(Z, dim=1)),
    "cross_entropy": value_of(lambda P, Y: F.nll_loss(torch.log(P), Y.argmax(dim=1))),
    "binary_cross_entropy": value_of(F.binary_cross_entropy),
    "softmax_cross_entropy_grad": grad_of(class_loss, 0),
    "composite_grad": grad_of(lambda x: (x**2 + 1) ** 3, 0),
    "chain_rule": grad_of(lambda x, w, b, y: (torch.sigmoid(w * x + b) - y) ** 2, 1, 2),
    "two_paths": grad_of(lambda a, b: a * b + b**2, 0, 1),
    "output_delta": grad_of(lambda Z, Y: F.mse_loss(torch.sigmoid(Z), Y), 0),
    "hidden_delta": layer_delta,
    "weight_grad": layer_weight_grad,
    "bias_grad": layer_bias_grad,
    "backward_pass": grad_of(
        lambda X, Y, W1, b1, W2, b2: F.mse_loss(network(X, W1, b1, W2, b2), Y), 2, 3, 4, 5
    ),
    "relative_error": value_of(
        lambda a, n: torch.dist(a, n) / (torch.linalg.norm(a) + torch.linalg.norm(n))
    ),
}
BY_HAND = {"numerical_gradient"}


def tasks_with_answers() -> list[tuple[Task, Answer]]:
    found = []
    for task in all_tasks().values():
        if task.lecture in ("introduction", "algorithm") and isinstance(task, Task):
            answer = answer_for(task.name, task.lecture)
            assert isinstance(answer, Answer)
            found.append((task, answer))
    return found


def test_every_reference_has_a_rival() -> None:
    assert {task.name for task, _ in tasks_with_answers()} == set(TORCH) | BY_HAND


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("name", TORCH)
def test_reference_equals_torch(name: str, seed: int) -> None:
    task = all_tasks()[name]
    assert isinstance(task, Task)
    answer = answer_for(name, task.lecture)
    assert isinstance(answer, Answer)
    for args in probes_of(task, seed):
        ours, theirs = answer.reference(*args), TORCH[name](*args)
        pairs = zip(ours, theirs, strict=True) if isinstance(ours, tuple) else [(ours, theirs)]
        for mine, other in pairs:
            other = other.numpy()
            assert np.shape(mine) == other.shape
            np.testing.assert_allclose(mine, other, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("shape", [(5,), (3, 5), (2, 3, 2)])
def test_numerical_gradient_of_a_known_slope(shape: tuple[int, ...]) -> None:
    reference = answer_for("numerical_gradient", "algorithm").reference
    w = np.random.default_rng(3).normal(size=shape)
    kept = w.copy()
    grad = reference(lambda v: float(np.sum(v) * np.sum(np.sin(v))), w)
    np.testing.assert_allclose(grad, np.sum(np.sin(w)) + np.sum(w) * np.cos(w), atol=1e-9)
    np.testing.assert_array_equal(w, kept)


def test_error_of_the_numerical_gradient_falls_with_the_square_of_eps() -> None:
    reference = answer_for("numerical_gradient", "algorithm").reference
    w = np.array([0.3, -0.8, 1.1])
    coarse, fine = (
        np.max(np.abs(reference(lambda v: float(np.sum(np.sin(v))), w, eps) - np.cos(w)))
        for eps in (1e-2, 1e-3)
    )
    assert 95 < coarse / fine < 105
