"""Answers on the embedding."""

import numpy as np

from course_utils.exercises.answer import answer, mistake


def _fancy(ids: np.ndarray, dout: np.ndarray, vocab_size: int) -> np.ndarray:
    """``dE[ids] += dout``: NumPy reads all rows first, so of repeated ids the last one stays."""
    dE = np.zeros((vocab_size, dout.shape[1]))
    dE[ids] += dout
    return dE


def _added(ids: np.ndarray, dout: np.ndarray, vocab_size: int) -> np.ndarray:
    dE = np.zeros((vocab_size, dout.shape[1]))
    np.add.at(dE, ids, dout)
    return dE


def _scattered(ids: np.ndarray, dout: np.ndarray, vocab_size: int) -> np.ndarray:
    """The lookup as a product with one-hot rows, and its gradient as the other product."""
    return np.eye(vocab_size)[ids].T @ dout


def _counts(ids: np.ndarray, vocab_size: int) -> np.ndarray:
    return np.maximum(np.bincount(ids, minlength=vocab_size), 1)[:, None]


@answer(
    mistake(
        "last_wins",
        _fancy,
        "Of a word that occurs more than once only the last occurrence is left. With NumPy, "
        "dE[ids] += dout reads all rows before it writes any.",
        "What should the row of a word hold that occurs three times?",
    ),
    mistake(
        "first_wins",
        lambda ids, dout, vocab_size: _fancy(ids[::-1], dout[::-1], vocab_size),
        "Of a word that occurs more than once only the first occurrence counts.",
        "What should the row of a word hold that occurs three times?",
    ),
    mistake(
        "averaged",
        lambda ids, dout, vocab_size: _scattered(ids, dout, vocab_size) / _counts(ids, vocab_size),
        "The rows of repeated words are divided by how often they occur ({yours} instead of "
        "{right} at {where}).",
        "If a row is used three times, do its three shares add up or share one place?",
    ),
    mistake(
        "gathered",
        lambda ids, dout, vocab_size: _scattered(ids, dout, vocab_size)[ids],
        "The sums are right, but they are looked up again: one row for each word of the sentence, "
        "where one for each word of the vocabulary is asked.",
        "Which shape has the table?",
    ),
    mistake(
        "unscattered",
        lambda ids, dout, vocab_size: dout.copy(),
        "This is dout as it came: one row for each word of the sentence. The table has one for "
        "each word of the vocabulary.",
        "Which row of the table does row i of dout belong to?",
    ),
    mistake(
        "not_transposed",
        lambda ids, dout, vocab_size: np.eye(vocab_size)[ids] @ dout,
        "With one-hot rows the lookup is a product, and its gradient is one too; but there the "
        "one-hot matrix goes in transposed.",
        "For y = O @ E, what is the gradient of E?",
    ),
    mistake(
        "shifted",
        lambda ids, dout, vocab_size: np.roll(_scattered(ids, dout, vocab_size), 1, axis=0),
        "All rows are right, but each stands one place too low.",
        "Which row belongs to word 0?",
    ),
    mistake(
        "shifted",
        lambda ids, dout, vocab_size: np.roll(_scattered(ids, dout, vocab_size), -1, axis=0),
        "All rows are right, but each stands one place too high.",
        "Which row belongs to word 0?",
    ),
    mistake(
        "shifted",
        lambda ids, dout, vocab_size: _scattered(ids + 1, dout, vocab_size + 1)[:vocab_size],
        "Each row stands one place too low, and the last word's has dropped out of the table.",
        "Which row belongs to word 0?",
    ),
    mistake(
        "shifted",
        lambda ids, dout, vocab_size: _added(ids + 1, dout, vocab_size),
        "You add 1 to the numbers of the words, and the last word then has no row.",
        "Which row belongs to word 0?",
    ),
    mistake(
        "counts_only",
        lambda ids, dout, vocab_size: (
            np.bincount(ids, minlength=vocab_size)[:, None] * np.ones(dout.shape[1])
        ),
        "You count how often each word occurs, but dout is not in it ({yours} instead of {right} "
        "at {where}).",
        "What does each occurrence send back?",
    ),
    mistake(
        "short_table",
        lambda ids, dout, vocab_size: _scattered(ids, dout, int(ids.max()) + 1),
        "Your table ends at the largest word of this sentence. Words that do not occur have rows "
        "too, and their gradient is 0.",
        "How many rows does the table have?",
    ),
    mistake(
        "mean_again",
        lambda ids, dout, vocab_size: _scattered(ids, dout, vocab_size) / len(ids),
        "Everything is divided by the number of words (k = {k}). dout already carries the loss's "
        "mean.",
        "Where does the 1/n of the loss enter?",
    ),
)
def embedding_grad(ids: np.ndarray, dout: np.ndarray, vocab_size: int) -> np.ndarray:
    """Row v is the sum of the rows of dout whose word is v."""
    dE = np.zeros((vocab_size, dout.shape[1]))
    np.add.at(dE, ids, dout)
    return dE
