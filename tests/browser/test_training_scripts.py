"""Race, river and microscope in a browser, without JupyterLab: predict, reveal, name the bug."""

import base64
import re

import pytest
from ipywidgets import DOMWidget
from lab_driver import Notebook, browser_page
from playwright.sync_api import Browser, Page, expect

from course_utils.demos import training

pytestmark = pytest.mark.browser

# Stands in for anywidget: a model with the traits, which tells its listeners of every change.
SHOW = """async ([script, style, traits, tables]) => {
  const heard = {};
  for (const [name, text] of Object.entries(tables)) {
    traits[name] = new DataView(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);
  }
  window.traits = traits;
  const model = {
    get: (name) => traits[name],
    set: (name, value) => {
      if (traits[name] === value) return;
      traits[name] = value;
      (heard[`change:${name}`] ?? []).forEach((act) => act());
    },
    save_changes: () => {},
    on: (events, act) => events.split(' ').forEach((event) => (heard[event] ??= []).push(act)),
    off: () => {},
  };
  document.body.innerHTML = '<main></main>';
  document.head.innerHTML = `<style>${style}</style>`;
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  (await import(url)).default.render({ model, el: document.querySelector('main') });
}"""


@pytest.fixture(scope="module")
def browser(chromium: Browser):
    with browser_page(chromium) as notebook:
        notebook.page.emulate_media(reduced_motion="reduce")
        yield notebook


@pytest.fixture
def show(browser: Notebook):
    def show(widget) -> Page:
        own = set(widget.trait_names(sync=True)) - set(DOMWidget.class_trait_names())
        traits = {name: getattr(widget, name) for name in own if not name.startswith("_")}
        tables = {k: base64.b64encode(v).decode() for k, v in traits.items() if type(v) is bytes}
        plain = {k: v for k, v in traits.items() if k not in tables}
        browser.page.evaluate(SHOW, [widget._esm, widget._css, plain, tables])
        return browser.page

    yield show
    assert browser.console_errors == []
    assert browser.external == []


def press(page: Page, **attributes: str) -> None:
    (name, value), *_ = attributes.items()
    page.locator(f'button[data-{name}="{value}"]').click()


def said(page: Page, state: str, words: str) -> None:
    line = page.locator(".demo-says")
    expect(line).to_have_attribute("data-state", state)
    expect(line).to_contain_text(re.compile(words))


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
    bugs = page.evaluate("() => Object.keys(traits.bugs).filter((b) => b !== 'none')")
    for bug in bugs:
        press(page, key=bug)
        if root.get_attribute("data-riddle") == "false":
            said(page, "right", "^Found: ")
            return
        said(page, "wrong", "^Not this one")
    pytest.fail("no bug was the hidden one")
