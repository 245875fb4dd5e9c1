"""A way to hand notebooks in, and the sample class graded once."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from handing_in import SAMPLE, Submit, notebook_text

from course_utils.grading import Gradebook, grade


@pytest.fixture
def submit(tmp_path: Path) -> Submit:
    """``submit("ada", "x = 1", file="02_algorithm.ipynb")`` hands a notebook in; the class."""

    def write(learner: str, *cells: str, file: str = "02_algorithm.ipynb") -> Path:
        path = tmp_path / "class" / learner / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(notebook_text(*cells), encoding="utf-8")
        return tmp_path / "class"

    return write


@pytest.fixture(scope="session")
def graded_class(tmp_path_factory: pytest.TempPathFactory) -> Gradebook:
    output = tmp_path_factory.mktemp("graded")
    return grade(SAMPLE, output, limit=20.0, quiet=True)


@pytest.fixture
def read_rows() -> Callable[[Path], list[dict[str, str]]]:
    def read(path: Path) -> list[dict[str, str]]:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return read
