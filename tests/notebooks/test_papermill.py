"""Every notebook runs with other numbers too: an instructor may change a size on stage."""

import ast
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import papermill
import pytest
from nbformat import NotebookNode
from other_parameters import PARAMETERS_OF, Parameters

from course_utils.authoring import Folders
from course_utils.authoring.building import read
from course_utils.authoring.cells import PARAMETERS, tags

pytestmark = pytest.mark.notebook

CELL_SECONDS = 120
COURSE = Folders(Path(__file__).resolve().parents[2])
RUNS = [
    pytest.param(folder / f"{stem}.ipynb", chosen, id=f"{folder.name}-{stem}-{number}")
    for stem, both in PARAMETERS_OF.items()
    for folder in (COURSE.lectures, COURSE.solutions)
    for number, chosen in enumerate(both, start=1)
]


@pytest.mark.parametrize("path", COURSE.sources(), ids=lambda path: path.stem)
def test_the_parameters_tried_here_are_the_notebooks_own(path: Path) -> None:
    (cell,) = [cell for cell in read(path).cells if PARAMETERS in tags(cell)]
    own = {node.id for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Name)}

    first, second = PARAMETERS_OF[path.stem]
    assert own == {*first, *second}
    assert first != second


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize(("path", "chosen"), RUNS)
def test_papermill(path: Path, chosen: Parameters, tmp_path: Path) -> None:
    executed = papermill.execute_notebook(
        path,
        tmp_path / "executed.ipynb",
        parameters=chosen,
        cwd=path.parent,
        execution_timeout=CELL_SECONDS,
        progress_bar=False,
    )

    assert faults(executed) == []
    assert pictures_without_words(executed) == []


def outputs(notebook: NotebookNode) -> list[tuple[str, dict[str, Any]]]:
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return [(cell.id, output) for cell in code for output in cell.outputs]


def faults(notebook: NotebookNode) -> list[tuple[str, str]]:
    """Errors, and warnings: a learner cannot tell one from the other."""
    return [
        (cell, output.get("evalue", output.get("text", "")))
        for cell, output in outputs(notebook)
        if output["output_type"] == "error" or output.get("name") == "stderr"
    ]


def pictures_without_words(notebook: NotebookNode) -> list[str]:
    """The cells with a picture that a screen reader could not describe."""
    found = []
    for cell, output in outputs(notebook):
        data = output.get("data", {})
        bare = any(kind in data for kind in ("image/png", "image/jpeg")) and "text/html" not in data
        drawn = data.get("image/svg+xml", "") + data.get("text/html", "")
        if bare or not described(drawn):
            found.append(cell)
    return found


def described(markup: str) -> bool:
    """Whether every image in it has alternative text, and every drawing a label."""
    reader = _Images()
    reader.feed(markup)
    return all(reader.labels)


class _Images(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.labels: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("img", "svg"):
            label = dict(attrs).get("alt" if tag == "img" else "aria-label")
            self.labels.append((label or "").strip())


@pytest.mark.parametrize(
    ("markup", "good"),
    [
        ("<p>no picture</p>", True),
        ('<img src="a" alt="A cat">', True),
        ('<img src="a" alt=" ">', False),
        ('<img src="a">', False),
        ('<svg role="img" aria-label="A graph"></svg><svg></svg>', False),
    ],
)
def test_described(markup: str, good: bool) -> None:
    assert described(markup) is good
