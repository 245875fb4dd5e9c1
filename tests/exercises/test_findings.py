"""What is said of mistakes nobody listed: one finding of each kind, and none that is not so."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from small_tasks import LAYER, judged

from course_utils.exercises import evaluate
from course_utils.exercises.answer import LOSSES
from course_utils.exercises.answers import answer_for
from course_utils.exercises.answers.introduction import sigmoid
from course_utils.exercises.experiments import PROBES, experiments
from course_utils.exercises.running import Run, probes_of, run
from course_utils.exercises.task import Task
from course_utils.exercises.tasks import all_tasks


def halves(x: float, w: float, b: float, y: float) -> tuple[float, float]:
    """Both derivatives with the same wrong outer factor."""
    a = float(sigmoid(np.array(w * x + b)))
    delta = (a - y) ** 2 * a * (1 - a)
    return delta * x, delta


Function = Callable[..., Any]
FOUND: list[tuple[str, Function, str, str]] = [
    ("softmax", lambda Z: _shares(Z) + 0.1 * np.sin(Z) ** 2, "sums", "add up to 1"),
    ("sigmoid", lambda z: sigmoid(z) + 0.1 * np.sin(3 * z), "bounds", "between 0 and 1"),
    ("tanh_grad", lambda z: 1 - np.tanh(z) ** 4, "trend", "steadily in between"),
    ("composite_grad", lambda x: 6 * x * (x**2 + 1) ** 4, "trend", "|x|"),
    ("chain_rule", halves, "shared", "right ratio"),
    ("mse_loss", lambda P, Y: float(np.mean((P - Y) ** 4)), "law", "4 times as large"),
    ("mse_loss", lambda P, Y: float(np.mean(P**2)), "as if", "as if Y were all zeros"),
    ("mse_grad", lambda P, Y: 2 * np.sin(P) / P.size, "ignored", "depend on Y"),
    ("weighted_sum", lambda X, W, b: X @ W + b + np.sin(b), "isolated", "With b set to 0"),
    ("tanh_grad", lambda z: 0.5 + 3 * (1 - np.tanh(z) ** 2), "line", "plus 0.5"),
    ("sigmoid_grad", lambda z: (sigmoid(z) * sigmoid(-z)) ** 1.5, "power", "power of 1.5"),
]


def _shares(Z: np.ndarray) -> np.ndarray:
    e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@pytest.mark.parametrize(("name", "fn", "kind", "says"), FOUND, ids=lambda x: x if x is str else "")
@pytest.mark.parametrize("seed", range(3))
def test_each_finding(name: str, fn: Function, kind: str, says: str, seed: int) -> None:
    verdict = evaluate(name, fn, seed=seed)
    assert verdict.finding == kind, verdict.message
    assert says in verdict.message
    assert verdict.question.endswith("?")


@pytest.mark.parametrize("name", sorted({*LOSSES, "mse_grad"}))
def test_the_loss_has_the_gradient_the_exercise_asks_for(name: str) -> None:
    """Central differences of the declared loss equal the reference, entry by entry."""
    task = all_tasks()[name]
    assert isinstance(task, Task)
    slope, args = LOSSES[name], probes_of(task, 3)[0]
    right = answer_for(name, task.lecture).reference(*args)  # type: ignore[union-attr]
    for part, position in zip(
        right if isinstance(right, tuple) else (right,), slope.of, strict=True
    ):
        for index in np.ndindex(np.shape(part)):
            changes = []
            for step in (1e-5, -1e-5):
                value = np.array(args[position], dtype=float)
                if abs(value[index]) < 1e-4:  # the kink of ReLU
                    break
                value[index] += step
                new = value if value.ndim else float(value)
                changes.append(slope.loss(*args[:position], new, *args[position + 1 :]))
            if len(changes) == 2:
                measured = (changes[0] - changes[1]) / 2e-5
                assert measured == pytest.approx(np.asarray(part)[index], rel=1e-4, abs=1e-8)


def test_a_gradient_check_is_made_of_a_wrong_gradient() -> None:
    def wrong(Z: np.ndarray, Y: np.ndarray) -> np.ndarray:
        P = sigmoid(Z)
        return 2 * (P - Y) / P.size * np.sin(P + Y)

    verdict = evaluate("output_delta", wrong)
    assert verdict.finding == "slope", verdict.message
    assert "foretells" in verdict.message


def test_a_right_function_may_loop_on_inputs_it_was_never_meant_for() -> None:
    def layer(X: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
        while not b.any():
            pass
        return X @ W + b

    verdict = judged(layer)
    assert verdict.passed, verdict.message


def test_experiments_leave_the_learners_arguments_alone() -> None:
    probe = probes_of(LAYER, 0)[0]
    before = [np.copy(a) for a in probe]
    made = experiments(probe)
    assert all((a == b).all() for a, b in zip(before, probe, strict=True))
    assert {"zero", "doubled", "negated", "repeated"} <= {experiment.kind for experiment in made}
    for experiment in made:
        changed = [i for i, (a, b) in enumerate(zip(probe, experiment.args, strict=True)) if a is b]
        assert not changed, "each experiment has arguments of its own"


def test_what_was_tried_survives_the_way_out_of_the_sandbox() -> None:
    there = run(lambda X, W, b: X @ W, LAYER)
    back = Run.from_json(there.to_json())
    assert len(back.tried) == PROBES * len(experiments(probes_of(LAYER, 0)[0]))
    for one, other in zip(there.tried, back.tried, strict=True):
        assert (one.value is None) == (other.value is None)
        if one.value is not None and other.value is not None:
            pairs = zip(one.value.leaves(), other.value.leaves(), strict=True)
            assert all(np.array_equal(a, b) for a, b in pairs)
