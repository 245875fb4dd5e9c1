"""The course map: every exercise of every lecture, done, tried or to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from course_utils.exercises.cards import Card
from course_utils.exercises.store import Records
from course_utils.exercises.task import Question, Task
from course_utils.lectures import LECTURES, Lecture

_WORDS = {"right": "done", "tried": "tried", "todo": "to do"}
_MARKS = {"right": "✓", "tried": "✗", "todo": "○"}
_STYLE = """
.course-map { font-family: var(--jp-ui-font-family, system-ui, sans-serif); font-size: 14px;
  color: var(--jp-ui-font-color1, #222); background: var(--jp-layout-color1, #fff);
  border: 1px solid var(--jp-border-color2, #ccc); border-radius: 4px; padding: 8px 16px 14px;
  max-width: 60em; margin: 6px 0; }
.course-map h4 { margin: 12px 0 4px; font-size: 15px; display: flex; gap: 12px;
  align-items: baseline; }
.course-map h4 span { margin-left: auto; font-weight: 400; font-size: 13px;
  color: var(--jp-ui-font-color2, #555); }
.course-map .bar { height: 6px; border-radius: 3px; background: var(--jp-layout-color3, #ddd);
  overflow: hidden; }
.course-map .bar i { display: block; height: 100%; background: #009e73; }
.course-map ul { list-style: none; padding: 0; margin: 8px 0 0; display: flex; flex-wrap: wrap;
  gap: 5px; }
.course-map li { font-family: var(--jp-code-font-family, monospace); font-size: 12px;
  line-height: 20px; padding: 0 8px; border: 1px solid var(--jp-border-color1, #999);
  border-radius: 11px; }
.course-map li.right { background: #00795a; border-color: #00795a; color: #fff; }
.course-map li.tried { border: 2px solid #d55e00; line-height: 18px; }
.course-map li.further { border-style: dashed; }
.course-map p { margin: 8px 0 0; font-size: 12px; color: var(--jp-ui-font-color2, #555); }
"""


@dataclass(frozen=True)
class _Stop:
    """One exercise on the map."""

    exercise: Task | Question
    status: str
    points: int

    @property
    def minutes_left(self) -> int:
        return 0 if self.status == "right" else self.exercise.minutes


def course_map(tasks: Iterable[Task | Question], records: Records, notice: str = "") -> Card:
    """All lectures with their exercises, points and the minutes left."""
    stops = [_stop(exercise, records) for exercise in tasks]
    lectures = [(le, [s for s in stops if s.exercise.lecture == le.name]) for le in LECTURES]
    lectures = [(lecture, own) for lecture, own in lectures if own]
    key = "✓ done · ✗ tried, not right yet · ○ to do · dashed: goes further"
    rows = "".join(_row(lecture, own) for lecture, own in lectures)
    html = (
        f'<div class="course-map" role="region" aria-label="Course map"><style>{_STYLE}</style>'
        f"{rows}<p>{key}</p>{f'<p>{escape(notice)}</p>' if notice else ''}</div>"
    )
    lines = [line for lecture, own in lectures for line in _lines(lecture, own)]
    return Card(html, "\n".join([*lines, *([notice] if notice else [])]))


def _stop(exercise: Task | Question, records: Records) -> _Stop:
    record = records.get(exercise.name)
    if record is None:
        return _Stop(exercise, "todo", 0)
    return _Stop(exercise, record.status, min(record.points, exercise.points))


def _sums(stops: list[_Stop]) -> tuple[int, int, int]:
    return (
        sum(stop.points for stop in stops),
        sum(stop.exercise.points for stop in stops),
        sum(stop.minutes_left for stop in stops),
    )


def _row(lecture: Lecture, stops: list[_Stop]) -> str:
    points, most, minutes = _sums(stops)
    chips = "".join(_chip(stop) for stop in stops)
    share = 100 * points / max(most, 1)
    return (
        f"<h4>{lecture.number} {escape(lecture.title)}"
        f"<span>{points} of {most} points · {minutes} min left</span></h4>"
        f'<div class="bar" role="img" aria-label="{points} of {most} points">'
        f'<i style="width:{share:.0f}%"></i></div><ul>{chips}</ul>'
    )


def _chip(stop: _Stop) -> str:
    exercise, word = stop.exercise, _WORDS[stop.status]
    further = "" if exercise.core else " further"
    told = f"{exercise.name}: {word}, {exercise.points} points, {exercise.minutes} minutes"
    return (
        f'<li class="{stop.status}{further}" title="{escape(told)}" aria-label="{escape(told)}">'
        f"{_MARKS[stop.status]} {escape(exercise.name)}</li>"
    )


def _lines(lecture: Lecture, stops: list[_Stop]) -> list[str]:
    points, most, minutes = _sums(stops)
    head = f"{lecture.number} {lecture.title}: {points} of {most} points, {minutes} min left"
    return [head, *(f"  {_MARKS[s.status]} {s.exercise.name} ({_WORDS[s.status]})" for s in stops)]
