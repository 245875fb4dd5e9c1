"""Known mistakes in one sentence each, for whoever looks at a whole class."""

import re
import warnings

from course_utils.exercises.answer import Answer, Mistake
from course_utils.exercises.answers import answer_for
from course_utils.exercises.judging import judge
from course_utils.exercises.running import Run, calls_of
from course_utils.exercises.task import Task
from course_utils.exercises.tasks import all_tasks

_SHORT = 30
_SEED = 0


def in_one_sentence(exercise: str, mistake: str) -> str:
    """What is said to one who makes this mistake, cut to a sentence; '' where it is not known."""
    task = all_tasks().get(exercise)
    if not isinstance(task, Task) or not task.can_run:
        return ""
    answer = answer_for(exercise, task.lecture)
    known = answer.mistakes if isinstance(answer, Answer) else ()
    made = next((one for one in known if one.id == mistake), None)
    return _first_sentence(_message(task, made)) if made else ""


def _message(task: Task, made: Mistake) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        calls = calls_of(made.wrong, task, _SEED)
    run = Run(task.name, _SEED, calls=calls, again=calls[0])
    return judge(task, answer_for(task.name, task.lecture), run).message


def _first_sentence(text: str) -> str:
    """The first sentence; the first two where the first says next to nothing."""
    first, *rest = re.split(r"(?<=[.?!])\s+(?=[A-Z0-9])", text, maxsplit=2)
    return f"{first} {rest[0]}" if len(first) < _SHORT and rest else first
