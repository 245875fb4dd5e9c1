"""Tape inspector: its numbers are the tape's, the engine's and PyTorch's; slips are slips."""

import json

import numpy as np
import pytest

from course_utils import nn
from course_utils.demos import implementation
from course_utils.demos.implementation.inspector import TapeInspector
from course_utils.demos.implementation.predictions import questions
from course_utils.demos.implementation.training_step import CLASSES, training_step
from course_utils.demos.implementation.walk import walk_back
from course_utils.nn.tape import ArrayNode, backward


@pytest.fixture(scope="module")
def walk():
    return walk_back(training_step())


@pytest.fixture(scope="module")
def asked(walk):
    """Each step's question, by the name of what the operation made."""
    return {
        walk.names[step.node]: question
        for step, question in zip(walk.steps, questions(walk), strict=True)
    }


def gradients(walk):
    """What each node has in the end, by name."""
    return {walk.names[s.parent]: s.after for step in walk.steps for s in step.shares}


def test_walk_is_what_backward_does(walk):
    root = training_step()
    backward(root)
    expected = {node.name: node.grad for node in walk_back(root).nodes[:-1]}
    found = gradients(walk)
    assert found.keys() == expected.keys()
    for name, grad in expected.items():
        np.testing.assert_array_equal(found[name], grad)


def test_walk_leaves_the_nodes_alone():
    root = training_step()
    assert not any(node.grad.any() for node in walk_back(root).nodes)


def test_parameters_get_the_engines_gradients(walk):
    values = {node.name: node.data for node in walk.nodes}
    rng = np.random.default_rng(0)
    model = nn.Sequential(nn.Dense(2, 5, rng=rng), nn.ReLU(), nn.Dense(5, CLASSES, rng=rng))
    for parameter, name in zip(model.parameters(), ("W1", "b1", "W2", "b2"), strict=True):
        parameter.value[...] = values[name]
    loss = nn.SoftmaxCrossEntropy()
    assert loss.forward(model.forward(values["X"]), values["Y"]) == pytest.approx(values["L"])
    dX = model.backward(loss.backward())
    found = gradients(walk)
    np.testing.assert_allclose(found["X"], dX, atol=1e-14)
    for parameter, name in zip(model.parameters(), ("W1", "b1", "W2", "b2"), strict=True):
        np.testing.assert_allclose(found[name], parameter.grad, atol=1e-14)


def test_every_gradient_on_the_way_is_pytorchs(walk):
    torch = pytest.importorskip("torch")
    made = {n.name: torch.tensor(n.data, requires_grad=True) for n in walk.nodes if not n.parents}

    def keep(name, tensor):
        tensor.retain_grad()
        made[name] = tensor
        return tensor

    keep("Z1", keep("P1", made["X"] @ made["W1"]) + made["b1"])
    Z2 = keep("Z2", keep("P2", keep("A1", made["Z1"].relu()) @ made["W2"]) + made["b2"])
    keep("lse", keep("s", keep("E", Z2.exp()).sum(1)).log())
    keep("z_y", keep("T", Z2 * made["Y"]).sum(1))
    keep("ℓ", made["lse"] - made["z_y"]).mean().backward()
    found = gradients(walk)
    assert found.keys() == made.keys()
    for name, tensor in made.items():
        np.testing.assert_allclose(found[name], tensor.grad.numpy(), atol=1e-14)


def test_shares_of_a_node_used_twice_are_added(walk):
    shares = [s for step in walk.steps for s in step.shares if walk.names[s.parent] == "Z2"]
    assert len(shares) == 2
    np.testing.assert_array_equal(shares[1].before, shares[0].after)
    np.testing.assert_array_equal(shares[1].after, shares[0].value + shares[1].value)


def test_rules_read_as_the_mathematics(walk):
    rules = {
        walk.names[s.node]: [walk.rule(s, i) for i in range(len(s.shares))] for s in walk.steps
    }
    assert rules["P2"] == ["dP2 @ W2ᵀ", "A1ᵀ @ dP2"]
    assert rules["Z1"] == ["dZ1", "dZ1, its copies added up"]
    assert rules["L"] == ["dL / 4, to each of the 4 entries"]


def test_saved_arrays_go_by_the_names_of_the_page(walk):
    saved = {walk.names[s.node]: list(walk.saved(s)) for s in walk.steps}
    assert saved["P1"] == ["X", "W1"]
    assert saved["E"] == ["E"]
    assert saved["lse"] == ["s"]
    assert saved["A1"] == ["mask"]
    assert saved["Z2"] == []


def test_the_right_answer_is_the_walks(walk, asked):
    for step in walk.steps:
        question = asked[walk.names[step.node]]
        after = step.shares[question.which].after
        assert question.right == (after.shape if question.at is None else after[question.at])


def test_a_wrong_answer_is_never_taken_for_the_right_one(asked):
    for question in asked.values():
        assert question.wrong
        for slip in question.wrong:
            if question.at is None:
                assert slip.value != question.right
            else:
                assert abs(slip.value - question.right) > 2 * question.tolerance


def told(question, value):
    """What is said to the answer ``value``, as the page chooses it."""
    return next(slip.says for slip in question.wrong if slip.value == pytest.approx(value))


def test_slips_are_named_at_the_operations_they_belong_to(walk, asked):
    shares = {walk.names[s.node]: s.shares[asked[walk.names[s.node]].which] for s in walk.steps}
    at = {name: question.at for name, question in asked.items()}
    assert "Overwritten" in told(asked["E"], shares["E"].value[at["E"]])
    assert "had before" in told(asked["E"], shares["E"].before[at["E"]])
    assert "Not unbroadcast" in told(asked["Z1"], shares["Z1"].raw[0][at["Z1"]])
    assert "Averaged" in told(asked["Z1"], shares["Z1"].value[at["Z1"]] / 4)
    assert "1/n of the mean" in told(asked["L"], 1.0)
    assert "minus is missing" in told(asked["ℓ"], 0.25)
    assert "n once more" in told(asked["P1"], shares["P1"].value[at["P1"]] / 4)
    assert asked["A1"].right == 0
    assert "mask is missing" in asked["A1"].wrong[0].says


@pytest.mark.parametrize(
    ("made", "shape", "words"),
    [
        ("Z2", (4, 3), "Not unbroadcast"),
        ("Z2", (1, 3), "axis of length 1"),
        ("P2", (3, 5), "Transposed"),
        ("P2", (4, 5), "other factor"),
        ("z_y", (4,), "Not spread"),
    ],
)
def test_wrong_shapes_have_a_reason(asked, made, shape, words):
    question = asked[made]
    assert question.at is None
    assert words in next(slip.says for slip in question.wrong if slip.value == shape)


def own_tape():
    """A tape with numbers, powers, quotients and nodes without a name."""
    x = ArrayNode([[0.5, 2.0]], name="x")
    return ((x**2 / (1.0 + x)).tanh() - -x).mean()


def test_any_tape_can_be_looked_at():
    demo = implementation.tape_inspector(own_tape())
    formulas = [step["formula"] for step in demo.steps]
    assert "x ** 2" in formulas
    assert "1 + x" in formulas
    assert demo.still().alt == implementation.tape_inspector_figure(own_tape()).alt
    json.dumps([demo.steps, demo.names, demo.arrivals])  # plain enough for the page


def test_a_tape_that_was_walked_back_before_is_shown_from_its_beginning():
    root = own_tape()
    before = TapeInspector(root).steps
    backward(root)
    assert TapeInspector(root).steps == before


@pytest.mark.parametrize(
    "root",
    [
        ArrayNode([1.0, 2.0]).exp(),
        ArrayNode(1.0),
        ArrayNode(np.ones((9, 2))).sum(),
        ArrayNode(np.ones((2, 2, 2))).sum(),
        nn.Node(1.0),
    ],
    ids=["two numbers", "a leaf", "too long", "three axes", "a number's tape"],
)
@pytest.mark.parametrize(
    "show", [implementation.tape_inspector, implementation.tape_inspector_figure]
)
def test_what_does_not_fit_is_refused_in_one_sentence(show, root):
    with pytest.raises(ValueError, match=r"one number|does not fit"):
        show(root)


def test_arrivals_count_the_shares():
    demo = implementation.tape_inspector()
    counts = dict(zip(demo.names, demo.arrivals, strict=True))
    assert counts["Z2"] == 2
    assert counts["L"] == 0
    assert counts["W1"] == counts["b2"] == 1


def test_picture_lists_every_operation(walk):
    alt = implementation.tape_inspector_figure().alt
    for step in walk.steps:
        assert f"{walk.names[step.node]} = {walk.formula(step)}" in alt
    assert "12 operations" in alt
