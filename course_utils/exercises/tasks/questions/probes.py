"""Test inputs for other people's mistakes: show one, and hide it.

``MISTAKES`` says of each what the wrong function does; all have been met in this course.
"""

from collections.abc import Iterator

import numpy as np

from course_utils.exercises.task import task

MISTAKES = {
    "weight_grad: mean": "weight_grad(a_prev, delta) divides by the number of rows once more",
    "hidden_delta: no transpose": "hidden_delta(delta_next, W_next, z) multiplies by W_next as it "
    "stands, and fails where the shapes do not allow it",
    "two_paths: own value": "two_paths(a, b) returns a as da, in place of b",
    "dropout_forward: p for 1 − p": "dropout_forward(a, u, p) divides by p",
    "embedding_grad: last wins": "embedding_grad(ids, dout, vocab_size) keeps the last of "
    "several rows",
    "softmax: columns": "softmax(Z) normalizes the columns",
    "maxpool_backward: all ties": "maxpool_backward(x, dout) sends the gradient to every maximum",
}


@task(
    "pick_probe(mistake)",
    returns="a pair (shows, hides) of tuples of arguments: on the first the mistake gives other "
    "numbers than the right function, on the second the same",
    points=14,
    minutes=25,
    difficulty=3,
    hints=(
        "On which inputs do the two ways of computing come to the same? Which of them are special?",
        "A mean over one row is its sum; a symmetric matrix is its own transpose. What makes each "
        "of the other mistakes invisible, and what brings it out?",
        "Write a dictionary from the seven names to two tuples each: one with ordinary numbers, "
        "shapes that are not square, words that repeat; one with the special case. Results of "
        "zeros do not count.",
    ),
)
def pick_probe(rng: np.random.Generator) -> Iterator[tuple[str]]:
    for mistake in MISTAKES:
        yield (mistake,)
