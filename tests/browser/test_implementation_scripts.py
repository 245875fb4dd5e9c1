"""Tape inspector and bug zoo in a browser, without JupyterLab: predict, vote, reveal."""

import pytest
from playwright.sync_api import expect
from stand_in import press, said

from course_utils.demos import implementation
from course_utils.demos.implementation.predictions import questions
from course_utils.demos.implementation.training_step import training_step
from course_utils.demos.implementation.walk import walk_back

pytestmark = pytest.mark.browser


def answer(page, text):
    page.locator(".tape-answer").fill(text)
    press(page, action="check")


def go_to(page, made):
    """Take steps back until the operation that made this is the next one."""
    while not page.locator(".tape-title").inner_text().startswith(f"{made} ="):
        press(page, action="show")
        press(page, action="onward")


def test_a_gradient_is_shown_after_the_right_number_only(show):
    page = show(implementation.tape_inspector())
    inspector = page.locator(".demo-tape-inspector")
    answer(page, "1")
    said(page, "wrong", "1/n of the mean is missing")
    assert page.locator(".tape-handed").count() == 0
    answer(page, "1/4")
    said(page, "right", r"Right: dℓ = dL / 4")
    expect(inspector).to_have_attribute("data-step", "1")
    expect(page.locator("td.tape-entry")).to_have_text("0.25")


@pytest.mark.parametrize(
    ("made", "typed", "words"),
    [
        ("Z2", "(4, 3)", "Not unbroadcast"),
        ("P2", "3x5", "Transposed"),
        ("P2", "(2, 2)", "Which shape has W2"),
        ("A1", "17", "none of the slips"),
    ],
)
def test_a_wrong_answer_has_its_reason(show, made, typed, words):
    page = show(implementation.tape_inspector())
    go_to(page, made)
    answer(page, typed)
    said(page, "wrong", words)


@pytest.mark.parametrize("typed", ["", "four", "0,25"])
def test_what_is_no_number_is_not_judged(show, typed):
    page = show(implementation.tape_inspector())
    answer(page, typed)
    said(page, "", "Type a number")


def test_overwriting_is_told_from_adding(show):
    page = show(implementation.tape_inspector())
    go_to(page, "E")
    expect(page.locator(".tape-chip[data-state=some]")).to_have_text("dZ2 1 of 2")
    walk = walk_back(training_step())
    step, question = next(
        (step, asked)
        for step, asked in zip(walk.steps, questions(walk), strict=True)
        if walk.names[step.node] == "E"
    )
    answer(page, f"{step.shares[0].value[question.at]:.3f}")
    said(page, "wrong", "Overwritten instead of added")
    answer(page, f"{question.right:.3f}")
    said(page, "right", "What was there already stays")
    expect(page.locator(".tape-chip[data-state=some]")).to_have_count(0)


def test_every_question_can_be_answered_from_the_page(show):
    page = show(implementation.tape_inspector())
    asked = questions(walk_back(training_step()))
    for number, question in enumerate(asked, start=1):
        right = str(question.right) if question.at is None else f"{question.right:.3f}"
        answer(page, right)
        said(page, "right", "Right")
        if number < len(asked):
            press(page, action="onward")
    said(page, "right", "every gradient is complete")
    press(page, action="again")
    expect(page.locator(".demo-tape-inspector")).to_have_attribute("data-step", "0")


def test_arrow_keys_look_along_the_tape_without_giving_anything_away(show):
    page = show(implementation.tape_inspector())
    tape = page.locator(".tape-list")
    tape.focus()
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    expect(page.locator(".tape-title")).to_have_text("T = Z2 * Y")
    said(page, "", "not come here yet")
    assert page.locator(".tape-backward").count() == 0
    assert page.locator(".tape-forward").count() == 2
    page.keyboard.press("Home")
    expect(page.locator(".tape-title")).to_have_text("P1 = X @ W1")
    expect(tape).to_have_attribute("aria-activedescendant", "tape-11")
    page.keyboard.press("End")
    expect(page.locator(".tape-title")).to_have_text("L = mean(ℓ)")


def prove(page, zoo):
    """Ask for the proof, and answer as the kernel does."""
    press(page, action="onward")
    zoo.stages = page.evaluate("() => model.get('stages')")
    page.evaluate("proofs => model.change({ proofs })", zoo.proofs)


def test_symptoms_come_first_and_the_line_lights_up_last(show):
    zoo = implementation.bug_zoo("bug_05")
    page = show(zoo)
    program = page.locator(".zoo-program")
    expect(program).to_be_hidden()
    press(page, vote="wrong")
    press(page, action="onward")
    expect(program).to_be_visible()
    assert page.locator(".zoo-suspect").count() == 3
    assert page.locator(".zoo-guilty").count() == 0
    press(page, vote="b")
    prove(page, zoo)
    said(page, "right", "^Right: The loss begins at 0 and goes below")
    expect(page.locator(".zoo-guilty")).to_contain_text("losses.append")
    assert page.locator(".zoo-other").count() == 2  # a curve and a column
    expect(page.locator('button[data-key="4"]')).to_have_text("5 ✓")


def test_a_wrong_vote_hears_what_speaks_against_it(show):
    zoo = implementation.bug_zoo("bug_08")
    page = show(zoo)
    press(page, action="onward")
    press(page, vote="a")
    press(page, vote="d")  # a change of mind
    assert page.locator('[data-vote][aria-pressed="true"]').count() == 1
    prove(page, zoo)
    said(page, "wrong", "^No: The curve falls to 8e-6.*By formula dw is −0.350")
    expect(page.locator(".zoo-differs th")).to_have_text(["dw", "db"])


def test_an_innocent_program_is_acquitted(show):
    zoo = implementation.bug_zoo("bug_16")
    page = show(zoo)
    press(page, action="onward")
    press(page, vote="d")
    prove(page, zoo)
    said(page, "right", "subtracts nothing")
    assert page.locator(".zoo-guilty, .zoo-differs").count() == 0
    expect(page.locator(".zoo-legend")).to_contain_text("every number stays")


def test_hands_are_counted_in_a_hall(show):
    zoo = implementation.bug_zoo("bug_02")
    page = show(zoo)
    press(page, toggle="hall")
    for vote in ("wrong", "wrong", "fine"):
        press(page, vote=vote)
    press(page, action="onward")
    for vote, hands in {"b": "30", "d": "11"}.items():
        page.locator(f'[data-hands="{vote}"]').fill(hands)
        page.locator(f'[data-hands="{vote}"]').press("Tab")
    prove(page, zoo)
    said(page, "wrong", "11 of 41 acquitted it.*By the symptoms alone, 1 of 3 were right")


def test_the_page_waits_for_the_kernel_in_words(show):
    page = show(implementation.bug_zoo())
    press(page, action="onward")
    press(page, action="onward")
    said(page, "", "Waiting for the kernel")


def test_votes_stay_with_their_program(show):
    page = show(implementation.bug_zoo())
    press(page, vote="fine")
    page.locator('button[data-key="0"]').focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".demo-bug-zoo")).to_have_attribute("data-name", "bug_02")
    expect(page.locator('[data-vote="fine"]')).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("ArrowLeft")
    expect(page.locator('[data-vote="fine"]')).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("name", [f"bug_{k:02d}" for k in range(1, 17)])
def test_every_program_is_drawn_with_its_zero_and_its_numbers(show, name):
    page = show(implementation.bug_zoo(name))
    marks = page.locator(".zoo-axes text").all_text_contents()
    assert marks.count("0") == 2  # on both axes
    assert page.locator(".zoo-numbers tbody tr").count() == 3
    assert not any("NaN" in text or "Infinity" in text for text in marks)
