"""Numbers clinic: the kernel's half of it, and the function for those without a widget."""

import re
import statistics
import subprocess
import sys
import time

import numpy as np
import pytest

from course_utils.demos import questions
from course_utils.demos.questions.clinic_still import PATIENTS, examined
from course_utils.demos.questions.recipe import recipe
from course_utils.demos.questions.report import GUESSES, MAX_POINTS, report
from course_utils.exercises.answers import answer_for
from course_utils.exercises.pasted import evaluate_numbers, numbers_exercises, numbers_inputs


@pytest.fixture
def wrong():
    P, Y = questions.clinic_inputs("mse_grad")
    return P - Y


def send(widget, text, number=1):
    widget._hear(widget, {"text": text, "number": number}, [])
    return widget.result


def test_menu_holds_every_exercise_once_by_lecture():
    menu = questions.numbers_clinic().menu
    names = [name for _, functions in menu for name, _ in functions]
    assert names == list(numbers_exercises())
    assert [title for title, _ in menu][:2] == ["Introduction", "The algorithm"]


def test_a_paste_is_examined(wrong):
    result = send(questions.numbers_clinic(), repr(2 * wrong), number=3)
    assert result["state"] == "wrong"
    assert result["misconception"] == "no_mean"
    assert result["kinds"] == ["factor"]
    assert result["evidence"] == "Yours / right = 77 in every entry."
    assert result["number"] == 3
    assert "peterroelants.github.io#5" in result["seen"]
    right, yours = np.transpose(result["points"])
    np.testing.assert_allclose(yours, 77 * right, rtol=1e-4, atol=1e-7)


def test_choosing_another_function_writes_its_recipe_and_forgets_the_paste(wrong):
    widget = questions.numbers_clinic()
    send(widget, repr(wrong))
    widget.exercise = "softmax"
    assert 'clinic_inputs("softmax")' in widget.recipe["here"]
    assert widget.result == {}


@pytest.mark.parametrize("name", ["nope", "why_transpose", "backward"])
def test_a_function_the_clinic_does_not_know_gets_a_sentence(name):
    with pytest.raises(ValueError, match=name):
        questions.numbers_clinic(name)
    with pytest.raises(ValueError, match=name):
        questions.clinic_inputs(name)
    assert name in questions.diagnose(name, 1.0).text


def test_text_that_is_no_array_is_said_to_be_none():
    result = send(questions.numbers_clinic(), "[1, 2")
    assert result["state"] == "unread"
    assert "cannot be read as numbers" in result["message"]


@pytest.mark.parametrize(
    ("exercise", "change", "kinds"),
    [
        ("mse_grad", lambda P, Y: 2 * (Y - P) / P.size, ["sign"]),
        ("mse_grad", lambda P, Y: Y - P, ["factor", "sign"]),
        ("weight_grad", lambda a, d: d.T @ a, ["transposed"]),
        ("weight_grad", lambda a, d: 3 * d.T @ a, ["transposed"]),
        ("residual_backward", lambda x, W, dout: dout, ["other"]),
        ("bias_grad", lambda d: d.sum(axis=1), ["axis"]),
        ("bias_grad", lambda d: d.sum(), ["axis"]),
        ("softmax", lambda Z: np.exp(Z) / np.exp(Z).sum(axis=0), ["axis"]),
        ("mse_loss", lambda P, Y: np.mean((P - Y) ** 2) / 2, ["factor"]),
        ("mse_grad", lambda P, Y: None, ["other"]),
    ],
)
def test_kinds_a_reader_may_guess(exercise, change, kinds):
    result = report(exercise, repr(change(*questions.clinic_inputs(exercise))))
    assert result["kinds"] == kinds
    assert set(kinds) <= set(GUESSES)


@pytest.mark.parametrize(
    ("exercise", "change", "evidence"),
    [
        ("weight_grad", lambda a, d: d.T @ a, r"Shape: yours \(5, 3\), asked for \(3, 5\)\."),
        (
            "mse_loss",
            lambda P, Y: np.sum((P - Y) ** 2),
            r"Yours .*, right .*: yours / right = 77\.",
        ),
        ("mse_grad", lambda P, Y: P, r"At \[\d+, \d+\]: yours .*, right .*\."),
        ("two_paths", lambda a, b: (b, a), r"Yours .*, right .*\."),
        ("mse_grad", lambda P, Y: 2 * (P - Y) / 77, r""),
    ],
)
def test_evidence_is_the_number_that_betrays_it(exercise, change, evidence):
    result = report(exercise, repr(change(*questions.clinic_inputs(exercise))))
    assert re.fullmatch(evidence, result["evidence"])


def test_no_more_points_than_a_picture_needs():
    with np.printoptions(threshold=100_000):
        x = np.zeros((7, 11, 3, 5))
        assert 100 < len(report("conv2d_forward", repr(x))["points"]) <= MAX_POINTS


@pytest.mark.parametrize("name", [n for n in numbers_exercises() if recipe(n)["elsewhere"]])
def test_the_recipe_for_another_program_gives_the_clinics_inputs(name):
    *setup, call = recipe(name)["elsewhere"].splitlines()
    scope = {name: answer_for(name, numbers_exercises()[name].lecture).reference}
    exec("\n".join(setup), scope)
    assert evaluate_numbers(name, eval(call, scope)).passed


def test_only_inputs_that_are_functions_have_no_recipe_elsewhere():
    without = {name for name in numbers_exercises() if not recipe(name)["elsewhere"]}
    assert without == {n for n in numbers_exercises() if callable(numbers_inputs(n)[0])}


def test_diagnose_takes_the_result_or_its_print(wrong):
    from_array = questions.diagnose("mse_grad", wrong)
    from_text = questions.diagnose("mse_grad", str(wrong))
    assert from_array.text == from_text.text
    assert "✗ mse_grad: Not yet" in from_array.text
    assert "points" not in from_array.text


def test_diagnose_names_the_public_thread(wrong):
    card = questions.diagnose("mse_grad", 2 * wrong)
    assert "Seen in public code: peterroelants/peterroelants.github.io#5." in card.text
    assert "Seen in public code" in card._repr_mimebundle_()["text/html"]


def test_right_numbers_are_called_right(wrong):
    assert questions.diagnose("mse_grad", 2 * wrong / 77).text.startswith("✓ mse_grad: Right")


def test_a_plain_program_prints_the_same_words_each_time():
    program = (
        "from course_utils import demos\n"
        "P, Y = demos.questions.clinic_inputs('mse_grad')\n"
        "print(demos.questions.diagnose('mse_grad', P - Y))\n"
    )
    first, second = (
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        for _ in range(2)
    )
    assert first.stdout == second.stdout
    assert first.stdout.startswith("✗ mse_grad: Not yet\n")
    assert first.stderr == ""


def test_still_picture_shows_what_the_clinic_finds():
    picture = questions.numbers_clinic_figure()
    for patient, case, ax in zip(PATIENTS, examined(), picture.figure.axes, strict=True):
        assert case.verdict.misconception
        assert ax.get_title().startswith(f"{patient.exercise}: {case.verdict.misconception}")
        assert ax.get_xlabel()
        assert ax.get_ylabel()
        assert case.verdict.message in picture.alt


def test_bundle_falls_back_to_the_still_picture():
    bundle, _ = questions.numbers_clinic()._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle["text/plain"] == f"Picture: {questions.numbers_clinic_figure().alt}"


def test_nothing_comes_from_the_network():
    demo = questions.numbers_clinic()
    script = demo._esm.replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?://|\bimport\b|\bfetch\(", script)
    assert not re.search(r"url\(|@import", demo._css)


def test_without_widgets_it_stands_still(monkeypatch):
    monkeypatch.setattr("ipywidgets.Widget.open", lambda widget: 1 / 0)
    shown = questions.numbers_clinic("softmax")
    assert shown.alt == questions.numbers_clinic_figure().alt
    assert "stands still here" in shown.note


@pytest.mark.benchmark
def test_a_paste_is_answered_in_50_ms():
    widget, times = questions.numbers_clinic(), []
    for name in numbers_exercises():
        widget.exercise = name
        reference = answer_for(name, numbers_exercises()[name].lecture).reference
        for known in answer_for(name, numbers_exercises()[name].lecture).mistakes[:3]:
            with np.errstate(all="ignore"), np.printoptions(threshold=100_000):
                try:
                    text = repr(known.wrong(*numbers_inputs(name)))
                except ValueError:
                    text = repr(reference(*numbers_inputs(name)))
            begin = time.perf_counter()
            send(widget, text)
            times.append(time.perf_counter() - begin)
    assert statistics.median(times) < 0.05
