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
from course_utils.demos.applications.saturation import LOSSES, steps_to_pass
from course_utils.demos.applications.unrolled import run_of

pytestmark = pytest.mark.notebook

SOURCE = Path(__file__).resolve().parents[2] / "solutions" / "04_applications.ipynb"
RUN = (
    *("parameters", "imports", "dense-fit", "cnn-build", "cnn-fit", "kernel-sum"),
    *("detection-loss", "detection-fit", "detection-gradients", "series-fit"),
    *("embedding-numbers", "sentiment-fit", "sentiment-try", "through-time"),
    *("transformer-layers", "transformer-fit", "transformer-figure", "gan-build", "gan-play"),
)


LIBRARIES = (
    *("libraries-import", "libraries-models", "libraries-cnn"),
    *("libraries-text-models", "libraries-text"),
)


def execute(cells: tuple[str, ...], names: dict) -> dict:
    """Run these cells of the page; ``names`` is what cells before them have left behind."""
    code = {
        re.sub(r"^[a-z]+-\d+-", "", cell.id): cell.source
        for cell in nbformat.read(SOURCE, as_version=4).cells
        if cell.cell_type == "code"
    }
    for cell in cells:
        exec(compile(code[cell], cell, "exec"), names)
    return names


@pytest.fixture(scope="module")
def names() -> dict:
    """What the page's own cells leave behind, with its own parameters."""
    return execute(RUN, {})


@pytest.fixture
def page(names: dict) -> SimpleNamespace:
    return SimpleNamespace(**names)


@pytest.fixture(scope="module")
def libraries(names: dict) -> dict:
    """The same, with the cells that set the three libraries side by side."""
    pytest.importorskip("torch")
    pytest.importorskip("keras")
    return execute(LIBRARIES, names)


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


def test_what_training_added_to_the_kernels_is_no_noise(page: SimpleNamespace) -> None:
    before, after = page.kernels_before, page.cnn.layers[0].W.value
    added = after - before
    assert 0.08 < np.abs(added).mean() / np.abs(before).mean() < 0.17, "about an eighth"

    def alike(kernels: np.ndarray) -> float:
        return float(np.corrcoef(kernels[:, :-1].ravel(), kernels[:, 1:].ravel())[0, 1])

    assert abs(alike(before)) < 0.2
    assert alike(added) > 0.4


def heard(page: SimpleNamespace, network: nn.Sequential, *weights: float) -> np.ndarray:
    """What the first convolution hears of the two losses, weighted so."""
    nn.backpropagate(network, page.DetectionLoss(*weights), page.test.X[:200], page.Y[:200])
    return network.layers[0].W.grad.copy()


def test_gradients_add_their_lengths_do_not(page: SimpleNamespace) -> None:
    for network in (page.fresh, page.finder):
        what, where, both = (heard(page, network, *w) for w in ((1, 0), (0, 10), (1, 10)))
        assert np.allclose(what + where, both, atol=1e-5)
        lengths = [np.linalg.norm(dW) for dW in (what, where, both)]
        assert lengths[2] < 0.995 * (lengths[0] + lengths[1])


def test_the_louder_loss_changes(page: SimpleNamespace) -> None:
    def louder(network: nn.Sequential) -> float:
        class_alone, box_alone = heard(page, network, 1, 0), heard(page, network, 0, 10)
        return float(np.linalg.norm(class_alone) / np.linalg.norm(box_alone))

    assert louder(page.fresh) < 1 / 3
    assert louder(page.finder) > 3


def test_the_forecasts(page: SimpleNamespace) -> None:
    def error(name: str) -> float:
        return float(np.sqrt(np.mean((page.forecasts[name] - page.following[page.after]) ** 2)))

    naive = error("naive")
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


def test_an_opened_gate_keeps_the_gradient(page: SimpleNamespace) -> None:
    sizes = {name: page.gradient_at_each_step(layer) for name, layer in page.layers.items()}
    for name in ("SimpleRNN", "LSTM"):
        assert sizes[name][0] < 1e-6 * sizes[name][-1]
    opened = sizes["LSTM, gate opened"]
    assert opened.min() / opened.max() > 0.3


def test_much_attention_goes_to_padding(page: SimpleNamespace) -> None:
    words, weights = page.words, page.weights
    assert np.allclose(weights.sum(axis=1), 1, atol=1e-5)
    assert 0.2 < weights[:, :-words].sum() / len(weights) < 0.8


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


@pytest.mark.parametrize("seed", range(4, 9))
@pytest.mark.parametrize("compare", ["compare_cnns", "compare_readers"])
def test_three_libraries_differ_by_rounding_alone(libraries: dict, compare: str, seed: int) -> None:
    """With the page's own first weights and with others: it must hold on any processor."""
    for dtype, limit in ((np.float32, 1e-6), (np.float64, 1e-10)):
        libraries["rng"] = np.random.default_rng(seed)
        compared = libraries[compare](dtype)
        others = {"PyTorch", "Keras"} if dtype == np.float32 else {"PyTorch"}
        assert set(compared.losses) == {"NumPy", *others}
        assert 0 < compared.farthest < limit
        losses = compared.losses["NumPy"]
        assert losses == sorted(losses, reverse=True), "every step lowers the loss"


def test_how_far_back_the_demo_says_the_gradient_reaches() -> None:
    def steps_until_small(inputs: str, radius: float) -> int:
        return int(np.argmax(run_of(inputs, radius).gradient < 0.01))

    assert 38 <= steps_until_small("quiet", 0.9) <= 42
    assert round(np.log(0.01) / np.log(0.9)) == 44
    assert 0 < steps_until_small("loud", 1.2) < 50
    assert steps_until_small("quiet", 1.2) == 0, "never: it grows"


def test_how_many_steps_the_two_losses_take() -> None:
    steps = {name: steps_to_pass(name, -6.0) for name in ("non_saturating", "saturating")}
    assert 10 < steps["non_saturating"] < 15, "about a dozen"
    assert steps["saturating"] > 500, "many hundreds"
    slopes = [LOSSES[name].slope(-6.0) for name in steps]
    assert round(slopes[0] / slopes[1], -1) == 400
