"""What a notebook says about its exercises is what their tasks say."""

from pathlib import Path

import nbformat
import pytest

from course_utils.exercises.task import Question, Task
from course_utils.exercises.tasks import all_tasks
from course_utils.lectures import LECTURES

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions"
STEMS = {lecture.name: lecture.stem for lecture in LECTURES}
EXERCISES = list(all_tasks().values())


def cells(exercise):
    path = SOLUTIONS / f"{STEMS[exercise.lecture]}.ipynb"
    return nbformat.read(path, as_version=4).cells


def text_of(exercise):
    """The markdown cell that sets the exercise."""
    wanted = f"-task-{exercise.name.replace('_', '-')}"
    (cell,) = [cell for cell in cells(exercise) if cell.id.endswith(wanted)]
    return cell


def name_of(exercise):
    return exercise.name


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_the_heading_says_what_it_costs_and_earns(exercise):
    path = "core" if exercise.core else "go further"
    said = (
        f"*{exercise.minutes} minutes · difficulty {exercise.difficulty} of 3 · "
        f"{path} · {exercise.points} points*"
    )
    assert said in text_of(exercise).source


@pytest.mark.parametrize("exercise", EXERCISES, ids=name_of)
def test_what_goes_further_is_tagged(exercise):
    tagged = "go-further" in text_of(exercise).metadata.get("tags", [])
    assert tagged == (not exercise.core)


@pytest.mark.parametrize(
    "task", [exercise for exercise in EXERCISES if isinstance(exercise, Task)], ids=name_of
)
def test_the_stub_has_the_signature(task):
    source = "\n".join(cell.source for cell in cells(task) if cell.cell_type == "code")
    assert f"· `{task.signature}`" in text_of(task).source
    assert f"def {task.signature}:" in source
    assert f"check({task.name})" in source


@pytest.mark.parametrize(
    "asked", [exercise for exercise in EXERCISES if isinstance(exercise, Question)], ids=name_of
)
def test_a_question_is_asked_in_its_own_words(asked):
    text = text_of(asked).source
    assert asked.text in text
    for letter, option in asked.options.items():
        assert f"- **{letter}** · {option}" in text
