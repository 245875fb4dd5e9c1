"""The commands as a shell sees them: what is printed, and the exit code."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from course_utils.authoring import Folders, build
from course_utils.cli import lab_command

ROOT = Path(__file__).resolve().parents[2]


def course(*arguments: str, folder: Path = ROOT, **environment: str):
    """Run ``course``; ``folder`` is the working directory."""
    return subprocess.run(
        [sys.executable, "-m", "course_utils", *arguments],
        cwd=folder,
        env={**os.environ, "COLUMNS": "120", **environment},
        capture_output=True,
        text=True,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The course's notebooks, up to date, to be damaged."""
    for folder in ("lectures", "solutions"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    build(Folders(tmp_path))
    return tmp_path


def test_help_names_every_command():
    done = course("--help")

    assert done.returncode == 0
    for command in ("lab", "check", "grade", "build", "slides", "doctor"):
        assert command in done.stdout


def test_help_loads_no_numpy_and_no_widget():
    code = (
        "import sys; from course_utils.cli import app;"
        "print([m for m in ('numpy', 'matplotlib', 'anywidget', 'nbformat') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("grade", "nowhere", "--output", "out"), "There is no folder nowhere"),
        (("check", "nowhere.ipynb"), "There is no notebook nowhere.ipynb"),
        (("slides", "09_magic"), "There is no lecture '09_magic'; choose from 01_introduction"),
        (("grade", "tests/grading/class"), "Missing option '--output'"),
        (("frobnicate",), "No such command 'frobnicate'"),
    ],
)
def test_a_mistake_gets_a_sentence_and_exit_code_2(arguments, said, tmp_path):
    done = course(*arguments)

    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_build_check_names_what_drifted(copy):
    edited = copy / "lectures" / "02_algorithm.ipynb"
    edited.write_text(edited.read_text().replace("weight_grad", "weight_gradient"))

    done = course("build", "--check", folder=copy)

    assert done.returncode == 1
    assert done.stdout == f"{Path('lectures/02_algorithm.ipynb')} drifted; run 'course build'.\n"


def test_build_mends_what_drifted(copy):
    (copy / "lectures" / "02_algorithm.ipynb").unlink()

    assert course("build", folder=copy).stdout.endswith("02_algorithm.ipynb written\n")
    done = course("build", "--check", folder=copy)
    assert (done.returncode, done.stdout) == (0, "")


def test_build_says_what_an_author_must_put_right(copy):
    source = copy / "solutions" / "01_introduction.ipynb"
    source.write_text(source.read_text().replace("### END SOLUTION", "### END"))

    done = course("build", folder=copy)

    assert done.returncode == 2
    assert "'BEGIN SOLUTION' has no 'END SOLUTION' after it" in done.stderr
    assert "Traceback" not in done.stderr


def test_check_judges_a_saved_notebook():
    right = course("check", str(ROOT / "solutions" / "01_introduction.ipynb"))
    untouched = course("check", str(ROOT / "lectures" / "01_introduction.ipynb"))

    assert right.returncode == 0
    assert "ok sigmoid" in right.stdout
    assert untouched.returncode == 1
    assert untouched.stdout.splitlines()[-1].startswith("0 of ")


def test_lab_opens_the_lectures_and_passes_arguments_on(tmp_path):
    command = lab_command(tmp_path, ["--no-browser"])

    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    assert f"--ServerApp.root_dir={tmp_path}" in command
    assert command[-1] == "--no-browser"
