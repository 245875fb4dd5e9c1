"""The wrong rules of the ledger: each computes what the catalogue says, and none is ever right."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils.demos.algorithm.ledger_mistakes import RULES, mistakes_at
from course_utils.demos.algorithm.ledger_network import network_graph
from course_utils.demos.algorithm.ledger_spots import spots
from course_utils.nn.tape import backward, parse, topological_order


def known(root, name):
    """The known wrong numbers at the node of this name, by id."""
    backward(root)
    table = spots(topological_order(root))
    spot = next(spot for node, spot in table.items() if node.name == name)
    found = {}
    for mistake in mistakes_at(spot):
        found.setdefault(mistake.id, []).append(mistake.value)
    return found, spot


def test_two_paths():
    a, b = 2.3, 3.1
    at_b, spot = known(parse("a*b + b**2", a=a, b=b), "b")
    right = a + 2 * b
    assert spot.node.grad == pytest.approx(right)
    closed_forms = {
        "last_path_wins": right - a,
        "first_path_wins": right - 2 * b,
        "multiplied": 2 * a * b,
        "square_once": right - b,
        "sign": -right,
    }
    for id, value in closed_forms.items():
        assert at_b[id][0] == pytest.approx(value), id
    at_a, _ = known(parse("a*b + b**2", a=a, b=b), "a")
    assert at_a["own_value"][0] == a


def test_a_square_written_as_a_product_is_counted_once():
    found, spot = known(parse("b*b", b=3.1), "b")
    assert spot.node.grad == pytest.approx(6.2)
    assert found["square_once"] == [3.1]
    assert "last_path_wins" not in found


CHAIN = "(sigmoid(w*x + b) - y)**2"
POINT = {"w": 0.7, "x": 1.9, "b": -0.4, "y": 0.9}
Z = 0.7 * 1.9 - 0.4
A = 1 / (1 + math.exp(-Z))
ERROR = A - 0.9


@pytest.mark.parametrize(
    ("name", "id", "value"),
    [
        ("sigmoid(w*x + b) - y", "no_two", ERROR),
        ("sigmoid(w*x + b) - y", "power_kept", 2 * ERROR**2),
        ("w*x + b", "no_slope", 2 * ERROR),
        ("w*x + b", "raw_z", 2 * ERROR * Z * (1 - Z)),
        ("w*x + b", "slope_at_a", 2 * ERROR / (1 + math.exp(-A)) / (1 + math.exp(A))),
        ("w*x + b", "no_upstream", A * (1 - A)),
        ("w*x + b", "no_complement", 2 * ERROR * A),
        ("w*x + b", "tanh_rule", 2 * ERROR * (1 - A * A)),
        ("w", "no_inner", 2 * ERROR * A * (1 - A)),
        ("w", "no_upstream", 1.9),
        ("w", "sign", -2 * ERROR * A * (1 - A) * 1.9),
        ("w", "added", 2 * ERROR * A * (1 - A) + 1.9),
        ("w", "divided", 2 * ERROR * A * (1 - A) / 1.9),
        ("y", "sign", 2 * ERROR),
    ],
)
def test_the_chain_rule(name, id, value):
    found, _ = known(parse(CHAIN, **POINT), name)
    assert value in [pytest.approx(wrong) for wrong in found[id]]


def test_own_value_for_the_partner_in_a_product():
    found, _ = known(parse(CHAIN, **POINT), "w")
    delta = 2 * ERROR * A * (1 - A)
    assert found["own_value"] == pytest.approx([0.7, delta * 0.7])


@pytest.mark.parametrize(
    ("expression", "name", "id", "value"),
    [
        ("(x**2 + 1)**3", "x**2 + 1", "no_power", 4.24**2),
        ("(x**2 + 1)**3", "x**2 + 1", "power_kept", 3 * 4.24**3),
        ("(x**2 + 1)**3", "x", "no_two", 3 * 4.24**2 * 1.8),
        ("3*tanh(x)", "x", "raw_z", 3 * (1 - 1.8**2)),
        ("3*tanh(x)", "x", "slope_at_a", 3 * (1 - math.tanh(math.tanh(1.8)) ** 2)),
        ("3*tanh(x)", "x", "sigmoid_rule", 3 * math.tanh(1.8) * (1 - math.tanh(1.8))),
        ("3*exp(x)", "x", "input_for_output", 3 * 1.8),
        ("x**2 - 2*x + exp(x)", "x", "one_path", -2.0),
        ("x**2 - 2*x + exp(x)", "x", "sign", 3.6 + 2 + math.exp(1.8)),
    ],
)
def test_powers_activations_and_many_paths(expression, name, id, value):
    found, _ = known(parse(expression, x=1.8), name)
    assert value in [pytest.approx(wrong) for wrong in found[id]]


def test_the_end_of_the_graph():
    root = parse("a*b", a=2, b=3)
    found, spot = known(root, "a*b")
    assert spot.node.grad == 1.0
    assert found["no_seed"] == [0.0]
    assert found["own_value"] == [6.0]


def test_the_networks_own_mistakes():
    found, spot = known(network_graph(), "W1[0,1]")
    delta = spot.paths[0].upstream
    assert found["no_inner"] == [pytest.approx(delta)]
    assert pytest.approx(delta * 0.2) in found["wrong_partner"]
    at_error, spot = known(network_graph(), "a2[0]")
    assert at_error["no_two"] == [pytest.approx(spot.node.grad / 2)]


def test_every_rule_is_found_somewhere():
    graphs = [
        parse("a*b + b**2", a=2.3, b=3.1),
        parse("b*b*tanh(b)", b=0.7),
        parse(CHAIN, **POINT),
        parse("(x**2 + 1)**3 + exp(x) - 3*tanh(x)", x=1.8),
        parse("exp(x)*2", x=1.8),
        parse("3*tanh(x)", x=1.8),
        network_graph(),
    ]
    found = set()
    for root in graphs:
        backward(root)
        for spot in spots(topological_order(root)).values():
            found |= {mistake.id for mistake in mistakes_at(spot)}
    assert found == {rule.id for rule in RULES}


POOL = ("a*b + b**2", "sigmoid(a)*b - a/b", "exp(a*b)*tanh(b)", "(a + b)**3 - a*a", "relu(a - b)*a")
NUMBER = st.floats(-3, 3).filter(lambda x: abs(x) > 0.05)


@given(st.sampled_from(POOL), NUMBER, NUMBER)
def test_no_wrong_number_would_pass_for_right_and_none_has_two_names(expression, a, b):
    root = parse(expression, a=a, b=b)
    backward(root)
    for spot in spots(topological_order(root)).values():
        wrong = mistakes_at(spot)
        assert all(abs(m.value - spot.node.grad) > spot.tolerance for m in wrong)
        values = [m.value for m in wrong]
        assert len(set(values)) == len(values)
        assert all(math.isfinite(value) for value in values)


@given(st.sampled_from(POOL), NUMBER, NUMBER)
def test_the_right_number_to_three_digits_is_within_the_tolerance(expression, a, b):
    root = parse(expression, a=a, b=b)
    backward(root)
    for spot in spots(topological_order(root)).values():
        assert abs(float(f"{spot.node.grad:.3g}") - spot.node.grad) <= spot.tolerance


def test_messages_are_one_sentence_and_one_question_without_gaps():
    root = parse("x**2 - 2*x + exp(x)*sigmoid(y)", x=1.8, y=0.3)
    backward(root)
    for spot in spots(topological_order(root)).values():
        for mistake in mistakes_at(spot):
            assert mistake.says.endswith(".")
            assert mistake.asks.endswith("?")
            assert not set("{}") & set(mistake.says + mistake.asks)
