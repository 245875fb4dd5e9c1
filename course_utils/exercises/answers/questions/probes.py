"""Answers on choosing inputs: the learner's are run through the right and the wrong function."""

import warnings
from collections.abc import Callable
from inspect import signature
from typing import Any

import numpy as np

from course_utils.exercises.answer import ANSWERS, Answer, answer, mistake
from course_utils.exercises.answers.algorithm import chain, deltas, gradients, softmax  # noqa: F401
from course_utils.exercises.answers.applications import embedding, pooling  # noqa: F401
from course_utils.exercises.answers.training import dropout  # noqa: F401
from course_utils.exercises.judging.comparing import close
from course_utils.exercises.running.plain import Value, plain
from course_utils.exercises.tasks.questions.probes import MISTAKES

Arguments = tuple[Any, ...]
MOST_NUMBERS, LARGEST = 5_000, 10_000
KNOWN = {
    "weight_grad: mean": ("weight_grad", "mean_again"),
    "hidden_delta: no transpose": ("hidden_delta", "no_transpose"),
    "two_paths: own value": ("two_paths", "own_value"),
    "dropout_forward: p for 1 − p": ("dropout_forward", "over_p"),
    "embedding_grad: last wins": ("embedding_grad", "last_wins"),
    "softmax: columns": ("softmax", "axis0"),
    "maxpool_backward: all ties": ("maxpool_backward", "all_ties"),
}
_a = np.array([[0.3, -1.2, 0.7], [1.1, 0.4, -0.6]])
_square = np.array([[0.4, 1.3], [1.3, -0.8]])
_image, _tied = np.arange(6.0).reshape(2, 3), np.array([[4.0, 4, 1], [2, 0, 3]])
EXAMPLES: dict[str, tuple[Arguments, Arguments]] = {
    "weight_grad: mean": ((_a, _square), (_a[:1], _square[:1])),
    "hidden_delta: no transpose": (
        (_square, _square * [[1, 2], [1, 1]], _square),
        (_square, _square, _square),
    ),
    "two_paths: own value": ((1.2, 0.7), (1.2, 1.2)),
    "dropout_forward: p for 1 − p": ((_a, abs(_a) / 2, 0.31), (_a, abs(_a) / 2, 0.5)),
    "embedding_grad: last wins": (
        (np.array([1, 1]), _a, 3),
        (np.array([1, 2]), _a, 3),
    ),
    "softmax: columns": ((_a,), (np.array([[0.4, 1.3], [1.3, 0.4]]),)),
    "maxpool_backward: all ties": ((_tied, _a[:1, :2]), (_image, _a[:1, :2])),
}


def _functions(name: str) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """The right function and the one with the mistake."""
    exercise, id = KNOWN[name]
    known = ANSWERS[exercise]
    assert isinstance(known, Answer)
    return known.reference, next(m.wrong for m in known.mistakes if m.id == id)


def _argument(value: Value) -> Any:
    """A number or an array again, lists of rows stacked; whole numbers as integers, for ids."""
    if value.array is None:
        return np.stack([_argument(item) for item in value.items])
    array = value.array
    if array.dtype.kind == "f" and np.array_equal(array, np.round(array)):
        array = array.astype(int)
    return array if array.ndim else array.item()


def _arguments(value: Value, count: int) -> Arguments:
    """The arguments of one call: a tuple of them, a list, or a single array as it is."""
    items = value.items if value.array is None else [plain(row) for row in value.array]
    return tuple(map(_argument, items)) if len(items) == count else (_argument(value),)


def _is_small(given: Value) -> bool:
    """Whether no result can become large: it is the judge who computes it."""
    leaves = list(given.leaves())
    few = sum(leaf.size for leaf in leaves) <= MOST_NUMBERS
    return few and all((np.abs(leaf) <= LARGEST).all() for leaf in leaves)


def _numbers(fn: Callable[..., Any], given: Value) -> list[np.ndarray] | None:
    """What the function gives, or None if it fails."""
    try:
        args = _arguments(given, len(signature(fn).parameters))
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return [a.astype(float) for a in plain(fn(*args)).leaves()]
    except Exception:  # whatever the learner's inputs make it raise
        return None


def _same(ours: list[np.ndarray], theirs: list[np.ndarray] | None) -> bool:
    return theirs is not None and len(ours) == len(theirs) and all(map(close, theirs, ours))


def _sort(args: Arguments, value: Value) -> tuple[str, dict[str, str]] | None:
    """Run both functions on both inputs of the learner's."""
    name, words = args[0], {"where": f"'{args[0]}'"}
    if value.kind != "sequence" or len(value.items) != 2:
        return "no_pair", words
    right, wrong = _functions(name)
    agree = []
    for given in value.items:
        ours = _numbers(right, given) if _is_small(given) else None
        if ours is None or not all(np.isfinite(a).all() and a.size for a in ours):
            return "unusable", words
        agree.append(_same(ours, _numbers(wrong, given)))
    id = {(True, True): "hides_twice", (False, False): "shows_twice", (True, False): "swapped"}
    if tuple(agree) in id:
        return id[agree[0], agree[1]], words
    return None if any(a.any() for a in ours or ()) else ("nothing_at_stake", words)


@answer(
    mistake(
        "no_pair",
        lambda mistake: EXAMPLES[mistake][0][0],
        "For {where} there is no pair: two tuples of arguments are asked for, first one on which "
        "the mistake shows, then one on which it hides.",
        "How many inputs do you hand back, and is each of them a tuple?",
    ),
    mistake(
        "unusable",
        lambda mistake: ((), ()),
        "For {where} the right function itself cannot use one of your inputs, or has nothing "
        "finite to give back, or would have too much to do: more than 5,000 numbers, or one above "
        "10,000.",
        "How many arguments does it take, and which shapes?",
    ),
    mistake(
        "hides_twice",
        lambda mistake: (EXAMPLES[mistake][1],) * 2,
        "For {where} both of your inputs hide the mistake: right and wrong give the same numbers "
        "on the first one too.",
        "What is special about your first input?",
    ),
    mistake(
        "shows_twice",
        lambda mistake: (EXAMPLES[mistake][0],) * 2,
        "For {where} the mistake shows on both of your inputs: on the second, right and wrong "
        "should agree.",
        "In which special case do the two ways of computing come to the same?",
    ),
    mistake(
        "swapped",
        lambda mistake: EXAMPLES[mistake][::-1],
        "For {where} the two have changed places: the first should show the mistake, the second "
        "hide it.",
        "In which order are they asked for?",
    ),
    mistake(
        "nothing_at_stake",
        lambda mistake: (EXAMPLES[mistake][0], tuple(_zero(a) for a in EXAMPLES[mistake][1])),
        "For {where} your second input makes every result 0, and there every mistake hides.",
        "Which input hides this mistake, and not all the others too?",
    ),
    sort=_sort,
)
def pick_probe(mistake: str) -> tuple[Arguments, Arguments]:
    """One ordinary input and one special, for each mistake."""
    return EXAMPLES[mistake]


def _zero(argument: Any) -> Any:
    """Nothing in the place of numbers; ids, sizes and rates stay."""
    return argument if np.asarray(argument).dtype.kind == "i" else argument * 0


assert set(EXAMPLES) == set(KNOWN) == set(MISTAKES)
