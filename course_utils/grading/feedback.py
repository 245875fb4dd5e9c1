"""Feedback as web pages: one a learner, and an index with the state of the class."""

import functools
import hashlib
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import jinja2
import markupsafe

from course_utils.grading.gradebook import Grade, Gradebook, Status, write_whole
from course_utils.lectures import LECTURES

_TEMPLATES = Path(__file__).parent / "templates"
_TITLES = {lecture.name: f"{lecture.number} · {lecture.title}" for lecture in LECTURES}
BADGES: dict[Status, tuple[str, str]] = {
    "right": ("right", "✓ Right"),
    "todo": ("todo", "○ To do"),
    "not submitted": ("todo", "○ Not submitted"),
    "wrong": ("wrong", "✗ Not yet"),
    "error": ("wrong", "✗ Stopped with an error"),
    "time limit": ("wrong", "✗ Time limit"),
    "crashed": ("wrong", "✗ Crashed"),
    "unreadable": ("wrong", "✗ Unreadable"),
}
"""Tone and words for each status, as on the cards in the notebook: never colour alone."""


def write_feedback(book: Gradebook) -> None:
    """Write ``index.html`` and ``feedback/<learner>.html``, each whole or not at all."""
    pages = {learner: page_name(learner) for learner in book.learners}
    for learner, page in pages.items():
        notes = [note.text for note in book.notes if note.learner == learner]
        reports = book.of(learner)
        text = _template("learner.html").render(learner=learner, reports=reports, notes=notes)
        write_whole(book.output / "feedback" / page, text)
    rows = [(learner, quote(pages[learner]), book.of(learner)) for learner in book.learners]
    index = _template("index.html").render(book=book, rows=rows, standings=standings(book))
    write_whole(book.output / "index.html", index)


def page_name(learner: str) -> str:
    """A file name that every system takes: readable, and different for different learners."""
    ascii_name = unicodedata.normalize("NFKD", learner).encode("ascii", "ignore").decode()
    readable = re.sub(r"[^a-z0-9]+", "-", ascii_name.lower()).strip("-")[:40] or "learner"
    mark = hashlib.sha256(learner.encode()).hexdigest()[:8]
    return f"{readable}-{mark}.html"


@dataclass(frozen=True)
class Standing:
    """How a class did in one exercise; ``mistakes`` are the known ones, most frequent first."""

    lecture: str
    exercise: str
    right: int
    tried: int
    learners: int
    mistakes: list[tuple[str, int]]


def standings(book: Gradebook) -> list[Standing]:
    """One line for each exercise of the lectures handed in."""
    grades: dict[tuple[str, str], list[Grade]] = {}
    for grade in book.grades:
        grades.setdefault((grade.lecture, grade.exercise), []).append(grade)
    order = {lecture.name: lecture.number for lecture in LECTURES}
    return [_standing(grades[key]) for key in sorted(grades, key=lambda key: order[key[0]])]


def _standing(grades: list[Grade]) -> Standing:
    mistakes = Counter(grade.misconception for grade in grades if grade.misconception)
    idle = ("todo", "not submitted", "unreadable")
    return Standing(
        grades[0].lecture,
        grades[0].exercise,
        sum(grade.status == "right" for grade in grades),
        sum(grade.status not in idle for grade in grades),
        len(grades),
        mistakes.most_common(3),
    )


def marked_up(text: str) -> markupsafe.Markup:
    """Escaped, with `code` between backticks set as code."""
    escaped = str(markupsafe.escape(text))
    return markupsafe.Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", escaped))


@functools.cache
def _template(name: str) -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(titles=_TITLES, badges=BADGES)
    environment.filters["marked_up"] = marked_up
    return environment.get_template(name)
