"""Pasted text: what Python, NumPy and PyTorch print is read; nothing of it is ever run."""

from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from course_utils.demos.questions.reading import MAX_CHARACTERS, read_numbers

A = np.array([[0.0025146, -0.0026421], [0.01280845, 0.002098], [-1.5, 0.25]])


def same(value, expected):
    if isinstance(expected, list | tuple):
        pairs = zip(value, expected, strict=True)
        return type(value) is type(expected) and all(same(a, b) for a, b in pairs)
    return np.shape(value) == np.shape(expected) and np.allclose(
        value, expected, rtol=0, atol=1e-12, equal_nan=True
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (repr(A), A),
        (str(A), A),
        (repr(A.tolist()), A),
        (repr(list(A[0])), A[0]),
        (repr((A, A[0])), (A, A[0])),
        (f"{A}\n{A[0]}", (A, A[0])),
        (repr([A, A[0]]), [A, A[0]]),
        (repr([(A, A[0]), (A, A[1])]), [(A, A[0]), (A, A[1])]),
        ("np." + repr(A), A),
        ("Out[3]: " + repr(A), A),
        ("array([1., nan, -inf])", np.array([1, np.nan, -np.inf])),
        ("[nan inf -1.]", np.array([np.nan, np.inf, -1])),
        ("array([[ True, False]])", np.array([[True, False]])),
        ("0.5", 0.5),
        ("\u22123.5", -3.5),
        ("np.float64(0.125)", 0.125),
        ("array(0.5)", np.array(0.5)),
        ("(0.1, 0.2)", (0.1, 0.2)),
        ("1 2 3", np.array([1, 2, 3])),
        ("1\n2\n3", np.array([1, 2, 3])),
        ("0.1 0.2\n0.3 -.4", np.array([[0.1, 0.2], [0.3, -0.4]])),
        ("0.1, 0.2\n.3, 4.", np.array([[0.1, 0.2], [0.3, 4.0]])),
        ("[[1, 2], [3]]", [np.array([1, 2]), np.array([3])]),
        ("[]", np.array([])),
        ("tensor([[ 0.5000, -0.2500]], dtype=torch.float64)", np.array([[0.5, -0.25]])),
        ("tensor([0.5000], device='cuda:0', grad_fn=<MulBackward0>)", np.array([0.5])),
        ("Parameter containing:\ntensor([1., 2.], requires_grad=True)", np.array([1.0, 2.0])),
        ("tensor(0.5000)\ntensor(0.2500)", (np.array(0.5), np.array(0.25))),
    ],
)
def test_what_was_printed_is_read(text, value):
    assert same(read_numbers(text).value, value)


def test_none_is_a_result_too():
    assert read_numbers("None").value is None


def test_float32_stays_float32():
    assert read_numbers(repr(np.float32(A))).value.dtype == np.float32


@given(arrays(float, st.tuples(st.integers(1, 4), st.integers(1, 4)), elements=st.floats()))
def test_printed_arrays_come_back_within_their_last_digit(array):
    reading = read_numbers(repr(array))
    (half,) = reading.halves
    assert reading.value.shape == half.shape == array.shape
    finite = np.isfinite(array)
    np.testing.assert_array_equal(reading.value[~finite], array[~finite])
    error = np.abs(reading.value[finite] - array[finite])
    assert (error <= 1.001 * half[finite] + 1e-15 * np.abs(array[finite])).all()


@given(st.lists(st.floats(allow_nan=False), min_size=1))
def test_a_printed_list_comes_back_exactly(numbers):
    assert read_numbers(repr(numbers)).value.tolist() == numbers


@pytest.mark.parametrize(
    ("text", "half"),
    [
        ("0.125", 0.5e-3),
        ("[0.1234, 0.5]", 0.5e-4),
        ("77.02", 0.5e-2),
        ("[0.5, 12.]", 0),
        ("[1, 2, 30000]", 0),
        ("0.25", 0),
        ("1.2500e-03", 0.5e-4 * 1.25e-3),
    ],
)
def test_how_exactly_it_was_printed(text, half):
    assert read_numbers(text).halves[0].max() == pytest.approx(half)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Nothing is pasted yet"),
        ("  \n ", "Nothing is pasted yet"),
        ("[0.1 ... 0.2]", "left out"),
        ("[0.1, ..., 0.2]", "left out"),
        ("hello", "'hello' cannot be read as numbers"),
        ("[1, 2", "cannot be read as numbers"),
        ("[1, 'a']", "\"'a'\" cannot be read"),
        ("1 + 2j", "cannot be read"),
        ("array([1, 2], [3])", "cannot be read"),
        ("np.array([[1, 2], [3]])", "rows have different lengths"),
        ("(" * 5000, "cannot be read"),
        ("9" * 5000, "cannot be read"),
        ("[" * 150 + "]" * 150 + "x", "cannot be read"),
        ("\ud800", "cannot be read"),
        ("\x00", "cannot be read"),
        ("[1" + ", 1" * MAX_CHARACTERS + "]", "longer than 100,000 characters"),
    ],
)
def test_what_is_no_number_gets_one_sentence(text, words):
    with pytest.raises(ValueError, match=words) as caught:
        read_numbers(text)
    assert "\n" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('touch {path}')",
        "[open('{path}', 'w')]",
        "array(open('{path}', 'w'))",
        "float64(open('{path}', 'w'))",
        "array([1.0], dtype=open('{path}', 'w'))",
        "(lambda: open('{path}', 'w'))()",
        "[x for x in [open('{path}', 'w')]]",
    ],
)
def test_nothing_is_run(text, tmp_path):
    path = tmp_path / "written"
    with suppress(ValueError):
        read_numbers(text.format(path=path))
    assert not path.exists()


@given(st.text(max_size=60) | st.text("[](),.-+e 019naif\n", max_size=60))
def test_any_text_is_read_or_refused(text):
    with suppress(ValueError):
        reading = read_numbers(text)
        assert all(isinstance(half, np.ndarray) for half in reading.halves)
