"""What Binder would build, read off the Dockerfile that repo2docker renders without Docker."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.binder

ROOT = Path(__file__).resolve().parents[2]


def pins(path: Path) -> dict[str, str]:
    """Each package and what is asked of its version, environment markers left out."""
    lines = [line.split("#")[0].split(";")[0].strip() for line in path.read_text().splitlines()]
    wanted = [line for line in lines if line and not line.startswith("-")]
    parts = [re.fullmatch(r"([\w.-]+)(.*)", line) for line in wanted]
    return {part[1].lower(): part[2].strip() for part in parts if part}


@pytest.fixture(scope="module")
def dockerfile() -> str:
    command = (
        *(sys.executable, "-m", "repo2docker", "--no-build", "--debug"),
        *("--user-id", "1000", "--user-name", "jovyan", str(ROOT)),
    )
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_python_is_one_the_course_runs_on(dockerfile: str) -> None:
    lock = re.search(r"environment-2epy-2d(\d)-2e(\d+)", dockerfile)

    assert lock is not None
    assert (int(lock[1]), int(lock[2])) >= (3, 11)


def test_the_slow_layer_needs_nothing_but_binders_requirements(dockerfile: str) -> None:
    install = dockerfile.index('pip install --no-cache-dir -r "binder/requirements.txt"')
    everything = dockerfile.index("COPY --chown=1000:1000 src/ ")

    assert install < everything
    nested = [
        line
        for line in (ROOT / "binder" / "requirements.txt").read_text().splitlines()
        if line.startswith(("-r", "-c", "-e", "."))
    ]
    assert nested == [], "at that point no other file of the repository is there"


def test_the_course_itself_is_installed_after_the_copy(dockerfile: str) -> None:
    assert dockerfile.index("src/ ${REPO_DIR}/") < dockerfile.index("RUN ./binder/postBuild")
    post_build = (ROOT / "binder" / "postBuild").read_text()
    assert "pip install --no-deps --no-cache-dir ." in post_build


def test_the_settings_are_made_at_the_start(dockerfile: str) -> None:
    assert 'ENV R2D_ENTRYPOINT="${REPO_DIR}/binder/start"' in dockerfile
    command = (str(ROOT / "binder" / "start"), "env")
    environment = subprocess.run(command, capture_output=True, text=True, check=True, env={})
    assert {"KERAS_BACKEND=torch", "OMP_NUM_THREADS=1"} <= set(environment.stdout.split())


def test_pytorch_is_the_build_for_processors() -> None:
    wanted = pins(ROOT / "binder" / "requirements.txt")

    assert wanted["torch"].endswith("+cpu")
    assert not [name for name in wanted if re.match(r"nvidia|cuda|triton", name)]


def test_the_pins_are_those_of_the_course() -> None:
    course, binder = pins(ROOT / "requirements.txt"), pins(ROOT / "binder" / "requirements.txt")
    jupyterlab = course.pop("jupyterlab").removeprefix("==").split(".")

    assert binder.pop("jupyterlab") == f">={jupyterlab[0]}.4,<{int(jupyterlab[0]) + 1}"
    assert binder.pop("torch") == f"{course.pop('torch')}+cpu"
    assert binder.pop("nbgitpuller").startswith("==")
    assert binder == course
