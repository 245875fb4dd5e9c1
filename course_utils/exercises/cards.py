"""What a learner sees: a card in the notebook, lines of text in a terminal.

A card carries its own style, takes its colours from JupyterLab's theme, and says in words what
its colour says. All text that is not ours is escaped.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

from course_utils.exercises.verdict import Status, Verdict

Tone = Literal["right", "wrong", "todo"]

_TONES: dict[Status, tuple[Tone, str]] = {
    "right": ("right", "Right"),
    "todo": ("todo", "To do"),
    "wrong": ("wrong", "Not yet"),
    "error": ("wrong", "Not yet"),
}
_MARKS: dict[Tone, str] = {"right": "✓", "wrong": "✗", "todo": "○"}
_STYLE = """
.course-card { font-family: var(--jp-ui-font-family, system-ui, sans-serif); font-size: 14px;
  line-height: 1.5; color: var(--jp-ui-font-color1, #222); max-width: 46em; margin: 6px 0;
  background: var(--jp-layout-color1, #fff); border: 1px solid var(--jp-border-color2, #ccc);
  border-left: 6px solid var(--tone); border-radius: 4px; padding: 8px 14px; }
.course-card.right { --tone: #00795a; } .course-card.wrong { --tone: #c24a00; }
.course-card.todo { --tone: #6b6b6b; }
.course-card p { margin: 4px 0; } .course-card .top { display: flex; gap: 10px;
  align-items: baseline; }
.course-card .badge { background: var(--tone); color: #fff; border-radius: 3px; padding: 0 8px;
  font-weight: 600; white-space: nowrap; }
.course-card .name { font-family: var(--jp-code-font-family, monospace); font-weight: 600; }
.course-card .points, .course-card .note { color: var(--jp-ui-font-color2, #555); }
.course-card .points { margin-left: auto; white-space: nowrap; }
.course-card .ask { font-style: italic; }
.course-card code, .course-card pre { font-family: var(--jp-code-font-family, monospace);
  font-size: 13px; color: inherit; background: var(--jp-layout-color2, #eee); padding: 0 4px; }
.course-card pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 4px 0; padding: 6px; }
"""


@dataclass(frozen=True, repr=False)
class Card:
    """One message in both forms; a front end picks."""

    html: str
    text: str

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}


def verdict_card(verdict: Verdict, notice: str = "") -> Card:
    """The card of one verdict; ``notice`` is a sentence about something beside it."""
    tone, word = _TONES[verdict.status]
    remarks = tuple(f"Remark: {remark}" for remark in verdict.remarks)
    says = () if verdict.message == "Right." else (verdict.message,)
    earns = tone != "todo" and verdict.max_points
    points = f"{verdict.points} of {verdict.max_points} points" if earns else ""
    return _card(
        tone,
        word,
        verdict.exercise,
        points,
        says,
        verdict.question,
        remarks,
        verdict.printed,
        notice,
    )


def note_card(message: str) -> Card:
    """One sentence: a call that cannot be understood."""
    return _card("todo", "Note", "", "", (message,))


def hint_card(exercise: str, number: int, of: int, text: str) -> Card:
    return _card("todo", f"Hint {number} of {of}", exercise, "", (text,))


def list_card(word: str, lines: Iterable[str], notice: str = "") -> Card:
    """Some sentences under one heading."""
    return _card("todo", word, "", "", lines, notice=notice)


def _card(
    tone: Tone,
    word: str,
    name: str,
    points: str,
    says: Iterable[str],
    asks: str = "",
    remarks: Iterable[str] = (),
    printed: str = "",
    notice: str = "",
) -> Card:
    label = f"{name}: {word}" if name else word
    lines = [*((line, "says") for line in says)]
    lines += [(asks, "ask")] if asks else []
    lines += [(line, "note") for line in (*remarks, *((notice,) if notice else ()))]
    top = f'<span class="badge">{_MARKS[tone]} {escape(word)}</span>'
    top += f'<span class="name">{escape(name)}</span>' if name else ""
    top += f'<span class="points">{escape(points)}</span>' if points else ""
    body = "".join(f'<p class="{kind}">{_marked_up(line)}</p>' for line, kind in lines)
    html = (
        f'<div class="course-card {tone}" role="status" aria-label="{escape(label)}">'
        f'<style>{_STYLE}</style><div class="top">{top}</div>{body}{_spoken(printed)}</div>'
    )
    return Card(html, _as_text(_MARKS[tone], label, points, lines, printed))


def _marked_up(text: str) -> str:
    """Escaped, with `code` between backticks set as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))


def _spoken(printed: str) -> str:
    if not printed:
        return ""
    return (
        f"<details><summary>Your function printed</summary><pre>{escape(printed)}</pre></details>"
    )


def _as_text(
    mark: str, label: str, points: str, lines: Iterable[tuple[str, str]], printed: str
) -> str:
    first = f"{mark} {label}" + (f" ({points})" if points else "")
    rest = [f"  {'→ ' if kind == 'ask' else ''}{line}" for line, kind in lines]
    said = [f"  Your function printed: {printed}"] if printed else []
    return "\n".join([first, *rest, *said])


def show(cards: Iterable[Card]) -> None:
    """Each card on the screen: as HTML where there is a notebook, else as text."""
    for card in cards:
        if _in_ipython():
            from IPython.display import display

            display(card)
        else:
            print(card.text)


def _in_ipython() -> bool:
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    return get_ipython() is not None
