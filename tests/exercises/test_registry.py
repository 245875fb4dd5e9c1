"""Every exercise once, in the order of the lectures."""

import subprocess
import sys

import pytest

from course_utils.exercises.task import REGISTRY, question
from course_utils.exercises.tasks import all_tasks

LATE_FIRST = """
import course_utils.exercises.tasks.questions, course_utils.exercises.tasks.implementation
from course_utils.exercises.tasks import all_tasks
print(*all_tasks())
"""


def test_the_order_is_that_of_the_lectures_whatever_was_imported_first() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LATE_FIRST], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == list(all_tasks())


def test_a_name_is_given_once() -> None:
    before = REGISTRY["sigmoid"]
    rest = {"points": 1, "minutes": 1, "difficulty": 1, "hints": ("one?", "two?", "three?")}
    with pytest.raises(ValueError, match="Two exercises are called sigmoid"):
        question("sigmoid", before.lecture, text="?", options={"a": "1", "b": "2"}, **rest)
    assert REGISTRY["sigmoid"] is before
