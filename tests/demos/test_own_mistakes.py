"""The learner's own list: what is on record, in words, and nothing else."""

from pathlib import Path

import numpy as np
import pytest

from course_utils.demos.questions import own_mistakes
from course_utils.exercises import evaluate, store


@pytest.fixture(autouse=True)
def _empty_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(store.FOLDER_VARIABLE, str(tmp_path))


def by_columns(Z: np.ndarray) -> np.ndarray:
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)


def test_a_new_learner_has_none() -> None:
    assert "No mistake" in own_mistakes().text


def test_each_mistake_once_in_the_order_of_the_course() -> None:
    store.save([evaluate("softmax", by_columns)])
    for _ in range(2):
        store.save([evaluate("mse_grad", lambda P, Y: 2 * (P - Y))])
    text = own_mistakes().text
    assert text.count("`softmax`") == text.count("`mse_grad`") == 1
    assert text.index("`mse_grad`") < text.index("`softmax`")
    assert "77 times too large" in text


def test_what_was_put_right_says_so() -> None:
    store.save([evaluate("mse_grad", lambda P, Y: 2 * (P - Y))])
    store.save([evaluate("mse_grad", lambda P, Y: 2 * (P - Y) / P.size)])
    assert "✓ `mse_grad`" in own_mistakes().text


def test_a_record_of_an_exercise_that_is_gone_is_passed_over() -> None:
    verdict = evaluate("mse_grad", lambda P, Y: 2 * (P - Y))
    store.save([verdict])
    path = store.folder() / "progress.json"
    path.write_text(path.read_text("utf-8").replace("mse_grad", "no_such_exercise"), "utf-8")
    assert "No mistake" in own_mistakes().text


def test_the_card_is_html_too() -> None:
    store.save([evaluate("mse_grad", lambda P, Y: 2 * (P - Y))])
    assert "<code>mse_grad</code>" in own_mistakes().html
