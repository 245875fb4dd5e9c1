"""Every demo, by somebody who presses everything: no console error, and the picture stays.

Buttons, sliders, menus and fields are worked in the order they stand, twice over: what the first
round reveals is pressed in the second.
"""

from collections.abc import Callable

import pytest
from ipywidgets import Widget
from playwright.sync_api import Locator, Page

from course_utils import demos
from course_utils.demos.widget import Demo

pytestmark = pytest.mark.browser

CONTROLS = "button, input, select, textarea, [tabindex]"
ROUNDS = 2
DEMOS = {
    "introduction": ("beat_the_gradient", "price_tag", "history_strip"),
    "algorithm": (
        *("ledger", "network_ledger", "shape_ribbons", "outer_products"),
        "gradient_microscope",
    ),
    "training": (
        *("learning_rate_cliff", "optimizer_race", "gradient_river", "dropout_microscope"),
        "stop_it_yourself",
    ),
    "applications": ("scatter_view", "unrolled_time", "attention_row", "saturation"),
    "implementation": ("tape_inspector", "bug_zoo"),
    "questions": ("numbers_clinic",),
}
CASES = [(lecture, name) for lecture, names in DEMOS.items() for name in names]


@pytest.mark.parametrize(("lecture", "name"), CASES)
def test_nothing_breaks(lecture: str, name: str, show: Callable[[Widget], Page]) -> None:
    demo = getattr(getattr(demos, lecture), name)()
    assert isinstance(demo, Demo), "the still picture came in place of the demo"
    page = show(demo)
    for _ in range(ROUNDS):
        controls = page.locator("main").locator(CONTROLS)
        for place in range(controls.count()):
            work(controls.nth(place))
    assert page.locator("main .demo").inner_text().strip()


def work(control: Locator) -> None:
    """Press, move or fill in a control; one that is gone, hidden or resting is passed over."""
    if not control.count() or not control.is_visible() or not control.is_enabled():
        return
    kind = control.evaluate("c => c.type === 'range' ? 'range' : c.tagName.toLowerCase()")
    if kind == "select":
        control.select_option(index=control.locator("option").count() - 1)
    elif kind in ("input", "textarea") and control.is_editable():
        control.fill("7")
        control.press("Enter")
    elif kind == "button":
        control.click()
    else:
        for key in ("ArrowRight", "ArrowDown", "End", "Home", "ArrowLeft"):
            control.press(key)
