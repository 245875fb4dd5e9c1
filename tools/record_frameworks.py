"""Record what PyTorch and Keras print in lecture 5, for who has not installed them.

Runs the lecture's solution with both and writes the output of every cell that falls back on
``recorded("...")`` under that name, with the versions:

    python tools/record_frameworks.py
"""

import json
import os
import re
import tempfile
from importlib.metadata import version
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[1]
LECTURE = ROOT / "solutions" / "05_implementation.ipynb"
RECORDING = ROOT / "course_utils" / "demos" / "implementation" / "recorded.json"
FALLBACK = re.compile(r'\brecorded\("([\w-]+)"\)')
PACKAGES = ("torch", "keras")
SECONDS = 300


def live_texts(lecture: Path = LECTURE) -> dict[str, str]:
    """Execute the lecture as it stands; what each cell with a recording printed, by name."""
    notebook = nbformat.read(lecture, as_version=4)
    with tempfile.TemporaryDirectory() as progress:
        settings = {"COURSE_PROGRESS_DIR": progress, "KERAS_BACKEND": "torch"}
        client = NotebookClient(notebook, timeout=SECONDS, coalesce_streams=True)
        client.execute(env={**os.environ, **settings}, cwd=str(lecture.parent))
    return {
        found[1]: "\n".join(_text(output) for output in cell.outputs).rstrip("\n")
        for cell in notebook.cells
        if cell.cell_type == "code" and (found := FALLBACK.search(cell.source))
    }


def _text(output: nbformat.NotebookNode) -> str:
    return output.text if output.output_type == "stream" else output.data["text/plain"]


def main() -> None:
    """Write the recording."""
    versions = {package: version(package).partition("+")[0] for package in PACKAGES}
    recording = {"versions": versions, "texts": live_texts()}
    text = json.dumps(recording, indent=1, ensure_ascii=False) + "\n"
    RECORDING.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
