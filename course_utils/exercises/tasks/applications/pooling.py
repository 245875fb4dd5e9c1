"""Max-pooling: a switch that lets one of four through."""

from collections.abc import Iterator

import numpy as np

from course_utils.exercises.task import task


@task(
    "maxpool_backward(x, dout)",
    returns="an array like x; windows of 2 by 2, stride 1, and of equal maxima the first wins",
    points=10,
    minutes=15,
    difficulty=2,
    hints=(
        "If a pixel that is not the largest of its window moves a little, what does the output do?",
        "Each window sends its dout to one pixel. A pixel may be the largest of up to four "
        "windows: what does it get then?",
        "For each window find the place of its first maximum, row by row, and add that window's "
        "dout there.",
    ),
)
def maxpool_backward(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    for height, width in ((5, 7), (7, 3)):
        x = rng.permutation(height * width).reshape(height, width) / 10 + 0.7
        # Two ties, side by side and on a diagonal: reading by columns finds another first.
        x[1, 0] = x[1, 1] = x.max() + 0.3
        x[3, width - 1] = x[4, width - 2] = x.max() + 0.3
        yield x, rng.uniform(0.3, 1.7, size=(height - 1, width - 1))
