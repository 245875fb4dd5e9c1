"""Comfortable inputs, and what they hide.

Each mistake listed here agrees with the reference on the comfortable input. That it differs on
the inputs the judge really uses is asserted as well: why the probes are what they are.
"""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course_utils.exercises import evaluate
from course_utils.exercises.answer import Answer
from course_utils.exercises.answers import answer_for
from course_utils.exercises.judging.comparing import same
from course_utils.exercises.running.plain import plain
from course_utils.exercises.task import Task
from course_utils.exercises.tasks import all_tasks

rng = np.random.default_rng(22)
x, W, y = rng.normal(size=(1, 3)), rng.normal(size=(3, 5)), rng.uniform(size=(1, 5))
one_hot = np.eye(5)[[2]]
symmetric = W.T @ W
flat = np.full((4, 4), 0.7)


def separable(w: np.ndarray) -> float:
    return float(np.sum(w**2))


def softmax(Z: np.ndarray) -> np.ndarray:
    return np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)


COMFORTABLE: dict[str, tuple[str, tuple[Any, ...], set[str]]] = {
    "E01, b = 0": ("weighted_sum", (x, W, np.zeros(5)), {"no_bias", "bias_sign", "bias_summed"}),
    "E01, b = 0 inside": ("weighted_sum", (x, W, np.zeros(5)), {"bias_inside"}),
    "E02, z = 0": ("sigmoid", (np.zeros(4),), {"exp_sign", "overflow"}),
    "E04, z = 0": (
        "tanh_grad",
        (np.zeros(4),),
        {"raw_z", "twice", "tan_rule", "reciprocal", "no_square"},
    ),
    "E07, N = 1": ("mse_loss", (y[:, :1], one_hot[:, :1]), {"sum", "sum_outputs", "broadcast"}),
    "E07, N = 1, C = 5": ("mse_loss", (y, one_hot), {"every_pair", "broadcast"}),
    "E08, N·C = 2": ("mse_grad", (y[:, :2], one_hot[:, 1:3]), {"neither"}),
    "E08, N = 1": ("mse_grad", (y, one_hot), {"outputs_only", "broadcast"}),
    "E09, equal logits": ("softmax", (flat,), {"axis0", "softmin", "global_max", "keepdims"}),
    "E10, N = 1": ("cross_entropy", (softmax(y), one_hot), {"sum", "log_of_mean"}),
    "E10, N = 1, binary": ("binary_cross_entropy", (y[0, :1], np.ones(1)), {"sum", "half"}),
    "E11, N = 1": ("softmax_cross_entropy_grad", (y, one_hot), {"no_mean"}),
    "E12, x = 1": ("chain_rule", (1.0, 0.6, -0.3, 0.2), {"no_inner", "swapped"}),
    "E12, x = w": ("chain_rule", (0.6, 0.6, -0.3, 0.2), {"w_for_x"}),
    "E13, a = b": ("two_paths", (1.7, 1.7), {"own_value"}),
    "E14, N·C = 2": ("output_delta", (W[:1, :2], y[:, :2]), {"both"}),
    "E15, symmetric W": ("hidden_delta", (W, symmetric, 0.3 * W), {"no_transpose"}),
    "E15, N = 1": ("hidden_delta", (y, W, x), {"mean_again"}),
    "E16, N = 1": (
        "weight_grad",
        (np.tanh(x), y),
        {"mean_again", "mean_undone", "first_only", "last_only"},
    ),
    "E17, N = 1": ("bias_grad", (y,), {"mean_again", "mean_undone", "first", "last"}),
    "E18, separable f": ("numerical_gradient", (separable, W.copy(), 1e-3), {"not_restored"}),
}


def answer_to(name: str) -> Answer:
    answer = answer_for(name, all_tasks()[name].lecture)
    assert isinstance(answer, Answer)
    return answer


def outcome(fn: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    fresh = tuple(a.copy() if isinstance(a, np.ndarray) else a for a in args)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return plain(fn(*fresh))


@pytest.mark.parametrize("comfort", COMFORTABLE)
def test_a_comfortable_input_hides_mistakes(comfort: str) -> None:
    name, args, hidden = COMFORTABLE[comfort]
    answer = answer_to(name)
    right = outcome(answer.reference, args)
    for id in hidden:
        faces = [m.wrong for m in answer.mistakes if m.id == id]
        assert any(same(outcome(wrong, args), right) for wrong in faces), f"{id} shows"
        assert not any(evaluate(name, wrong).passed for wrong in faces), f"{id} hides"


def test_the_probes_avoid_what_is_comfortable() -> None:
    """No batch of one, no zero bias, no symmetric W, x ≠ 1, a ≠ b, on any seed."""
    for seed in range(20):
        random = np.random.default_rng(seed)
        for _, W, b in probes("weighted_sum", random):
            assert np.all(np.abs(b) > 1e-6)
            assert W.shape[0] != W.shape[1] or not np.allclose(W, W.T)
        for x, w, _, _ in probes("chain_rule", random):
            assert abs(x - 1) > 0.1
            assert abs(x - w) > 0.1
        for a, b in probes("two_paths", random):
            assert abs(a - b) > 0.1
        for name in ("mse_grad", "output_delta", "softmax_cross_entropy_grad", "bias_grad"):
            for args in probes(name, random):
                assert len(args[0]) > 2


def probes(name: str, random: np.random.Generator) -> Any:
    task = all_tasks()[name]
    assert isinstance(task, Task)
    return task.probes(random)


def test_the_clip_of_a_logarithm_cannot_show_on_the_probes() -> None:
    """E10-j: without a clip the loss is right as long as no probability is 0."""
    for seed in range(20):
        for P, _ in probes("cross_entropy", np.random.default_rng(seed)):
            assert P.min() > 0.005
        for p, _ in probes("binary_cross_entropy", np.random.default_rng(seed)):
            assert p.min() > 0.05
            assert p.max() < 0.95
