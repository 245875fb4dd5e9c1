"""Lecture 3's cliff, stopping and figures: computed by the engine, described, told apart."""

import re

import numpy as np
import pytest

from course_utils import nn
from course_utils.demos import training
from course_utils.demos.training import batches, shrinking, xor
from course_utils.demos.training import cliff_problems as cp
from course_utils.demos.training import stop_rounds as sr

DEMOS = ["learning_rate_cliff", "stop_it_yourself"]
FIGURES = [
    "epochs_figure",
    "gradient_descent_figure",
    "learning_rate_cliff_figure",
    "regularization_figure",
    "stop_it_yourself_figure",
    "xor_figure",
]
WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(scope="module")
def pictures():
    return {name: getattr(training, name)() for name in FIGURES}


@pytest.mark.parametrize("name", FIGURES)
def test_words_say_what_is_seen(pictures, name):
    assert len(pictures[name].alt.split()) >= 25
    assert "{" not in pictures[name].alt
    assert pictures[name].png.startswith(b"\x89PNG")


@pytest.mark.parametrize("name", FIGURES)
def test_axes_are_named_and_curves_have_a_legend(pictures, name):
    axes = pictures[name].figure.axes
    assert all(ax.get_xlabel() and ax.get_ylabel() for ax in axes)
    assert any(ax.get_legend() for ax in axes)


@pytest.mark.parametrize("name", DEMOS)
def test_bundle_falls_back_to_the_still_picture(pictures, name):
    bundle, _ = getattr(training, name)()._repr_mimebundle_()
    assert WIDGET in bundle
    assert bundle["text/plain"] == f"Picture: {pictures[f'{name}_figure'].alt}"
    assert bundle["text/html"].startswith("<img")


@pytest.mark.parametrize("name", DEMOS)
def test_nothing_comes_from_the_network(name):
    demo = getattr(training, name)()
    script = demo._esm.replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?://|\bimport\b|\bfetch\(", script)
    assert not re.search(r"url\(|@import", demo._css)


# -- learning-rate cliff -------------------------------------------------------------------


def rate_index(rate):
    return int(np.argmin(abs(np.log(cp.RATES) - np.log(rate))))


@pytest.mark.parametrize("rate", [0.001, 0.1, 1.0])
def test_parabola_follows_its_closed_form(rate):
    cliff = cp.cliffs()["parabola"]
    expected = 10 * (1 - 2 * cp.RATES[rate_index(rate)]) ** np.arange(cliff.steps + 1)
    np.testing.assert_allclose(cliff.paths[rate_index(rate), :, 0], expected, rtol=1e-9)
    np.testing.assert_allclose(cliff.losses[rate_index(rate)], expected**2 + 5, rtol=1e-9)


@pytest.mark.parametrize(("key", "curvature"), [("parabola", 2), ("ravine", 12)])
def test_curvature_of_a_quadratic_is_found(key, curvature):
    cliff = cp.cliffs()[key]
    assert cliff.curvature == pytest.approx(curvature, rel=1e-6)
    assert cliff.limit == pytest.approx(2 / curvature, rel=1e-6)


@pytest.mark.parametrize("key", ["parabola", "ravine"])
def test_a_quadratic_comes_closer_below_the_limit_and_not_above(key):
    cliff = cp.cliffs()[key]
    start, ends = cliff.losses[:, 0], cliff.losses[:, -1]
    share = cp.RATES / cliff.limit
    assert (ends < start)[share < 1 - 1e-6].all()
    assert (ends > start)[share > 1 + 1e-6].all()


def test_the_network_falls_off_near_its_limit():
    cliff = cp.cliffs()["network"]
    lost = cp.RATES[~(cliff.losses[:, -1] <= cliff.losses[:, 0])]
    assert 1 < lost.min() / cliff.limit < 1.5


def test_curvature_of_the_network_agrees_with_one_more_difference():
    parameters, evaluate = cp.curve_fit()
    rng, step = np.random.default_rng(0), 1e-4
    directions = [rng.normal(size=p.value.shape) for p in parameters]
    length = np.sqrt(sum(np.sum(d**2) for d in directions))

    def loss_at(t):
        for p, d in zip(parameters, directions, strict=True):
            p.value += t * d / length
        value = evaluate()
        for p, d in zip(parameters, directions, strict=True):
            p.value -= t * d / length
        return value

    along = (loss_at(step) - 2 * loss_at(0) + loss_at(-step)) / step**2
    assert along <= cp.cliffs()["network"].curvature * 1.001


@pytest.mark.parametrize(
    ("key", "rate", "verdict"),
    [
        ("parabola", 0.001, "small"),
        ("parabola", 0.1, "right"),
        ("parabola", 0.7, "swings"),
        ("parabola", 1.0, "edge"),
        ("parabola", 1.12, "lost"),
        ("ravine", 0.01, "small"),
        ("ravine", 0.063, "right"),
        ("ravine", 0.158, "swings"),
        ("ravine", 0.2, "lost"),
        ("network", 0.01, "small"),
        ("network", 0.4, "right"),
        ("network", 1.0, "lost"),
    ],
)
def test_verdict(key, rate, verdict):
    assert cp.cliffs()[key].verdicts[rate_index(rate)] == verdict


def test_verdicts_have_sentences_and_worsen_with_the_rate():
    order = {name: i for i, name in enumerate(cp.SAYS)}
    for cliff in cp.cliffs().values():
        ranks = [order[verdict] for verdict in cliff.verdicts]
        assert ranks == sorted(ranks)


def test_what_is_lost_travels_as_null():
    sent = training.learning_rate_cliff().problems
    assert sent["parabola"]["above"][-1][-1] is None
    assert sent["parabola"]["above"][0][0] == pytest.approx(100)
    assert sent["network"]["paths"] is None


# -- stop it yourself ----------------------------------------------------------------------


@pytest.mark.parametrize("setup", sr.SETUPS, ids=lambda setup: setup.title)
def test_every_round_learns_too_long(setup):
    history = sr.train(setup)
    best = int(np.argmin(history.validation_loss))
    assert len(history) == sr.EPOCHS
    assert 10 < best < 40
    assert history.validation_loss[-1] > 1.1 * history.validation_loss[best]
    assert history.loss[-1] < history.loss[best]


@pytest.mark.parametrize(("patience", "min_delta"), [(1, 0.0), (3, 0.0), (5, 0.01), (8, 0.002)])
def test_stops_are_those_of_a_real_training(patience, min_delta):
    setup = sr.SETUPS[0]
    losses = sr.train(setup).validation_loss
    best, kept, waited, end = np.inf, -1, 0, len(losses) - 1
    for epoch, loss in enumerate(losses):
        better = loss < best - min_delta
        best, kept, waited = (loss, epoch, 0) if better else (best, kept, waited + 1)
        if waited == patience:
            end = epoch
            break
    assert sr.early_stop(sr.train(setup), patience, min_delta) == sr.Stop(end, kept)
    sent = training.stop_it_yourself().rounds[0]["stops"]
    row, column = sr.PATIENCES.index(patience), sr.MIN_DELTAS.index(min_delta)
    assert sent[row][column] == [end, kept]


def test_fit_itself_stops_where_the_replay_says():
    X, Y = np.linspace(-1, 1, 20)[:, None], np.random.default_rng(0).normal(size=(20, 1))

    def trained(stopping, epochs):
        model = nn.Sequential(nn.Dense(1, 8, rng=np.random.default_rng(1)), nn.Tanh())
        model = nn.Sequential(model, nn.Dense(8, 1, rng=np.random.default_rng(2)))
        optimizer = nn.SGD(model.parameters(), lr=0.3)
        halves = {"validation_data": (X[::2], Y[::2]), "batch_size": 5, "progress": False}
        return nn.fit(
            model, nn.MSE(), optimizer, X[1::2], Y[1::2], epochs=epochs, stopping=stopping, **halves
        )

    stop = sr.early_stop(trained([], 40), patience=4, min_delta=0.0)
    assert stop.epoch < 39
    assert len(trained([nn.EarlyStopping(patience=4)], 40)) == stop.epoch + 1


# -- figures -------------------------------------------------------------------------------


def test_xor_as_it_fails_is_gradient_descent_on_half_the_summed_square():
    rng = np.random.default_rng(2)
    W1, W2 = rng.uniform(size=(2, 3)), rng.uniform(size=(3, 1))
    for _ in range(50):
        a1 = nn.sigmoid(xor.X @ W1)
        a2 = nn.sigmoid(a1 @ W2)
        delta2 = (a2 - xor.Y) * a2 * (1 - a2)
        delta1 = delta2 @ W2.T * a1 * (1 - a1)
        W1, W2 = W1 - 0.1 * xor.X.T @ delta1, W2 - 0.1 * a1.T @ delta2
    a2 = nn.sigmoid(nn.sigmoid(xor.X @ W1) @ W2)
    assert xor.runs(False)[2, 50] == pytest.approx(np.mean((a2 - xor.Y) ** 2), rel=1e-9)


def test_xor_is_stuck_at_a_guess_one_way_and_learned_the_other():
    assert (abs(xor.runs(False)[:, -1] - 0.25) < 0.01).all()
    assert (xor.runs(True)[:, -1] < 0.01).all()


def test_equal_samples_seen_and_updates_as_many_as_batches():
    for size, updates in ((1, 3000), (32, 96), (1000, 3)):
        points, losses, steps = batches.curve(size)
        assert steps == updates
        assert points[-1] == batches.SAMPLES * batches.EPOCHS
        assert losses[0] == pytest.approx(batches.curve(1)[1][0])
        assert losses[-1] < losses[0]


def test_noise_falls_as_one_over_the_root_of_the_size():
    far = batches.noise()
    for size, value in far.items():
        assert value == pytest.approx(far[1] / np.sqrt(size), rel=0.2)


def test_l1_empties_weights_and_l2_shrinks_them():
    none, l2, l1 = shrinking.PENALTIES
    assert shrinking.near_zero(l1) > 0.5 > 0.2 > shrinking.near_zero(l2)
    size = {name: np.linalg.norm(shrinking.first_weights(name)) for name in shrinking.PENALTIES}
    assert size[l2] < 0.7 * size[none]


def test_pulls_are_the_engines_gradients(pictures):
    lines = pictures["regularization_figure"].figure.axes[0].lines
    for line, penalty in zip(lines, (nn.L2(1.0), nn.L1(1.0)), strict=True):
        w = np.asarray(line.get_xdata())
        np.testing.assert_array_equal(line.get_ydata(), penalty.gradient(w))
        i, step = 300, 1e-6
        slope = (penalty.term(w[i : i + 1] + step) - penalty.term(w[i : i + 1] - step)) / (2 * step)
        assert line.get_ydata()[i] == pytest.approx(slope, rel=1e-6)
