"""The ledger's graph, numbers and sentences; what the browser does with them is tested there."""

import json

import numpy as np
import pytest

from course_utils.demos import algorithm
from course_utils.demos.algorithm.hand_network import passes
from course_utils.demos.algorithm.ledger_json import scene_as_json
from course_utils.demos.algorithm.ledger_network import network_graph, weighted_sum
from course_utils.demos.algorithm.ledger_scene import expression_scene, network_scene
from course_utils.nn.tape import Node, backward, parse, topological_order

WIDGET = "application/vnd.jupyter.widget-view+json"
FORMULA = "(x**2 + 1)**3 - x*sigmoid(x)"


@pytest.fixture(params=["network", FORMULA])
def scene(request):
    return network_scene() if request.param == "network" else expression_scene(FORMULA, x=0.8)


def test_numbers_equal_the_tape():
    root = parse(FORMULA, x=0.8)
    backward(root)
    nodes = scene_as_json(expression_scene(FORMULA, x=0.8))["nodes"]
    expected = [node.grad for node in topological_order(root)]
    assert [node["right"] for node in nodes] == expected


def test_the_network_equals_the_engine():
    root = network_graph()
    backward(root)
    nodes = {node.name: node for node in topological_order(root)}
    hand = passes()
    assert len(nodes) == 24
    assert nodes["L"].data == pytest.approx(hand.loss, rel=1e-12)
    for name, array in {"z1": hand.z1, "a1": hand.a1, "z2": hand.z2, "a2": hand.a2}.items():
        np.testing.assert_allclose(column(nodes, name, "data"), array[0], rtol=1e-12)
    for name, array in {"z1": hand.delta1, "z2": hand.delta2}.items():
        np.testing.assert_allclose(column(nodes, name, "grad"), array[0], rtol=1e-12)
    dW1, db1, dW2, db2 = hand.grads
    for (i, j), gradient in np.ndenumerate(dW1):
        assert nodes[f"W1[{i},{j}]"].grad == pytest.approx(gradient, rel=1e-12)
    for (i, j), gradient in np.ndenumerate(dW2):
        assert nodes[f"W2[{i},{j}]"].grad == pytest.approx(gradient, rel=1e-12)
    np.testing.assert_allclose(column(nodes, "b1", "grad"), db1, rtol=1e-12)
    np.testing.assert_allclose(column(nodes, "b2", "grad"), db2, rtol=1e-12)


def column(nodes, name, what):
    return [getattr(node, what) for key, node in nodes.items() if key.startswith(f"{name}[")]


def test_a_weighted_sum_is_what_single_operations_make_of_it():
    def leaves():
        return [Node(0.3), Node(-0.7)], [Node(1.1), Node(0.4)], Node(0.2)

    one, many = leaves(), leaves()
    (x, w, b) = many
    for root in (weighted_sum(*one), x[0] * w[0] + x[1] * w[1] + b):
        backward(root * root)
    flat = [[*inputs, *weights, bias] for inputs, weights, bias in (one, many)]
    for ours, theirs in zip(*flat, strict=True):
        assert ours.grad == pytest.approx(theirs.grad, rel=1e-12)


def test_gradients_are_asked_for_only_when_all_that_they_take_is_known(scene):
    data = scene_as_json(scene)
    children = {i: {e["to"] for e in data["edges"] if e["from"] == i} for i in data["backward"]}
    paths = [set(focus["path"]) for focus in data["focus"]]
    for asked in [set(data["backward"]), *paths]:
        known = set()
        for node in (i for i in data["backward"] if i in asked):
            assert children[node] <= known
            known.add(node)
        assert known == asked


def test_values_are_calculated_from_known_ones(scene):
    data = scene_as_json(scene)
    known = {i for i, node in enumerate(data["nodes"]) if node["leaf"]}
    for node in data["forward"]:
        assert {e["from"] for e in data["edges"] if e["to"] == node} <= known
        known.add(node)
    assert len(known) == len(data["nodes"])


def test_everything_fits_into_the_picture(scene):
    data = scene_as_json(scene)
    for node in data["nodes"]:
        assert node["x"] - node["width"] / 2 >= 0
        assert node["x"] + node["width"] / 2 <= data["width"]
        assert 40 <= node["y"] <= data["height"] - 40


def test_boxes_and_numbers_do_not_overlap(scene):
    boxes = [
        (n["x"], n["y"], n["width"], n["height"] + 2 * n["size"])
        for n in scene_as_json(scene)["nodes"]
    ]
    for i, (x, y, width, height) in enumerate(boxes):
        for x1, y1, width1, height1 in boxes[:i]:
            beside = abs(x - x1) >= (width + width1) / 2
            assert beside or abs(y - y1) >= (height + height1) / 2


def test_sentences_about_two_paths():
    nodes = {
        node["name"]: node
        for node in scene_as_json(expression_scene("a*b + b**2", a=2, b=3))["nodes"]
    }
    b = nodes["b"]
    assert b["asked"] == "∂L/∂b"
    assert b["paths"] == "2 paths lead on, through a·b and b²."
    assert b["locals"] == "∂(a·b)/∂b = 2; ∂b²/∂b = 6"
    assert b["because"] == "∂L/∂b = 1·2 + 1·6 = 8"
    assert nodes["a·b"]["forward"] == "a·b = 6, from a = 2 and b = 3."
    assert nodes["a·b"]["asked"] == "∂L/∂(a·b)"
    assert nodes["L"]["because"] == "∂L/∂L = 1"


def test_a_parent_named_twice_is_said_to_be_used_twice():
    (b, _) = scene_as_json(expression_scene("b*b", b=-3))["nodes"]
    assert b["paths"] == "L uses it 2 times."
    assert b["because"] == "∂L/∂b = 1·(−3) + 1·(−3) = −6"


def test_the_payload_is_plain_and_small():
    data = network_scene()
    text = json.dumps(scene_as_json(data), allow_nan=False)
    assert len(text) < 150_000


def test_variables_without_a_value_get_one():
    widget = algorithm.ledger("c*a + log(c)", a=-1)
    assert widget.values == {"c": 2.0, "a": -1}
    assert algorithm.ledger().expression == "a*b + b**2"


def hear(widget, expression, **values):
    widget._handle_custom_msg({"expression": expression, "values": values}, [])


def test_a_typed_expression_replaces_the_graph():
    widget = algorithm.ledger()
    hear(widget, "(x**2 + 1)**3", x="1.5", a="2")
    assert widget.error == ""
    assert widget.values == {"x": "1.5"}
    assert widget.graph["title"] == "L = (x² + 1)³"
    assert widget.graph == scene_as_json(expression_scene("(x**2 + 1)**3", x=1.5))
    assert widget.still().alt == algorithm.ledger_figure("(x**2 + 1)**3", x=1.5).alt


@pytest.mark.parametrize(
    ("expression", "values", "sentence"),
    [
        ("a*b +", {}, "is not an expression"),
        ("a*b", {"a": "two"}, "the value of a is 'two'"),
        ("log(a - 5)", {"a": "1"}, "log(-4) has no finite value"),
        ("a", {}, "calculates nothing"),
        ("L*2", {}, "L is the name of the result here"),
        ("+".join(["a*b"] * 30), {}, "the ledger has room for 40"),
    ],
)
def test_a_wrong_expression_is_answered_and_the_graph_stays(expression, values, sentence):
    widget = algorithm.ledger()
    before = widget.graph
    hear(widget, expression, **values)
    assert sentence in widget.error
    assert widget.graph == before
    hear(widget, "a*b")
    assert widget.error == ""


def test_a_new_variable_can_be_given_a_value_even_if_its_first_one_fails():
    widget = algorithm.ledger()
    hear(widget, "log(c - 5)")
    assert widget.values == {"c": 2.0}


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: algorithm.ledger("a*b +"), "is not an expression"),
        (lambda: algorithm.ledger_figure("sin(a)"), "the tape does not know"),
        (lambda: algorithm.network_ledger("W3[0,0]"), "there is no leaf 'W3\\[0,0\\]': choose one"),
    ],
)
def test_wrong_calls_raise_one_sentence(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call()


def test_the_network_starts_on_the_way_to_one_weight():
    data = algorithm.network_ledger("b2[0]").graph
    assert data["focus"][data["start"]]["name"] == "b2[0]"
    names = [data["nodes"][i]["name"] for i in data["focus"][data["start"]]["path"]]
    assert set(names) == {"b2[0]", "z2[0]", "a2[0]", "L"}
    assert algorithm.network_ledger(None).graph["start"] is None


@pytest.mark.parametrize("name", ["ledger", "network_ledger"])
def test_bundle_falls_back_to_the_still_picture(name):
    bundle, _ = getattr(algorithm, name)()._repr_mimebundle_()
    still = getattr(algorithm, f"{name}_figure")()
    assert WIDGET in bundle
    assert bundle["text/plain"] == f"Picture: {still.alt}"
    assert bundle["text/html"].startswith("<img")


def test_the_still_figure_shows_every_number():
    picture = algorithm.ledger_figure("a*b + b**2", a=2, b=3.5)
    texts = {text.get_text() for text in picture.figure.axes[0].texts}
    assert {"2", "3.5", "7", "12.25", "19.25", "9", "1"} <= texts
    assert "b = 3.5, gradient 9" in picture.alt
