"""Settings of every test, made before numpy is first imported."""

import os
import signal
import tempfile

import pytest
from hypothesis import settings

# Where cores are shared, spinning threads make PyTorch 10 to 40 times slower.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("KERAS_BACKEND", "torch")


# On a busy machine a slow example is no mistake.
settings.register_profile("course", deadline=None, max_examples=40)
settings.load_profile("course")


def pytest_configure(config: pytest.Config) -> None:
    # The developer's own progress is not the tests' to write.
    folder = tempfile.TemporaryDirectory(prefix="course-progress-")
    os.environ["COURSE_PROGRESS_DIR"] = folder.name
    config.add_cleanup(folder.cleanup)
    # A runner in the background is deaf to Ctrl-C, and some tests press it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
