"""Optimizer race: every path is the engine's own, and every bug leaves the trace it is said to."""

import numpy as np
import pytest

from course_utils import nn
from course_utils.demos.training import race, racers
from course_utils.demos.training.racers import BUGS, RACERS, RATES, STEPS
from course_utils.demos.training.surfaces import SURFACES

NAMES = [*RACERS, *BUGS]
surfaces = pytest.mark.parametrize("name", SURFACES)


def path(surface, driver, lr):
    return racers.all_paths()[list(SURFACES).index(surface), NAMES.index(driver), RATES.index(lr)]


def loss(surface, driver, lr):
    return racers.all_losses()[list(SURFACES).index(surface), NAMES.index(driver), RATES.index(lr)]


@surfaces
def test_value_and_gradient_are_those_of_the_tape(name):
    surface = SURFACES[name]
    for w in np.random.default_rng(0).normal(size=(5, 2)):
        root = nn.parse(surface.expression, x=w[0], y=w[1])
        nn.backward(root)
        leaves = {node.name: node.grad for node in nn.topological_order(root)}
        assert surface.value(w) == pytest.approx(root.data)
        np.testing.assert_allclose(surface.gradient(w), [leaves["x"], leaves["y"]])


@surfaces
def test_lowest_loss_is_zero_and_the_start_lies_in_the_window(name):
    surface = SURFACES[name]
    goal = (0.0, 1.0) if name == "saddle" else (0.0, 0.0)
    assert surface.value(np.array(goal)) == 0
    left, right, bottom, top = surface.window
    assert left < surface.start[0] < right
    assert bottom < surface.start[1] < top


@pytest.mark.parametrize("driver", RACERS)
@surfaces
def test_path_is_what_the_engine_does_step_by_step(name, driver):
    surface, lr = SURFACES[name], 0.02
    w = nn.Parameter(np.array(surface.start))
    optimizer = RACERS[driver].make([w], lr)
    for step in range(1, 6):
        w.grad = surface.gradient(w.value)
        optimizer.step()
        np.testing.assert_array_equal(path(name, driver, lr)[step], w.value)


def test_everyone_has_the_same_budget_and_start():
    paths = racers.all_paths()
    assert paths.shape == (len(SURFACES), len(NAMES), len(RATES), STEPS + 1, 2)
    for surface, ways in zip(SURFACES.values(), paths, strict=True):
        assert (ways[:, :, 0] == surface.start).all()


def test_best_rate_is_the_one_that_ends_lowest():
    losses, best = racers.all_losses(), racers.best_rates()
    for s, k in np.ndindex(best.shape):
        assert losses[s, k, best[s, k], -1] == losses[s, k, :, -1].min()


def test_no_optimizer_wins_everywhere():
    ends = racers.all_losses()[:, : len(RACERS), :, -1].min(axis=-1)
    assert len(set(ends.argmin(axis=1))) >= 3


def test_turning_the_ravine_changes_nothing_for_sgd_and_much_for_adam():
    ends = racers.all_losses()[:2, : len(RACERS), :, -1].min(axis=-1)
    plain, turned = (dict(zip(RACERS, row, strict=True)) for row in ends)
    assert turned["sgd"] == pytest.approx(plain["sgd"], rel=0.05)
    assert turned["rmsprop"] > 10 * plain["rmsprop"]


def test_diverging_steps_are_left_out():
    assert loss("ravine", "sgd", 0.1)[-1] == np.inf
    assert np.isfinite(loss("ravine", "sgd", 0.02)).all()


# -- bugs -----------------------------------------------------------------------------------


def test_forgotten_zero_grad_steps_along_the_sum_of_gradients():
    points, lr = path("ravine", "zero_grad", 0.005), 0.005
    gradients = np.array([SURFACES["ravine"].gradient(w) for w in points[:-1]])
    np.testing.assert_allclose(np.diff(points, axis=0), -lr * gradients.cumsum(axis=0), atol=1e-12)


def test_sign_goes_uphill():
    ends = loss("ravine", "sign", 0.001)
    assert (np.diff(ends) > 0).all()


def test_missing_bias_correction_makes_the_first_step_root_ten_times_longer():
    right, wrong = (
        path("ravine", driver, 0.01)[1] - path("ravine", driver, 0.01)[0]
        for driver in ("adam", "no_correction")
    )
    np.testing.assert_allclose(wrong / right, np.sqrt(10), rtol=1e-5)


def test_damped_momentum_is_momentum_at_a_tenth_of_the_rate():
    damped, slow = path("ravine", "damped", 0.05), path("ravine", "momentum", 0.005)
    np.testing.assert_allclose(damped, slow, atol=1e-12)


@surfaces
def test_restarted_momentum_is_plain_sgd(name):
    np.testing.assert_array_equal(path(name, "restarted", 0.02), path(name, "sgd", 0.02))


def test_without_the_root_the_first_step_is_the_gradient_over_its_square():
    start, first = path("plateau", "no_root", 0.001)[:2]
    g = SURFACES["plateau"].gradient(start)
    np.testing.assert_allclose(first - start, -0.001 * g / (0.1 * g * g + 1e-8), rtol=1e-6)


# -- the widget -----------------------------------------------------------------------------


def test_widget_carries_the_tables_in_single_precision():
    demo = race.OptimizerRace()
    paths = np.frombuffer(demo.paths, "<f4").reshape(racers.all_paths().shape)
    np.testing.assert_array_equal(paths, racers.all_paths().astype(np.float32))
    losses = np.frombuffer(demo.losses, "<f4").reshape(racers.all_losses().shape)
    np.testing.assert_array_equal(losses, racers.all_losses().astype(np.float32))
    assert demo.best == racers.best_rates().tolist()


def test_every_bug_is_in_an_optimizer_of_the_race_and_has_a_clue():
    assert all(bug.on in RACERS and bug.clue for bug in BUGS.values())


@surfaces
def test_regions_are_nested_and_closed(name):
    regions = race.contour_regions(SURFACES[name])
    assert len(regions) == 10
    assert all(d.startswith("M") and d.endswith("Z") for d in regions)


def test_figure_names_the_winner_first():
    alt = race.optimizer_race_figure().alt
    assert "On the saddle: RMSProp" in alt
    assert "On the ravine: Nesterov" in alt
