"""Convolution, backward."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.applications.convolution import CASES


@task(
    "conv2d_backward(x, k, dout, stride, pad)",
    returns="a triple (dx, dk, db): like x, like k, and one number for each output channel",
    points=18,
    minutes=40,
    difficulty=3,
    core=False,
    hints=(
        "An output pixel was a sum of products of pixels and weights. What does it owe to one of "
        "those pixels, and what to one of those weights?",
        "A weight was used at every place: what happens to the shares of all these places? A pixel "
        "lay in several windows: what happens to the shares of those?",
        "Walk over the windows as on the way forward. Each adds kernel times its dout into its "
        "window of the padded dx, and its window times dout into dk. Cut the padding off at the "
        "end; db sums dout over all but the channels.",
    ),
)
def conv2d_backward(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    for image, kernel, stride, pad, out in CASES:
        k = rng.normal(scale=0.5, size=kernel)
        yield rng.normal(size=image), k, rng.normal(size=out), stride, pad
