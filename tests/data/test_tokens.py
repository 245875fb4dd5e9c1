"""Sentences become rows of numbers."""

import numpy as np
import pytest

from course_utils import data

TEXTS = ["A film, a film!", "Don't see a film?", "a b c"]


@pytest.fixture
def vocabulary() -> data.Vocabulary:
    return data.Vocabulary(TEXTS, 6)


def test_words() -> None:
    assert data.words_of("Don’t SEE it — 3 times!?") == ["don't", "see", "it", "times", "!", "?"]


def test_common_words_come_first_and_equals_in_alphabetical_order(
    vocabulary: data.Vocabulary,
) -> None:
    assert vocabulary.words[2:] == ["a", "film", "!", "?"]
    assert len(vocabulary) == 6


def test_short_sentences_are_filled_in_front(vocabulary: data.Vocabulary) -> None:
    assert vocabulary.encode(["A film!"], 5).tolist() == [[0, 0, 2, 3, 4]]


def test_long_sentences_keep_their_end(vocabulary: data.Vocabulary) -> None:
    assert vocabulary.encode(["a a a film"], 2).tolist() == [[2, 3]]


def test_other_words_share_one_number(vocabulary: data.Vocabulary) -> None:
    row = vocabulary.encode(["zebra film yak"], 3)[0]
    assert row.tolist() == [1, 3, 1]
    assert vocabulary.decode(row) == ["…", "film", "…"]


def test_a_sentence_without_words_is_padding(vocabulary: data.Vocabulary) -> None:
    assert not vocabulary.encode([""], 4).any()


def test_a_vocabulary_smaller_than_asked_for_is_no_fault() -> None:
    assert len(data.Vocabulary(TEXTS, 100)) == 2 + len({"a", "film", "!", "don't", "see", "?"}) + 2


def test_no_room_for_words() -> None:
    with pytest.raises(ValueError, match=r"size was 2: .* at least 3"):
        data.Vocabulary(TEXTS, 2)


def test_every_number_of_the_real_reviews_is_in_the_table() -> None:
    reviews = data.load_reviews()
    vocabulary = data.Vocabulary(reviews.texts_train, 2000)
    ids = vocabulary.encode(reviews.texts_test, 30)
    assert ids.shape == (2043, 30)
    assert ids.min() == 0
    assert ids.max() < len(vocabulary) == 2000
    assert np.mean(ids == 1) < 0.2, "most words of unseen sentences are known"
