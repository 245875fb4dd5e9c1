"""Lecture 4's prose argues with what its networks reach; here they are trained once more.

The numbers differ a little from machine to machine, so each claim is held to a range.
"""

import re
from pathlib import Path
from types import SimpleNamespace

import nbformat
import numpy as np
import pytest

from course_utils import nn

pytestmark = pytest.mark.notebook

SOURCE = Path(__file__).resolve().parents[2] / "solutions" / "04_applications.ipynb"
RUN = (
    *("parameters", "imports", "dense-fit", "cnn-build", "cnn-fit"),
    *("detection-loss", "detection-fit", "detection-gradients", "series-fit"),
    *("embedding-numbers", "sentiment-fit", "sentiment-try"),
    *("transformer-layers", "transformer-fit", "gan-build", "gan-play"),
)


@pytest.fixture(scope="module")
def page() -> SimpleNamespace:
    """The names that the page's own cells leave behind, with its own parameters."""
    notebook = nbformat.read(SOURCE, as_version=4)
    code = {
        re.sub(r"^[a-z]+-\d+-", "", cell.id): cell.source
        for cell in notebook.cells
        if cell.cell_type == "code"
    }
    names: dict = {}
    for cell in RUN:
        exec(compile(code[cell], cell, "exec"), names)
    return SimpleNamespace(**names)


def test_the_dense_network_learns_its_digits_by_heart(page: SimpleNamespace) -> None:
    assert 0.92 < page.mlp_accuracy < 0.97
    X, y = page.X, page.y
    assert nn.accuracy(page.mlp.predict(X), y) > 0.995
    cross_entropy = nn.SoftmaxCrossEntropy()
    learned, unseen = (
        cross_entropy.forward(page.mlp.predict(images), labels)
        for images, labels in ((X, y), page.validation)
    )
    assert learned < 0.02
    assert unseen > 0.15


def test_the_two_read_alike_and_pushed_digits_tell_them_apart(page: SimpleNamespace) -> None:
    assert abs(page.cnn_accuracy - page.mlp_accuracy) < 0.02
    pushed = np.roll(page.pictures(page.digits.X_test), 2, axis=3)
    dense = nn.accuracy(page.mlp.predict(pushed.reshape(-1, 784)), page.digits.y_test)
    shared = nn.accuracy(page.cnn.predict(pushed, 128), page.digits.y_test)
    assert dense + 0.03 < shared < page.cnn_accuracy - 0.05


def test_most_digits_are_found(page: SimpleNamespace) -> None:
    assert np.mean(page.overlaps >= 0.5) > 0.85
    assert nn.accuracy(page.finder.predict(page.test.X, 128)[:, :10], page.test.y) > 0.75


def test_lengths_of_gradients_do_not_add(page: SimpleNamespace) -> None:
    lengths = {name: np.linalg.norm(heard) for name, heard in page.heard.items()}
    assert lengths["both"] < lengths["class"] + lengths["box"]


def test_the_forecasts(page: SimpleNamespace) -> None:
    def error(name: str) -> float:
        return float(np.sqrt(np.mean((page.forecasts[name] - page.following[page.after]) ** 2)))

    naive = error("this year's value")
    assert 0.5 * naive < error("recurrent") < 0.7 * naive
    assert 0.5 * naive < error("straight line") < 0.75 * naive


def test_about_three_quarters_of_the_reviews(page: SimpleNamespace) -> None:
    assert 0.71 < page.lstm_right < 0.79
    assert 0.71 < page.transformer_right < 0.79


def test_counting_words_gets_a_little_more(page: SimpleNamespace) -> None:
    """Naive Bayes on which of the 2,000 words occur: no order at all."""
    size = len(page.vocabulary)

    def occur(ids: np.ndarray) -> np.ndarray:
        found = np.zeros((len(ids), size))
        found[np.arange(len(ids))[:, None], ids] = 1
        return found[:, 2:]

    X, y = occur(page.X_text), page.y_text[:, 0] > 0.5
    share = [(X[y == kind].sum(axis=0) + 1) / (np.sum(y == kind) + 2) for kind in (True, False)]
    weight = np.log(share[0] / share[1])
    rest = np.log((1 - share[0]) / (1 - share[1]))
    score = occur(page.held_out[0]) @ (weight - rest) + rest.sum()
    right = np.mean((score > 0) == (page.held_out[1][:, 0] > 0.5))
    assert page.lstm_right < right < page.lstm_right + 0.06


def test_neither_loss_of_the_game_falls_to_zero(page: SimpleNamespace) -> None:
    ends = {name: np.mean(losses[-200:]) for name, losses in page.losses.items()}
    assert 0.2 < ends["D"] < np.log(2)
    assert np.log(2) < ends["G"] < 2.5


def test_the_forgeries_are_threes(page: SimpleNamespace) -> None:
    """They lie as near to a real three as real threes lie to each other; noise does not."""

    def nearest(images: np.ndarray, others: np.ndarray) -> float:
        squares = ((images[:, None] - others) ** 2).sum(axis=2)
        return float(np.sqrt(squares.min(axis=1)).mean())

    real, gallery = (page.real + 1) / 2, page.gallery
    usual = nearest(real[:100], real[100:])
    assert nearest(gallery[f"turn {page.gan_steps}"], real) < 1.3 * usual
    assert nearest(gallery["noise"], real) > 1.8 * usual
