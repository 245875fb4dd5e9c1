"""Scatter view in a browser, without JupyterLab: every sum equals the engine's; predict, reveal."""

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect
from stand_in import press, said

from course_utils.demos import applications
from course_utils.demos.applications import scatter as sc

pytestmark = pytest.mark.browser


def numbers(cells: Locator) -> list[str]:
    return cells.evaluate_all(
        """all => all.map((cell) => {
            let text = cell;
            while (!text.matches('.scatter-value:not(.scatter-count)')) text = text.nextSibling;
            return text.textContent.replace('−', '-');
        })"""
    )


def table(page: Page, kind: str) -> np.ndarray:
    """The numbers in the cells of a kind, as a square."""
    found = [float(text or 0) for text in numbers(page.locator(f".scatter-{kind}"))]
    side = round(len(found) ** 0.5)
    return np.array(found).reshape(side, side)


def predict(page: Page, number: float) -> None:
    page.locator(".scatter-guess").fill(f"{number:.0f}")
    press(page, action="check")


def shaped(geometry: sc.Geometry, way: str):
    demo = applications.scatter_view()
    demo.set_trait("way", way)
    for name, value in geometry._asdict().items():
        demo.set_trait(name, value)
    return demo


@pytest.mark.parametrize("geometry", sc.geometries(), ids=str)
def test_every_number_is_the_engines(show, geometry):
    run = sc.passes(geometry)
    page = show(shaped(geometry, "forward"))
    press(page, action="all")
    np.testing.assert_array_equal(table(page, "out"), run.Y)
    np.testing.assert_array_equal(table(page, "in"), sc.X)

    predict(page, run.reached[1, 1])
    said(page, "right", r"^Right\. ")
    if run.reached[1, 1]:
        press(page, action="all")
        predict(page, run.dX[1, 1])
        said(page, "right", r"^Right\. dx = ")
        np.testing.assert_array_equal(table(page, "in"), run.dX)


def test_counts_of_the_pile_are_those_of_the_overlap(show):
    page = show(shaped(sc.Geometry(3, 2, 1), "backward"))
    press(page, action="all")
    press(page, action="reveal")
    press(page, action="reveal")
    words = page.locator("svg").get_attribute("aria-label") or ""
    counts = words.split("Counts: ")[1].rstrip(".")
    rows = [[int(n) for n in row.split(", ")] for row in counts.split("; ")]
    np.testing.assert_array_equal(rows, sc.reached(sc.Geometry(3, 2, 1)))


def test_each_visited_output_adds_its_share_once(show):
    page = show(shaped(sc.Geometry(3, 1, 0), "backward"))
    expected = np.zeros((5, 5))
    for r, c in [(0, 0), (0, 1), (0, 0)]:
        page.locator(f'[data-out="{r},{c}"]').hover()
    for r, c in [(0, 0), (0, 1)]:
        expected[r : r + 3, c : c + 3] += sc.DOUT[r, c] * sc.K[:3, :3]
    cells = numbers(page.locator(".scatter-in"))
    assert cells.pop(6) == "?"  # row 2, column 2 is asked for
    assert [float(text or 0) for text in cells] == np.delete(expected.ravel(), 6).tolist()
    expect(page.locator(".demo-scatter-view")).to_have_attribute("data-visited", "2")


def test_arrow_keys_move_the_window_and_stop_at_the_edge(show):
    page = show(applications.scatter_view())
    page.locator(".scatter-stage").focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowDown", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    expect(page.locator(".scatter-readout")).to_contain_text("y at row 3, column 2 = 2·1 + 1·2")
    expect(page.locator(".demo-scatter-view")).to_have_attribute("data-visited", "4")


def test_the_window_stays_when_the_direction_turns(show):
    page = show(applications.scatter_view())
    readout = page.locator(".scatter-readout")
    page.locator('[data-out="1,2"]').hover()
    press(page, key="backward")
    expect(readout).to_contain_text(f"dout at row 2, column 3 is {sc.DOUT[1, 2]}")
    press(page, key="forward")
    expect(readout).to_contain_text("y at row 2, column 3 = 4·1")


def test_value_is_hidden_until_it_is_told(show):
    page = show(applications.scatter_view())
    predict(page, 9)
    said(page, "wrong", "^9 pixels are read by one output")
    assert page.locator(".scatter-reader").count() == 0
    predict(page, 4)
    said(page, "right", "2 rows of windows times 2 columns: 4 outputs")
    assert page.locator(".scatter-reader").count() == 4
    expect(page.locator(".demo-scatter-view")).to_have_attribute("data-way", "backward")
    press(page, action="all")
    assert numbers(page.locator(".scatter-in"))[6] == "?"
    press(page, action="reveal")
    said(page, "", r"^dx = 2·\(−2\) \+ \(−1\)·3 \+ 3·2 \+ \(−2\)·1 = −3\.")


DOUT, K = sc.DOUT[:2, :2], sc.K[1::-1, 1::-1]  # the four windows on row 2, column 2; their weights
MISTAKES = {
    "turned round": (DOUT * sc.K[1:3, 1:3]).sum(),
    "gradients alone": DOUT.sum(),
    "weights alone": K.sum(),
    "last output's share": (DOUT * K)[1, 1],
    "first output's share": (DOUT * K)[0, 0],
    "wrong sign": -(DOUT * K).sum(),
    "Not this number": 77,
}


@pytest.mark.parametrize("words", MISTAKES)
def test_a_known_mistake_is_named(show, words):
    page = show(applications.scatter_view())
    predict(page, 4)
    predict(page, MISTAKES[words])
    said(page, "wrong", words)
    expect(page.locator(".demo-scatter-view")).to_have_attribute("data-stage", "value")


def test_a_pixel_no_output_reads_has_no_gradient(show):
    page = show(shaped(sc.Geometry(2, 3, 0), "backward"))
    page.locator('[data-in="2,2"]').click()
    predict(page, 0)
    said(page, "right", "its gradient is 0")
    expect(page.locator(".demo-scatter-view")).to_have_attribute("data-stage", "done")


def test_a_smaller_kernel_takes_the_padding_along(show):
    page = show(shaped(sc.Geometry(3, 1, 2), "forward"))
    page.locator(".scatter-kernel").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".scatter-pad")).to_have_value("1")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".scatter-pad")).to_have_value("0")
    assert page.locator(".scatter-padding").count() == 0


@pytest.mark.parametrize("text", ["", "four", "1,5", "2·"])
def test_what_is_no_number_is_answered_with_an_example(show, text):
    page = show(applications.scatter_view())
    page.locator(".scatter-guess").fill(text)
    press(page, action="check")
    said(page, "wrong", "Type a whole number, such as 4")


def test_a_sum_may_be_typed_as_it_stands(show):
    page = show(applications.scatter_view())
    predict(page, 4)
    page.locator(".scatter-guess").fill("2*(-2) + (-1)*3 + 3*2 - 2*1")
    page.keyboard.press("Enter")
    said(page, "right", "= −3")
