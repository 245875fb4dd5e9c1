"""Numbers clinic: name a function, hand over what it returned, and hear what is wrong with it."""

from __future__ import annotations

from typing import Any

import traitlets

from course_utils.demos.picture import Picture
from course_utils.demos.questions.clinic_still import numbers_clinic_figure
from course_utils.demos.questions.reading import Reading, read_numbers
from course_utils.demos.questions.recipe import recipe
from course_utils.demos.questions.report import GUESSES, report
from course_utils.demos.widget import Demo, or_still
from course_utils.exercises.cards import Card, note_card, verdict_card
from course_utils.exercises.pasted import examine, numbers_exercises, numbers_inputs
from course_utils.lectures import LECTURES


class NumbersClinic(Demo):
    """The script shows and asks; numbers are read and judged here, in the kernel."""

    menu: Any = traitlets.List(help="[lecture's title, [[name, signature], …]]").tag(sync=True)
    guesses = traitlets.Dict(GUESSES).tag(sync=True)
    exercise = traitlets.Unicode().tag(sync=True)
    recipe: Any = traitlets.Dict(help="code to copy, see recipe()").tag(sync=True)
    result: Any = traitlets.Dict(help="of the last paste, see report()").tag(sync=True)

    def __init__(self, exercise: str) -> None:
        super().__init__(menu=_menu(), exercise=exercise, recipe=recipe(exercise))
        self.on_msg(self._hear)

    def still(self) -> Picture:
        """What four kinds of mistakes look like."""
        return numbers_clinic_figure()

    @traitlets.validate("exercise")
    def _known(self, proposal: Any) -> str:
        _check(proposal.value)
        return proposal.value

    @traitlets.observe("exercise")
    def _prescribe(self, change: Any) -> None:
        with self.hold_sync():
            self.recipe, self.result = recipe(change.new), {}

    def _hear(self, _: Any, content: dict[str, Any], __: Any) -> None:
        self.result = report(self.exercise, str(content["text"])) | {"number": content["number"]}


def _menu() -> list[Any]:
    """The exercises whose numbers tell, by lecture."""
    tasks = numbers_exercises().values()
    lectures = [
        [lecture.title, [[t.name, t.signature] for t in tasks if t.lecture == lecture.name]]
        for lecture in LECTURES
    ]
    return [entry for entry in lectures if entry[1]]


def _check(name: str) -> None:
    """Raises ValueError, in one sentence, where the clinic cannot tell anything from ``name``."""
    try:
        numbers_inputs(name)
    except KeyError as problem:
        raise ValueError(problem.args[0]) from None


@or_still(lambda exercise="mse_grad": numbers_clinic_figure())
def numbers_clinic(exercise: str = "mse_grad") -> NumbersClinic:
    """Return the demo: choose a function, paste what yours returned, guess, hear the diagnosis.

    Raises:
        ValueError: there is no such exercise, or its numbers alone do not tell.
    """
    _check(exercise)
    return NumbersClinic(exercise)


def clinic_inputs(exercise: str, seed: int = 0) -> tuple[Any, ...]:
    """Return the arguments the clinic knows the right result for.

    ``mse_grad(*clinic_inputs("mse_grad"))`` is what it wants to see.

    Raises:
        ValueError: there is no such exercise, or its numbers alone do not tell.
    """
    _check(exercise)
    return numbers_inputs(exercise, seed)


def diagnose(exercise: str, numbers: Any, seed: int = 0) -> Card:
    """Return the diagnosis of what a function returned for ``clinic_inputs(exercise, seed)``.

    ``numbers`` is the result itself, or the text it was printed as. The card is HTML in a
    notebook and text in a terminal; what cannot be judged gets one sentence.
    """
    try:
        _check(exercise)
        given = read_numbers(numbers) if isinstance(numbers, str) else Reading(numbers, ())
    except ValueError as problem:
        return note_card(str(problem))
    found = examine(exercise, given.value, seed, given.halves)
    return verdict_card(found.verdict, f"Seen in public code: {found.seen}." if found.seen else "")
