"""Make the capstone's images and labels: test digits, each moved by a part of a pixel.

Images nobody has trained or tested on, and as hard as the test digits themselves. The images go
to the tasks, which are public; the labels to the answers. Run from the root of the repository.
"""

from pathlib import Path

import numpy as np

from course_utils.data import load_digits

EXERCISES = Path("course_utils/exercises")
EACH = 40
"""Images of each digit."""


def moved(image: np.ndarray, down: float, right: float) -> np.ndarray:
    """The image moved by less than a pixel: neighbours mixed, white paper beyond the edge."""
    padded = np.pad(image, 1)
    for axis, by in enumerate((down, right)):
        neighbour = np.roll(padded, int(np.sign(by)), axis=axis)
        padded = (1 - abs(by)) * padded + abs(by) * neighbour
    return padded[1:-1, 1:-1]


def main() -> None:
    digits, rng = load_digits(dtype=np.float64), np.random.default_rng(52)
    rows = np.concatenate([np.flatnonzero(digits.y_test == c)[:EACH] for c in range(10)])
    rows = rng.permutation(rows)
    images = [
        moved(digits.X_test[i].reshape(28, 28), *rng.uniform(-0.5, 0.5, size=2)) for i in rows
    ]
    pixels = np.round(255 * np.array(images)).astype(np.uint8)
    np.savez_compressed(EXERCISES / "tasks/questions/unseen.npz", X=pixels)
    np.savez_compressed(EXERCISES / "answers/questions/unseen.npz", y=digits.y_test[rows])


if __name__ == "__main__":
    main()
