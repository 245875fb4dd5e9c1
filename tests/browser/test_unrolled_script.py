"""Unrolled time in a browser, without JupyterLab: predict, reveal, truncate."""

import pytest
from playwright.sync_api import Page, expect
from stand_in import press, said

from course_utils.demos import applications
from course_utils.demos.applications import unrolled as un
from course_utils.demos.applications import unrolled_runs as ur

pytestmark = pytest.mark.browser


def unrolled(name: str = "quiet", radius: float = 0.9, reach: int = ur.STEPS):
    demo = applications.unrolled_time()
    demo.set_trait("input", name)
    demo.set_trait("at", ur.RADII.index(radius))
    demo.set_trait("reach", reach)
    return demo


def predict(page: Page, text: str) -> None:
    page.locator(".unrolled-guess").fill(text)
    press(page, action="check")


def root(page: Page):
    return page.locator(".demo-unrolled-time")


def test_answers_are_those_of_the_tables(show):
    demo = unrolled()
    demo.predict = False
    page = show(demo)
    found = page.evaluate(
        """() => Object.fromEntries(Object.keys(model.get('inputs')).map((input) => [input,
            model.get('radii').map((_, at) => {
                model.change({ input, at });
                return document.querySelector('.demo').dataset.answer;
            })]))"""
    )
    for name, runs in ur.all_runs().items():
        steps = [ur.steps_until_small(run.gradient) for run in runs]
        assert found[name] == ["never" if k is None else str(k) for k in steps], name


@pytest.mark.parametrize(
    ("text", "state", "words"),
    [
        ("40", "right", "^Right: below 1 % after 40 steps.*would need 44.*1 of 1"),
        ("44", "right", "^Close: below 1 % after 40 steps"),
        ("20", "wrong", "^No: below 1 % after 40 steps.*0 of 1"),
    ],
)
def test_gradient_is_hidden_until_predicted(show, text, state, words):
    page = show(unrolled())
    assert page.locator(".unrolled-line").count() == 0
    expect(root(page)).to_have_attribute("data-answer", "")
    predict(page, text)
    said(page, state, words)
    assert page.locator(".unrolled-line").count() == 1
    expect(page.locator(".unrolled-mark")).to_have_count(1)
    expect(page.locator(".unrolled-guess")).to_be_disabled()


def test_growth_is_never_below(show):
    page = show(unrolled(radius=1.5))
    press(page, action="never")
    times = float(f"{un.run_of('quiet', 1.5).gradient[-1]:.2g}")
    said(page, "right", f"^Right: never below 1 %: after 49 steps it is {times:.0f} times as large")
    said(page, "right", "slopes of tanh, 1 or less, hold it back")


def test_loud_input_flattens_what_rho_alone_would_let_grow(show):
    page = show(unrolled("loud", 1.2))
    press(page, action="never")
    said(page, "wrong", "below 1 % after 34 steps. ρ alone .dotted. would let it grow")


def test_another_radius_is_hidden_again_and_leaves_the_last_as_a_trace(show):
    page = show(unrolled())
    predict(page, "40")
    page.locator(".unrolled-at").focus()
    page.keyboard.press("ArrowRight")
    expect(root(page)).to_have_attribute("data-revealed", "false")
    assert page.locator(".unrolled-ghost").count() == 1
    expect(page.locator(".unrolled-guess")).to_have_value("")
    expect(page.locator(".unrolled-at")).to_have_attribute("aria-valuetext", "ρ = 0.95")


def test_truncation_cuts_and_says_what_it_costs(show):
    page = show(unrolled(radius=1.5))
    press(page, action="never")
    page.locator(".unrolled-reach").fill("10")
    run = un.run_of("quiet", 1.5)
    degrees = un.angles(run)[9]
    said(
        page,
        "",
        f"^Nothing is left after 10 steps.*points {degrees:.0f}° away.*most of what .* is lost",
    )
    assert page.locator(".unrolled-dot, .unrolled-beyond").count() == 10
    expect(root(page)).to_have_attribute("data-answer", "10")


def test_truncation_behind_the_last_of_the_gradient_is_cheap(show):
    page = show(unrolled(radius=0.5, reach=20))
    predict(page, "7")
    said(page, "right", "So says ρ alone.*100 % of its whole length.*less than 1°.*cheap")


def test_without_predictions_the_curve_follows_the_slider(show):
    page = show(unrolled())
    press(page, toggle="predict")
    page.locator(".unrolled-at").focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    steps = ur.steps_until_small(un.run_of("quiet", 0.75).gradient)
    expect(root(page)).to_have_attribute("data-answer", str(steps))
    label = page.locator("svg").get_attribute("aria-label") or ""
    assert label.startswith("Share of the last step's gradient by steps back: 0: 1e+0, 1: ")


@pytest.mark.parametrize("text", ["", "soon", "0", "50"])
def test_what_is_no_step_is_no_try(show, text):
    page = show(unrolled())
    predict(page, text)
    said(page, "wrong", "^Type a number of steps from 1 to 49")
    expect(root(page)).to_have_attribute("data-revealed", "false")
