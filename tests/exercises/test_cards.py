"""Cards: words beside colours, escaped text, both themes, one form for each front end."""

import re
from html.parser import HTMLParser

import pytest

from course_utils.exercises.cards import note_card, show, verdict_card
from course_utils.exercises.course_map import course_map
from course_utils.exercises.store import Record
from course_utils.exercises.tasks import all_tasks
from course_utils.exercises.verdict import Verdict


def verdict(status, **more):
    facts = {"points": 0, "max_points": 5, "message": "Says <b>this</b> & `x < y`."}
    return Verdict("sigmoid", "introduction", status, **(facts | more))


class Balanced(HTMLParser):
    """Collects open tags, attributes and text."""

    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.text = [], [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize(
    ("status", "word", "tone"),
    [
        ("right", "Right", "right"),
        ("wrong", "Not yet", "wrong"),
        ("error", "Not yet", "wrong"),
        ("todo", "To do", "todo"),
    ],
)
def test_the_colour_is_said_in_words(status, word, tone):
    card = verdict_card(verdict(status))
    page = Balanced(card.html)
    assert page.open == []
    _, attributes = page.tags[0]
    assert attributes["class"] == f"course-card {tone}"
    assert attributes["role"] == "status"
    assert attributes["aria-label"] == f"sigmoid: {word}"
    assert word in page.text
    assert word in card.text


def test_what_is_not_ours_is_escaped():
    evil = '<script>alert("x")</script><img src=x onerror=alert(1)>'
    card = verdict_card(
        verdict("wrong", message=f"`{evil}`", question=evil, remarks=(evil,), printed=evil), evil
    )
    tags = {tag for tag, _ in Balanced(card.html).tags}
    assert tags <= {"div", "style", "span", "p", "code", "details", "summary", "pre"}
    assert evil in card.text


def test_code_is_set_as_code():
    assert "<code>x &lt; y</code>" in verdict_card(verdict("wrong")).html


def test_all_colours_of_the_theme_have_a_fallback():
    for html in (verdict_card(verdict("wrong")).html, course_map(all_tasks().values(), {}).html):
        variables = re.findall(r"var\(--jp-[\w-]+(,?)", html)
        assert variables
        assert all(variables)


def test_a_notebook_gets_both_forms():
    bundle = note_card("one sentence")._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert bundle["text/plain"] == "○ Note\n  one sentence"


def test_in_ipython_the_card_is_displayed(monkeypatch):
    import IPython
    from IPython.display import display

    shown = []
    monkeypatch.setattr(IPython, "get_ipython", lambda: object())
    monkeypatch.setattr("IPython.display.display", shown.append)
    card = note_card("hello")
    show([card])
    assert shown == [card]
    assert display is not shown.append


def test_the_map_has_every_exercise():
    tasks = all_tasks()
    name = next(iter(tasks))
    card = course_map(tasks.values(), {name: Record("right", tasks[name].points)}, "A notice.")
    page = Balanced(card.html)
    labels = [a["aria-label"] for tag, a in page.tags if tag == "li"]
    assert len(labels) == len(tasks)
    assert labels[0].startswith(f"{name}: done, ")
    assert "A notice." in page.text
    assert page.open == []
