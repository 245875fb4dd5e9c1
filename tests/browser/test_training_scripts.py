"""Race, river and microscope in a browser, without JupyterLab: predict, reveal, name the bug."""

import re

import pytest
from playwright.sync_api import expect
from stand_in import press, said

from course_utils.demos import training

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("guess", "state"), [("rmsprop", "right"), ("sgd", "wrong")])
def test_a_guess_is_judged_when_the_race_is_over(show, guess, state):
    page = show(training.optimizer_race())
    press(page, key="saddle")
    press(page, key=guess)
    press(page, action="race")
    said(page, state, r"Lowest first: RMSProp .* Nesterov .* Adam .* momentum .* SGD")
    expect(page.locator('[data-winner="true"]')).to_contain_text("RMSProp")


def test_arrow_keys_step_through_the_race(show):
    page = show(training.optimizer_race())
    page.locator(".race-step").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".demo-optimizer-race")).to_have_attribute("data-step", "3")
    assert page.locator(".race-head").count() == 5


def test_a_common_rate_throws_some_out(show):
    page = show(training.optimizer_race())
    page.locator(".race-rate-slider").focus()
    page.keyboard.press("End")
    press(page, action="race")
    said(page, "", "SGD far outside")
    expect(page.locator(".race-rate")).to_have_text("η = 1 for all")


def test_a_bug_runs_beside_the_right_one(show):
    page = show(training.optimizer_race())
    press(page, key="no_correction")
    press(page, action="race")
    said(page, "", "3.16 times too long")
    kinds = page.locator(".race-line[d]").evaluate_all("all => all.map(x => x.dataset.racer)")
    assert kinds.count("bug") == 2  # on the map and in the chart


def test_a_bug_that_swings_through_the_lowest_point_is_not_praised_for_it(show):
    page = show(training.optimizer_race())
    press(page, key="zero_grad")
    press(page, action="race")
    said(page, "", "does not come to rest")
    found = re.search(r"(\S+) right, (\S+) wrong", page.locator(".demo-says").inner_text())
    assert found
    assert float(found[1]) < float(found[2])


def test_river_is_hidden_until_predicted(show):
    page = show(training.gradient_river())
    root = page.locator(".demo-gradient-river")
    expect(root).to_have_attribute("data-verdict", "")
    assert page.locator(".river-line").count() == 0
    press(page, guess="dries")
    expect(root).to_have_attribute("data-verdict", "dries")
    said(page, "right", "1 of 1")
    press(page, key="he")
    expect(root).to_have_attribute("data-revealed", "false")
    assert page.locator(".river-ghost").count() == 1
    press(page, guess="flows")
    said(page, "wrong", "1 of 2")


def test_river_without_predictions_follows_every_choice(show):
    page = show(training.gradient_river())
    press(page, toggle="predict")
    for button in ('[data-key="relu"]', '[data-key="he"]', '[data-toggle="residual"]'):
        page.locator(button).click()
    expect(page.locator(".demo-gradient-river")).to_have_attribute("data-verdict", "floods")
    press(page, toggle="batch_norm")
    expect(page.locator(".demo-gradient-river")).to_have_attribute("data-verdict", "flows")


def test_dropout_mean_is_told_after_the_prediction(show):
    page = show(training.dropout_microscope())
    assert page.locator(".drop-bar").count() == 0
    press(page, key="unscaled")
    press(page, guess="smaller")
    said(page, "right", "1 − p of what evaluation")
    assert page.locator(".drop-bar").count() == 3


@pytest.mark.parametrize(
    "demo", [training.optimizer_race, training.dropout_microscope], ids=lambda demo: demo.__name__
)
def test_hidden_bug_is_found_by_elimination(show, demo):
    page = show(demo())
    press(page, action="mystery")
    root = page.locator(".demo")
    expect(root).to_have_attribute("data-riddle", "true")
    bugs = page.evaluate("() => Object.keys(model.get('bugs')).filter((b) => b !== 'none')")
    for bug in bugs:
        press(page, key=bug)
        if root.get_attribute("data-riddle") == "false":
            said(page, "right", "^Found: ")
            return
        said(page, "wrong", "^Not this one")
    pytest.fail("no bug was the hidden one")
