"""Lecture 6: other right answers, what is tried rather than compared, and the capstone."""

import math
from collections import Counter
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from catalogue_tools import answer_to, assert_passes, task_of

from course_utils import nn
from course_utils.data import load_digits
from course_utils.exercises import evaluate
from course_utils.exercises.answers import answer_for
from course_utils.exercises.answers.questions.probes import KNOWN, _functions
from course_utils.exercises.running import probes_of
from course_utils.exercises.task import Question
from course_utils.exercises.tasks import all_tasks
from course_utils.exercises.tasks.questions.bugs import NAMES
from course_utils.exercises.tasks.questions.capstone import ACCURACY, unseen
from course_utils.exercises.tasks.questions.probes import MISTAKES


def by_fractions(k: float) -> tuple[int, ...]:
    exact = Fraction(abs(k)).limit_denominator(60_000)
    powers = []
    for prime in (2, 7, 3, 5, 11):
        power, top, bottom = 0, exact.numerator, exact.denominator
        while top % prime == 0:
            power, top = power + 1, top // prime
        while bottom % prime == 0:
            power, bottom = power - 1, bottom // prime
        powers.append(power)
    return (int(math.copysign(1, k)), *powers)


def by_loops(k):
    for two in range(-2, 3):
        for n in range(-2, 3):
            for d in range(-2, 3):
                for h in range(-2, 3):
                    for c in range(-2, 3):
                        product = 2.0**two * 7.0**n * 3.0**d * 5.0**h * 11.0**c
                        if abs(product / abs(k) - 1) < 1e-9:
                            return [1 if k > 0 else -1, two, n, d, h, c]
    return None


def by_trial_multiplication(k):
    """Clear the denominator first, then divide."""
    whole = round(abs(k) * (2 * 7 * 3 * 5 * 11) ** 2)
    powers = []
    for prime in (2, 7, 3, 5, 11):
        power = -2
        while whole % prime == 0:
            whole, power = whole // prime, power + 1
        powers.append(power)
    return np.array([np.sign(k), *powers])


def by_recursion(k):
    primes = [2, 7, 3, 5, 11]

    def search(left, remaining):
        if not remaining:
            return () if abs(left - 1) < 1e-9 else None
        for power in range(-2, 3):
            rest = search(left / remaining[0] ** power, remaining[1:])
            if rest is not None:
                return (power, *rest)
        return None

    return (int(np.sign(k)), *search(abs(k), primes))


@pytest.mark.parametrize("form", [by_loops, by_trial_multiplication, by_recursion])
def test_other_ways_to_decode_a_factor(form: Any) -> None:
    assert_passes("decode_factor", form)


def test_fractions_decode_where_the_denominator_is_small() -> None:
    reference = answer_to("decode_factor").reference
    for k in (7.0, 1 / 7, 77 / 2, -1.0, 11.0, 1 / 77, 1 / 3, 0.2, -2.0, 12.25):
        assert by_fractions(k) == reference(k)


rng = np.random.default_rng(51)


def tuples() -> dict[str, Any]:
    row, table = rng.normal(size=(1, 4)), rng.normal(size=(6, 4))
    W, z = rng.normal(size=(3, 4)), rng.normal(size=(6, 3))
    pixels = rng.permutation(12).reshape(3, 4)
    return {
        "weight_grad: mean": ((z, table), (row, row)),
        "hidden_delta: no transpose": ((table, W, z), (z, W @ W.T, z)),
        "two_paths: own value": ((2, 3), (5, 5)),
        "dropout_forward: p for 1 − p": ((row, abs(row) % 1, 0.25), (row, abs(row) % 1, 0.5)),
        "embedding_grad: last wins": (([0, 2, 2], z[:3], 4), ([3, 1, 2], z[:3], 4)),
        "softmax: columns": ((z,), (np.full((4, 4), 0.3),)),
        "maxpool_backward: all ties": (
            (np.ones((3, 4)), z[:2]),
            (pixels, z[:2]),
        ),
    }


def lists() -> dict[str, Any]:
    return {name: [list(a), list(b)] for name, (a, b) in tuples().items()}


def bare_arrays() -> dict[str, Any]:
    pairs = tuples()
    pairs["softmax: columns"] = tuple(a[0] for a in pairs["softmax: columns"])
    return pairs


def plain_rows() -> dict[str, Any]:
    pairs = tuples()
    pairs["weight_grad: mean"] = (
        ([[1.0, 2.0], [3.0, 5.0]], [[1.0], [2.0]]),
        ([[1.0, 2.0]], [[3.0]]),
    )
    return pairs


@pytest.mark.parametrize("pairs", [tuples, lists, bare_arrays, plain_rows])
def test_other_probes_are_as_good(pairs: Any) -> None:
    found = pairs()
    assert_passes("pick_probe", lambda mistake: found[mistake])


@pytest.mark.parametrize(
    "returned", [None, 3, (), ((),), "both", ((1, 2), (3, 4), (5, 6)), (np.nan, np.inf)]
)
def test_what_is_no_probe_is_told_so(returned: Any) -> None:
    verdict = evaluate("pick_probe", lambda mistake: returned)
    assert not verdict.passed
    assert verdict.misconception in ("no_pair", "unusable")


@pytest.mark.parametrize(
    "huge",
    [
        (np.ones((1, 4000)), np.ones((1, 4000)), np.ones((1, 4000))),
        (np.array([1, 1]), np.ones((2, 3)), 10**9),
        (np.ones((1, 4000)),) * 2,
    ],
)
def test_probes_the_judge_would_choke_on_are_refused(huge: Any) -> None:
    """The judge runs both functions on them: thousands squared would take it gigabytes."""
    good = tuples()
    for name, (shows, _) in good.items():
        found = good | {name: (shows, huge)}
        verdict = evaluate("pick_probe", found.__getitem__)
        assert verdict.misconception == "unusable", name


def test_every_mistake_to_show_is_one_of_the_catalogue() -> None:
    assert set(KNOWN) == set(MISTAKES)
    for name in KNOWN:
        right, wrong = _functions(name)
        assert right is not wrong
        assert name.startswith(right.__name__)


def as_a_reader_would(curve, measured):
    steps = measured["steps"]
    if steps[0] > 3:
        return "no bias correction"
    if steps[3] > 2:
        return "no zero_grad"
    if np.ptp(measured["hidden"], axis=1).max() == 0:
        return "zero init"
    if np.abs(np.sum(measured["scores"], axis=-1)).sum() > 0.01:
        return "no jacobian"
    if measured["layers"][0] < 1e-6:
        return "no identity"
    return "softmax twice" if curve.min() > 1.4 else "healthy"


def with_a_table(losses, seen):
    checks = [
        (NAMES[4], losses[-1] > 1),
        (NAMES[1], np.isclose(seen["steps"][0], math.sqrt(10), rtol=0.02)),
        (NAMES[2], np.isclose(seen["steps"][1], 1.5, rtol=0.05)),
        (NAMES[3], np.linalg.matrix_rank(seen["hidden"]) == 1),
        (NAMES[5], not np.allclose(seen["scores"].sum(1), 0)),
        (NAMES[6], seen["layers"][:5].max() < 1e-3),
    ]
    return next((name for name, found in checks if found), NAMES[0])


@pytest.mark.parametrize("form", [as_a_reader_would, with_a_table])
def test_other_ways_to_name_a_bug(form: Any) -> None:
    assert_passes("name_the_bug", form)


def test_each_bug_is_shown_once() -> None:
    for seed in range(5):
        reference = answer_to("name_the_bug").reference
        named = [reference(*args) for args in probes_of(task_of("name_the_bug"), seed)]
        assert sorted(named) == sorted(NAMES)


@pytest.fixture(scope="module")
def trained() -> nn.Sequential:
    """784-64-10 after eight epochs: what the third hint promises."""
    digits, rng = load_digits(dtype=np.float64), np.random.default_rng(6)
    model = nn.Sequential(nn.Dense(784, 64, rng=rng), nn.ReLU(), nn.Dense(64, 10, rng=rng))
    loss, optimizer = nn.SoftmaxCrossEntropy(), nn.Adam(model.parameters(), lr=2e-3)
    for _ in range(8):
        order = rng.permutation(len(digits.X_train))
        for i in range(0, len(order), 64):
            batch = order[i : i + 64]
            loss.forward(model.forward(digits.X_train[batch]), np.eye(10)[digits.y_train[batch]])
            for parameter in model.parameters():
                parameter.grad[...] = 0
            model.backward(loss.backward())
            optimizer.step()
    return model


def test_a_network_as_hinted_reaches_the_accuracy(trained: nn.Sequential) -> None:
    def predict(X):
        return trained.forward(X.astype(np.float64), training=False).argmax(axis=1)

    assert_passes("capstone", predict, range(2))
    assert_passes("capstone", lambda X: predict(X).tolist(), range(2))
    assert_passes("capstone", lambda X: predict(X).astype(np.float32), range(2))


def test_a_network_that_has_not_learned_is_told_its_share(trained: nn.Sequential) -> None:
    rng = np.random.default_rng(7)
    fresh = nn.Sequential(nn.Dense(784, 64, rng=rng), nn.ReLU(), nn.Dense(64, 10, rng=rng))
    verdict = evaluate("capstone", lambda X: fresh.forward(X.astype(float)).argmax(axis=1))
    assert verdict.misconception in ("chance", "always_the_same")
    assert "%" in verdict.message


def test_the_unseen_digits_are_no_one_elses() -> None:
    """None of them stands in the data a learner can load; there are 40 of each."""
    X, digits = unseen(), load_digits()
    known = {row.tobytes() for row in np.concatenate([digits.X_train, digits.X_test])}
    assert X.shape == (400, 784)
    assert not any(row.tobytes() in known for row in X)
    assert np.bincount(answer_to("capstone").reference(X)).tolist() == [40] * 10
    assert 0.5 < ACCURACY < 1


def test_nobody_has_their_twins_either() -> None:
    """Moved or smoothed copies of digits at hand would be named by their nearest neighbour."""
    X, digits = unseen(), load_digits()
    known = np.concatenate([digits.X_train, digits.X_test])
    squares = (known**2).sum(axis=1) - 2 * X @ known.T
    labels = np.concatenate([digits.y_train, digits.y_test])[squares.argmin(axis=1)]
    assert np.mean(labels == answer_to("capstone").reference(X)) < 0.98


@pytest.mark.parametrize(
    "form",
    [
        list,
        tuple,
        lambda y: [np.int64(label) for label in y],
        lambda y: [np.array(label) for label in y],
        lambda y: y.tolist(),
        lambda y: y.astype(np.float32),
        lambda y: y.astype(np.uint8),
    ],
)
def test_digits_may_come_in_any_form(form: Any) -> None:
    right = answer_to("capstone").reference
    assert_passes("capstone", lambda X: form(right(X)))


def test_an_exception_in_the_network_is_told_as_one() -> None:
    verdict = evaluate("capstone", lambda X: X @ np.ones((10, 3)))
    assert verdict.status == "error"


def test_images_changed_in_place_are_noticed() -> None:
    def predict(X):
        labels = answer_to("capstone").reference(X.copy())
        X *= 2
        return labels

    verdict = evaluate("capstone", predict)
    assert not verdict.passed
    assert "X" in verdict.message


def test_twenty_concept_questions() -> None:
    asked = [e for e in all_tasks().values() if e.lecture == "questions"]
    assert sum(isinstance(e, Question) for e in asked) >= 20


def test_a_right_option_shows_by_neither_place_nor_length() -> None:
    asked = [e for e in all_tasks().values() if e.lecture == "questions"]
    questions = [e for e in asked if isinstance(e, Question)]
    rights = {q.name: answer_for(q.name, q.lecture).right for q in questions}
    assert set(Counter(rights.values()).values()) == {len(questions) // 4}
    longest = [max(q.options.values(), key=len) == q.options[rights[q.name]] for q in questions]
    shortest = [min(q.options.values(), key=len) == q.options[rights[q.name]] for q in questions]
    assert sum(longest) <= len(questions) / 3
    assert sum(shortest) <= len(questions) / 3
