"""The one form in which a notebook is stored, so that a diff shows what an author changed."""

import hashlib
import re
from copy import deepcopy
from typing import Any

import nbformat
from nbformat import NotebookNode

from course_utils.authoring import cells

_KEPT_METADATA = ("nbgrader", "slideshow", "tags")
_NOTEBOOK_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def tidied(notebook: NotebookNode) -> NotebookNode:
    """A copy with stable cell ids, no widget state, and only the outputs the prose relies on."""
    copy = deepcopy(notebook)
    copy.metadata = nbformat.from_dict(_NOTEBOOK_METADATA)
    copy.nbformat, copy.nbformat_minor = 4, 5
    used: set[str] = set()
    for cell in copy.cells:
        _tidy(cell)
        cell.id = _identifier(cell, used)
        used.add(cell.id)
    return copy


def _tidy(cell: NotebookNode) -> None:
    cell.metadata = nbformat.from_dict(
        {key: cell.metadata[key] for key in _KEPT_METADATA if cell.metadata.get(key)}
    )
    cell.source = cell.source.rstrip()
    cell.pop("attachments", None)
    if cell.cell_type == "code":
        cell.outputs = _stored_outputs(cell)
        # nbval takes outputs without a count for a mistake; one constant keeps diffs small.
        cell.execution_count = 1 if cell.outputs else None


def text(notebook: NotebookNode) -> str:
    """The notebook as it is written to its file."""
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def _identifier(cell: NotebookNode, used: set[str]) -> str:
    """The exercise's name where there is one; else the id it has; else one from its text."""
    named = re.sub(r"[^\w-]", "-", cells.grade_id(cell) or "", flags=re.ASCII)[:64]
    wanted = named or cell.get("id", "")
    serial = 0
    while not wanted or wanted in used:
        wanted = hashlib.sha256(f"{cell.source}{serial or ''}".encode()).hexdigest()[:8]
        serial += 1
    return wanted


def _stored_outputs(cell: NotebookNode) -> list[NotebookNode]:
    if cells.CHECK_OUTPUT not in cells.tags(cell):
        return []
    kept = [_text_only(output) for output in cell.outputs]
    return [nbformat.from_dict(output) for output in kept if output]


def _text_only(output: NotebookNode) -> dict[str, Any] | None:
    """The output if it is printed or plain text; None for pictures, widgets and warnings."""
    if output.output_type == "stream":
        return dict(output) if output.name == "stdout" else None
    data = output.get("data", {})
    if set(data) != {"text/plain"}:
        return None
    numberless = {"execution_count": None} if "execution_count" in output else {}
    return {**output, **numberless, "metadata": {}}
