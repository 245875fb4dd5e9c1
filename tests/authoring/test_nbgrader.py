"""Our clearing is nbgrader's: the same notebooks import into it unchanged."""

from copy import deepcopy

import pytest
from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions

from course_utils.authoring.building import read
from course_utils.authoring.cells import SOLUTION_ONLY, tags
from course_utils.authoring.folders import Folders
from course_utils.authoring.learners import learners_version
from course_utils.authoring.tidying import tidied


def sources(notebook):
    return {cell.id: cell.source for cell in notebook.cells}


def cleared_by_nbgrader(notebook):
    copy = deepcopy(notebook)
    copy.cells = [cell for cell in copy.cells if SOLUTION_ONLY not in tags(cell)]
    cleared, resources = ClearSolutions().preprocess(copy, {})
    cleared, _ = ClearHiddenTests().preprocess(cleared, resources)
    return sources(cleared)


def cleared_by_us(notebook):
    return sources(learners_version(notebook))


def test_the_sample_is_cleared_as_nbgrader_does(notebook):
    assert cleared_by_us(notebook) == cleared_by_nbgrader(notebook)


@pytest.mark.parametrize("cell_type", ["code", "markdown"])
@pytest.mark.parametrize(
    "source",
    [
        "x = 1",
        "### BEGIN SOLUTION\nx = 1\n### END SOLUTION",
        "def f():\n    # BEGIN SOLUTION\n    return 1\n    # END SOLUTION\n\n\ny = 2",
        "### BEGIN SOLUTION\na\n### END SOLUTION\nb\n\t### BEGIN SOLUTION\nc\n### END SOLUTION",
    ],
)
def test_a_solution_is_cleared_as_nbgrader_does(notebook, cell_type, source):
    notebook.cells[3].source = source
    notebook.cells[3].cell_type = cell_type

    assert cleared_by_us(notebook) == cleared_by_nbgrader(notebook)


def test_the_courses_own_solutions_are_cleared_as_nbgrader_does(request):
    for path in Folders(request.config.rootpath).sources():
        notebook = tidied(read(path))
        assert cleared_by_us(notebook) == cleared_by_nbgrader(notebook), path.name
