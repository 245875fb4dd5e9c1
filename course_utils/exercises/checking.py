"""What learners and programs call: ``check``, ``hint``, ``progress`` and ``evaluate``."""

import difflib
from typing import Any

from course_utils.exercises import store
from course_utils.exercises.answers import answer_for
from course_utils.exercises.cards import Card, hint_card, note_card, show, verdict_card
from course_utils.exercises.course_map import course_map
from course_utils.exercises.judging import judge
from course_utils.exercises.running import LIMIT, run
from course_utils.exercises.running.plain import type_name
from course_utils.exercises.task import Question, Task
from course_utils.exercises.tasks import all_tasks
from course_utils.exercises.verdict import Verdict

_HINTS_SHOWN: dict[str, int] = {}


def evaluate(name: str, answer: Any, seed: int = 0, limit: float = LIMIT) -> Verdict:
    """Judge a function, or the letter given to a question; nothing is shown or saved.

    Raises KeyError, with one sentence, where there is no exercise ``name``; nothing else.
    """
    exercise = _find(name)
    return judge(exercise, answer_for(name, exercise.lecture), run(answer, exercise, seed, limit))


def check(*functions: Any, **named: Any) -> None:
    """Say of each function whether it is right, and if not, one thing to think about.

    ``check(sigmoid)`` finds the exercise by the function's name, ``check(sigmoid=my_function)``
    and ``check(why_transpose="b")`` name it.
    """
    if not functions and not named:
        show([note_card("check what? Hand over your function, without brackets: check(sigmoid).")])
        return
    unnamed = [_named(function) for function in functions]
    found = [_verdict(name, thing) for name, thing in unnamed if name is not None]
    found += [_verdict(name, thing) for name, thing in named.items()]
    verdicts = [verdict for verdict in found if isinstance(verdict, Verdict)]
    notice = store.save(verdicts)
    show(note_card(complaint) for name, complaint in unnamed if name is None)
    for number, result in enumerate(found):
        last = notice if number == len(found) - 1 else ""
        show([note_card(result) if isinstance(result, str) else verdict_card(result, last)])


def hint(exercise: Any = "") -> None:
    """Show the next of three hints: from a question to nearly there. Then the first again."""
    if isinstance(exercise, str) and not exercise:
        show(
            [note_card("hint for what? Hand over your function, without brackets: hint(sigmoid).")]
        )
        return
    name = exercise if isinstance(exercise, str) else _named(exercise)[0]
    show([_hint(name) if name else note_card(_named(exercise)[1])])


def progress() -> None:
    """Show every exercise of every lecture: done, tried or to do, points and minutes left."""
    records, notice = store.load()
    show([course_map(all_tasks().values(), records, notice)])


def _find(name: str) -> Task | Question:
    exercises = all_tasks()
    if name not in exercises:
        raise KeyError(_no_such(name))
    return exercises[name]


def _no_such(name: str) -> str:
    near = difflib.get_close_matches(name, all_tasks(), n=1)
    advice = f"Did you mean {near[0]}?" if near else "progress() lists them all."
    return f"There is no exercise {name}. {advice}"


def _named(function: Any) -> tuple[str | None, Any]:
    """The function under its own name, or None and a sentence on what to do."""
    if not callable(function):
        return None, (
            f"check and hint take the function itself, without brackets: check(sigmoid). "
            f"This is of type {type_name(function)}."
        )
    try:
        name = function.__name__
    except Exception:
        name = None
    if not isinstance(name, str) or name == "<lambda>":
        return None, "This function has no name; say which exercise it is: check(sigmoid=…)."
    if isinstance(function, type):
        return None, f"{name} is a class; write it as a function, def {name}(…)."
    return name, function


def _verdict(name: str, thing: Any) -> Verdict | str:
    """The verdict, or a sentence where there is nothing to judge."""
    if name not in all_tasks():
        return _no_such(name)
    exercise = _find(name)
    if isinstance(exercise, Question) and not isinstance(thing, str):
        first = next(iter(exercise.options))
        return f'{name} is a question; answer it with a letter: check({name}="{first}").'
    if isinstance(exercise, Task) and not callable(thing):
        return f"{name} asks for a function; check({name}=…) got the type {type_name(thing)}."
    return evaluate(name, thing)


def _hint(name: str) -> Card:
    if name not in all_tasks():
        return note_card(_no_such(name))
    hints = _find(name).hints
    number = _HINTS_SHOWN.get(name, 0) % len(hints)
    _HINTS_SHOWN[name] = number + 1
    return hint_card(name, number + 1, len(hints), hints[number])
