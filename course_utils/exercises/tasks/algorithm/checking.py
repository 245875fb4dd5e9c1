"""Checking a gradient with nothing but the loss itself."""

from collections.abc import Callable, Iterator

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import D, H, N

Loss = Callable[[np.ndarray], float]


def coupled_loss(rng: np.random.Generator, size: int) -> Loss:
    """A smooth loss in which every entry of w changes the slope of every other one.

    Where the entries did not meet, a step that is never taken back would leave no trace. The
    slopes are well above 1, so that cutting them to whole numbers is not the same as losing them.
    """
    A, y = rng.normal(scale=0.6, size=(N, size)), rng.normal(size=N)

    def loss(w: np.ndarray) -> float:
        return float(20 * np.mean((np.tanh(A @ np.ravel(w)) - y) ** 2) + np.sum(w) ** 3 / size)

    return loss


def away_from_zero(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Entries of size 0.5 to 1.5 with either sign: in float32 a step of 1e-8 is lost there."""
    return rng.uniform(0.5, 1.5, size=shape) * rng.choice([-1.0, 1.0], size=shape)


@task(
    "numerical_gradient(f, w, eps=1e-5)",
    returns="an array like w: the slope of f in every entry, by central differences",
    points=6,
    minutes=15,
    difficulty=2,
    hints=(
        "How would you find the slope of a hill in one direction with two measurements of height?",
        "Move one entry of w a little up and measure, a little down and measure. How far apart "
        "do the two places lie? And in what state must w be before the next entry?",
        "Work on a copy. For each index (np.ndindex(w.shape) gives them all, whatever the shape): "
        "remember the entry, measure on both sides, put the entry back.",
    ),
)
def numerical_gradient(rng: np.random.Generator) -> Iterator[tuple[Loss, np.ndarray, float]]:
    """Wide steps first, where each mistake shows; then a tiny one, which float32 cannot take."""
    for shape, eps in (((D, H), 1e-3), ((H,), 2e-3), ((2, D, 2), 1e-3), ((H,), 1e-8)):
        yield coupled_loss(rng, int(np.prod(shape))), away_from_zero(rng, *shape), eps


@task(
    "relative_error(a, n)",
    returns="a number between 0 and 1: ‖a − n‖ / (‖a‖ + ‖n‖)",
    points=3,
    minutes=4,
    difficulty=1,
    hints=(
        "Is a difference of 0.001 large or small? What would you have to know?",
        "‖v‖ is the length of the vector: the root of the sum of its squares. How many lengths do "
        "you need here?",
        "One length above the line, of the difference; two below it, each of its own array, added "
        "after they are taken.",
    ),
)
def relative_error(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    a = rng.normal(size=(D, H))
    n = a + 0.2 * rng.normal(size=(D, H))
    yield a, n
    yield n, a  # whichever is the longer one, it stands in both places
    tiny = np.array([1.0, 1.0, 1e-4, 1e-4, 1e-4]) * rng.uniform(0.5, 1.5, size=H)
    yield tiny, tiny * np.array([1.1, 0.8, -1.0, 0.4, 2.0])
