"""The tasks: one module a lecture, public. Never imports an answer."""

from importlib import import_module
from importlib.util import find_spec

from course_utils.exercises.task import REGISTRY, Question, Task
from course_utils.lectures import LECTURES


def all_tasks() -> dict[str, Task | Question]:
    """Every exercise by name, in the order of the lectures whichever was imported first."""
    for lecture in LECTURES:
        module = f"{__name__}.{lecture.name}"
        if find_spec(module):
            import_module(module)
    order = [lecture.name for lecture in LECTURES]
    return dict(sorted(REGISTRY.items(), key=lambda entry: order.index(entry[1].lecture)))
