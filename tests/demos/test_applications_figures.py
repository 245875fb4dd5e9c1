"""Lecture 4's still figures say in words what they show."""

import re

import numpy as np
import pytest

from course_utils import data, nn
from course_utils.demos import applications


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(0)


@pytest.fixture
def history() -> nn.History:
    return nn.History(
        loss=[0.9, 0.4, 0.1],
        validation_loss=[0.8, 0.31, 0.42],
        metrics={"accuracy": [0.6, 0.8, 0.97]},
        validation_metrics={"accuracy": [0.6, 0.9, 0.88]},
    )


def test_training_curves(history: nn.History) -> None:
    picture = applications.training_curves_figure(history)
    left, right = picture.figure.axes
    assert [line.get_label() for line in left.lines] == ["training", "validation"]
    assert left.lines[1].get_ydata().tolist() == [0.8, 0.31, 0.42]
    assert right.lines[0].get_ydata().tolist() == [0.6, 0.8, 0.97]
    assert "lowest in epoch 2, 0.31" in picture.alt
    assert "97% on training and 88% on validation" in picture.alt


def test_two_losses_are_smoothed() -> None:
    picture = applications.two_losses_figure([1.0] * 100, [0.0, 2.0] * 50)
    discriminator, generator, _ = picture.figure.axes[0].lines
    assert np.allclose(discriminator.get_ydata(), 1)
    assert np.allclose(generator.get_ydata(), 1)
    assert "generator near 1.00" in picture.alt


def test_two_losses_of_a_short_game() -> None:
    assert applications.two_losses_figure([1.0, 0.5], [2.0, 1.0]).png


def test_filters(rng: np.random.Generator) -> None:
    before = rng.normal(size=(3, 3, 1, 20))
    picture = applications.filters_figure(before, 1.25 * before)
    first, second, third = (ax.images[0].get_array() for ax in picture.figure.axes)
    assert first.shape == (2 * 4 - 1, 16 * 4 - 1)
    assert np.allclose(first[:3, 4:7], before[:, :, 0, 1])
    assert np.allclose(second[4:7, :3], 1.25 * before[:, :, 0, 16])
    assert np.allclose(third[4:7, :3], 0.25 * before[:, :, 0, 16])
    assert "20 kernels of 3 by 3" in picture.alt
    assert "moved by 25%" in picture.alt


def test_boxes() -> None:
    digits = data.load_digits()
    placed = data.place_digits(digits.X_test[:3], digits.y_test[:3], 40, np.random.default_rng(0))
    guessed = placed.boxes + 0.05
    overlaps = data.overlap(guessed, placed.boxes)
    picture = applications.boxes_figure(placed.X, placed.boxes, guessed, placed.y, overlaps)
    for ax, box in zip(picture.figure.axes, placed.boxes, strict=True):
        true, _ = ax.patches
        assert true.get_x() + 0.5 == pytest.approx(40 * box[0], abs=1e-4)
        assert true.get_width() == pytest.approx(40 * (box[2] - box[0]), abs=1e-4)
    assert f"{placed.y[0]}, overlap {overlaps[0]:.0%}" in picture.alt


def test_digits(rng: np.random.Generator) -> None:
    picture = applications.digits_figure({"noise": rng.random((4, 784)), "real": np.ones((4, 784))})
    assert len(picture.figure.axes) == 2
    assert picture.alt == "4 pictures in each of these rows: noise, real."


def test_forecast() -> None:
    sunspots = data.load_sunspots()
    picture = applications.forecast_figure(
        sunspots.time, sunspots.value, 1955, {"last value": sunspots.value[-55:-1]}
    )
    measured, forecast, _ = picture.figure.axes[0].lines
    assert forecast.get_xdata()[0] == 1955
    assert len(measured.get_xdata()) == 309
    assert "from 1955 on: last value" in picture.alt


def test_through_time() -> None:
    picture = applications.through_time_figure({"layer": np.array([1e-4, 1e-2, 1.0])})
    (line,) = picture.figure.axes[0].lines
    assert line.get_xdata().tolist() == [2, 1, 0]
    assert "from 1 at the last step to 0.0001 at the first" in picture.alt


def test_alike_neighbours_are_said_to_be_alike(rng: np.random.Generator) -> None:
    noise = rng.normal(size=(3, 3, 1, 500))
    sides = noise + 3 * rng.normal(size=(1, 3, 1, 500))  # the same in each column
    alt = applications.filters_figure(noise, noise + sides).alt
    before, added = map(float, re.findall(r"of (-?0\.\d\d)", alt))
    assert abs(before) < 0.05
    assert 0.4 < added < 0.5, "one pair in two shares nine tenths of its variance"


def test_attention() -> None:
    weights = np.array([[0.2, 0.8], [0.4, 0.6]])
    picture = applications.attention_figure(weights, ["good", "film"])
    assert np.allclose(picture.figure.axes[0].images[0].get_array(), weights)
    assert "“film”, with 70% of the attention" in picture.alt


def test_attention_to_padding_is_shown_too() -> None:
    weights = np.array([[0.3, 0.2, 0.1, 0.4], [0.1, 0.6, 0.2, 0.1]])
    picture = applications.attention_figure(weights, ["good", "film"])
    shown = picture.figure.axes[0].images[0].get_array()
    assert np.allclose(shown, [[0.5, 0.1, 0.4], [0.7, 0.2, 0.1]])
    assert "“(padding)”, with 60% of the attention" in picture.alt
