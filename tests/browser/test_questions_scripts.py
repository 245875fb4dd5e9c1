"""Clinic and mirror in a browser, without JupyterLab: paste, guess, reveal; cover and uncover."""

import json

import numpy as np
import pytest
from playwright.sync_api import expect
from stand_in import press, said

from course_utils.demos import questions
from course_utils.demos.questions.recipe import recipe
from course_utils.demos.questions.report import report

pytestmark = pytest.mark.browser

TABLE = """lecture,exercise,mistake,learners,of
algorithm,mse_loss,sum,9,40
algorithm,mse_loss,half,4,40
training,adam_step,uncorrected,2,20
"""


def examine(page, exercise, text, number=1):
    """Paste and send as a reader would; the answer is the kernel's own."""
    page.locator("textarea").fill(text)
    press(page, action="examine")
    assert page.evaluate("() => window.sent.at(-1)") == {"text": text, "number": number}
    result = report(exercise, text) | {"number": number}
    page.evaluate("(result) => model.change({ result })", json.loads(json.dumps(result)))


@pytest.fixture
def forgotten_mean():
    P, Y = questions.clinic_inputs("mse_grad")
    return repr(2 * (P - Y))


def test_the_diagnosis_waits_for_a_guess(show, forgotten_mean):
    page = show(questions.numbers_clinic())
    examine(page, "mse_grad", forgotten_mean)
    said(page, "", "right ones lie on the green line")
    expect(page.locator(".clinic-diagnosis")).to_be_hidden()
    expect(page.locator("circle")).to_have_count(77)
    press(page, guess="factor")
    said(page, "right", "You saw it: a factor")
    expect(page.locator(".clinic-evidence")).to_have_text("Yours / right = 77 in every entry.")
    expect(page.locator(".clinic-message")).to_contain_text("sum of squares")
    expect(page.locator(".clinic-seen")).to_contain_text("Seen in public code: peterroelants/")
    expect(page.locator(".demo-numbers-clinic")).to_have_attribute("data-misconception", "no_mean")


@pytest.mark.parametrize(
    ("guess", "state", "words"), [("sign", "wrong", "You said a sign"), ("", "wrong", "a factor")]
)
def test_a_wrong_guess_or_none_is_told_all_the_same(show, forgotten_mean, guess, state, words):
    page = show(questions.numbers_clinic())
    examine(page, "mse_grad", forgotten_mean)
    press(page, guess=guess)
    said(page, state, words)
    expect(page.locator(".clinic-guess")).to_be_hidden()


def test_a_second_paste_is_guessed_anew(show, forgotten_mean):
    page = show(questions.numbers_clinic())
    examine(page, "mse_grad", forgotten_mean)
    press(page, guess="")
    P, Y = questions.clinic_inputs("mse_grad")
    examine(page, "mse_grad", repr(2 * (Y - P) / 77), number=2)
    expect(page.locator(".clinic-diagnosis")).to_be_hidden()
    press(page, guess="sign")
    said(page, "right", "a sign")


def test_right_numbers_need_no_guess(show):
    page = show(questions.numbers_clinic())
    P, Y = questions.clinic_inputs("mse_grad")
    examine(page, "mse_grad", repr(2 * (P - Y) / 77))
    said(page, "right", "Right. 9 of the 10 known mistakes")
    expect(page.locator(".clinic-guess")).to_be_hidden()


@pytest.mark.parametrize("value", [np.ones((11, 7)), 3.25])
def test_without_a_picture_there_is_no_talk_of_one(show, value):
    exercise = "mse_grad" if np.ndim(value) else "mse_loss"
    page = show(questions.numbers_clinic(exercise))
    examine(page, exercise, repr(value))
    said(page, "", "That is not right")
    expect(page.locator("svg")).to_be_hidden()
    press(page, guess="")
    expect(page.locator(".clinic-message")).to_be_visible()


def test_text_that_is_no_array_is_answered(show):
    page = show(questions.numbers_clinic())
    examine(page, "mse_grad", "<b>hello</b>")
    said(page, "", "cannot be read as numbers")
    assert page.locator("b").count() == 0
    expect(page.locator(".clinic-case")).to_be_hidden()


def test_another_function_brings_its_code(show):
    page = show(questions.numbers_clinic())
    page.get_by_label("Function").select_option("softmax")
    assert page.evaluate("() => model.get('exercise')") == "softmax"
    page.evaluate(
        "(recipe) => model.change({ exercise: 'softmax', result: {}, recipe })", recipe("softmax")
    )
    expect(page.get_by_label("Code for this notebook")).to_contain_text('clinic_inputs("softmax")')
    page.locator("summary").click()
    expect(page.get_by_label("Code for another program")).to_contain_text("Z = np.array([[")


def test_the_keyboard_is_enough(show, forgotten_mean):
    page = show(questions.numbers_clinic())
    page.locator("textarea").fill(forgotten_mean)
    page.locator("textarea").press("Control+Enter")
    assert page.evaluate("() => window.sent.length") == 1


@pytest.fixture
def mirror(tmp_path):
    (tmp_path / "mistakes.csv").write_text(TABLE, encoding="utf-8")
    return questions.class_mirror(tmp_path)


def test_mistakes_are_covered_until_asked(show, mirror):
    page = show(mirror)
    names = page.locator(".mirror-name")
    expect(names).to_have_text(["?", "?", "?"])
    names.first.click()
    expect(names).to_have_text(["sum", "?", "?"])
    expect(names.first).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".mirror-said").first).to_contain_text("sum of the squares")
    press(page, action="all")
    expect(names).to_have_text(["sum", "half", "uncorrected"])
    said(page, "", "3 of 3 mistakes uncovered")
    press(page, action="all")
    expect(names).to_have_text(["?", "?", "?"])


def test_one_lecture_at_a_time(show, mirror):
    page = show(mirror)
    press(page, key="training")
    expect(page.locator("h4")).to_have_text(["adam_step"])
    expect(page.locator(".mirror-count")).to_have_text(["2 of 20"])
    press(page, key="")
    expect(page.locator("h4")).to_have_text(["mse_loss", "adam_step"])
