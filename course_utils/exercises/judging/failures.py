"""Exceptions in the words of the exercise: which shapes met, and what they are called."""

import re

from course_utils.exercises.judging.case import Case, Finding
from course_utils.exercises.judging.wording import inputs_in_words
from course_utils.exercises.running import Failure

_MATMUL = re.compile(r"matmul: .*\(size (\d+) is different from (\d+)\)")
_DOT = re.compile(r"shapes (\(.*?\)) and (\(.*?\)) not aligned: (\d+) \(dim \d+\) != (\d+)")
_BROADCAST = re.compile(r"(?:operands|shapes?) could not be broadcast.*?(\(.*\))")
_OUTPUT = re.compile(r"non-broadcastable output operand with shape (\(.*?\)).*shape (\(.*?\))")
_INPUT = re.compile(r"could not broadcast input array from shape (\(.*?\)) into shape (\(.*?\))")
_INDEX = re.compile(r"index (-?\d+) is out of bounds for axis (\d+) with size (\d+)")

_ASKS = {
    "NameError": "Is the name spelled as where it is defined, and did that line run?",
    "UnboundLocalError": "On which path through your function does the name get no value?",
    "AttributeError": "What type does the thing left of the dot have here?",
    "TypeError": "What type has each value in that line?",
    "IndexError": "How long is that axis, and what is the last index it has?",
    "KeyError": "Which keys are there at that moment?",
    "ZeroDivisionError": "Which of your denominators can become zero on these inputs?",
    "RecursionError": "When does your function stop calling itself?",
    "SystemExit": "What should come back instead of leaving the program?",
    "MemoryError": "How many entries does the largest array you build have?",
    "AssertionError": "What does your own assertion say about these inputs?",
}
_ASKS_OTHERWISE = "What happens in that line on inputs of these shapes?"


def explain(case: Case) -> Finding | None:
    """The first exception, told with names and shapes."""
    for probe, call in enumerate(case.run.calls):
        if call.failure is not None:
            return _explained(case, probe, call.failure)
    return None


def _explained(case: Case, probe: int, failure: Failure) -> Finding:
    where = f" in `{failure.line}`" if failure.line else ""
    given = inputs_in_words(case, probe)
    here = f" Here {given}." if given else ""
    for pattern, tell, asks in _SHAPES:
        match = pattern.search(failure.message)
        if match:
            return Finding("exception", f"Your function stopped{where}: {tell(match)}.{here}", asks)
    what = f"{failure.type}: {failure.message}" if failure.message else failure.type
    asks = _ASKS.get(failure.type, _ASKS_OTHERWISE)
    return Finding(
        "exception", f"Your function stopped{where} with {what.rstrip('.')}.{here}", asks
    )


def _tell_matmul(match: re.Match[str]) -> str:
    return f"a matrix product met {match[2]} columns on its left and {match[1]} rows on its right"


def _tell_dot(match: re.Match[str]) -> str:
    return (
        f"a product of {_spaced(match[1])} and {_spaced(match[2])} would pair "
        f"{match[3]} numbers with {match[4]}"
    )


def _tell_broadcast(match: re.Match[str]) -> str:
    shapes = [_spaced(text) for text in re.findall(r"\([\d, ]*\)", match[1])]
    return f"entry by entry, the shapes {' and '.join(shapes)} do not fit each other"


def _tell_output(match: re.Match[str]) -> str:
    return (
        f"an array of shape {_spaced(match[1])} cannot take a result of shape {_spaced(match[2])}"
    )


def _tell_input(match: re.Match[str]) -> str:
    return f"an array of shape {_spaced(match[1])} does not fit into {_spaced(match[2])}"


def _tell_index(match: re.Match[str]) -> str:
    return f"index {match[1]} on axis {match[2]}, which has only {match[3]} entries"


def _spaced(shape: str) -> str:
    """``(7,3)`` as ``(7, 3)``."""
    return re.sub(r",(?=\d)", ", ", shape)


_PRODUCT = "A product A @ B sums over the last axis of A and the first of B: which are those here?"
_ENTRYWISE = "Which axis do the two have in common, and where does it stand in each?"
_SHAPES = (
    (_MATMUL, _tell_matmul, _PRODUCT),
    (_DOT, _tell_dot, _PRODUCT),
    (_BROADCAST, _tell_broadcast, _ENTRYWISE),
    (_OUTPUT, _tell_output, "Which shape should the result have before it is stored?"),
    (_INPUT, _tell_input, "Which shape should the result have before it is stored?"),
    (_INDEX, _tell_index, _ASKS["IndexError"]),
)


def essence(failure: Failure) -> tuple[str, ...]:
    """What is left of an exception when the way of writing is taken away.

    ``X @ W.T`` and ``np.dot(X, W.T)`` fail in different words over the same two sizes.
    """
    match = _MATMUL.search(failure.message)
    if match:
        return ("product", *sorted((match[1], match[2])))
    match = _DOT.search(failure.message)
    if match:
        return ("product", *sorted((match[3], match[4])))
    return (failure.type, failure.message)
