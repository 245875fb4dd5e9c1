"""A recurrent layer unrolled: the same weights at every time step (Werbos, 1990)."""

from collections.abc import Iterator

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import D, H, N


@task(
    "rnn_bptt(X, Wx, Wh, b, h0, dH)",
    returns="a triple (dWx, dWh, db); X is (t, n, d), and dH the loss's gradient at every h",
    points=16,
    minutes=35,
    difficulty=3,
    core=False,
    hints=(
        "On which paths does the state h at time t reach the loss?",
        "At its own time, through dH, and through every later state. Which of the two do you know "
        "first if you walk from the last step to the first?",
        "Keep all states. Walking backward, add dH of this step to what came back through the "
        "transpose of Wh, multiply by the slope at this state, and add this step's share to all "
        "three gradients: for Wh it pairs with the state before.",
    ),
)
def rnn_bptt(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, ...]]:
    for steps, n, d, h in ((5, N, D, 11), (3, N, 5, H)):
        X, h0 = rng.normal(size=(steps, n, d)), rng.normal(scale=0.5, size=(n, h))
        Wx, Wh = rng.normal(scale=0.6, size=(d, h)), rng.normal(scale=0.5, size=(h, h))
        yield X, Wx, Wh, rng.normal(scale=0.3, size=h), h0, rng.normal(size=(steps, n, h))
