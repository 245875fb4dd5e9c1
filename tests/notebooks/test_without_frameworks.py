"""PyTorch and Keras are optional: every lecture runs without them, and says what is missing."""

import re
import subprocess
import sys
from pathlib import Path

import papermill
import pytest
from nbformat import NotebookNode
from other_parameters import PARAMETERS_OF

from course_utils.authoring import Folders
from course_utils.demos.implementation.recordings import recordings

pytestmark = pytest.mark.notebook

COURSE = Folders(Path(__file__).resolve().parents[2])
FRAMEWORKS = "torch keras"


@pytest.fixture
def without_frameworks(offline: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The environment of processes that find neither of the two."""
    monkeypatch.setenv("COURSE_WITHOUT", FRAMEWORKS)
    return {**offline, "COURSE_WITHOUT": FRAMEWORKS}


@pytest.mark.parametrize("package", FRAMEWORKS.split())
def test_the_packages_are_out_of_reach(package: str, without_frameworks: dict[str, str]) -> None:
    """Or the tests below would prove nothing."""
    ask = f"import importlib.util as u; assert u.find_spec({package!r}) is None; import {package}"
    done = subprocess.run(
        [sys.executable, "-c", ask], env=without_frameworks, capture_output=True, text=True
    )
    assert done.stderr.splitlines()[-1] == f"ModuleNotFoundError: No module named '{package}'"


def executed(path: Path, folder: Path) -> NotebookNode:
    return papermill.execute_notebook(
        path,
        folder / "executed.ipynb",
        parameters=PARAMETERS_OF[path.stem][0],
        cwd=path.parent,
        execution_timeout=120,
        progress_bar=False,
    )


def printed(cell: NotebookNode) -> str:
    outputs = cell.outputs if cell.cell_type == "code" else []
    return "".join(o.get("text", o.get("data", {}).get("text/plain", "")) for o in outputs)


def faults(notebook: NotebookNode) -> list[str]:
    outputs = [o for cell in notebook.cells for o in cell.get("outputs", [])]
    return [str(o) for o in outputs if o.output_type == "error" or o.get("name") == "stderr"]


@pytest.mark.usefixtures("without_frameworks")
@pytest.mark.parametrize("stem", PARAMETERS_OF)
def test_a_learners_page_runs(stem: str, tmp_path: Path) -> None:
    page = executed(COURSE.lectures / f"{stem}.ipynb", tmp_path)
    assert faults(page) == []


@pytest.mark.usefixtures("without_frameworks")
def test_lecture_5_shows_what_was_recorded(tmp_path: Path) -> None:
    page = executed(COURSE.solutions / "05_implementation.ipynb", tmp_path)
    assert faults(page) == []
    said = {cell.id: printed(cell) for cell in page.cells}

    fallbacks = {
        found[1]: said[cell.id]
        for cell in page.cells
        if (found := re.search(r'recorded\("([\w-]+)"\)', cell.source))
    }
    assert fallbacks.keys() == recordings()["texts"].keys()
    for name, text in recordings()["texts"].items():
        assert text in fallbacks[name]
        assert f"recorded with PyTorch {recordings()['versions']['torch']}" in fallbacks[name]

    (imports,) = [text for name, text in said.items() if name.endswith("-imports")]
    assert "torch is not installed here" in imports
    assert "keras is not installed here" in imports
    assert "train_step needs PyTorch" in said["check-train_step"]
    assert "your tape" in fallbacks["four-table"].rpartition("off NumPy's by")[2], "and live"
