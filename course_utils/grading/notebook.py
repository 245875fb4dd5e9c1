"""A submitted notebook as a list of code cells, and which lecture it belongs to."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_utils.exercises.tasks import all_tasks
from course_utils.lectures import LECTURES

_LARGEST = 50 << 20
_MOST_BRACKETS = 1_000_000


class UnreadableNotebookError(ValueError):
    """The file holds no notebook; the message says why, in one sentence."""


@dataclass(frozen=True)
class Notebook:
    """The code of a notebook, top to bottom, and the names its cells' metadata gives."""

    cells: tuple[str, ...]
    grade_ids: tuple[str, ...] = ()


def read_bytes(path: Path) -> bytes:
    """The file's bytes, at most as many as are looked at."""
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST + 1)
    except OSError as error:
        raise UnreadableNotebookError(f"The file cannot be opened: {error.strerror}.") from None


def read_notebook(data: bytes) -> Notebook:
    """The notebook in ``data``. Lenient where nothing is lost by it: only code cells matter."""
    if len(data) > _LARGEST:
        raise UnreadableNotebookError(
            f"The file is larger than {_LARGEST >> 20} MB; clear its outputs and hand it in again."
        )
    if data.count(b"[") + data.count(b"{") > _MOST_BRACKETS:  # each takes thirty times its size
        raise UnreadableNotebookError(
            "The file holds more than a million brackets; clear its outputs and hand it in again."
        )
    try:
        content = json.loads(data.decode("utf-8-sig"))
        cells = [cell for cell in content["cells"] if cell["cell_type"] == "code"]
        sources = tuple(_text(cell["source"]) for cell in cells)
        grade_ids = tuple(_grade_id(cell) for cell in cells)
    except json.JSONDecodeError as error:
        raise UnreadableNotebookError(
            f"The file is damaged: it stops being a notebook at line {error.lineno}. "
            "Open it in JupyterLab, save it, and hand it in again."
        ) from None
    except (UnicodeDecodeError, KeyError, TypeError, ValueError, RecursionError):
        raise UnreadableNotebookError(
            "The file is no Jupyter notebook of format 4. "
            "Open it in JupyterLab, save it, and hand it in again."
        ) from None
    return Notebook(sources, grade_ids)


def _text(source: Any) -> str:
    text = source if isinstance(source, str) else "".join(source)
    text.encode()  # a lone surrogate is no text
    return text


def _grade_id(cell: dict[str, Any]) -> str:
    """The name nbgrader knows the cell by; none where the metadata is missing or damaged."""
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return str(nbgrader.get("grade_id", "")) if isinstance(nbgrader, dict) else ""


def lecture_of(path: Path, notebook: Notebook | None) -> str | None:
    """The lecture a notebook belongs to: by its file name, else by the exercises found in it."""
    for lecture in LECTURES:
        if lecture.stem in path.stem.lower():
            return lecture.name
    return _lecture_by_content(notebook) if notebook else None


def _lecture_by_content(notebook: Notebook) -> str | None:
    names = {grade_id.removeprefix("check-") for grade_id in notebook.grade_ids}
    for source in notebook.cells:
        names.update(re.findall(r"^def (\w+)", source, flags=re.MULTILINE))
    tasks = all_tasks()
    found = Counter(tasks[name].lecture for name in sorted(names & tasks.keys()))
    return found.most_common(1)[0][0] if found else None
