"""What the messages claim about numbers is true: bounds, ratios, signs, closed forms."""

import math
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from course_utils.exercises.answer import Answer
from course_utils.exercises.answers import answer_for
from course_utils.exercises.running import probes_of
from course_utils.exercises.task import Task
from course_utils.exercises.tasks import all_tasks
from course_utils.exercises.tasks.inputs import C, N

Function = Callable[..., Any]


def pairs(name: str, id: str, face: int = 0) -> Iterator[tuple[tuple[Any, ...], Any, Any]]:
    """(arguments, the mistake's result, the right one) on the probes of three seeds."""
    task = all_tasks()[name]
    answer = answer_for(name, task.lecture)
    assert isinstance(task, Task)
    assert isinstance(answer, Answer)
    wrong = [m.wrong for m in answer.mistakes if m.id == id][face]
    for seed in range(3):
        for args in probes_of(task, seed)[:2]:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                yield args, wrong(*args), answer.reference(*args)


RATIOS = [
    ("mse_loss", "sum", N * C),
    ("mse_loss", "sum_outputs", C),
    ("mse_loss", "half", 1 / 2),
    ("mse_grad", "no_two", 1 / 2),
    ("mse_grad", "no_mean", N * C),
    ("mse_grad", "idle_mean", N * C),
    ("mse_grad", "neither", N * C / 2),
    ("mse_grad", "sign", -1),
    ("mse_grad", "samples_only", C),
    ("mse_grad", "outputs_only", N),
    ("cross_entropy", "sum", N),
    ("cross_entropy", "mean_all", 1 / C),
    ("cross_entropy", "sign", -1),
    ("cross_entropy", "log2", 1.4426950408889634),
    ("cross_entropy", "log10", 0.4342944819032518),
    ("binary_cross_entropy", "sum", N),
    ("softmax_cross_entropy_grad", "no_mean", N),
    ("softmax_cross_entropy_grad", "sign", -1),
    ("softmax_cross_entropy_grad", "mean_all", 1 / C),
    ("composite_grad", "no_three", 1 / 3),
    ("composite_grad", "no_two", 1 / 2),
    ("output_delta", "sign", -1),
    ("output_delta", "no_mean", N * C),
    ("output_delta", "no_two", 1 / 2),
    ("output_delta", "both", N * C / 2),
    ("output_delta", "samples_only", C),
    ("hidden_delta", "mean_again", 1 / N),
    ("weight_grad", "mean_again", 1 / N),
    ("weight_grad", "mean_undone", N),
    ("weight_grad", "stray_factor", 2),
    ("bias_grad", "mean_again", 1 / N),
    ("bias_grad", "mean_undone", N),
    ("numerical_gradient", "eps_not_2eps", 2),
    ("numerical_gradient", "sign", -1),
    ("sigmoid_grad", "sign", -1),
]


@pytest.mark.parametrize(("name", "id", "k"), RATIOS)
def test_ratio(name: str, id: str, k: float) -> None:
    for _, wrong, right in pairs(name, id):
        np.testing.assert_allclose(wrong, k * np.asarray(right), rtol=1e-9)


K_OF_BACKWARD_PASS = {
    "no_two": (1 / 2,) * 4,
    "no_mean": (N * C,) * 4,
    "neither": (N * C / 2,) * 4,
    "samples_only": (C,) * 4,
    "sign": (-1,) * 4,
    "mean_again_hidden": (1 / N, 1 / N, 1, 1),
    "mean_again": (1 / N,) * 4,
    "mean_again_weights": (1 / N, 1, 1 / N, 1),
    "mean_in_biases": (1, 1 / N, 1, 1 / N),
}


@pytest.mark.parametrize("id", K_OF_BACKWARD_PASS)
def test_ratio_in_each_layer(id: str) -> None:
    for _, wrong, right in pairs("backward_pass", id):
        for w, r, k in zip(wrong, right, K_OF_BACKWARD_PASS[id], strict=True):
            np.testing.assert_allclose(w, k * r, rtol=1e-9)


@pytest.mark.parametrize(
    "id", ["no_hidden_slope", "sigmoid_slope_hidden", "raw_z_hidden", "new_weights", "no_transpose"]
)
def test_the_upper_layer_is_right_where_we_say_so(id: str) -> None:
    task, answer = all_tasks()["backward_pass"], answer_for("backward_pass", "algorithm")
    assert isinstance(task, Task)
    assert isinstance(answer, Answer)
    wrong = next(m.wrong for m in answer.mistakes if m.id == id)
    args = probes_of(task, 0)[2]
    for w, r in list(zip(wrong(*args), answer.reference(*args), strict=True))[2:]:
        np.testing.assert_allclose(w, r, rtol=1e-12)


BOUNDS = [
    ("sigmoid", "derivative", 0, 0.25),
    ("sigmoid_grad", "twice", 0.1966, 0.25),
    ("sigmoid_grad", "sign", -0.25, 0),
    ("tanh_grad", "twice", 0.41997, 1),
    ("tanh_grad", "tan_rule", 1, 2),
    ("tanh_grad", "raw_z", -math.inf, 1),
    ("forward_pass", "out_twice", 0.5, 0.7311),
    ("softmax", "logs", -math.inf, 0),
    ("composite_grad", "value", 1, math.inf),
    ("cross_entropy", "no_log", -1, 0),
]


@pytest.mark.parametrize(("name", "id", "low", "high"), BOUNDS)
def test_bounds(name: str, id: str, low: float, high: float) -> None:
    for _, wrong, _ in pairs(name, id):
        assert low <= np.min(wrong)
        assert np.max(wrong) <= high


def test_sums_that_give_mistakes_away() -> None:
    for _, wrong, right in pairs("softmax", "axis0"):
        np.testing.assert_allclose(wrong.sum(axis=0), 1)
        np.testing.assert_allclose(right.sum(axis=1), 1)
    for _, wrong, _ in pairs("softmax", "whole"):
        assert wrong.sum() == pytest.approx(1)
    for _, wrong, _ in pairs("sigmoid", "normalised"):
        assert wrong.sum() == pytest.approx(1)
    for _, wrong, right in pairs("softmax_cross_entropy_grad", "diagonal"):
        np.testing.assert_allclose(right.sum(axis=1), 0, atol=1e-15)
        assert np.all(wrong.sum(axis=1) < -1e-3)


CLOSED_FORMS: list[tuple[str, str, Callable[[tuple[Any, ...], Any], Any]]] = [
    ("weighted_sum", "no_bias", lambda args, R: R - args[2]),
    ("weighted_sum", "bias_sign", lambda args, R: R - 2 * args[2]),
    ("weighted_sum", "bias_summed", lambda args, R: R - args[2] + args[2].sum()),
    ("sigmoid", "exp_sign", lambda args, R: 1 - R),
    ("sigmoid", "precedence", lambda args, R: 1 / R),
    ("sigmoid", "derivative", lambda args, R: R * (1 - R)),
    ("sigmoid_grad", "raw_z", lambda args, R: args[0] - args[0] ** 2),
    ("tanh_grad", "tan_rule", lambda args, R: 2 - R),
    ("tanh_grad", "reciprocal", lambda args, R: 1 / R),
    ("relu_grad", "returns_relu", lambda args, R: args[0] * R),
    ("relu_grad", "leaves_z", lambda args, R: R + np.minimum(args[0], 0)),
    ("relu_grad", "inverted", lambda args, R: 1 - R),
    ("relu_grad", "one_at_zero", lambda args, R: R + (args[0] == 0)),
    ("relu_grad", "sign", lambda args, R: R - (args[0] < 0)),
    ("forward_pass", "no_output_act", lambda args, R: np.log(R / (1 - R))),
    ("mse_loss", "rmse", lambda args, R: R**0.5),
    ("mse_loss", "every_pair", lambda args, R: label_noise(*args)),
    ("softmax", "argmax", lambda args, R: (R.max(axis=1, keepdims=True) == R) * 1.0),
    ("softmax", "softmin", lambda args, R: (1 / R) / (1 / R).sum(axis=1, keepdims=True)),
    ("cross_entropy", "swapped", lambda args, R: -math.log(1e-12) * missed(*args)),
    ("softmax_cross_entropy_grad", "raw_logits", lambda args, R: (args[0] - args[1]) / N),
    ("chain_rule", "no_inner", lambda args, R: (R[1], R[1])),
    ("chain_rule", "w_for_x", lambda args, R: (R[0] * args[1] / args[0], R[1])),
    ("two_paths", "last_path_wins", lambda args, R: (R[0], R[1] - args[0])),
    ("two_paths", "first_path_wins", lambda args, R: (R[0], R[1] - 2 * args[1])),
    ("two_paths", "square_once", lambda args, R: (R[0], R[1] - args[1])),
    ("numerical_gradient", "not_divided", lambda args, R: 2 * args[2] * R),
]


def label_noise(P: np.ndarray, Y: np.ndarray) -> float:
    """What all pairs give: every label replaced by the mean one, and the variance on top."""
    gap = P.mean(axis=0) - Y.mean(axis=0)
    return float(np.mean(P.var(axis=0) + Y.var(axis=0) + gap**2))


def missed(P: np.ndarray, Y: np.ndarray) -> float:
    """The mean probability given to the wrong classes."""
    return float(np.mean(1 - np.sum(P * Y, axis=1)))


@pytest.mark.parametrize(("name", "id", "form"), CLOSED_FORMS)
def test_closed_form(name: str, id: str, form: Callable[[tuple[Any, ...], Any], Any]) -> None:
    for args, wrong, right in pairs(name, id):
        np.testing.assert_allclose(wrong, form(args, right), rtol=1e-7, atol=1e-12)


def test_a_missing_slope_makes_everything_at_least_four_times_too_large() -> None:
    for _, wrong, right in pairs("output_delta", "no_slope"):
        assert np.all(wrong / right >= 4)
    for _, wrong, right in pairs("chain_rule", "no_slope"):
        assert wrong[0] / right[0] >= 4
    for _, wrong, right in pairs("softmax_cross_entropy_grad", "slope_again"):
        assert np.all(np.abs(wrong) <= np.abs(right) / 4)


def test_one_sided_differences_err_by_half_eps_times_the_curvature() -> None:
    gradient = answer_for("numerical_gradient", "algorithm")
    assert isinstance(gradient, Answer)
    wrong = next(m.wrong for m in gradient.mistakes if m.id == "one_sided")
    w = np.array([0.4, -1.2])

    def cubes(v: np.ndarray) -> float:
        return float(np.sum(v**3))

    for eps in (1e-3, 1e-4):
        error = wrong(cubes, w, eps) - gradient.reference(cubes, w, eps)
        np.testing.assert_allclose(error, eps / 2 * 6 * w, rtol=1e-3)


def numerical_faces(id: str) -> tuple[Task, list[Function]]:
    task, answer = all_tasks()["numerical_gradient"], answer_for("numerical_gradient", "algorithm")
    assert isinstance(task, Task)
    assert isinstance(answer, Answer)
    return task, [m.wrong for m in answer.mistakes if m.id == id]


def test_steps_in_whole_numbers_vanish_or_jump() -> None:
    task, (vanished, cut_off) = numerical_faces("integer_w")
    for loss, w, eps in probes_of(task, 0):
        step = np.zeros(w.shape, dtype=int)
        step[...] = eps
        assert np.array_equal(vanished(loss, w, eps), loss(w + step) - loss(w - step) + 0 * w)
    for loss, w, eps in probes_of(task, 0)[:3]:
        slopes = np.abs(cut_off(loss, w, eps))
        assert np.all((slopes == 0) | (slopes > 1))
        assert slopes.max() > 10


def test_float32_loses_a_tiny_step() -> None:
    task, (float32,) = numerical_faces("float32")
    loss, w, eps = probes_of(task, 0)[-1]
    assert eps == 1e-8
    assert np.array_equal(float32(loss, w, eps), np.zeros(w.shape))


class TestWhenTheCheckLies:
    """The options of that question, each with the number its explanation names."""

    gradient = staticmethod(answer_for("numerical_gradient", "algorithm").reference)  # type: ignore[union-attr]

    def test_checking_the_output_loses_the_loss_factor(self) -> None:
        x, y, w = np.array([0.8, -0.5]), 0.3, np.array([0.7, 1.1])
        of_output = self.gradient(lambda v: float(v @ x), w)
        of_loss = self.gradient(lambda v: float((v @ x - y) ** 2), w)
        np.testing.assert_allclose(of_output, x, rtol=1e-8)
        np.testing.assert_allclose(of_loss, 2 * (w @ x - y) * of_output, rtol=1e-8)

    @pytest.mark.parametrize("eps", [1e-2, 1e-5])
    def test_a_kink_gives_one_half(self, eps: float) -> None:
        kink = self.gradient(lambda v: float(np.maximum(v, 0).sum()), np.zeros(2), eps)
        np.testing.assert_allclose(kink, 0.5)

    def test_a_fresh_mask_gives_noise_that_grows_as_eps_shrinks(self) -> None:
        rng, w = np.random.default_rng(5), np.ones(50)

        def loss(v: np.ndarray) -> float:
            return float(np.mean(v * (rng.uniform(size=v.shape) > 0.5)))

        coarse, fine = (self.gradient(loss, w, eps).std() for eps in (1e-3, 1e-6))
        assert 500 < fine / coarse < 2000
        assert not np.array_equal(self.gradient(loss, w), self.gradient(loss, w))

    def test_float32_repeats_its_errors(self) -> None:
        w = np.array([0.7, -1.3], dtype=np.float32)

        def loss(v: np.ndarray) -> float:
            return float(np.sum(np.sin(v)))

        first, again = self.gradient(loss, w, 1e-4), self.gradient(loss, w, 1e-4)
        assert np.array_equal(first, again)
        assert np.max(np.abs(first - np.cos(w))) > 1e-5


def test_tiny_entries_cry_alarm_only_entry_by_entry() -> None:
    task, answer = all_tasks()["relative_error"], answer_for("relative_error", "algorithm")
    assert isinstance(task, Task)
    assert isinstance(answer, Answer)
    wrong = next(m.wrong for m in answer.mistakes if m.id == "tiny_gradients")
    a, n = probes_of(task, 0)[-1]
    assert wrong(a, n) > 0.99
    assert answer.reference(a, n) < 0.2
