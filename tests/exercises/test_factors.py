"""Any product of powers of the sizes, 2 and a sign is read back from the factor alone."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from small_tasks import LAYER, LAYER_ANSWER, judged

from course_utils.exercises.judging.factors import constant_ratio, decode, fraction, named_constant

SIZES = {"batch": (7.0, 7.0), "inputs": (3.0, 3.0), "units": (5.0, 5.0), "outputs": (11.0, 11.0)}
POWERS = st.fixed_dictionaries({name: st.integers(-2, 2) for name in ("2", *SIZES)})


def product(powers, values):
    return math.prod(values.get(name, 2.0) ** power for name, power in powers.items())


@given(POWERS, st.sampled_from([1, -1]), st.floats(-1e-9, 1e-9))
def test_every_product_of_sizes_decodes(powers, sign, noise):
    k = sign * product(powers, {name: v[0] for name, v in SIZES.items()}) * (1 + noise)
    factor = decode((k, k), SIZES)
    assert dict(factor.powers) == {name: power for name, power in powers.items() if power}
    assert math.copysign(1, factor.k) == sign


@given(st.integers(-2, 2).filter(bool), st.integers(2, 40), st.integers(2, 40))
def test_a_size_that_differs_between_probes(power, first, second):
    symbols = {"batch": (float(first), float(second)), "units": (41.0, 41.0)}
    factor = decode((first**power, second**power), symbols)
    values = {name: v[0] for name, v in symbols.items()}
    assert math.isclose(product(dict(factor.powers), values), first**power)


def test_not_confirmed_by_the_second_probe_is_not_said():
    assert decode((7.0, 7.1), SIZES) is None
    assert decode((7.0, -7.0), SIZES) is None
    assert decode((math.pi, math.pi), SIZES) is None


@pytest.mark.parametrize(
    ("powers", "text"),
    [({"batch": 1}, "7"), ({"batch": -1}, "1/7"), ({"batch": 1, "outputs": 1, "2": -1}, "77/2")],
)
def test_fractions_in_words(powers, text):
    values = {name: v[0] for name, v in SIZES.items()}
    k = product(powers, values)
    assert fraction(decode((k, k), SIZES), values) == text


@given(st.floats(-50, 50).filter(lambda k: abs(k) > 1e-3))
def test_constant_ratio(k):
    right = np.array([[1.0, -2.0], [0.0, 4.0]])
    assert math.isclose(constant_ratio(k * right, right), k)
    assert constant_ratio(k * right + np.eye(2), right) is None
    assert constant_ratio(right, 0 * right) is None


@pytest.mark.parametrize(
    ("k", "word"),
    [(1 / math.log(2), "base 2"), (1 / math.log(10), "base 10"), (math.sqrt(3), "√3")],
)
def test_constants_that_identify_themselves(k, word):
    assert word in named_constant(k)
    assert named_constant(0.123) is None


@given(POWERS.filter(lambda p: p["outputs"] == 0 and any(p.values())), st.sampled_from([1, -1]))
def test_the_card_says_the_sizes(powers, sign):
    k = sign * product(powers, {name: v[0] for name, v in SIZES.items()})
    assume(not math.isclose(abs(math.log10(abs(k))), 2))  # 100 and 0.01 are told as such
    verdict = judged(lambda X, W, b: k * (X @ W + b), LAYER, LAYER_ANSWER)
    assert verdict.finding == "factor"
    for size, name in ((7, "batch"), (3, "inputs"), (5, "units")):
        assert (f"{size} is the " in verdict.message) == bool(powers[name])
    assert ("opposite sign" in verdict.message) == (sign < 0)


def test_a_hyperparameter_is_named():
    from small_tasks import small_task

    from course_utils.exercises.answer import Answer

    def probes(rng):
        for lr in (0.013, 0.017):
            yield rng.normal(size=5), rng.normal(size=5), lr

    task = small_task("step", "w g lr", probes)
    answer = Answer("step", lambda w, g, lr: -lr * g, ())
    verdict = judged(lambda w, g, lr: -g, task, answer)
    assert "0.013 is lr" in verdict.message
