"""Optimizers on digits: equal first weights, batches and budgets; the engine's own numbers."""

from math import ceil

import numpy as np
import pytest

from course_utils import nn
from course_utils.data import load_digits
from course_utils.demos.training import digits_race as race
from course_utils.demos.training.racers import RACERS


def test_run_is_what_fit_does_with_the_same_seed():
    digits, rng = load_digits(), np.random.default_rng(0)
    learn, held_out = nn.split(digits.X_train, digits.y_train, 1 / 8)
    hidden = nn.Dense(784, 64, rng=rng, init=nn.he_normal)
    model = nn.Sequential(hidden, nn.ReLU(), nn.Dense(64, 10, rng=rng), dtype=np.float32)
    loss = nn.SoftmaxCrossEntropy()
    nn.fit(
        *(model, loss, nn.Adam(model.parameters(), lr=0.01), *learn),
        epochs=1,
        batch_size=race.BATCH,
        rng=rng,
        progress=False,
    )
    run = race.all_runs()["adam"][race.RATES.index(0.01)]
    expected = loss.forward(model.predict(held_out[0]), held_out[1])
    assert run.held_out_loss == pytest.approx(expected, rel=1e-5)


def test_budgets_and_starts_are_equal():
    runs = [run for tried in race.all_runs().values() for run in tried]
    assert {len(run.losses) for run in runs} == {ceil(3500 / race.BATCH)}
    assert len({run.losses[0] for run in runs}) == 1


@pytest.mark.parametrize("key", RACERS)
def test_best_rate_lies_inside_the_rates_that_were_tried(key):
    assert race.RATES[0] < race.best_run(key).lr < race.RATES[-1]


@pytest.mark.parametrize("key", RACERS)
def test_each_learns_as_the_alternative_text_says(key):
    run = race.best_run(key)
    around_1000 = run.losses[21:31].mean()
    assert around_1000 < 1.1
    assert run.held_out_accuracy > 0.85


def test_alternative_text_gives_rates_and_losses():
    alt = race.optimizers_on_digits_figure().alt
    for key, racer in RACERS.items():
        run = race.best_run(key)
        assert f"{racer.label} {run.held_out_loss:.2f} at η = {run.lr:g}" in alt


def test_the_rates_are_where_lecture_3_says():
    best = {key: race.best_run(key).lr for key in RACERS}
    assert max(best, key=best.get) == "sgd"
    assert best["momentum"] == pytest.approx(best["sgd"] / 3, rel=0.15)
    assert max(best["rmsprop"], best["adam"]) <= 0.1 * best["sgd"] * 1.001
    usual = race.all_runs()["adam"][race.RATES.index(0.001)]
    assert usual.held_out_loss < 1.5 * race.best_run("adam").held_out_loss
