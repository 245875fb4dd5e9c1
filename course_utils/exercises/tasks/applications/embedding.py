"""An embedding: rows looked up by number."""

from collections.abc import Iterator

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import H


@task(
    "embedding_grad(ids, dout, vocab_size)",
    returns="an array (vocab_size, h): the gradient of the table whose rows were looked up",
    points=6,
    minutes=8,
    difficulty=2,
    hints=(
        "If a word occurs three times in a sentence, how often was its row of the table used?",
        "Forward, row i of the output is row ids[i] of the table. Where does row i of dout go, and "
        "what if that place has been reached before?",
        "Start from a table of zeros and add each row of dout to the row of its word, so that "
        "shares add up. NumPy has an 'add at' for that; a loop will do.",
    ),
)
def embedding_grad(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, np.ndarray, int]]:
    for ids, vocabulary in (([1, 4, 1, 0, 1, 4, 3], 11), ([2, 0, 6, 2, 2], 7)):
        yield np.array(ids), rng.normal(size=(len(ids), H)), vocabulary
