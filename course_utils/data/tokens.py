"""Sentences as rows of numbers, which is what an embedding looks up."""

import re
from collections import Counter
from collections.abc import Iterable

import numpy as np

PADDING, UNKNOWN = 0, 1
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|[!?]")


def words_of(text: str) -> list[str]:
    """The words of a sentence in lower case, ``don't`` as one; ``!`` and ``?`` count as words."""
    return _WORD.findall(text.lower().replace("’", "'"))


class Vocabulary:
    """The commonest words of some texts, numbered by how often they occur.

    Number 0 is padding, 1 stands for every other word; so ``len`` is at most ``size``.
    """

    def __init__(self, texts: Iterable[str], size: int) -> None:
        if size <= UNKNOWN + 1:
            raise ValueError(f"size was {size}: two numbers are taken, so it must be at least 3.")
        counts = Counter(word for text in texts for word in words_of(text))
        # Equally common words in alphabetical order: the same numbers on every machine.
        ranked = sorted(counts, key=lambda word: (-counts[word], word))
        self.words = ["·", "…", *ranked[: size - UNKNOWN - 1]]
        self.numbers = {w: i for i, w in enumerate(self.words) if i > UNKNOWN}

    def __len__(self) -> int:
        return len(self.words)

    def encode(self, texts: Iterable[str], length: int) -> np.ndarray:
        """Rows (n, length) of word numbers, whole sentences or their last ``length`` words.

        Short sentences are filled with padding *in front*: what a recurrent layer reads last is
        then always a word.
        """
        rows = [[self.numbers.get(word, UNKNOWN) for word in words_of(text)] for text in texts]
        ids = np.full((len(rows), length), PADDING)
        for line, row in zip(ids, rows, strict=True):
            kept = row[-length:]
            line[length - len(kept) :] = kept
        return ids

    def decode(self, ids: Iterable[int]) -> list[str]:
        """The words of one row of numbers."""
        return [self.words[i] for i in ids]
