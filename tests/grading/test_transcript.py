"""What a submission's process says: read in bounded memory, and only in the known forms."""

import io
import json
import tracemalloc

import pytest

from course_utils.grading.transcript import Transcript, messages_in, note

NESTED = b'{"run": "softmax", "data": [' + b"[]," * 500_000 + b"[]]}\n"


def test_a_message_of_another_form_ends_the_conversation() -> None:
    with pytest.raises(ValueError, match="not a message"):
        list(messages_in(io.BytesIO(NESTED)))


def test_only_text_is_kept_of_a_run() -> None:
    transcript = Transcript()
    note({"run": "softmax", "data": [[]]}, transcript)
    assert transcript.runs == {}


def test_many_messages_are_not_kept_as_objects() -> None:
    """A list takes some thirty times the memory of the three characters that ask for it."""
    tracemalloc.start()
    try:
        kept = []
        with pytest.raises(ValueError, match="not a message"):
            kept.extend(messages_in(io.BytesIO(NESTED * 4)))
        kept_bytes, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept == []
    assert kept_bytes < 1 << 20


@pytest.mark.parametrize(
    "message",
    [
        {"at": "cell 1"},
        {"layers": ["limits"]},
        {"cell": 1, "problem": "NameError"},
        {"answers": {"why": "b"}},
        {"absent": "softmax"},
        {"run": "softmax", "data": "{}"},
        {"end": True},
    ],
)
def test_what_the_child_says_is_a_message(message: dict) -> None:
    assert list(messages_in(io.BytesIO(json.dumps(message).encode() + b"\n"))) == [message]
