"""The tape against PyTorch's autograd, over random expression graphs."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.nn import tape
from course_utils.nn.tape import Node, backward, topological_order

torch = pytest.importorskip("torch")

UNARY = ("tanh", "sigmoid", "relu", "neg", "softplus", "cube", "log", "exp")
BINARY = ("+", "-", "*", "/", "**")


def apply(op, library, *inputs):
    """One operation, written once and run by the tape and by torch; every value stays tame."""
    tame = library.tanh
    rules = {
        "+": lambda a, b: a + b,
        "-": lambda a, b: 3 - (b - a),
        "*": lambda a, b: tame(a) * b,
        "/": lambda a, b: a / (1.5 + tame(b)),
        "**": lambda a, b: (1.5 + tame(a)) ** tame(b),
        "tanh": lambda a: tame(a),
        "sigmoid": lambda a: library.sigmoid(a),
        "relu": lambda a: library.relu(a),
        "neg": lambda a: -a,
        "softplus": lambda a: library.log(1 + library.exp(tame(a))),
        "cube": lambda a: tame(a) ** 3 - 0.5,
        "log": lambda a: library.log(a**2 + 0.1),
        "exp": lambda a: 2 ** tame(a) / library.exp(tame(a)),
    }
    return rules[op](*inputs)


@st.composite
def programs(draw):
    """Leaves, and instructions that may name any earlier node, also twice."""
    leaves = draw(
        st.lists(st.floats(-2, 2).filter(lambda x: abs(x) > 0.01), min_size=1, max_size=4)
    )
    steps = []
    for size in range(len(leaves), len(leaves) + draw(st.integers(1, 25))):
        node = st.integers(0, size - 1)
        step = st.one_of(
            st.tuples(st.sampled_from(UNARY), node),
            st.tuples(st.sampled_from(BINARY), node, node),
        )
        steps.append(draw(step))
    return leaves, steps


def run(library, leaves, steps):
    nodes = list(leaves)
    for op, *inputs in steps:
        nodes.append(apply(op, library, *(nodes[i] for i in inputs)))
    return nodes[-1]


@settings(deadline=None, max_examples=150)
@given(programs())
def test_gradients_equal_torch(program):
    values, steps = program
    ours = [Node(v) for v in values]
    theirs = [torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in values]
    root = run(tape, ours, steps)
    expected = run(torch, theirs, steps)
    assert root.data == pytest.approx(expected.item(), rel=1e-10, abs=1e-10)
    if not expected.requires_grad:
        return
    backward(root)
    grads = torch.autograd.grad(expected, theirs, allow_unused=True)
    for node, grad in zip(ours, grads, strict=True):
        right = 0.0 if grad is None else grad.item()
        assert node.grad == pytest.approx(right, rel=1e-10, abs=1e-10)


@pytest.mark.parametrize("name", tape.FUNCTIONS)
@given(x=st.floats(0.05, 3))
def test_functions_equal_torch(name, x):
    node = Node(x)
    tensor = torch.tensor(x, dtype=torch.float64, requires_grad=True)
    root, expected = getattr(tape, name)(node), getattr(torch, name)(tensor)
    backward(root)
    expected.backward()
    assert root.data == pytest.approx(expected.item(), rel=1e-12)
    assert node.grad == pytest.approx(tensor.grad.item(), rel=1e-12)


@pytest.mark.parametrize("op", tape.OPERATIONS)
def test_every_slope_is_the_slope_of_its_value(op):
    rule, eps = tape.OPERATIONS[op], 1e-6
    point = [0.7, 1.3][: len(rule.slopes)]
    for i, slope in enumerate(rule.slopes):
        up, down = list(point), list(point)
        up[i], down[i] = point[i] + eps, point[i] - eps
        numerical = (rule.value(*up) - rule.value(*down)) / (2 * eps)
        assert slope(*point, rule.value(*point)) == pytest.approx(numerical, rel=1e-8)


def test_reflected_and_mixed_forms():
    x = Node(2.0)
    root = (1 - x) * 3 + 6 / x - 2 * -x + 2**x + (x - 1) / 4 + (3 + x)
    backward(root)
    assert root.data == pytest.approx(-3 + 3 + 4 + 4 + 0.25 + 5)
    assert x.grad == pytest.approx(-3 - 1.5 + 2 + 4 * math.log(2) + 0.25 + 1)


def test_a_parent_named_twice_gets_both_shares():
    x = Node(3.0)
    square = x * x
    assert square.parents == (x, x)
    backward(square)
    assert x.grad == 6.0
    double = Node(8.0, parents=(x, x), local_grads=(1.0, 1.0))
    x.grad = 0.0
    backward(double)
    assert x.grad == 2.0


def test_paths_that_rejoin_are_passed_on_once_all_have_arrived():
    x = Node(2.0)
    fork = x * 1.0
    root = fork + (fork + (fork + fork * fork))
    backward(root)
    assert fork.grad == 3 + 2 * 2.0
    assert x.grad == fork.grad


@pytest.mark.parametrize("depth", [500, 20_000])
def test_deep_graphs_need_no_recursion(depth):
    x = Node(1.0)
    root = x
    for _ in range(depth):
        root = root + x
    backward(root)
    assert x.grad == depth + 1


def test_doubling_paths_cost_one_visit_a_node():
    x = Node(1.0)
    root = x
    for _ in range(200):
        root = root + root
    backward(root)
    assert x.grad == 2.0**200
    assert len(topological_order(root)) == 201


def test_order_puts_parents_first():
    a, b = Node(1.0), Node(2.0)
    root = (a * b + b) * (a * b)
    order = topological_order(root)
    place = {node: i for i, node in enumerate(order)}
    assert order[-1] is root
    assert len(place) == len(order)
    assert all(place[parent] < place[node] for node in order for parent in node.parents)


def test_backward_clears_nothing():
    x = Node(3.0)
    root = x * 2
    backward(root)
    backward(root)
    assert root.grad == 1.0
    assert x.grad == 4.0


def test_constants_are_part_of_the_operation():
    x = Node(3.0)
    assert [(x**2).op, (1 - x).op, (x + 1).op, tape.exp(x).op] == ["** 2", "1 -", "+ 1", "exp"]
    assert (x**2).parents == (x,)


def test_a_negative_base_takes_a_whole_constant_exponent():
    x = Node(-2.0)
    cube = x**3
    backward(cube)
    assert (cube.data, x.grad) == (-8.0, 12.0)


@pytest.mark.parametrize(
    "calculate",
    [
        lambda x: tape.log(x - 3),
        lambda x: x / 0,
        lambda x: tape.exp(x * 1000),
        lambda x: (x - 3) ** 0.5,
        lambda x: x * 1e300 * 1e300,
        lambda x: (0 - x) ** x,
    ],
)
def test_what_has_no_value_is_refused_in_a_sentence(calculate):
    with pytest.raises(ValueError, match="no finite value and derivative: change the numbers"):
        calculate(Node(3.0))


@pytest.mark.parametrize("stranger", ["2", None, [1.0]])
def test_strangers_are_refused(stranger):
    with pytest.raises(TypeError, match="the tape calculates with nodes and numbers"):
        Node(1.0) * stranger
