"""The learner's version of a notebook."""

from copy import deepcopy

from nbformat import NotebookNode

from course_utils.authoring import cells
from course_utils.authoring.markers import HIDDEN_TESTS, SOLUTION, WRITTEN_SOLUTION, clear, has


def learners_version(notebook: NotebookNode) -> NotebookNode:
    """A copy without answers, hidden tests, outputs and the cells tagged ``solution-only``."""
    copy = deepcopy(notebook)
    copy.cells = [
        _cleared(cell) for cell in copy.cells if cells.SOLUTION_ONLY not in cells.tags(cell)
    ]
    return copy


def _cleared(cell: NotebookNode) -> NotebookNode:
    cell.source = clear(_without_solution(cell), HIDDEN_TESTS)
    if cell.cell_type == "code":
        cell.outputs, cell.execution_count = [], None
    return cell


def _without_solution(cell: NotebookNode) -> str:
    """As in nbgrader, a solution cell without markers is a solution as a whole."""
    region = SOLUTION if cell.cell_type == "code" else WRITTEN_SOLUTION
    if cells.is_solution(cell) and not has(cell.source, region):
        return "\n".join(region.stub)
    return clear(cell.source, region)
