"""The embedded sets are what SOURCES.md says."""

from pathlib import Path

import numpy as np
import pytest

from course_utils import data

FOLDER = Path(data.__file__).parent


@pytest.fixture(scope="module")
def digits() -> data.Digits:
    return data.load_digits()


def test_digits_have_the_stated_shapes(digits: data.Digits) -> None:
    assert digits.X_train.shape == (4000, 784)
    assert digits.X_test.shape == (1000, 784)
    assert digits.X_train.dtype == np.float32
    assert digits.y_train.dtype == np.int64


def test_both_parts_are_balanced(digits: data.Digits) -> None:
    assert np.bincount(digits.y_train).tolist() == [400] * 10
    assert np.bincount(digits.y_test).tolist() == [100] * 10


def test_pixels_run_from_paper_to_ink(digits: data.Digits) -> None:
    assert digits.X_train.min() == 0
    assert digits.X_train.max() == 1


def test_no_digit_is_in_both_parts(digits: data.Digits) -> None:
    seen = {row.tobytes() for row in digits.X_train}
    assert not any(row.tobytes() in seen for row in digits.X_test)


def test_digits_look_like_their_labels(digits: data.Digits) -> None:
    """Nearest class mean gets about four in five right: labels and images belong together."""
    means = np.stack([digits.X_train[digits.y_train == k].mean(axis=0) for k in range(10)])
    distances = ((digits.X_test[:, None] - means) ** 2).sum(axis=2)
    assert (distances.argmin(axis=1) == digits.y_test).mean() > 0.75


def test_float64_on_request() -> None:
    assert data.load_digits(dtype=np.float64).X_test.dtype == np.float64


def test_reviews() -> None:
    reviews = data.load_reviews()
    assert (len(reviews.texts_train), len(reviews.texts_test)) == (8000, 2043)
    share = np.concatenate([reviews.y_train, reviews.y_test]).mean()
    assert round(100 * share, 1) == 49.6
    assert all(text.strip() for text in reviews.texts_train)


def test_sunspots() -> None:
    sunspots = data.load_sunspots()
    assert sunspots.time[0] == 1700
    assert sunspots.time[-1] == 2008
    assert len(sunspots.value) == 309
    assert np.isfinite(sunspots.value).all()


def test_co2_rises_and_is_in_order() -> None:
    co2 = data.load_co2()
    assert len(co2.value) == 2225
    assert (np.diff(co2.time) > 0).all()
    assert co2.value[:52].mean() < 320 < 365 < co2.value[-52:].mean()


def test_everything_embedded_is_under_three_megabytes() -> None:
    assert sum(path.stat().st_size for path in (FOLDER / "files").iterdir()) < 3e6


def test_every_file_has_its_source_stated() -> None:
    sources = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    assert all(f"`{path.name}`" in sources for path in (FOLDER / "files").iterdir())


def test_every_size_is_stated_as_it_is() -> None:
    sources = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    for path in (FOLDER / "files").iterdir():
        assert f"| `{path.name}` | {path.stat().st_size / 1000:.0f} kB |" in sources
