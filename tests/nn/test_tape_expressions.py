"""Typed expressions: what they record, and the sentence a wrong one gets."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils.nn.tape import backward, parse, topological_order, variables


def test_one_leaf_for_each_name():
    root = parse("a*b + b**2", a=2, b=3)
    backward(root)
    nodes = {node.name: node for node in topological_order(root)}
    assert set(nodes) == {"a", "b", "a*b", "b**2", "a*b + b**2"}
    assert (nodes["a"].grad, nodes["b"].grad) == (3.0, 8.0)


@pytest.mark.parametrize(
    "text",
    [
        "(x**2 + 1)**3",
        "-x/(1 + exp(-x))",
        "2*3*x - +x",
        "x**-1 + 2**x",
        "log(x)*tanh(x) - sigmoid(x*x)",
        "relu(x - 1) + exp(2)*x",
    ],
)
@given(x=st.floats(0.1, 3))
def test_value_is_pythons_own(text, x):
    functions = {
        "exp": math.exp,
        "log": math.log,
        "tanh": math.tanh,
        "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
        "relu": lambda z: max(z, 0),
    }
    assert parse(text, x=x).data == pytest.approx(eval(text, functions | {"x": x}), rel=1e-12)


def test_constants_fold_into_one_number():
    root = parse("2*3*x", x=4)
    assert root.parents[0].name == "x"
    assert root.local_grads == (6.0,)


def test_names_may_be_any_identifier():
    root = parse("δ*expression", δ=2, expression=5)
    assert root.data == 10
    assert [p.name for p in root.parents] == ["δ", "expression"]


def test_values_without_a_name_in_the_expression_are_ignored():
    assert parse("a + 1", a=1, b=2).data == 2


def test_variables_come_in_the_order_written():
    assert variables("w*x + exp(b) - w") == ("w", "x", "b")
    assert variables("2 + 3") == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a*b +", "is not an expression"),
        ("2a", "is not an expression"),
        ("", "is not an expression"),
        ("a = 3", "is not an expression"),
        ("(" * 300 + "a" + ")" * 300, "is not an expression"),
        ("a^2", "write \\*\\* for it"),
        ("a*c", "c has no value in 'a\\*c': add c="),
        ("1 + 2", "no variable, so there is nothing to differentiate"),
        ("sin(a)", "the tape does not know 'sin\\(a\\)'"),
        ("exp(a, b)", "the tape does not know"),
        ("a[0]", "the tape does not know"),
        ("a if b else a", "the tape does not know"),
        ("'text'", "the tape does not know"),
        ("True*a", "the tape does not know 'True'"),
        ("a.__class__", "the tape does not know"),
        ("9**9**9**9*a", "no finite value"),
        ("1e999*a", "give an ordinary number"),
        ("log(-a)", "log\\(-2\\) has no finite value"),
    ],
)
def test_a_wrong_expression_gets_one_sentence(text, sentence):
    with pytest.raises(ValueError, match=sentence) as caught:
        parse(text, a=2, b=3)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("value", ["two", None, float("nan"), float("inf")])
def test_a_wrong_value_gets_one_sentence(value):
    with pytest.raises(ValueError, match=r"the value of a is .*: give an ordinary number"):
        parse("a + 1", a=value)


def test_long_sums_are_recorded_or_refused_but_never_crash():
    assert parse("+".join(["a"] * 300), a=1).data == 300
    with pytest.raises(ValueError, match=r"nested too deeply|not an expression"):
        parse("+".join(["a"] * 20_000), a=1)
