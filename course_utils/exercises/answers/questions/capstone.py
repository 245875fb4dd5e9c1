"""The labels of the unseen digits, and how predictions are judged."""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from course_utils.exercises.answer import answer, mistake
from course_utils.exercises.judging.comparing import MisfitError, fit
from course_utils.exercises.running.plain import Value, plain
from course_utils.exercises.tasks.questions.capstone import ACCURACY, unseen

FILE = Path(__file__).parent / "unseen.npz"


@cache
def _labels() -> dict[bytes, int]:
    """The digit on each image."""
    with np.load(FILE) as file:
        return {row.tobytes(): int(label) for row, label in zip(unseen(), file["y"], strict=True)}


def _true(X: np.ndarray) -> np.ndarray:
    return np.array([_labels()[row.tobytes()] for row in X])


def _sort(args: tuple[Any, ...], value: Value) -> tuple[str, dict[str, str]] | None:
    """By shape first, then by what is named, and how often rightly."""
    wanted = _true(args[0])
    given = _numbers(value, wanted)
    if given.shape == (len(wanted), 10):
        return "scores", {}
    if given.shape != wanted.shape or given.dtype.kind not in "biuf":
        return "no_labels", {"n": str(len(wanted))}
    share = float(np.mean(given == wanted))
    words = {"yours": f"{share:.1%}", "right": f"{ACCURACY:.0%}"}
    if share >= ACCURACY:
        return None
    if np.mean(np.mod(given - 1, 10) == wanted) >= ACCURACY:
        return "shifted", words
    if len(np.unique(given)) == 1:
        return "always_the_same", words
    return ("chance" if share < 0.2 else "below"), words


def _numbers(value: Value, like: np.ndarray) -> np.ndarray:
    """What came back as an array, in whatever accepted form; an empty one where it is none."""
    try:
        return fit(value, plain(like)).leaves[0]
    except MisfitError:
        return np.zeros(0)


def _partly(share: float) -> Any:
    """Right on this share of the images, and one digit too high on the others."""

    def predict(X: np.ndarray) -> np.ndarray:
        wrong = np.arange(len(X)) >= share * len(X)
        return (_true(X) + wrong) % 10

    return predict


@answer(
    mistake(
        "scores",
        lambda X: np.eye(10)[_true(X)],
        "You return ten numbers for each image: scores or probabilities. Asked for is the digit.",
        "Which column of a row is the network's answer?",
    ),
    mistake(
        "no_labels",
        lambda X: 3,
        "One digit is asked for each of the {n} images.",
        "Which shape does your result have?",
    ),
    mistake(
        "shifted",
        lambda X: (_true(X) + 1) % 10,
        "Only {yours} are right, but taken one lower nearly all would be: your classes count from "
        "1.",
        "Which digit does the first column of the scores stand for?",
    ),
    mistake(
        "always_the_same",
        lambda X: np.full(len(X), 7),
        "You name the same digit for every image, which is right for {yours} of them.",
        "Has the network been trained, and on inputs of the same scale as X?",
    ),
    mistake(
        "chance",
        lambda X: np.argsort(X @ np.ones(784)) % 10,
        "{yours} are right, which is about what guessing gives. Either nothing was learned, or X "
        "is prepared otherwise than the training images.",
        "What accuracy does the same function have on the training images?",
    ),
    mistake(
        "below",
        _partly(0.7),
        "Your network names {yours} of the unseen digits rightly; {right} are asked for.",
        "Does the loss on digits you kept aside still fall, or has it turned upwards?",
    ),
    sort=_sort,
)
def capstone(X: np.ndarray) -> np.ndarray:
    """The true digits."""
    return _true(X)
