"""The whole loop, and the number it reports."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import C, D, H, N, two_layers


@task(
    "training_loop(X, Y, W1, b1, W2, b2, lr, epochs)",
    returns="a pair ((W1, b1, W2, b2), losses): the parameters, and the loss before each update",
    points=9,
    minutes=20,
    difficulty=3,
    hints=(
        "What happens in one epoch, in which order, if the whole set is one batch?",
        "Forward, loss, backward, update: the first three you have written in the last lecture. "
        "Which parameters must the gradients be taken at?",
        "Write down the loss first, then take all four gradients at the present parameters, and "
        "only then move all four. Start from copies.",
    ),
)
def training_loop(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    for epochs in (3, 5):
        X, Y = rng.normal(size=(N, D)), rng.uniform(0.05, 0.95, size=(N, C))
        yield X, Y, *two_layers(rng, D, H, C), 0.83, epochs


@task(
    "epoch_loss(batch_means, sizes)",
    returns="a number: the mean loss over all samples of the epoch",
    points=4,
    minutes=5,
    difficulty=2,
    hints=(
        "If the last batch holds 2 samples and the others 100, should it count as much as they do?",
        "A mean over all samples is a sum over all samples divided by their number. How do you "
        "get a batch's sum from its mean?",
        "Weigh each batch's mean by its size, add up, and divide by the number of samples.",
    ),
)
def epoch_loss(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    for sizes in ((7, 7, 3), (11, 11, 11, 5)):
        yield rng.uniform(0.2, 2.3, size=len(sizes)), np.array(sizes)
