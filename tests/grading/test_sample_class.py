"""The sample class is graded as a tutor would: exact grades, statuses and named mistakes."""

import pytest
from handing_in import SAMPLE

from course_utils.exercises.task import Question
from course_utils.exercises.tasks import all_tasks
from course_utils.grading import Gradebook, check_notebook

TASKS = {name: task for name, task in all_tasks().items() if task.lecture == "algorithm"}
QUESTIONS = {name for name, task in TASKS.items() if isinstance(task, Question)}
UP_TO_MSE_GRAD = {
    *("sigmoid_grad", "tanh_grad", "relu_grad", "composite_grad", "chain_rule", "two_paths"),
    *("forward_pass", "what_to_cache", "mse_loss", "mse_grad"),
}
AFTER_RELATIVE_ERROR = {"what_the_check_says", "when_the_check_lies", "why_reverse_mode"}

# What is not simply right: status and misconception.
EXPECTED: dict[str, dict[str, tuple[str, str | None]]] = {
    "amara": {},
    "bilal": {},
    "chiara": dict.fromkeys(set(TASKS) - UP_TO_MSE_GRAD, ("todo", None)),
    "dmitri": {
        "chain_rule": ("wrong", "no_slope"),
        "sigmoid_grad": ("wrong", "raw_z"),
        "tanh_grad": ("wrong", "sigmoid_rule"),
        "relu_grad": ("wrong", "one_at_zero"),
        "output_delta": ("wrong", "no_slope"),
        "hidden_delta": ("wrong", "no_slope"),
        "why_the_slope_cancels": ("wrong", None),
    },
    "elif": {
        "mse_loss": ("wrong", "sum"),
        "mse_grad": ("wrong", "samples_only"),
        "cross_entropy": ("wrong", "sum"),
        "softmax_cross_entropy_grad": ("wrong", "no_mean"),
        "weight_grad": ("wrong", "mean_again"),
        "bias_grad": ("wrong", "mean_again"),
        "why_transpose": ("wrong", None),
        "where_the_mean_enters": ("wrong", None),
    },
    "farah": {
        "softmax": ("wrong", "whole"),
        "hidden_delta": ("wrong", "no_transpose"),
        "weight_grad": ("wrong", "transposed"),
        "bias_grad": ("wrong", "scalar"),
        "relative_error": ("wrong", "absolute"),
    },
    "goran": {
        "composite_grad": ("wrong", "no_inner"),
        "two_paths": ("wrong", "last_path_wins"),
        "mse_grad": ("wrong", "sign"),
        "binary_cross_entropy": ("wrong", "parenthesis"),
        "numerical_gradient": ("wrong", "eps_not_2eps"),
    },
    "hana": dict.fromkeys(TASKS, ("unreadable", None)),
    "inès": {"relu_grad": ("time limit", None), "bias_grad": ("time limit", None)},
    "jonas": {"tanh_grad": ("crashed", None), "relu_grad": ("error", None)},
    "kwame": {
        "sigmoid_grad": ("wrong", None),
        "mse_loss": ("wrong", None),
        "mse_grad": ("wrong", None),
        **dict.fromkeys(QUESTIONS, ("not submitted", None)),
    },
    "lena": {
        "sigmoid_grad": ("wrong", None),
        "mse_loss": ("wrong", None),
        "cross_entropy": ("error", None),
        "relu_grad": ("wrong", None),
        "softmax": ("error", None),
        **dict.fromkeys(AFTER_RELATIVE_ERROR, ("todo", None)),
    },
}


@pytest.mark.parametrize("learner", EXPECTED)
def test_every_grade_is_the_expected_one(graded_class: Gradebook, learner: str) -> None:
    [report] = graded_class.of(learner)
    got = {grade.exercise: (grade.status, grade.misconception) for grade in report.grades}
    assert got == dict.fromkeys(TASKS, ("right", None)) | EXPECTED[learner]


def test_points_are_those_of_the_right_exercises(graded_class: Gradebook) -> None:
    for report in graded_class.reports:
        lost = sum(TASKS[name].points for name in EXPECTED[report.learner])
        assert (report.points, report.max_points) == (100 - lost, 100), report.learner


def test_gradebook_has_one_row_for_every_exercise(graded_class: Gradebook, read_rows) -> None:
    rows = read_rows(graded_class.output / "grades.csv")
    assert list(rows[0]) == [
        *("learner", "lecture", "exercise", "points", "max_points", "status", "message")
    ]
    assert [(row["learner"], row["exercise"]) for row in rows] == [
        (learner, exercise) for learner in sorted(EXPECTED) for exercise in TASKS
    ]
    summary = {row["learner"]: row for row in read_rows(graded_class.output / "summary.csv")}
    assert summary["amara"] == {
        **{"learner": "amara", "algorithm": "100", "total": "100", "max_points": "100"}
    }


def test_messages_name_the_mistake_and_keep_the_code(graded_class: Gradebook) -> None:
    messages = {
        (grade.learner, grade.exercise): f"{grade.message} {grade.question}"
        for grade in graded_class.grades
    }
    assert "77" in messages["elif", "mse_loss"]
    assert "Code cell" not in messages["inès", "relu_grad"]
    assert "SyntaxError" in messages["lena", "softmax"]
    assert "P.size" not in messages["goran", "mse_grad"]


def test_a_notebook_alone_gets_the_same_verdicts(graded_class: Gradebook) -> None:
    verdicts = check_notebook(SAMPLE / "goran" / "02_algorithm.ipynb")
    [report] = graded_class.of("goran")
    assert [(v.exercise, v.points, v.misconception, v.message) for v in verdicts] == [
        (g.exercise, g.points, g.misconception, g.message) for g in report.grades
    ]
