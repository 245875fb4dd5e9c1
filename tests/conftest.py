"""Settings for all tests: no deadlines (noisy machines), nothing written to anyone's home."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("OMP_NUM_THREADS", "1")
settings.register_profile("course", deadline=None, max_examples=40)
settings.load_profile("course")


@pytest.fixture(autouse=True)
def own_progress_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test keeps its progress to itself."""
    monkeypatch.setenv("COURSE_PROGRESS_DIR", str(tmp_path / "progress"))
