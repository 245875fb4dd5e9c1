"""Lecture 1's demos: their numbers are the engine's, their pictures are described."""

import re
from itertools import combinations, pairwise

import numpy as np
import pytest

from course_utils import nn
from course_utils.demos import introduction
from course_utils.demos.introduction import price, tennis
from course_utils.demos.introduction.history_strip import ANSWERS
from course_utils.demos.introduction.milestones import LANES, MILESTONES, place, rows

DEMOS = ["beat_the_gradient", "price_tag", "history_strip"]
FIGURES = [f"{name}_figure" for name in (*DEMOS, "learning_loop", "parts")]
WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(params=DEMOS)
def name(request):
    return request.param


@pytest.fixture
def demo(name):
    return getattr(introduction, name)()


def test_bundle_falls_back_to_the_still_picture(demo, name):
    bundle, _ = demo._repr_mimebundle_()
    still = getattr(introduction, f"{name}_figure")()
    assert WIDGET in bundle
    assert bundle["text/plain"] == f"Picture: {still.alt}"
    assert bundle["text/html"].startswith("<img")


def test_nothing_comes_from_the_network(demo):
    script = demo._esm.replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?://|\bimport\b|\bfetch\(", script)
    assert not re.search(r"url\(|@import", demo._css)


@pytest.mark.parametrize("figure", FIGURES)
def test_words_say_what_is_seen(figure):
    picture = getattr(introduction, figure)()
    assert len(picture.alt.split()) >= 25
    assert "{" not in picture.alt
    assert picture.png.startswith(b"\x89PNG")


# -- beat the gradient ---------------------------------------------------------------------


def squared_error(w):
    return np.mean((tennis.BALLS @ w - tennis.MARKS.ravel()) ** 2)


def test_walk_follows_the_negative_gradient():
    walk = tennis.descent()
    w = tennis.START.copy()
    for k in range(len(walk.losses)):
        np.testing.assert_allclose(walk.weights[k], w, rtol=1e-12)
        assert walk.losses[k] == pytest.approx(squared_error(w))
        error = tennis.BALLS @ w - tennis.MARKS.ravel()
        w = w - tennis.RATE * 2 / 5 * tennis.BALLS.T @ error


def test_walk_ends_with_the_first_step_that_is_good_enough():
    demo = introduction.beat_the_gradient()
    assert demo.losses[-1] <= demo.goal < min(demo.losses[:-1])
    assert len(demo.walk) == len(demo.losses)
    assert demo.walk[0] == demo.start


def test_surface_is_the_engines_loss_at_every_pair():
    grid, losses = tennis.surface()
    for i, j in ((0, 0), (17, 90), (120, 3)):
        P = tennis.player(np.array([grid[j], grid[i]])).forward(tennis.BALLS)
        assert losses[i, j] == pytest.approx(nn.MSE().forward(P, tennis.MARKS))


def test_contours_lie_on_their_levels():
    for level, lines in zip(tennis.LEVELS, tennis.contours(), strict=True):
        assert lines
        for point in (point for line in lines for point in line):
            assert squared_error(np.array(point)) == pytest.approx(level, rel=0.05)


def test_goal_can_be_reached_with_the_sliders():
    steps = np.arange(-30, 31) / 10
    losses = np.array([[squared_error(np.array([a, b])) for a in steps] for b in steps])
    assert (losses <= tennis.GOAL).sum() >= 10
    assert losses.min() > 0


# -- price tag -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def measured():
    return price.measure()


def test_passes_counted_are_those_the_formulas_say(measured):
    n = measured.parameters
    assert measured.passes["forward differences"] == n + 1
    assert measured.passes["central differences"] == 2 * n


def test_three_ways_give_one_gradient(measured):
    bench = price.Workbench()
    exact, nudged = bench.backprop(), bench.forward_differences()
    assert measured.disagreement < 1e-6
    np.testing.assert_allclose(nudged, exact, atol=1e-3 * abs(exact).max())


def test_workbench_leaves_its_weights_as_they_were():
    bench = price.Workbench()
    before = [w.copy() for w in bench.weights]
    bench.nudged(bench.weights[0], 7, 0.5)
    for now, then in zip(bench.weights, before, strict=True):
        np.testing.assert_array_equal(now, then)


def test_backprop_is_measured_far_below_finite_differences(measured):
    assert measured.seconds["backprop"] * 50 < measured.seconds["forward differences"]


@pytest.mark.parametrize(("name", "sizes"), [("2-3-1", (2, 3, 1)), ("784-64-10", (784, 64, 10))])
def test_landmarks_are_counted_by_the_engine(name, sizes):
    layers = [nn.Dense(a, b) for a, b in pairwise(sizes)]
    count = sum(p.value.size for p in nn.Sequential(*layers).parameters())
    assert next(n for label, n in price.LANDMARKS.items() if label.startswith(name)) == count


def test_price_figure_draws_the_formulas():
    central, forward, backprop = introduction.price_tag_figure().figure.axes[0].lines[:3]
    np.testing.assert_allclose(central.get_ydata(), 2 * central.get_xdata())
    np.testing.assert_allclose(forward.get_ydata(), forward.get_xdata() + 1)
    assert set(backprop.get_ydata()) == {price.BACKPROP}


def test_guess_starts_empty_and_is_kept():
    demo = introduction.price_tag()
    assert demo.guess is None
    demo.guess = 100.0
    assert demo.guess == 100
    assert introduction.price_tag().guess is None


# -- history strip -------------------------------------------------------------------------


def test_dates_run_forward_on_known_lanes():
    years = [m.year for m in MILESTONES]
    assert years == sorted(years)
    assert {m.lane for m in MILESTONES} == set(LANES)
    assert all(m.who and m.what.endswith(".") and len(m.work) > 10 for m in MILESTONES)


def test_reverse_mode_is_dated_before_it_became_known():
    backward = {m.who: m.year for m in MILESTONES if m.lane == "backward"}
    assert backward["Seppo Linnainmaa"] == 1970
    assert backward["David Rumelhart, Geoffrey Hinton, Ronald Williams"] == 1986


def test_every_answer_is_a_date_on_the_strip():
    years = {m.year for m in MILESTONES}
    assert set(ANSWERS) <= years
    assert sum(says.startswith("Yes") for says in ANSWERS.values()) == 1


def test_no_label_lies_on_another_or_on_a_later_marks_line():
    placed = [(m, place(m.year), row) for m, row in zip(MILESTONES, rows(), strict=True)]
    for (a, x, row), (b, later, below) in combinations(placed, 2):
        if a.lane == b.lane and below >= row:
            assert x + 0.0145 * (len(a.name) + 6) <= later


def test_places_grow_with_the_years_and_stay_on_the_strip():
    places = [place(m.year) for m in MILESTONES]
    assert places == sorted(places)
    assert 0 <= places[0] < places[-1] <= 1
