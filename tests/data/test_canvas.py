"""Digits on sheets, and their boxes."""

import numpy as np
import pytest

from course_utils import data

SIZE = 40


@pytest.fixture(scope="module")
def digits() -> data.Digits:
    return data.load_digits()


@pytest.fixture(scope="module")
def placed(digits: data.Digits) -> data.Canvases:
    rng = np.random.default_rng(0)
    return data.place_digits(digits.X_test[:200], digits.y_test[:200], SIZE, rng)


def test_shapes(placed: data.Canvases) -> None:
    assert placed.X.shape == (200, 1, SIZE, SIZE)
    assert placed.boxes.shape == (200, 4)
    assert placed.X.dtype == placed.boxes.dtype == np.float32


def test_all_the_ink_arrives(placed: data.Canvases, digits: data.Digits) -> None:
    assert np.allclose(placed.X.sum(axis=(1, 2, 3)), digits.X_test[:200].sum(axis=1), rtol=1e-4)


def test_the_box_is_exact(placed: data.Canvases) -> None:
    """Ink touches each side of the box from within, and none lies outside."""
    for sheet, box in zip(placed.X[:, 0], placed.boxes, strict=True):
        left, top, right, bottom = np.round(box * SIZE).astype(int)
        inside = sheet[top:bottom, left:right]
        assert all(edge.any() for edge in (inside[0], inside[-1], inside[:, 0], inside[:, -1]))
        assert inside.sum() == pytest.approx(sheet.sum())


def test_digits_lie_everywhere(placed: data.Canvases) -> None:
    assert placed.boxes[:, :2].min() < 0.05
    assert placed.boxes[:, 2:].max() > 0.95


def test_the_same_seed_gives_the_same_sheets(digits: data.Digits) -> None:
    runs = [
        data.place_digits(digits.X_test[:5], digits.y_test[:5], 30, np.random.default_rng(3))
        for _ in range(2)
    ]
    assert np.array_equal(runs[0].X, runs[1].X)


def test_too_small_a_sheet(digits: data.Digits) -> None:
    with pytest.raises(ValueError, match=r"size was 20: .* at least 28"):
        data.place_digits(digits.X_test[:1], digits.y_test[:1], 20, np.random.default_rng(0))


@pytest.mark.parametrize(
    ("first", "second", "share"),
    [
        ((0, 0, 2, 2), (0, 0, 2, 2), 1),
        ((0, 0, 2, 2), (1, 0, 3, 2), 2 / 6),
        ((0, 0, 2, 2), (0.5, 0.5, 1, 1), 0.25 / 4),
        ((0, 0, 1, 1), (2, 2, 3, 3), 0),
        ((0, 0, 1, 1), (1, 0, 2, 1), 0),
        ((0, 0, 1, 1), (0.9, 0.9, 0.1, 0.1), 0),  # turned inside out
    ],
)
def test_overlap(first: tuple, second: tuple, share: float) -> None:
    boxes, others = np.array([first], dtype=float), np.array([second], dtype=float)
    assert data.overlap(boxes, others) == pytest.approx([share])
    assert data.overlap(others, boxes) == pytest.approx([share])
