"""Slides for reading, by nbconvert: pictures are in them, live demos are not."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from course_utils.authoring.folders import Folders

CELL_SECONDS = 300


def write_slides(folders: Folders, lectures: list[str], output: Path) -> Iterator[Path]:
    """Execute each of the lectures (none named: all) and write its slides; yields the pages.

    Raises:
        ValueError: for an unknown lecture, or one that cannot be executed.
    """
    output.mkdir(parents=True, exist_ok=True)
    for path in _chosen(folders, lectures):
        yield _write(path, output.resolve())


def _chosen(folders: Folders, lectures: list[str]) -> list[Path]:
    known = {path.stem: path for path in sorted(folders.lectures.glob("*.ipynb"))}
    for name in lectures:
        if name not in known:
            raise ValueError(f"There is no lecture {name!r}; choose from {', '.join(known)}.")
    return [known[name] for name in lectures or known]


def _write(path: Path, output: Path) -> Path:
    command = (
        *(sys.executable, "-m", "nbconvert", "--to", "slides", "--execute"),
        *(f"--ExecutePreprocessor.timeout={CELL_SECONDS}", f"--output-dir={output}", str(path)),
    )
    with tempfile.TemporaryDirectory() as progress:
        environment = {**os.environ, "COURSE_PROGRESS_DIR": progress}
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        last = done.stderr.strip().rpartition("\n")[2]
        raise ValueError(f"{path.name} gave no slides: {last}")
    return output / f"{path.stem}.slides.html"
