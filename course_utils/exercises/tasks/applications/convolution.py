"""Convolution: the same few weights at every place of the image (LeCun and others, 1989).

Kernels are neither square nor as large as the stride, the image is padded, and along its width
the last step of the window does not come out even.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import C, D, N

# Shapes of x and of k, stride, padding, and the shape of the result.
CASES = (
    ((N, D, 5, 9), (C, D, 3, 2), 2, 1, (N, C, 3, 5)),
    ((D, 5, 7, 13), (N, 5, 2, 3), 3, 2, (D, N, 4, 5)),
)


@task(
    "conv2d_forward(x, k, b, stride, pad)",
    returns="an array (n, c_out, height, width), smaller than x where the stride is above 1",
    points=14,
    minutes=25,
    difficulty=3,
    hints=(
        "Which pixels does the output at row i and column j look at, and with which weights?",
        "Its window begins at row i times stride of the padded image and is as large as the "
        "kernel. Over which three axes does the sum run?",
        "Pad height and width with zeros. For each place multiply the window with each kernel "
        "entry by entry, the kernel as it stands, sum over channel, row and column, and add the "
        "bias of that output channel.",
    ),
)
def conv2d_forward(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    for image, kernel, stride, pad, _ in CASES:
        k = rng.normal(scale=0.5, size=kernel)
        yield rng.normal(size=image), k, rng.normal(size=kernel[0]), stride, pad
