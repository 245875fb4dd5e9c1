"""Lecture 6 answers with computations; what its prose says of them is held to a range here."""

import re
from math import log
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest

from course_utils import nn
from course_utils.exercises import evaluate
from course_utils.grading.sandbox import Limits

pytestmark = pytest.mark.notebook

SOURCE = Path(__file__).resolve().parents[2] / "solutions" / "06_questions.ipynb"
CODE = {
    re.sub(r"^[a-z]+-\d+-", "", cell.id): cell.source
    for cell in nbformat.read(SOURCE, as_version=4).cells
    if cell.cell_type == "code"
}


def run(*cells: str, **other: Any) -> dict[str, Any]:
    """What these cells of the page leave behind, with ``other`` parameters than its own."""
    names: dict[str, Any] = {}
    for cell in ("parameters", "imports"):
        exec(compile(CODE[cell], cell, "exec"), names)
    names |= other
    for cell in cells:
        exec(compile(CODE[cell], cell, "exec"), names)
    return names


def shares(printed: str) -> list[float]:
    return [int(percent) / 100 for percent in re.findall(r"(\d+)%", printed)]


@pytest.mark.parametrize("seed", [6, 7])
def test_a_random_way_back_reads_nearly_as_well(seed: int, capsys: Any) -> None:
    run("brain-layers", "brain-numbers", seed=seed)
    printed = capsys.readouterr().out
    backpropagation, random, frozen = shares(printed)
    assert 0.91 < backpropagation < 0.95
    assert backpropagation - 0.05 < random
    assert frozen < random - 0.1
    (cosine,) = re.findall(r"matrix: (\d\.\d)", printed)
    assert 0.2 < float(cosine) < 0.7


def test_whom_the_gradient_check_accuses() -> None:
    errors = run("check-wrong-setup", "check-wrong-numbers")["cases"]
    accused = {name for name, error in errors.items() if error > 1e-3}
    innocent = {"float64, step 1e-5", "step 1e-12"}
    assert set(errors) - accused == innocent | {"the bug, on one sample"}
    assert errors["step 1e-12"] > 1e4 * errors["float64, step 1e-5"]


def test_more_units_find_the_bottom_more_often(capsys: Any) -> None:
    run("best-weights-numbers")
    solved = [int(n) for n in re.findall(r"(\d+) of 20 solved", capsys.readouterr().out)]
    assert solved == sorted(solved)
    assert solved[0] <= 3
    assert solved[-1] == 20


def test_spread_scores_cost_half_their_variance() -> None:
    rng = np.random.default_rng(6)
    y = rng.integers(10, size=20_000)
    for spread in (0.3, 0.6, 1.0):
        Z = spread * rng.normal(size=(len(y), 10))
        first = nn.SoftmaxCrossEntropy().forward(Z, y)
        assert first - log(10) == pytest.approx(spread**2 / 2, rel=0.2)


def test_the_corner_decides_about_biases_only() -> None:
    """Where a kernel sees blank paper, another slope at 0 changes db and not dW."""
    names = run("brain-layers", "brain-numbers", "corner-numbers", epochs=1)
    rng = np.random.default_rng(1)
    conv = nn.Conv2D(1, 32, 3, rng=rng)
    Z = conv.forward(names["pictures"])
    dA = rng.normal(size=Z.shape)
    gradients = []
    for mask in (Z > 0, Z >= 0):
        conv.backward(dA * mask)
        gradients.append((conv.W.grad.copy(), conv.b.grad.copy()))
    (dW, db), (dW_other, db_other) = gradients
    np.testing.assert_allclose(dW, dW_other, atol=1e-9)
    assert np.abs(db - db_other).max() > 1


def test_the_nearest_neighbour_passes_and_one_layer_stays_at_the_mark() -> None:
    names = run("capstone-marks")
    X, y, linear = names["X"], names["y"], names["linear"]
    squares = (X**2).sum(axis=1)
    nearest = evaluate("capstone", lambda new: y[(squares - 2 * new @ X.T).argmin(axis=1)])
    assert nearest.passed
    short = evaluate("capstone", lambda new: linear.predict(new).argmax(axis=1))
    assert short.misconception == "below"
    assert 0.85 <= float(re.findall(r"([\d.]+)%", short.message)[0]) / 100 < 0.9


@pytest.mark.parametrize("seed", range(3))
def test_the_reference_network_passes(seed: int) -> None:
    network = run("capstone-reference", seed=seed)["network"]
    assert evaluate("capstone", lambda X: network.predict(X).argmax(axis=1)).passed


def test_the_seconds_a_cell_is_given_are_the_graders() -> None:
    assert f"each cell has {Limits().step:.0f} seconds;" in SOURCE.read_text(encoding="utf-8")
