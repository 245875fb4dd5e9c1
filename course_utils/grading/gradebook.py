"""Grades, and the tables they are written to."""

import csv
import io
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

from course_utils.exercises.verdict import Status as JudgedStatus
from course_utils.grading.submissions import Note
from course_utils.lectures import LECTURES

Status = (
    JudgedStatus | Literal["not submitted", "time limit", "crashed", "unreadable"]
)  # what the judge says, or why there was nothing to judge


@dataclass(frozen=True)
class Grade:
    """One exercise of one learner. The first seven fields are a row of ``grades.csv``."""

    learner: str
    lecture: str
    exercise: str
    points: int
    max_points: int
    status: Status
    message: str
    question: str = ""
    misconception: str | None = None
    remarks: tuple[str, ...] = ()
    printed: str = ""

    def row(self) -> tuple[Any, ...]:
        return tuple(getattr(self, column) for column in COLUMNS)


COLUMNS = tuple(column.name for column in fields(Grade))[:7]
_NOT_TRIED = ("todo", "not submitted", "unreadable")
MISTAKE_COLUMNS = ("lecture", "exercise", "mistake", "learners", "of")


@dataclass(frozen=True)
class Report:
    """One graded submission: a grade for each exercise of its lecture.

    ``problems`` are the cells that stopped when the notebook was run from top to bottom, in
    words. ``layers`` of protection were in force around it. ``key`` tells it from every other
    submission and from the same one under other settings.
    """

    key: str
    learner: str
    lecture: str
    file: str
    grades: tuple[Grade, ...]
    problems: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def points(self) -> int:
        return sum(grade.points for grade in self.grades)

    @property
    def max_points(self) -> int:
        return sum(grade.max_points for grade in self.grades)

    @property
    def unreadable(self) -> bool:
        return all(grade.status == "unreadable" for grade in self.grades)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Report":
        data = {name: _frozen(value) for name, value in data.items()}
        grades = ({k: _frozen(v) for k, v in grade.items()} for grade in data["grades"])
        data["grades"] = tuple(Grade(**grade) for grade in grades)
        return cls(**data)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@dataclass
class Gradebook:
    """Everything known of a class: ``learners`` in order, the reports there are, and notes.

    ``expected`` submissions were found; fewer reports than that means the run was interrupted.
    """

    learners: tuple[str, ...]
    expected: int
    notes: tuple[Note, ...] = ()
    output: Path = Path()
    _reports: dict[str, dict[str, Report]] = field(default_factory=dict)

    def add(self, report: Report) -> None:
        self._reports.setdefault(report.learner, {})[report.lecture] = report

    def of(self, learner: str) -> list[Report]:
        """A learner's reports, in the order of the lectures."""
        reports = self._reports.get(learner, {})
        return [reports[lecture.name] for lecture in LECTURES if lecture.name in reports]

    @property
    def reports(self) -> list[Report]:
        """All reports, by learner and lecture."""
        return [report for learner in self.learners for report in self.of(learner)]

    @property
    def grades(self) -> Iterator[Grade]:
        """Every row of the gradebook, in its order."""
        return (grade for report in self.reports for grade in report.grades)

    @property
    def lectures(self) -> tuple[str, ...]:
        """The lectures somebody handed in."""
        handed_in = {report.lecture for report in self.reports}
        return tuple(lecture.name for lecture in LECTURES if lecture.name in handed_in)

    @property
    def to_look_at(self) -> list[Note]:
        """What an instructor should know: the notes, and the files nobody could read."""
        unreadable = (report for report in self.reports if report.unreadable)
        said = (Note(it.learner, f"{it.file} cannot be read.") for it in unreadable)
        return [*self.notes, *said]

    def save(self) -> None:
        """Write ``grades.csv``, ``summary.csv`` and ``mistakes.csv``, each whole or not at all."""
        write_table(self.output / "grades.csv", COLUMNS, (grade.row() for grade in self.grades))
        heads = ("learner", *self.lectures, "total", "max_points")
        write_table(self.output / "summary.csv", heads, map(self._totals, self.learners))
        write_table(self.output / "mistakes.csv", MISTAKE_COLUMNS, self._mistakes())

    def _mistakes(self) -> Iterator[tuple[Any, ...]]:
        """Who made which known mistake, counted and without names, exercise by exercise."""
        grades = list(self.grades)
        tried = Counter(grade.exercise for grade in grades if grade.status not in _NOT_TRIED)
        made = Counter((g.lecture, g.exercise, g.misconception) for g in grades if g.misconception)
        order = {grade.exercise: place for place, grade in enumerate(grades)}
        for key, learners in sorted(made.items(), key=lambda it: (order[it[0][1]], -it[1], it[0])):
            yield (*key, learners, tried[key[1]])

    def _totals(self, learner: str) -> tuple[Any, ...]:
        reports = self.of(learner)
        points = {report.lecture: report.points for report in reports}
        by_lecture = (points.get(lecture, "") for lecture in self.lectures)
        most = sum(report.max_points for report in reports)
        return learner, *by_lecture, sum(points.values()), most

    def __str__(self) -> str:
        graded, learners = len(self.reports), len(self._reports)
        said = f"{graded} of {self.expected} submissions of {learners} learners graded."
        where = f"Grades: {self.output / 'grades.csv'}. Feedback: {self.output / 'index.html'}."
        return "\n".join([said, where, *map(str, self.to_look_at)])


def write_table(path: Path, heads: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    """A CSV file in UTF-8 that a spreadsheet opens without running anything in it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(map(harmless, rows))
    write_whole(path, text.getvalue())


def harmless(row: Iterable[Any]) -> list[Any]:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front."""
    return [
        f"'{cell}" if isinstance(cell, str) and cell.startswith(tuple("=+-@\t\r\n")) else cell
        for cell in row
    ]


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old one or the new one, never a part of either."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        # The last guard: no text, whatever is in it, may cost a class its grades.
        with os.fdopen(
            handle, "w", encoding="utf-8", errors="backslashreplace", newline=""
        ) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise
