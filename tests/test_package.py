"""The package as a whole."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

IMPORT_ALL = """
import pkgutil, sys
for name in {blocked!r}:
    sys.modules[name] = None  # importing it raises ImportError
import course_utils
for module in pkgutil.walk_packages(course_utils.__path__, "course_utils."):
    if not module.name.startswith({left_out!r}) and not module.name.endswith("__main__"):
        __import__(module.name)
        print(module.name)
"""
# This one stands in for the package where a submission runs, and is imported nowhere else.
INSIDE = "course_utils.grading.inside"


def imported(blocked: tuple[str, ...]) -> list[str]:
    program = IMPORT_ALL.format(blocked=blocked, left_out=INSIDE)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_every_module_imports_without_pytorch_and_keras():
    assert "course_utils.nn.layers" in imported(blocked=("torch", "keras", "tensorflow", "jax"))


@pytest.mark.parametrize(
    ("room", "allowed"),
    [
        ("nn", ("nn",)),
        ("demos", ("demos", "nn", "data", "lectures", "exercises.zoo")),
        ("demos/questions", ("demos", "nn", "data", "lectures", "exercises")),
        ("exercises/tasks", ("exercises.task", "exercises.tasks", "lectures")),
        ("exercises/running", ("exercises.running", "exercises.task")),
    ],
)
def test_imports_point_down_only(room: str, allowed: tuple[str, ...]):
    """The engine needs nothing else of ours, and no task can see an answer.

    One room of the demos judges numbers, and so stands on the exercises.
    """
    found = [
        (path.name, line.split()[1].removeprefix("course_utils."))
        for path in (ROOT / "course_utils" / room).rglob("*.py")
        if room != "demos" or path.parent.name != "questions"
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip().startswith(("from course_utils.", "import course_utils."))
    ]

    assert found
    roots = tuple(f"{name}." for name in allowed)
    assert [item for item in found if not f"{item[1]}.".startswith(roots)] == []
