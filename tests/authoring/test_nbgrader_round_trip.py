"""A solution notebook goes into nbgrader; two learners' versions come back graded."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from course_utils.authoring.building import read
from course_utils.authoring.cells import is_graded, is_solution, nbgrader

pytestmark = pytest.mark.notebook

ROOT = Path(__file__).resolve().parents[2]
NAME = "01_introduction.ipynb"


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An nbgrader course with one assignment: Ada hands in the solution, Bob an empty lecture."""
    folder = tmp_path_factory.mktemp("nbgrader")
    (folder / "nbgrader_config.py").write_text('get_config().CourseDirectory.course_id = "nn"\n')
    for learner, source in (("ada", "solutions"), ("bob", "lectures")):
        hand_in(ROOT / source / NAME, folder / "submitted" / learner)
    hand_in(ROOT / "solutions" / NAME, folder / "source")
    run(folder, "generate_assignment", "lecture")
    run(folder, "autograde", "lecture")
    run(folder, "export", "--to=grades.csv")
    return folder


def hand_in(notebook: Path, folder: Path) -> None:
    (folder / "lecture").mkdir(parents=True)
    shutil.copy(notebook, folder / "lecture")


def run(folder: Path, *arguments: str) -> None:
    programs = Path(sys.executable).parent
    environment = {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "COURSE_PROGRESS_DIR": str(folder / "progress"),
    }
    done = subprocess.run(
        [programs / "nbgrader", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]


def test_nbgrader_releases_what_we_release(graded: Path) -> None:
    released = {c.id: c.source for c in read(graded / "release" / "lecture" / NAME).cells}
    ours = {c.id: c.source for c in read(ROOT / "lectures" / NAME).cells}

    assert {key: released[key] for key in ours} == ours


def test_nbgrader_grades_a_right_and_an_untouched_notebook(graded: Path) -> None:
    automatic = [c for c in read(ROOT / "solutions" / NAME).cells if is_graded(c)]
    points = sum(nbgrader(c)["points"] for c in automatic if not is_solution(c))
    with (graded / "grades.csv").open() as file:
        scores = {row["student_id"]: float(row["raw_score"]) for row in csv.DictReader(file)}

    assert points > 0
    assert scores == {"ada": points, "bob": 0}
