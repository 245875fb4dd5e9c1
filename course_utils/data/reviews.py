"""Film-review sentences rated by people (Hutto and Gilbert, 2014; texts: Pang and Lee, 2004)."""

import gzip
from pathlib import Path
from typing import NamedTuple

import numpy as np

FILE = Path(__file__).parent / "files" / "reviews.tsv.gz"
TRAINING = 8000


class Reviews(NamedTuple):
    """Sentences, and 1 where at least twenty raters found one positive on average, else 0.

    ``texts_train``: n strings, ``y_train``: (n,) of 0 and 1; the same for the held-out test.
    """

    texts_train: list[str]
    y_train: np.ndarray
    texts_test: list[str]
    y_test: np.ndarray


def load_reviews() -> Reviews:
    """8,000 training and 2,043 test sentences, 49.6 % of them positive, none near neutral."""
    with gzip.open(FILE, "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    texts = [text for _, text in rows]
    y = np.array([float(score) > 0 for score, _ in rows], dtype=np.int64)
    return Reviews(texts[:TRAINING], y[:TRAINING], texts[TRAINING:], y[TRAINING:])
