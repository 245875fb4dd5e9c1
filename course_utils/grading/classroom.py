"""Grade a class: many submissions at a time, each grade written down the moment it is known."""

import contextlib
import math
import os
import threading
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from course_utils.grading.feedback import write_feedback
from course_utils.grading.gradebook import Gradebook, Report
from course_utils.grading.journal import Journal
from course_utils.grading.marking import (
    SEED,
    Ran,
    Settings,
    cannot_be_judged,
    mark,
    run_apart,
)
from course_utils.grading.sandbox import Limits
from course_utils.grading.submissions import GradingError, Note, Submission, find_submissions

_STRONG = ("limits", "landlock", "seccomp")


def grade(
    submissions: Path | str,
    output: Path | str,
    *,
    jobs: int | None = None,
    limit: float = 120.0,
    memory: int = 2048,
    seed: int = SEED,
    fresh: bool = False,
    quiet: bool = False,
) -> Gradebook:
    """Grade every notebook in ``submissions`` and write gradebook and feedback to ``output``.

    ``submissions`` holds one folder a learner. ``jobs`` notebooks run at a time (default: one a
    core), each for at most ``limit`` seconds with ``memory`` megabytes; ``seed`` draws the
    inputs. What an earlier call with the same settings has graded is kept unless ``fresh``.
    Raises ``GradingError`` where nothing can be graded. An interrupt is passed on once the
    finished grades are saved.
    """
    folder, out = Path(submissions), Path(output)
    _check(folder, out, jobs, limit, memory, seed)
    group = find_submissions(folder)
    private = (folder.resolve(), out.resolve())
    settings = Settings(seed, Limits(limit, limit / 3, memory), private)
    book = Gradebook(group.learners, len(group.submissions), notes=group.notes, output=out)
    with Journal(out / "journal.jsonl", fresh) as journal:
        todo = list(_not_yet_graded(group.submissions, settings, journal, book))
        try:
            reports = _reports(todo, settings, jobs or os.cpu_count() or 1)
            # Closed at once also after an interrupt: that is what stops the running notebooks.
            with _progress(book, quiet) as tick, contextlib.closing(reports):
                for report in reports:
                    journal.add(report)
                    book.add(report)
                    tick()
        finally:
            book.notes += (*thin_walls(book), *_missing_packages(book))
            book.save()
            write_feedback(book)
    return book


def _check(folder: Path, out: Path, jobs: int | None, limit: float, memory: int, seed: int) -> None:
    if out.resolve().is_relative_to(folder.resolve()):
        raise GradingError(
            f"The output folder {out} lies inside {folder}; choose one outside the submissions."
        )
    if out.exists() and not out.is_dir():
        raise GradingError(f"{out} is a file; give a folder to write the gradebook to.")
    if seed < 0:
        raise GradingError(f"The seed {seed} is negative; give 0 or more.")
    if jobs is not None and jobs < 1:
        raise GradingError(f"With {jobs} jobs nothing is graded; give at least 1.")
    if not 1 <= limit < math.inf or memory < 256:
        raise GradingError(
            f"{limit:g} seconds and {memory} MB are no limits for a notebook; "
            "give at least 1 second and 256 MB."
        )


def _not_yet_graded(
    found: tuple[Submission, ...], settings: Settings, journal: Journal, book: Gradebook
) -> Iterator[Submission]:
    """Enter into the book what the journal knows; the rest is still to do."""
    for submission in found:
        known = journal.known.get(settings.key(submission))
        if known is None:
            yield submission
        else:
            book.add(known)


def _reports(
    todo: list[Submission], settings: Settings, jobs: int
) -> Generator[Report, None, None]:
    """Reports as they come. Notebooks run in processes; the judge works in this thread alone."""
    stop = threading.Event()
    queue = iter(todo)
    with ThreadPoolExecutor(jobs) as pool:

        def started(count: int) -> set[Future[Ran]]:
            waiting = islice(queue, count)
            return {pool.submit(run_apart, item, settings, stop.is_set) for item in waiting}

        try:
            running = started(2 * jobs)
            while running:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                running |= started(len(done))
                for future in done:
                    yield mark(future.result(), settings)
        finally:
            stop.set()
            pool.shutdown(cancel_futures=True)


@contextlib.contextmanager
def _progress(book: Gradebook, quiet: bool) -> Iterator[Callable[[], None]]:
    """A bar over the class on standard error; what is yielded moves it on by one."""
    columns = (TextColumn("Grading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), disable=quiet) as progress:
        bar = progress.add_task("", total=book.expected, completed=len(book.reports))
        yield lambda: progress.advance(bar)


def thin_walls(book: Gradebook) -> Iterator[Note]:
    """A loud word where this machine could not lock the submissions in."""
    ran = [report.layers for report in book.reports if report.layers]
    missing = [layer for layer in _STRONG if not all(layer in layers for layers in ran)]
    if missing:
        yield Note(
            "",
            f"WARNING: this machine lacks {' and '.join(missing)}: a hostile notebook could have "
            "read files or disturbed other programs. Grade strangers' work on Linux 5.13 or later.",
        )


def _missing_packages(book: Gradebook) -> Iterator[Note]:
    """A loud word on exercises nobody gets points for, for want of a package on this machine."""
    for task in (task for lecture in book.lectures for task in cannot_be_judged(lecture)):
        yield Note(
            "",
            f"WARNING: {task.name} was not judged and counts 0 of {task.points} points: it needs "
            f"{task.needs}, which is not installed here. Install it and grade again.",
        )
