"""Where the notebooks are, and kernels that cannot reach the network or the learner's progress."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """The environment of processes that may only speak to their own machine.

    ``offline/sitecustomize.py`` refuses every other address and notes it. At the end the list
    of them has to be empty: asking and then coping with the refusal is not enough.
    """
    refused = tmp_path / "refused.txt"
    settings = {
        "PYTHONPATH": str(Path(__file__).parent / "offline"),
        "COURSE_REFUSED": str(refused),
        "COURSE_PROGRESS_DIR": str(tmp_path / "progress"),
        "KERAS_HOME": str(tmp_path / "keras"),
        "KERAS_BACKEND": "torch",
        "OMP_NUM_THREADS": "1",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    yield dict(os.environ)
    assert not refused.exists(), f"the network was asked for: {refused.read_text()}"
