"""Plain data: copies, JSON there and back, and no belief in what is read."""

import json
import subprocess
import sys
from collections import namedtuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from small_tasks import LAYER, layer

from course_utils.exercises.running import Run, run
from course_utils.exercises.running.plain import MAX_TEXT, Value, plain

ARRAYS = hnp.arrays(
    st.sampled_from(["f8", "f4", "f2", "i8", "i4", "u8", "?", "c16", ">f8"]),
    hnp.array_shapes(min_dims=0, max_dims=3, min_side=0),
)
NUMBERS = st.floats() | st.integers(-(2**62), 2**62) | st.booleans()
THINGS = st.recursive(
    ARRAYS | NUMBERS | st.none() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.tuples(inner, inner),
    max_leaves=8,
)


def equal(a: Value, b: Value) -> bool:
    return (
        (a.kind, a.type, a.text, len(a.items)) == (b.kind, b.type, b.text, len(b.items))
        and all(map(equal, a.items, b.items))
        and (a.array is None) == (b.array is None)
        and (a.array is None or np.array_equal(a.array, b.array, equal_nan=True))
        and (a.array is None or b.array is None or a.array.dtype == b.array.dtype)
    )


@given(THINGS)
def test_json_there_and_back(thing):
    value = plain(thing)
    assert equal(value, Value.from_json(json.loads(json.dumps(value.to_json()))))


@given(ARRAYS)
def test_an_array_is_copied_in_full(array):
    value = plain(array)
    assert value.array.shape == array.shape
    assert np.array_equal(value.array, array, equal_nan=True)
    assert not np.shares_memory(value.array, array)


@pytest.mark.parametrize(
    ("thing", "kind"),
    [
        (None, "none"),
        (True, "number"),
        (np.float32(1), "number"),
        (np.array(2.0), "number"),
        ([1, 2.0], "array"),
        ((1, 2.0), "sequence"),
        ([[1], [2, 3]], "sequence"),
        (range(3), "array"),
        ({}, "mapping"),
        ("abc", "text"),
        (object(), "object"),
        (np.array(["a"]), "object"),
        (10**400, "object"),
        (namedtuple("Pair", "a b")(1, 2), "sequence"),
    ],
)
def test_kinds(thing, kind):
    assert plain(thing).kind == kind


def test_long_text_is_shortened():
    text = plain("x" * 10**6).text
    assert len(text) < 2 * MAX_TEXT
    assert "1,000,000 characters" in text


def test_a_run_there_and_back():
    before = run(layer, LAYER, seed=3)
    after = Run.from_json(before.to_json())
    assert after.to_json() == before.to_json()
    assert after.seed == 3
    assert np.array_equal(after.calls[0].value.array, before.calls[0].value.array)


@pytest.mark.parametrize("path", [(), ("calls",), ("calls", 0), ("calls", 0, "value")])
@pytest.mark.parametrize("junk", [None, 3, "x", [], {}, [None], {"kind": "array"}])
def test_what_is_no_run_is_refused(path, junk):
    data = json.loads(run(layer, LAYER).to_json())
    if path:
        parent = data
        for step in path[:-1]:
            parent = parent[step]
        parent[path[-1]] = junk
    else:
        data = junk
    if (path, junk) in [(("calls",), []), (("calls",), {})]:
        assert isinstance(Run.from_json(json.dumps(data)), Run)
    else:
        with pytest.raises(ValueError, match="no run"):
            Run.from_json(json.dumps(data))


@pytest.mark.parametrize(
    "array",
    [
        {"dtype": "object", "shape": [1], "data": "AAAAAAAAAAA="},
        {"dtype": "float64", "shape": [10**9], "data": "AAAAAAAAAAA="},
        {"dtype": "float64", "shape": [-1], "data": "AAAAAAAAAAA="},
        {"dtype": "float64", "shape": [1], "data": "!"},
    ],
)
def test_arrays_from_outside_are_checked(array):
    with pytest.raises(ValueError):  # noqa: PT011 - NumPy and base64 say it in their own words
        Value.from_json({"kind": "array", "type": "x", "text": "", "array": array})


def test_run_knows_no_answers():
    code = (
        "import sys, course_utils.exercises.running, course_utils.exercises.tasks as t;"
        "t.all_tasks();"
        "print([m for m in sys.modules if m.startswith('course_utils') and "
        "any(w in m for w in ('answer', 'judging', 'exercises.checking', '.nn'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_half_a_character_is_written_out():
    assert plain("a\ud800b").text == "a\\ud800b"
    assert Value.from_json({"kind": "text", "type": "str", "text": "\ud800"}).text == "\\ud800"
