"""A small notebook with everything an author may write."""

from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from course_utils.authoring import Folders
from course_utils.exercises.tasks import all_tasks


def graded(grade_id: str, **settings: object) -> dict[str, object]:
    """nbgrader's metadata, schema 3."""
    base = {"grade": False, "solution": False, "locked": False, "task": False}
    return {"nbgrader": {**base, "schema_version": 3, "grade_id": grade_id, **settings}}


SOLUTION = """def sigmoid(z):
    ### BEGIN SOLUTION
    positive = 1 / (1 + np.exp(-np.abs(z)))
    return np.where(z >= 0, positive, 1 - positive)
    ### END SOLUTION"""
CHECK = """check(sigmoid)
### BEGIN HIDDEN TESTS
assert evaluate("sigmoid", sigmoid, seed=1).passed
### END HIDDEN TESTS"""


@pytest.fixture
def notebook() -> NotebookNode:
    points = all_tasks()["sigmoid"].points
    printed = [new_output("stream", name="stdout", text="0.5\n")]
    picture = [new_output("display_data", {"image/png": "aGk=", "text/plain": "<Figure>"})]
    cells = [
        new_markdown_cell("# A lecture"),
        new_code_cell("seed = 0", metadata={"tags": ["parameters"]}),
        new_code_cell("import numpy as np\nfrom course_utils import check, evaluate"),
        new_code_cell(SOLUTION, metadata=graded("sigmoid", solution=True)),
        new_code_cell(
            CHECK, metadata=graded("check-sigmoid", grade=True, locked=True, points=points)
        ),
        new_code_cell(
            "print(0.5)",
            metadata={"tags": ["nbval-check-output"], "collapsed": False},
            outputs=printed + picture,
            execution_count=3,
        ),
        new_code_cell("plot()", outputs=picture, execution_count=4),
        new_markdown_cell("For instructors", metadata={"tags": ["solution-only"]}),
    ]
    return new_notebook(cells=cells, metadata={"widgets": {"state": {}}})


@pytest.fixture
def folders(tmp_path: Path, notebook: NotebookNode) -> Folders:
    """A course with that one notebook in ``solutions/``."""
    course = Folders(tmp_path)
    course.solutions.mkdir()
    course.lectures.mkdir()
    nbformat.write(notebook, course.solutions / "01_introduction.ipynb")
    return course
