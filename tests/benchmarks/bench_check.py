"""How long a learner waits for a card."""

import statistics
import time

import pytest

from course_utils.exercises import check
from course_utils.exercises.answers import answer_for
from course_utils.exercises.task import Task
from course_utils.exercises.tasks import all_tasks

EXERCISES = [task for task in all_tasks().values() if isinstance(task, Task)]


@pytest.mark.benchmark
@pytest.mark.parametrize("task", EXERCISES, ids=lambda task: task.name)
def test_a_card_comes_in_50_ms(task, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("COURSE_PROGRESS_DIR", str(tmp_path))
    answer = answer_for(task.name, task.lecture)
    functions = [answer.reference, answer.mistakes[-1].wrong, lambda *args: args[0] * 1.1]
    check(**{task.name: answer.reference})
    times = []
    for function in functions * 5:
        begin = time.perf_counter()
        check(**{task.name: function})
        times.append(time.perf_counter() - begin)
    assert statistics.median(times) < 0.050
