"""What an author must put right before ``lectures/`` can be written."""

from collections import Counter
from collections.abc import Iterator, Mapping

from nbformat import NotebookNode

from course_utils.authoring import cells
from course_utils.authoring.markers import HIDDEN_TESTS, SOLUTION, has, imbalance
from course_utils.exercises.task import Question, Task

LONGEST_CODE_CELL = 25

Tasks = Mapping[str, Task | Question]


def problems(notebook: NotebookNode, tasks: Tasks) -> list[str]:
    """One sentence for each fault: where it is, what was expected."""
    return [
        *_parameters(notebook),
        *_duplicates(notebook),
        *(
            f"{_place(cell, number)} {fault}"
            for number, cell in enumerate(notebook.cells, start=1)
            for fault in _faults(cell, tasks)
        ),
    ]


def _place(cell: NotebookNode, number: int) -> str:
    identifier = cells.grade_id(cell)
    return f"cell {number} ({identifier})" if identifier else f"cell {number}"


def _parameters(notebook: NotebookNode) -> Iterator[str]:
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    tagged = [cell for cell in code if cells.PARAMETERS in cells.tags(cell)]
    if len(tagged) != 1 or code[0] is not tagged[0]:
        yield (
            f"{len(tagged)} code cells are tagged '{cells.PARAMETERS}'; "
            "tag the first code cell, and no other one"
        )


def _duplicates(notebook: NotebookNode) -> Iterator[str]:
    counts = Counter(filter(None, map(cells.grade_id, notebook.cells)))
    for identifier, count in counts.items():
        if count > 1:
            yield f"{count} cells have the grade_id '{identifier}'; give each its own"


def _faults(cell: NotebookNode, tasks: Tasks) -> Iterator[str]:
    yield from _marker_faults(cell)
    yield from _exercise_faults(cell, tasks)
    lines = cell.source.count("\n") + 1
    if cell.cell_type == "code" and lines > LONGEST_CODE_CELL:
        yield f"has {lines} lines of code; split it into cells of {LONGEST_CODE_CELL} at most"


def _marker_faults(cell: NotebookNode) -> Iterator[str]:
    for region in (SOLUTION, HIDDEN_TESTS):
        fault = imbalance(cell.source, region)
        if fault:
            yield f"has unbalanced markers: {fault}"
    if has(cell.source, SOLUTION) and not cells.is_solution(cell):
        yield "holds a solution but is no solution cell; set nbgrader's 'solution' to true"
    if has(cell.source, HIDDEN_TESTS) and not cells.is_graded(cell):
        yield "holds hidden tests but earns no points; set nbgrader's 'grade' to true"


def _exercise_faults(cell: NotebookNode, tasks: Tasks) -> Iterator[str]:
    if not (cells.is_solution(cell) or cells.is_graded(cell)):
        return
    name, points = cells.exercise(cell), cells.nbgrader(cell).get("points")
    task = tasks.get(name or "")
    if task is None:
        yield f"belongs to no known exercise; expected the name of a task, not {name!r}"
    elif cells.is_graded(cell) and points != task.points:
        yield f"gives {points} points; expected {task.points}, as the task '{name}' says"
