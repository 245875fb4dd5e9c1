"""Attention row and saturation in a browser, without JupyterLab: their numbers are Python's."""

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect
from stand_in import press, said

from course_utils import nn
from course_utils.demos import applications
from course_utils.demos.applications.attention_row import (
    ASKED,
    FORMS,
    RATE,
    SCORES,
    SLOPES,
    WORDS,
    row_gradient,
)
from course_utils.demos.applications.saturation import LOSSES, START, steps_to_pass, walk

pytestmark = pytest.mark.browser


# -- attention row -------------------------------------------------------------------------


@pytest.fixture
def attention(show) -> Page:
    return show(applications.attention_row())


def bars(page: Page, kind: str) -> list[float]:
    found = page.locator(f".row-{kind}")
    return found.evaluate_all("all => all.map((bar) => Number(bar.dataset.value))")


def scores(page: Page) -> np.ndarray:
    return np.array(page.evaluate("() => model.get('scores')"))


def handle(page: Page, word: str) -> Locator:
    return page.locator(f'.row-handle[data-word="{word}"]')


def answer(row: int) -> str:
    return "up" if row_gradient(SCORES[row], SLOPES[row])[ASKED[row]] < 0 else "down"


@pytest.mark.parametrize("row", range(len(WORDS)), ids=WORDS)
def test_a_row_is_the_engines(attention, row):
    press(attention, key=str(row))
    press(attention, guess="up")
    np.testing.assert_allclose(bars(attention, "share"), nn.softmax(SCORES[row]), rtol=1e-13)
    for form in FORMS:
        press(attention, key=form)
        shown = bars(attention, "back" if form == "right" else "wrong")
        np.testing.assert_allclose(shown, row_gradient(SCORES[row], SLOPES[row], form), atol=1e-15)


@pytest.mark.parametrize("row", range(len(WORDS)), ids=WORDS)
def test_the_gradient_is_hidden_until_predicted(attention, row):
    press(attention, key=str(row))
    assert bars(attention, "back") == []
    expect(attention.locator(".row-hidden")).to_have_count(len(WORDS))
    press(attention, guess=answer(row))
    said(attention, "right", rf"^Right: {answer(row)}.*\(1 of 1 so far")
    expect(attention.locator(".row-total")).to_have_text("Σ dS = 0 ✓")


def test_a_wrong_prediction_is_told_why(attention):
    press(attention, guess="down")
    said(attention, "wrong", r"^No: up\. For ‘acting’ dP = 0\.1, and that is below .* r = 0\.317")


def test_arrow_keys_move_a_score_and_the_sum_stays_zero(attention):
    press(attention, guess="up")
    handle(attention, "wonderful").focus()
    for key in ("ArrowUp", "ArrowRight", "PageUp", "ArrowDown", "PageUp", "Home", "End"):
        attention.keyboard.press(key)
        s = scores(attention)
        np.testing.assert_allclose(bars(attention, "back"), row_gradient(s, SLOPES[4]), atol=1e-15)
        expect(attention.locator(".row-total")).to_have_text("Σ dS = 0 ✓")
    assert s.tolist() == [2.0, 0.5, 0.0, 4.0, 0.5]
    expect(handle(attention, "wonderful")).to_be_focused()
    expect(handle(attention, "wonderful")).to_have_attribute("aria-valuenow", "4")


def test_a_score_is_dragged(attention):
    place = handle(attention, "plot").locator("circle").bounding_box()
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    attention.mouse.move(x, y)
    attention.mouse.down()
    attention.mouse.move(x, y - 30, steps=5)
    raised = scores(attention)[1]
    attention.mouse.move(x, y + 500)
    attention.mouse.up()
    attention.mouse.move(x, y)
    assert 1.5 < raised < 4
    assert scores(attention)[1] == -4


def test_raising_all_scores_changes_no_weight(attention):
    before = bars(attention, "share")
    press(attention, action="raise")
    said(attention, "", "All scores moved by 0.5, and no P changed")
    assert scores(attention).tolist() == (SCORES[4] + 0.5).tolist()
    np.testing.assert_allclose(bars(attention, "share"), before, rtol=1e-14)


def test_a_step_is_one_of_gradient_descent(attention):
    expect(attention.locator('[data-action="step"]')).to_be_disabled()
    press(attention, guess="up")
    press(attention, action="step")
    said(attention, "", r"their sum is still 4\.0\. The average slope r is now")
    expected = SCORES[4] - RATE * row_gradient(SCORES[4], SLOPES[4])
    np.testing.assert_allclose(scores(attention), expected, atol=1e-14)
    press(attention, action="back")
    assert scores(attention).tolist() == SCORES[4].tolist()


@pytest.mark.parametrize(
    ("form", "total", "way"),
    [("no_row_term", "0.317", "r = 0.317"), ("diagonal", "0.147", "sigmoid")],
)
def test_a_wrong_form_drifts(attention, form, total, way):
    press(attention, guess="up")
    press(attention, key=form)
    said(attention, "wrong", rf"^Sum {total}.*{way}.* pushes ‘but’ and ‘acting’ the wrong way")
    expect(attention.locator(".row-total")).to_contain_text("✗")
    press(attention, action="step")
    said(attention, "wrong", "The scores together moved by −")


def test_another_row_asks_anew(attention):
    press(attention, guess="up")
    press(attention, key="0")
    expect(attention.locator(".demo-attention-row")).to_have_attribute("data-revealed", "false")
    expect(attention.locator(".demo-row", has_text="gradient descent")).to_contain_text("‘plot’")


# -- saturation ----------------------------------------------------------------------------


@pytest.fixture
def losses(show) -> Page:
    return show(applications.saturation())


def number(page: Page, loss: str, name: str) -> float | None:
    cell = page.locator(f'tr[data-loss="{loss}"] [data-number="{name}"]')
    text = cell.get_attribute("data-value")
    return float(text) if text else None


@pytest.mark.parametrize("guess", ["saturating", "non_saturating", "both", "neither"])
def test_slopes_are_hidden_until_predicted(losses, guess):
    assert number(losses, "saturating", "slope") is None
    expect(losses.locator('[data-chart="slope"] .sat-curve').first).to_be_hidden()
    press(losses, guess=guess)
    right = guess == "non_saturating"
    said(losses, "right" if right else "wrong", r"slope of −ln\sσ\(s\) is −0\.9975.* is −0\.0025")
    expect(losses.locator('[data-chart="slope"] .sat-curve').first).to_be_visible()


def test_numbers_are_the_engines_along_the_slider(losses):
    press(losses, guess="neither")
    losses.locator(".sat-slider").focus()
    for key in ("Home", "ArrowRight", "End", "ArrowLeft", "PageDown", "PageDown", "PageDown"):
        losses.keyboard.press(key)
        s = float(losses.evaluate("() => model.get('s')"))
        for name, loss in LOSSES.items():
            assert number(losses, name, "s") == s
            assert number(losses, name, "value") == pytest.approx(loss.value(s), rel=1e-12)
            assert number(losses, name, "slope") == pytest.approx(loss.slope(s), rel=1e-12)


@pytest.mark.parametrize(
    ("end", "words"), [("Home", r"e⁻ˢ = 2,981 times as steep"), ("End", "forgery passes as real")]
)
def test_each_end_has_its_own_lesson(losses, end, words):
    press(losses, guess="both")
    losses.locator(".sat-slider").focus()
    losses.keyboard.press(end)
    said(losses, "", words)


def test_the_chart_is_dragged(losses):
    place = losses.locator('[data-chart="value"]').bounding_box()
    losses.mouse.move(place["x"] + 0.2 * place["width"], place["y"] + 100)
    losses.mouse.down()
    losses.mouse.move(place["x"] + 5 * place["width"], place["y"] + 100)
    losses.mouse.up()
    assert losses.evaluate("() => model.get('s')") == 8


def test_steps_are_those_of_python(losses):
    press(losses, guess="both")
    for _ in range(3):
        press(losses, action="step-1")
    press(losses, action="step-10")
    for name in LOSSES:
        expected = walk(name, START, 13)[-1]  # 1 + 1 + 1 + 10
        assert number(losses, name, "s") == pytest.approx(expected, rel=1e-12)
    said(losses, "", r"After 13 steps from s = −6\.0: −5\.98 .* −0\.18")
    press(losses, action="again")
    assert number(losses, "saturating", "s") == START


def test_steps_until_it_passes_are_those_of_python(losses):
    expect(losses.locator('[data-action="until"]')).to_be_disabled()
    press(losses, guess="both")
    press(losses, action="until")
    fast, slow = (steps_to_pass(name, START) for name in ("non_saturating", "saturating"))
    said(losses, "", rf"to 0: {fast} steps with −ln\sσ\(s\), {slow} with ln")
