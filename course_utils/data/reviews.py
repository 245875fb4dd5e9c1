"""Film reviews with a verdict: rated sentences embedded, whole reviews by download.

Sentences: Hutto and Gilbert, 2014 (texts: Pang and Lee, 2004). Reviews: Maas and others, 2011.
"""

import gzip
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from course_utils.data.full import full_or_embedded, keras_loader

FILE = Path(__file__).parent / "files" / "reviews.tsv.gz"
TRAINING = 8000


class Reviews(NamedTuple):
    """Texts, and 1 where one praises its film, else 0.

    ``texts_train``: n strings, ``y_train``: (n,) of 0 and 1; the same for the held-out test.
    """

    texts_train: list[str]
    y_train: np.ndarray
    texts_test: list[str]
    y_test: np.ndarray


def load_reviews(full: bool = False) -> Reviews:
    """8,000 training and 2,043 test sentences, 49.6 % of them positive, none near neutral.

    Twenty people rated each; positive is what they liked on average.

    With ``full``, 25,000 and 25,000 whole reviews, half of them positive (seven stars of ten or
    more; negative: four or fewer), downloaded once (19 MB) through Keras's own loader, cached and
    checksummed. They come as words in lower case without punctuation, as that set keeps them.
    Without Keras or a network one sentence says so, and the embedded set is returned.
    """
    if full:
        return full_or_embedded(_full, _embedded, "10,043 sentences")
    return _embedded()


def _embedded() -> Reviews:
    with gzip.open(FILE, "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    texts = [text for _, text in rows]
    y = np.array([float(score) > 0 for score, _ in rows], dtype=np.int64)
    return Reviews(texts[:TRAINING], y[:TRAINING], texts[TRAINING:], y[TRAINING:])


def _full() -> Reviews:
    imdb = keras_loader("imdb")
    words = {number: word for word, number in imdb.get_word_index().items()}
    # By default Keras shifts all numbers to make room for marks, and drops the rarest word.
    plain = {"num_words": sys.maxsize, "start_char": None, "oov_char": None, "index_from": 0}
    (ids_train, y_train), (ids_test, y_test) = imdb.load_data(**plain)
    labels = y_train.astype(np.int64), y_test.astype(np.int64)
    return Reviews(_texts(ids_train, words), labels[0], _texts(ids_test, words), labels[1])


def _texts(rows: Iterable[Iterable[int]], words: dict[int, str]) -> list[str]:
    """Word numbers as texts. ``br`` is no word: it is what was left of HTML's line breaks."""
    spelled = ((words[i] for i in row) for row in rows)
    return [" ".join(word for word in text if word != "br") for text in spelled]
