"""Every notebook runs as it stands, and prints what the prose around it says it prints."""

import subprocess
import sys
from pathlib import Path

import pytest

from course_utils.authoring import Folders
from course_utils.lectures import LECTURES

pytestmark = pytest.mark.notebook

CELL_SECONDS = 120
COURSE = Folders(Path(__file__).resolve().parents[2])
NOTEBOOKS = [
    folder / f"{lecture.stem}.ipynb"
    for folder in (COURSE.lectures, COURSE.solutions)
    for lecture in LECTURES
]


def test_each_lecture_has_its_two_notebooks() -> None:
    found = {*COURSE.lectures.glob("*.ipynb"), *COURSE.sources()}

    assert found == set(NOTEBOOKS)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_nbval(path: Path, offline: dict[str, str]) -> None:
    command = (
        *(sys.executable, "-m", "pytest", "--nbval-lax", f"--nbval-cell-timeout={CELL_SECONDS}"),
        *("-q", "-p", "no:cacheprovider", "-o", "addopts=", str(path)),
    )
    done = subprocess.run(command, env=offline, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
