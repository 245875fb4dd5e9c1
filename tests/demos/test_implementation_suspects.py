"""A program of the zoo shows its symptoms first; recordings say what they are."""

import re

import numpy as np
import pytest

from course_utils.demos import implementation
from course_utils.demos.implementation.recordings import recordings
from course_utils.exercises.zoo import NAMES, exhibit


@pytest.mark.parametrize("name", NAMES)
def test_the_symptoms_are_the_programs_own(name):
    shown, animal = implementation.suspect(name), exhibit(name)
    curve, numbers = shown.picture.figure.axes
    assert np.array_equal(curve.lines[0].get_ydata(), animal.losses)
    assert [text.get_text() for text in numbers.texts][::2] == list(animal.grads)
    for text, value in zip(numbers.texts[1::2], animal.grads.values(), strict=True):
        first = text.get_text().split()[0].replace("−", "-")
        assert float(first) == pytest.approx(value, rel=1e-5, abs=1e-12)
    assert f"{animal.losses[0]:.4g}" in shown.picture.alt


def test_the_lines_are_folded_away_and_numbered():
    html = implementation.suspect("bug_10")._repr_mimebundle_()["text/html"]
    symptoms, _, program = html.partition("<details>")
    assert "np.outer" not in symptoms
    assert re.search(r"^24 +dWh \+= np\.outer\(h\[t \+ 1\], dz\)$", program, re.MULTILINE)
    assert "bug_10</strong> · A recurrent unit" in symptoms
    assert program.startswith("<summary>")
    assert "open" not in html.partition("<details")[2].partition(">")[0]


def test_in_a_terminal_the_program_stands_below_its_symptoms():
    said = repr(implementation.suspect("bug_07"))
    assert said.index("Beside it: dE[1] is 1") < said.index("14      dE[ids] += 2 * error")


def test_what_is_nought_but_for_rounding_is_called_so():
    assert "sum of db is 0 (to rounding)" in implementation.suspect("bug_16").picture.alt


def test_an_animal_the_zoo_has_not():
    with pytest.raises(KeyError, match="bug_17"):
        implementation.suspect("bug_17")


def test_a_recording_says_what_it_is():
    versions, texts = recordings()["versions"], recordings()["texts"]
    said = implementation.recorded("order-run")
    assert said.startswith("Not computed here")
    assert f"PyTorch {versions['torch']} and Keras {versions['keras']}" in said
    assert said.endswith(texts["order-run"])


def test_a_recording_nobody_made():
    with pytest.raises(KeyError, match=r"'order' *; there are four-table, torch-train"):
        implementation.recorded("order")
