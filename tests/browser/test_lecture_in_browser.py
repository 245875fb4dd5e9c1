"""Lecture 2 in a real browser: Run All, answers right and wrong, demos that move."""

from collections.abc import Callable

import pytest
from lab_driver import Notebook
from playwright.sync_api import Locator, expect

pytestmark = pytest.mark.browser

RIGHT = "def weight_grad(a_prev, delta):\n    return a_prev.T @ delta"
WRONG = "def weight_grad(a_prev, delta):\n    return a_prev.T @ delta / len(delta)"


def test_run_all_leaves_no_error(lecture: Notebook) -> None:
    outputs = lecture.outputs()

    faults = {
        cell: [output.get("evalue", output.get("text")) for output in found]
        for cell, found in outputs.items()
        if any(o["output_type"] == "error" or o.get("name") == "stderr" for o in found)
    }
    assert faults == {}
    assert any(outputs.values()), "nothing was run"


def test_an_untouched_exercise_gets_a_quiet_card(lecture: Notebook) -> None:
    card = lecture.cell("check-bias_grad").locator(".course-card")

    expect(card).to_have_class("course-card todo")


def answer(lecture: Notebook, source: str) -> Locator:
    lecture.write("weight_grad", source)
    lecture.run("weight_grad")
    lecture.run("check-weight_grad")
    return lecture.cell("check-weight_grad").locator(".course-card")


def test_a_right_answer_gets_a_green_card(lecture: Notebook) -> None:
    card = answer(lecture, RIGHT)

    expect(card).to_have_class("course-card right")
    green, red = tint(card)
    assert green > red


def test_a_wrong_answer_gets_a_red_card_that_names_the_mistake(lecture: Notebook) -> None:
    card = answer(lecture, WRONG)

    expect(card).to_have_class("course-card wrong")
    expect(card).to_contain_text("weight_grad")
    expect(card.locator(".says")).not_to_be_empty()
    green, red = tint(card)
    assert red > green


def tint(card: Locator) -> tuple[int, int]:
    """The green and the red part of the card's left edge."""
    colour = card.evaluate("card => getComputedStyle(card).borderLeftColor")
    red, green, *_ = map(int, colour.removeprefix("rgb(").rstrip(")").split(","))
    return green, red


def press(selector: str, key: str) -> Callable[[Locator], None]:
    return lambda demo: demo.locator(selector).press(key)


def click(selector: str) -> Callable[[Locator], None]:
    return lambda demo: demo.locator(selector).click()


# The call that shows it, how it is moved, and the part of it that must change then.
DEMOS = {
    ".ledger(": (click(".ledger-next"), ".ledger-graph"),
    ".network_ledger(": (press(".ledger-stage", "ArrowRight"), ".ledger-graph"),
    ".outer_products(": (click("[data-action=next]"), "svg"),
    ".shape_ribbons(": (click("[data-action=swap]"), "svg"),
    ".gradient_microscope(": (press(".microscope-eps", "ArrowLeft"), ".microscope-readout"),
}


@pytest.mark.parametrize("call", DEMOS)
def test_a_demo_renders_and_moves(lecture: Notebook, call: str) -> None:
    move, watched = DEMOS[call]
    demo = lecture.cell(lecture.cell_with(call)).locator(".demo")
    picture = demo.locator(watched)
    before = picture.inner_html()

    move(demo)

    expect(picture).not_to_have_js_property("innerHTML", before)
    assert lecture.console_errors == []


def test_the_ledger_shows_a_gradient_only_after_the_right_number(lecture: Notebook) -> None:
    ledger = lecture.cell(lecture.cell_with(".ledger(")).locator(".demo")
    while ledger.get_attribute("data-pass") == "forward":
        ledger.locator(".ledger-next").click()
    asked = ledger.locator(".ledger-asked .ledger-grad")
    expect(asked).to_have_text("?")

    type_number(ledger, "7.5")
    expect(ledger.locator(".demo-says")).to_have_attribute("data-state", "wrong")
    expect(asked).to_have_text("?")

    step = ledger.get_attribute("data-step")
    type_number(ledger, "1")  # dL/dL
    expect(ledger.locator(".demo-says")).to_have_attribute("data-state", "right")
    expect(ledger).not_to_have_attribute("data-step", step or "")
    assert lecture.console_errors == []


def type_number(ledger: Locator, number: str) -> None:
    ledger.locator(".ledger-answer").fill(number)
    ledger.locator(".ledger-check").click()


def test_every_demo_of_the_lecture_is_tried_here(lecture: Notebook) -> None:
    shown = {
        cell
        for cell, found in lecture.outputs().items()
        if any("application/vnd.jupyter.widget-view+json" in o.get("data", {}) for o in found)
    }

    assert shown == {lecture.cell_with(call) for call in DEMOS}


def test_the_page_asked_nothing_of_the_network(lecture: Notebook) -> None:
    assert lecture.external == []
