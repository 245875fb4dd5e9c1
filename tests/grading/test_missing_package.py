"""A machine without PyTorch: nobody is blamed, the instructor is told, and it can be made good."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from handing_in import Submit

from course_utils.exercises.task import Task
from course_utils.grading import Gradebook, grade

STEP = """
def train_step(model, optimizer, X, y):
    import torch
    optimizer.zero_grad()
    loss = torch.nn.functional.cross_entropy(model(X), y)
    loss.backward()
    optimizer.step()
    return loss.item()
"""


@pytest.fixture
def without_packages() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Task, "can_run", property(lambda task: not task.needs))
        yield patch


def points(book: Gradebook) -> int:
    [report] = book.of("ada")
    [step] = [grade for grade in report.grades if grade.exercise == "train_step"]
    return step.points


def test_the_instructor_is_told_and_a_second_run_makes_it_good(
    submit: Submit, tmp_path: Path, without_packages: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("torch")
    folder = submit("ada", STEP, file="05_implementation.ipynb")
    book = grade(folder, tmp_path / "out", quiet=True)
    assert points(book) == 0
    assert "WARNING: train_step was not judged and counts 0 of 16 points" in str(book)
    without_packages.undo()
    book = grade(folder, tmp_path / "out", quiet=True)
    assert points(book) == 16
    assert "WARNING" not in str(book)


def test_who_handed_in_another_lecture_hears_nothing_of_it(
    submit: Submit, tmp_path: Path, without_packages: pytest.MonkeyPatch
) -> None:
    book = grade(submit("ada", STEP), tmp_path / "out", quiet=True)
    assert "train_step" not in str(book)
