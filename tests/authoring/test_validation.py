import pytest

from course_utils.authoring.validation import problems
from course_utils.exercises.tasks import all_tasks


def faults(notebook):
    return problems(notebook, all_tasks())


def test_a_sound_notebook_has_no_problems(notebook):
    assert faults(notebook) == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("### BEGIN SOLUTION\nx = 1", "'BEGIN SOLUTION' has no 'END SOLUTION' after it"),
        ("x = 1\n### END SOLUTION", "'END SOLUTION' has no 'BEGIN SOLUTION' before it"),
        (
            "### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION",
            "'BEGIN SOLUTION' stands inside another one",
        ),
        (
            "### BEGIN HIDDEN TESTS\nassert True",
            "'BEGIN HIDDEN TESTS' has no 'END HIDDEN TESTS' after it",
        ),
    ],
)
def test_unbalanced_markers(notebook, written, said):
    notebook.cells[3].source = written

    assert f"cell 4 (sigmoid) has unbalanced markers: {said}" in faults(notebook)


def test_a_solution_outside_a_solution_cell(notebook):
    notebook.cells[6].source = "### BEGIN SOLUTION\nx = 1\n### END SOLUTION"

    assert faults(notebook) == [
        "cell 7 holds a solution but is no solution cell; set nbgrader's 'solution' to true"
    ]


def test_hidden_tests_outside_a_graded_cell(notebook):
    notebook.cells[4].metadata["nbgrader"]["grade"] = False

    assert faults(notebook) == [
        "cell 5 (check-sigmoid) holds hidden tests but earns no points; "
        "set nbgrader's 'grade' to true"
    ]


def test_an_unknown_exercise(notebook):
    notebook.cells[3].metadata["nbgrader"]["grade_id"] = "sigmod"

    assert faults(notebook) == [
        "cell 4 (sigmod) belongs to no known exercise; expected the name of a task, not 'sigmod'"
    ]


def test_duplicate_grade_ids(notebook):
    notebook.cells[4].metadata["nbgrader"]["grade_id"] = "sigmoid"

    assert faults(notebook) == ["2 cells have the grade_id 'sigmoid'; give each its own"]


@pytest.mark.parametrize("tagged", [[], [2], [1, 2]])
def test_the_first_code_cell_and_no_other_holds_the_parameters(notebook, tagged):
    for number in (1, 2):
        notebook.cells[number].metadata["tags"] = ["parameters"] if number in tagged else []

    assert faults(notebook) == [
        f"{len(tagged)} code cells are tagged 'parameters'; "
        "tag the first code cell, and no other one"
    ]


def test_points_other_than_the_tasks(notebook):
    notebook.cells[4].metadata["nbgrader"]["points"] = 3

    expected = all_tasks()["sigmoid"].points
    assert faults(notebook) == [
        f"cell 5 (check-sigmoid) gives 3 points; expected {expected}, as the task 'sigmoid' says"
    ]


def test_a_code_cell_of_26_lines(notebook):
    notebook.cells[2].source = "\n".join(["pass"] * 25)
    assert faults(notebook) == []

    notebook.cells[2].source += "\npass"
    assert faults(notebook) == ["cell 3 has 26 lines of code; split it into cells of 25 at most"]
