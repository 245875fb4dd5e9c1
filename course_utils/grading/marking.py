"""Mark one submission: run it apart, judge here what came back."""

import functools
import hashlib
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast, get_args

from course_utils.exercises.answers import answer_for
from course_utils.exercises.judging import judge
from course_utils.exercises.running import Run
from course_utils.exercises.task import Question, Task
from course_utils.exercises.tasks import all_tasks
from course_utils.exercises.verdict import Status as JudgedStatus
from course_utils.exercises.verdict import Verdict
from course_utils.grading.gradebook import Grade, Report, Status
from course_utils.grading.notebook import UnreadableNotebookError, read_bytes, read_notebook
from course_utils.grading.sandbox import Limits, run_notebook
from course_utils.grading.submissions import (
    GradingError,
    Submission,
    display_name,
    read_submission,
)
from course_utils.grading.transcript import Transcript

SEED = 20_202
"""Seed of the graded inputs: other ones than the notebook's, so that results cannot be copied."""


@dataclass(frozen=True)
class Settings:
    """What a grade depends on besides the notebook. ``private`` folders are kept from it."""

    seed: int = SEED
    limits: Limits = field(default_factory=Limits)
    private: tuple[Path, ...] = ()

    def key(self, submission: Submission) -> str:
        """Tells this submission, under these settings and this state of the course, from others."""
        it = submission
        parts = (it.learner, it.lecture, it.path.name, it.digest, self.seed, self.limits)
        missing = [task.name for task in cannot_be_judged(it.lecture)]
        return hashlib.sha256(repr((parts, missing, _course_digest())).encode()).hexdigest()


@functools.cache
def _course_digest() -> str:
    """Of the exercises and of the way they are run: a new catalogue means new grades."""
    package = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for room in ("exercises", "grading"):
        for path in sorted((package / room).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def exercises_of(lecture: str) -> dict[str, Task | Question]:
    """The exercises of one lecture, in its order."""
    return {name: task for name, task in all_tasks().items() if task.lecture == lecture}


def cannot_be_judged(lecture: str) -> list[Task]:
    """The exercises of a lecture that need a package this machine lacks."""
    tasks = exercises_of(lecture).values()
    return [task for task in tasks if isinstance(task, Task) and not task.can_run]


@dataclass(frozen=True)
class Ran:
    """A submission after the first half: what its notebook did, or why it could not be read."""

    submission: Submission
    transcript: Transcript
    cells: tuple[str, ...] = ()
    unreadable: str = ""
    seconds: float = 0.0


def run_apart(
    submission: Submission, settings: Settings, stopped: Callable[[], bool] = lambda: False
) -> Ran:
    """The first half, which needs no answers. Safe to call from several threads."""
    began = time.monotonic()
    try:
        cells = read_notebook(read_bytes(submission.path)).cells
    except UnreadableNotebookError as error:
        return Ran(submission, Transcript(), unreadable=str(error))
    tasks = exercises_of(submission.lecture).values()
    functions = [task.name for task in tasks if isinstance(task, Task)]
    transcript = run_notebook(
        list(cells), functions, settings.seed, settings.limits, settings.private, stopped
    )
    return Ran(submission, transcript, cells, seconds=time.monotonic() - began)


def mark(ran: Ran, settings: Settings) -> Report:
    """The second half: a grade for every exercise of the lecture."""
    it = ran.submission
    tasks = exercises_of(it.lecture).values()
    return Report(
        key=settings.key(it),
        learner=it.learner,
        lecture=it.lecture,
        file=display_name(it.path.name),
        grades=tuple(_grade(task, ran, settings.seed) for task in tasks),
        problems=tuple(_problems(ran)),
        layers=ran.transcript.layers,
        seconds=round(ran.seconds, 3),
    )


def check_notebook(path: Path | str) -> list[Verdict]:
    """Run one notebook as the grader would; a verdict on each exercise of its lecture."""
    path = Path(path)
    if not path.is_file():
        raise GradingError(f"There is no notebook {path}; give the path of an .ipynb file.")
    submission = read_submission(path, learner="")
    if submission is None:
        raise GradingError(
            f"{path} belongs to no lecture of this course; "
            "its name should contain that of a lecture, as in 02_algorithm.ipynb."
        )
    settings = Settings()
    return [_as_verdict(grade) for grade in mark(run_apart(submission, settings), settings).grades]


def _as_verdict(grade: Grade) -> Verdict:
    status = grade.status if grade.status in get_args(JudgedStatus) else "error"
    return Verdict(
        grade.exercise,
        grade.lecture,
        "todo" if grade.status == "not submitted" else cast(JudgedStatus, status),
        grade.points,
        grade.max_points,
        grade.message,
        grade.question,
        grade.misconception,
        grade.remarks,
        grade.printed,
    )


def _grade(task: Task | Question, ran: Ran, seed: int) -> Grade:
    known = (ran.submission.learner, task.lecture, task.name)
    run = _run_of(task, ran.transcript, seed)
    if run is None:
        return Grade(*known, 0, task.points, *_why_nothing(task, ran))
    try:
        verdict = judge(task, answer_for(task.name, task.lecture), run)
    except Exception as error:  # one odd result must not cost a class its grades
        said = f"What came back could not be judged ({type(error).__name__}); tell the instructor."
        return Grade(*known, 0, task.points, "error", said)
    return Grade(
        *known,
        verdict.points,
        task.points,
        "time limit" if run.problem == "time" else verdict.status,
        verdict.message,
        verdict.question,
        verdict.misconception,
        verdict.remarks,
        verdict.printed,
    )


def _run_of(task: Task | Question, transcript: Transcript, seed: int) -> Run | None:
    """What a submission did for a task, as far as it can be read.

    A process reports which inputs it used, and is not believed: the judge draws them from our seed.
    """
    if isinstance(task, Question):
        given = transcript.answers.get(task.name)
        return None if given is None else Run(task.name, seed, given=given)
    try:
        run = Run.from_json(transcript.runs[task.name])
        return replace(run, exercise=task.name, seed=seed, given="")
    except (KeyError, ValueError):
        return None


_LOST: dict[str, Status] = {
    "time limit": "time limit",
    "crashed": "crashed",
    "too many files": "crashed",
}
_WHAT_HAPPENED = {
    "time limit": "took too long and was stopped",
    "crashed": "ended Python itself",
    "too many files": "wrote more files than there is room for and was stopped",
}


def _why_nothing(task: Task | Question, ran: Ran) -> tuple[Status, str]:
    """Status and message of an exercise of which nothing came back."""
    if ran.unreadable:
        return "unreadable", ran.unreadable
    transcript = ran.transcript
    lost = transcript.lost.get(f"exercise {task.name}")
    if lost or task.name in transcript.runs:
        lost = lost or "crashed"
        return _LOST[lost], f"When {task.name} was called, it {_WHAT_HAPPENED[lost]}."
    number = _home(task, ran.cells)
    if lost := transcript.lost.get(f"cell {number}"):
        return _LOST[lost], f"Code cell {number}, where it is written, {_WHAT_HAPPENED[lost]}."
    if transcript.ended and not _was_looked_for(task, transcript):
        ended = transcript.ended
        return _LOST[ended], f"The notebook {_WHAT_HAPPENED[ended]} before this was reached."
    if number in transcript.problems:
        said = f"Code cell {number}, where it is written, stops: {transcript.problems[number]}"
        return "error", said
    if isinstance(task, Question):
        return "not submitted", f'No answer was found; it is given as check({task.name}="a").'
    return "not submitted", f"The notebook defines no function {task.name}."


def _was_looked_for(task: Task | Question, transcript: Transcript) -> bool:
    return transcript.answered if isinstance(task, Question) else task.name in transcript.absent


def _home(task: Task | Question, cells: tuple[str, ...]) -> int | None:
    """The number of the last code cell in which a task is answered."""
    name = re.escape(task.name)
    pattern = rf"\b{name}\s*=" if isinstance(task, Question) else rf"\bdef\s+{name}\b"
    found = [number for number, cell in enumerate(cells, start=1) if re.search(pattern, cell)]
    return found[-1] if found else None


def _problems(ran: Ran) -> Iterator[str]:
    """The cells that did not run to their end, in words, in order."""
    transcript = ran.transcript
    problems = {number: f"stopped: {text}" for number, text in transcript.problems.items()}
    for step, reason in transcript.lost.items():
        if match := re.fullmatch(r"cell (\d+)", step, re.ASCII):
            problems[int(match[1])] = f"{_WHAT_HAPPENED[reason]}; the others were run without it"
    for number in sorted(problems.keys() & set(range(1, len(ran.cells) + 1)))[:20]:
        first_line = ran.cells[number - 1].strip().partition("\n")[0][:60]
        yield f"Code cell {number}, `{first_line}`, {problems[number]}"
