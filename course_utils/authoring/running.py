"""Executing the solutions, to refresh the outputs their prose relies on."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from course_utils.authoring.building import read
from course_utils.authoring.folders import Folders
from course_utils.authoring.tidying import text, tidied

CELL_SECONDS = 300


def run(folders: Folders) -> Iterator[Path]:
    """Execute each solution in place; yields its path once done.

    Raises:
        ValueError: if a cell fails, with the file and the error.
    """
    # The solutions check right answers: that must not count as the author's own progress.
    with tempfile.TemporaryDirectory() as progress:
        environment = {**os.environ, "COURSE_PROGRESS_DIR": progress}
        for path in folders.sources():
            _execute(path, environment)
            yield path


def _execute(path: Path, environment: dict[str, str]) -> None:
    notebook = read(path)
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        store_widget_state=False,
        coalesce_streams=True,  # else prints are cut where the clock happened to stand
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        client.execute(env=environment)
    except CellExecutionError as fault:
        raise ValueError(f"{path.name}: {fault.ename}: {fault.evalue}") from fault
    path.write_text(text(tidied(notebook)), encoding="utf-8", newline="\n")
