"""The ledger in a browser, without JupyterLab: steps, answers, keys, words for a reader."""

import pytest
from playwright.sync_api import Page, expect

from course_utils.demos import algorithm

pytestmark = pytest.mark.browser


def forward(page: Page) -> None:
    page.locator(".ledger-stage").focus()
    while page.locator(".demo-ledger").get_attribute("data-pass") == "forward":
        page.keyboard.press("ArrowRight")


def type_number(page: Page, text: str) -> tuple[str | None, str | None]:
    page.locator(".ledger-answer").fill(text)
    page.keyboard.press("Enter")
    says = page.locator(".demo-says")
    return says.get_attribute("data-state"), says.get_attribute("data-mistake")


def shown(page: Page, name: str, what: str) -> str:
    return page.locator(f'[data-name="{name}"] .ledger-{what}').text_content() or ""


def test_values_appear_one_by_one(show):
    page = show(algorithm.ledger("a*b + b**2", a=2, b=3))
    assert (shown(page, "b", "value"), shown(page, "a·b", "value")) == ("3", "")
    page.locator(".ledger-stage").focus()
    page.keyboard.press("ArrowRight")
    assert (shown(page, "a·b", "value"), shown(page, "b²", "value")) == ("6", "")
    expect(page.locator(".demo-says")).to_have_text("a·b = 6, from a = 2 and b = 3.")
    page.keyboard.press("ArrowLeft")
    assert shown(page, "a·b", "value") == ""


def test_the_whole_way_back(show):
    page = show(algorithm.ledger("a*b + b**2", a=2, b=3))
    forward(page)
    answers = [
        ("15", "wrong", "own_value"),
        ("1", "right", ""),
        ("1", "right", ""),
        ("1*1", "right", ""),
        ("2", "wrong", "own_value"),
        ("3.0", "right", ""),
        ("6", "wrong", "last_path_wins"),
        ("2", "wrong", "first_path_wins"),
        ("12", "wrong", "multiplied"),
        ("5", "wrong", "square_once"),
        ("−8", "wrong", "sign"),
        ("17.3", "wrong", ""),
        ("2 + 2·3", "right", ""),
    ]
    for text, state, mistake in answers:
        assert type_number(page, text) == (state, mistake), text
    assert [shown(page, name, "grad") for name in "Lab"] == ["1", "3", "8"]
    expect(page.locator(".demo-ledger")).to_have_attribute("data-pass", "done")
    expect(page.locator(".demo-says")).to_contain_text("2 of 5 at the first try")


def test_a_gradient_stays_hidden_until_it_is_typed(show):
    page = show(algorithm.ledger("a*b", a=2, b=3))
    forward(page)
    step = page.locator(".demo-ledger").get_attribute("data-step")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        page.locator(".ledger-next").click()
    assert shown(page, "L", "grad") == "?"
    assert page.locator(".demo-ledger").get_attribute("data-step") == step
    expect(page.locator(".demo-says")).to_contain_text("First type ∂L/∂L")
    expect(page.locator(".ledger-answer")).to_be_focused()


def test_show_is_offered_after_two_wrong_numbers(show):
    page = show(algorithm.ledger("a*b", a=2, b=3))
    forward(page)
    offer = page.locator(".ledger-show")
    type_number(page, "0")
    expect(offer).to_be_hidden()
    type_number(page, "0")
    offer.click()
    assert shown(page, "L", "grad") == "1"
    expect(offer).to_be_hidden()


def test_what_was_found_stays_found_on_the_way_back_and_forth(show):
    page = show(algorithm.ledger("a*b", a=2, b=3))
    forward(page)
    type_number(page, "1")
    page.keyboard.press("ArrowLeft")
    assert shown(page, "L", "grad") == "?"
    expect(page.locator(".ledger-answer")).to_be_disabled()
    page.locator(".ledger-next").click()
    assert shown(page, "L", "grad") == "1"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("0.163", True),
        ("0.1629", True),
        (".16285", True),
        ("1.63e-1", True),
        ("0.7322*0.6661*(1 - 0.6661)", True),
        ("0.732*0.6661*0.3339", True),
        ("0.16", False),
        ("0.164", False),
        ("-0.163", False),
    ],
)
def test_three_digits_are_enough(show, text, right):
    page = show(algorithm.network_ledger())
    forward(page)
    type_number(page, "1")
    type_number(page, "0.732")
    assert type_number(page, text)[0] == ("right" if right else "wrong")


@pytest.mark.parametrize("text", ["", "x", "2*", "(1", "1)", "1 2", "0,5", "alert(1)", "1/0", "--"])
def test_what_is_no_number_is_no_try(show, text):
    page = show(algorithm.ledger("a*b", a=2, b=3))
    forward(page)
    for _ in range(3):
        assert type_number(page, text) == ("", "")
    expect(page.locator(".demo-says")).to_contain_text("ype a number" if text != "0,5" else "comma")
    expect(page.locator(".ledger-show")).to_be_hidden()


@pytest.mark.parametrize(
    ("text", "value"),
    [("2+3*4", 14), ("(2+3)*4", 20), ("-2*-3", 6), ("8/4/2", 1), ("2-3-4", -5), ("1e3", 1000)],
)
def test_arithmetic(show, text, value):
    widget = algorithm.ledger("a*b", a=value, b=1)
    page = show(widget)
    forward(page)
    type_number(page, "1")
    type_number(page, "1")
    assert type_number(page, text)[0] == "right"


def test_every_known_mistake_of_the_network_gets_its_own_answer(show):
    widget = algorithm.network_ledger(None)
    page = show(widget)
    forward(page)
    for i in widget.graph["backward"]:
        node = widget.graph["nodes"][i]
        for mistake in node["mistakes"]:
            for value in mistake["values"][:2]:
                assert type_number(page, f"{value:.9g}") == ("wrong", mistake["id"])
        assert type_number(page, f"{node['right']:.3g}")[0] == "right", node["name"]
    expect(page.locator(".demo-ledger")).to_have_attribute("data-pass", "done")


def test_a_path_asks_for_its_own_gradients_only(show):
    page = show(algorithm.network_ledger("W2[1,0]"))
    forward(page)
    for number in ("1", "0.7322", "0.1629", "0.07533"):
        assert type_number(page, number)[0] == "right"
    expect(page.locator(".demo-ledger")).to_have_attribute("data-pass", "done")
    page.locator(".ledger-focus").select_option("those on the way to x[0]")
    expect(page.locator(".ledger-progress")).to_have_text("Backward 0 of 10")
    assert shown(page, "z2[0]", "value") == "0.6906"


def test_local_derivatives_show_on_the_edges_that_count(show):
    page = show(algorithm.ledger("a*b + b**2", a=2, b=3))
    forward(page)
    for number in ("1", "1", "1", "3"):
        type_number(page, number)
    seen = page.locator(".ledger-local.ledger-seen")
    expect(seen).to_have_count(0)
    page.locator(".ledger-locals").click()
    expect(seen).to_have_text(["2", "6"])
    expect(page.locator(".ledger-paths")).to_contain_text("∂(a·b)/∂b = 2")


def test_an_expression_goes_to_the_kernel_and_comes_back(show):
    page = show(algorithm.ledger("a*b", a=2, b=3))
    page.locator(".ledger-expression").fill("(x**2 + 1)**3")
    page.keyboard.press("Enter")
    sent = page.evaluate("() => window.sent")
    assert sent == [{"expression": "(x**2 + 1)**3", "values": {"a": "2", "b": "3"}}]
    page.evaluate("() => window.model.change({ error: 'x has no value' })")
    expect(page.get_by_role("alert")).to_have_text("x has no value")

    other = algorithm.ledger("(x**2 + 1)**3", x=1.5)
    news = {"expression": other.expression, "values": other.values, "graph": other.graph}
    page.evaluate("(news) => window.model.change({ error: '', ...news })", news)
    expect(page.locator("h3")).to_have_text("The ledger: L = (x² + 1)³")
    expect(page.locator('.ledger-variable[name="x"]')).to_have_value("1.5")
    expect(page.get_by_role("alert")).to_have_text("")


def test_arrow_keys_in_a_field_move_its_caret(show):
    page = show(algorithm.ledger("a*b", a=2, b=3))
    page.locator(".ledger-expression").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".demo-ledger")).to_have_attribute("data-step", "0")
    forward(page)
    page.locator(".ledger-answer").fill("12")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".demo-ledger")).to_have_attribute("data-pass", "backward")


def test_the_graph_in_words_follows_the_steps(show):
    page = show(algorithm.ledger("a*b", a=2, b=3))
    image = page.locator("svg.ledger-graph")
    expect(image).to_have_attribute("aria-label", "L = a·b. a, value 2; b, value 3; L.")
    forward(page)
    type_number(page, "1")
    words = "L = a·b. a, value 2; b, value 3; L, value 6, gradient 1."
    expect(image).to_have_attribute("aria-label", words)
    expect(page.get_by_role("status")).to_have_text("Right: ∂L/∂L = 1.")
    assert page.get_by_label("∂L/∂a =").count() == 1


def test_names_are_text_never_markup(show):
    widget = algorithm.ledger("a*b", a=2, b=3)
    widget.graph = widget.graph | {"title": "<img src=x onerror=alert(1)>"}
    page = show(widget)
    expect(page.locator("h3")).to_have_text("The ledger: <img src=x onerror=alert(1)>")
    assert page.locator("img").count() == 0
