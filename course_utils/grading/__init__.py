"""Grading: submissions in, gradebook and feedback out.

``grade(submissions, output) -> Gradebook``
    Grade a folder that holds one folder a learner (its name is the learner's) with their
    notebooks. Writes ``grades.csv``, ``summary.csv``, ``mistakes.csv`` (known mistakes, counted
    without names), ``index.html`` and one page of feedback a learner into ``output``, shows a
    progress bar, and takes up where an interrupted call left off.
    Keywords: ``jobs`` submissions at a time (default: one a core), ``limit`` seconds for a whole
    notebook, ``memory`` its megabytes, ``seed`` of the inputs, ``fresh`` to grade again what is
    graded already, ``quiet`` to show nothing. ``str(gradebook)`` is the closing report.
    An interrupt (Ctrl-C) is passed on as ``KeyboardInterrupt`` after the finished grades are saved.

``check_notebook(path) -> list[Verdict]``
    Run one notebook as the grader would and judge every exercise of its lecture.

``GradingError``
    What cannot be graded at all, in one sentence to show to the instructor.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "GradingError": "submissions",
    "Gradebook": "gradebook",
    "check_notebook": "marking",
    "grade": "classroom",
}

__all__ = ["Gradebook", "GradingError", "check_notebook", "grade"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"course_utils.grading has no {name!r}; it offers {__all__}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
