"""The clinic's still picture: what four kinds of mistakes look like, pasted against right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from course_utils.demos.picture import Picture
from course_utils.demos.theme import BLUE, FAINT, label, new_figure, theme
from course_utils.exercises.pasted import Examined, examine, numbers_inputs
from course_utils.nn import activations


@dataclass(frozen=True)
class Patient:
    """A wrong function, and how its numbers lie beside the right ones."""

    exercise: str
    wrong: Callable[..., Any]
    looks: str


def _sigmoid(Z: np.ndarray) -> np.ndarray:
    return activations.Sigmoid().forward(Z)


PATIENTS = (
    Patient("mse_grad", lambda P, Y: (P - Y) / P.size, "a factor: another slope"),
    Patient("mse_grad", lambda P, Y: 2 * (Y - P) / P.size, "a sign: falling"),
    Patient("softmax", lambda Z: np.exp(Z) / np.exp(Z).sum(axis=0), "an axis: a cloud"),
    Patient(
        "output_delta",
        lambda Z, Y: 2 * (_sigmoid(Z) - Y) / Z.size,
        "a slope left out: a fan",
    ),
)


def examined() -> list[Examined]:
    """The four patients, examined."""
    return [examine(p.exercise, p.wrong(*numbers_inputs(p.exercise))) for p in PATIENTS]


def numbers_clinic_figure() -> Picture:
    """Return the numbers of four wrong functions against the right ones, each with its name."""
    found = examined()
    with theme():
        figure = new_figure(12, 9.5)
        for ax, patient, case in zip(figure.subplots(2, 2).flat, PATIENTS, found, strict=True):
            _draw(ax, case)
            title = f"{patient.exercise}: {case.verdict.misconception}\n{patient.looks}"
            label(ax, "right number", "number from the wrong code", title)
    return Picture(figure, _ALT + " ".join(_told(case) for case in found))


def _draw(ax: Axes, case: Examined) -> None:
    (part,) = case.parts
    right, mine = part.right[0].ravel(), part.yours[0].ravel()
    ends = [min(right.min(), mine.min()), max(right.max(), mine.max())]
    ax.plot(ends, ends, "--", color=FAINT, label="right: on this line")
    ax.plot(right, mine, "o", color=BLUE, markersize=6, alpha=0.8, label="pasted")
    ax.legend(loc="best")


def _told(case: Examined) -> str:
    return f"{case.verdict.exercise}, {case.verdict.misconception}: {case.verdict.message}"


_ALT = (
    "Four panels, in each the numbers of a wrong function against the right ones, and a dashed "
    "diagonal on which right numbers lie. First, points on a line half as steep. Second, points on "
    "a falling line. Third, a cloud around the diagonal. Fourth, points in a fan that is much "
    "steeper than the diagonal. The diagnoses: "
)
