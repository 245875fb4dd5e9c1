"""What the metadata of a notebook's cell says."""

from typing import Any

from nbformat import NotebookNode

PARAMETERS = "parameters"
CHECK_OUTPUT = "nbval-check-output"
SOLUTION_ONLY = "solution-only"
CHECK_PREFIX = "check-"


def tags(cell: NotebookNode) -> list[str]:
    return list(cell.metadata.get("tags", []))


def nbgrader(cell: NotebookNode) -> dict[str, Any]:
    return dict(cell.metadata.get("nbgrader", {}))


def grade_id(cell: NotebookNode) -> str | None:
    return nbgrader(cell).get("grade_id")


def is_solution(cell: NotebookNode) -> bool:
    """Whether the learner writes in this cell."""
    return bool(nbgrader(cell).get("solution"))


def is_graded(cell: NotebookNode) -> bool:
    """Whether this cell's tests earn points."""
    return bool(nbgrader(cell).get("grade"))


def exercise(cell: NotebookNode) -> str | None:
    """The exercise an nbgrader cell belongs to: ``check-sigmoid`` belongs to ``sigmoid``."""
    identifier = grade_id(cell)
    return identifier.removeprefix(CHECK_PREFIX) if identifier else None
