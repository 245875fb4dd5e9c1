"""Numbers clinic: name a function, hand over what it returned, and hear what is wrong with it."""

from __future__ import annotations

from typing import Any

from course_utils.demos.picture import Picture
from course_utils.demos.theme import BLUE, VERMILION, label, new_figure, theme
from course_utils.exercises import evaluate_numbers
from course_utils.exercises.cards import Card, verdict_card
from course_utils.exercises.pasted import numbers_inputs


def clinic_inputs(name: str, seed: int = 0) -> tuple[Any, ...]:
    """Return the arguments the clinic wants ``name`` called with: ``mse_grad(*clinic_inputs(...))``.

    Raises:
        KeyError: there is no such exercise, or it returns no numbers.
    """
    return numbers_inputs(name, seed)


def diagnose(name: str, numbers: Any, seed: int = 0) -> Card:
    """Return the diagnosis of ``numbers``, which a function returned for ``clinic_inputs(name)``.

    Raises:
        KeyError: there is no such exercise, or it returns no numbers.
    """
    return verdict_card(evaluate_numbers(name, numbers, seed))


def numbers_clinic_figure() -> Picture:
    """Return one case of the clinic: a gradient 77 times too large, entry by entry."""
    P, Y = clinic_inputs("mse_grad")
    right = (2 * (P - Y) / P.size).ravel()
    with theme():
        figure = new_figure(9, 5)
        ax = figure.add_subplot()
        ax.plot(right, 77 * right, "o", color=VERMILION, label="pasted: 77 times too large")
        ax.plot(right, right, "-", color=BLUE, label="right")
        label(ax, "right number", "pasted number")
        ax.legend()
    return Picture(
        figure,
        "Pasted numbers of mse_grad against the right ones. They lie on a straight line through 0, "
        "77 times as steep as the line of right numbers: 77 is the number of entries, so the mean "
        "was left out.",
    )


def numbers_clinic(name: str = "mse_grad") -> Picture:
    """Return the demo: choose a function, paste what it returned, guess, and see the diagnosis."""
    return numbers_clinic_figure()
