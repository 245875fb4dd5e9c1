"""``check``, ``hint`` and ``progress`` as a learner meets them in a terminal."""

import functools

import numpy as np
import pytest

from course_utils import check, evaluate, hint, progress
from course_utils.exercises import checking
from course_utils.exercises.task import Question
from course_utils.exercises.tasks import all_tasks


@pytest.fixture(autouse=True)
def own_progress(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_PROGRESS_DIR", str(tmp_path))
    monkeypatch.setattr(checking, "_HINTS_SHOWN", {})


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def wrong_sigmoid(z):
    return 1 - sigmoid(z)


def said(capsys, *args, **kwargs):
    assert check(*args, **kwargs) is None
    return capsys.readouterr().out


def test_right(capsys):
    points = all_tasks()["sigmoid"].points
    assert said(capsys, sigmoid) == f"✓ sigmoid: Right ({points} of {points} points)\n"


def test_wrong_names_the_mistake_and_asks_one_question(capsys):
    first, says, asks = said(capsys, sigmoid=wrong_sigmoid).splitlines()
    assert first.startswith("✗ sigmoid: Not yet (0 of ")
    assert "sign of the exponent" in says
    assert asks.startswith("  → ")
    assert asks.endswith("?")


def test_text_is_the_same_each_time(capsys):
    assert said(capsys, sigmoid=wrong_sigmoid) == said(capsys, sigmoid=wrong_sigmoid)


def test_several_at_once(capsys):
    out = said(capsys, sigmoid, tanh_grad=lambda z: None)
    assert "✓ sigmoid" in out
    assert "✗ tanh_grad" in out


def test_a_stub_is_a_quiet_to_do(capsys):
    def sigmoid(z):
        raise NotImplementedError

    assert said(capsys, sigmoid).startswith("○ sigmoid: To do\n")


def sigmod(z):
    return z


class NoName:
    def __call__(self, z):
        return z

    @property
    def __name__(self):
        raise RuntimeError


@pytest.mark.parametrize(
    ("args", "kwargs", "sentence"),
    [
        ((), {}, "check(sigmoid)"),
        ((sigmod,), {}, "There is no exercise sigmod. Did you mean sigmoid?"),
        ((print,), {}, "There is no exercise print."),
        ((3,), {}, "This is of type int."),
        (("sigmoid",), {}, "This is of type str."),
        ((None,), {}, "This is of type NoneType."),
        ((lambda z: z,), {}, "check(sigmoid=…)"),
        ((functools.partial(sigmoid),), {}, "check(sigmoid=…)"),
        ((NoName(),), {}, "check(sigmoid=…)"),
        ((type("sigmoid", (), {}),), {}, "sigmoid is a class"),
        ((), {"sigmod": sigmoid}, "Did you mean sigmoid?"),
        ((), {"sigmoid": 0.5}, "got the type float"),
        ((), {"why_transpose": sigmoid}, "answer it with a letter"),
    ],
)
def test_calls_that_cannot_be_judged_get_one_sentence(capsys, args, kwargs, sentence):
    out = said(capsys, *args, **kwargs)
    assert out.startswith("○ Note\n")
    assert sentence in out
    assert len(out.splitlines()) == 2


def test_ufunc_and_partial_can_be_judged_by_name(capsys):
    assert "✓" in said(capsys, sigmoid=functools.partial(sigmoid))
    assert "✗" in said(capsys, sigmoid=np.tanh)


def test_questions(capsys):
    assert isinstance(all_tasks()["why_transpose"], Question)
    marks = {said(capsys, why_transpose=letter)[0] for letter in "abcd"}
    assert marks == {"✓", "✗"}
    assert said(capsys, why_transpose="?")[0] == "○"


def test_hints_come_in_turn(capsys):
    seen = []
    for call in (sigmoid, "sigmoid", sigmoid, sigmoid):
        hint(call)
        seen.append(capsys.readouterr().out)
    assert [text.splitlines()[0] for text in seen[:3]] == [
        f"○ sigmoid: Hint {n} of 3" for n in (1, 2, 3)
    ]
    assert seen[3] == seen[0]
    hint("sigmod")
    assert "Did you mean sigmoid?" in capsys.readouterr().out
    hint(3)
    assert "type int" in capsys.readouterr().out


def test_progress_shows_what_was_reached(capsys):
    check(sigmoid, tanh_grad=lambda z: None)
    capsys.readouterr()
    progress()
    out = capsys.readouterr().out
    task = all_tasks()["sigmoid"]
    assert f"1 Introduction: {task.points} of 100 points" in out
    assert "✓ sigmoid (done)" in out
    assert "✗ tanh_grad (tried)" in out
    assert "○ relu_grad (to do)" in out


def test_printing_is_shown_shortened(capsys):
    def sigmoid(z):
        print("<b>here</b>" * 100_000)

    out = said(capsys, sigmoid)
    assert "Your function printed: <b>here" in out
    assert len(out) < 1_500


def test_evaluate_for_programs():
    verdict = evaluate("sigmoid", sigmoid, seed=3)
    assert verdict.passed
    assert verdict.points == verdict.max_points
    assert verdict.misconception is None
    assert evaluate("sigmoid", wrong_sigmoid).misconception == "exp_sign"
    assert evaluate("sigmoid", 3).status == "error"
    with pytest.raises(KeyError, match="Did you mean sigmoid"):
        evaluate("sigmod", sigmoid)


def test_hint_for_nothing_says_what_it_takes(capsys):
    hint()
    assert "hint(sigmoid)" in capsys.readouterr().out
