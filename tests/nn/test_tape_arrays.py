"""The array tape: every operation's gradients equal PyTorch's, whatever was broadcast."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils import nn
from course_utils.nn.tape import ArrayNode, Node, backward, topological_order, unbroadcast

torch = pytest.importorskip("torch")

# Pairs of shapes that broadcast against each other.
PAIRS = [
    ((4, 3), (4, 3)),
    ((4, 3), (3,)),
    ((4, 3), (4, 1)),
    ((1, 3), (4, 1)),
    ((3,), (4, 3)),
    ((), (2,)),
]
TWO = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
}
ONE = {
    "exp": lambda a: a.exp(),
    "log": lambda a: a.log(),
    "tanh": lambda a: a.tanh(),
    "relu": lambda a: (a - 1.0).relu(),
    "neg": lambda a: -a,
    "cube": lambda a: a**3,
    "root": lambda a: a**0.5,
    "sum": lambda a: a.sum(),
    "sum 0": lambda a: a.sum(0),
    "sum 1": lambda a: a.sum(1),
    "mean": lambda a: a.mean(),
    "mean 1": lambda a: a.mean(1),
    "reflected": lambda a: 2.0 / (3.0 - a) + 1.0 * a,
    "twice": lambda a: a * a + a.tanh(),
}


def same_gradients(calculate, *arrays):
    """Weigh the result's entries differently, so that a gradient in the wrong place is seen."""
    ours = [ArrayNode(x) for x in arrays]
    theirs = [torch.tensor(x, requires_grad=True) for x in arrays]
    mine, other = calculate(*ours), calculate(*theirs)
    weights = np.arange(1.0, 1 + mine.data.size).reshape(mine.data.shape)
    np.testing.assert_allclose(mine.data, other.detach().numpy(), atol=1e-12)
    backward((mine * weights).sum())
    (other * torch.tensor(weights)).sum().backward()
    for node, tensor in zip(ours, theirs, strict=True):
        assert node.grad.shape == node.data.shape
        np.testing.assert_allclose(node.grad, tensor.grad.numpy(), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("shapes", PAIRS, ids=str)
@pytest.mark.parametrize("op", TWO)
def test_two_arrays(op, shapes):
    rng = np.random.default_rng(0)
    same_gradients(TWO[op], *(rng.uniform(0.5, 2, size=shape) for shape in shapes))


@pytest.mark.parametrize("op", ONE)
def test_one_array(op):
    same_gradients(ONE[op], np.random.default_rng(1).uniform(0.5, 2, size=(4, 3)))


@given(n=st.integers(1, 6), d=st.integers(1, 6), c=st.integers(1, 6), seed=st.integers(0, 99))
def test_matrices_of_any_size(n, d, c, seed):
    rng = np.random.default_rng(seed)
    X, W, b = rng.normal(size=(n, d)), rng.normal(size=(d, c)), rng.normal(size=c)
    same_gradients(lambda X, W, b: (X @ W + b).tanh(), X, W, b)


def test_a_plain_array_on_the_left_leaves_the_operator_to_the_node():
    W = ArrayNode(np.ones((3, 2)))
    for made in (np.ones((4, 3)) @ W, np.ones((3, 2)) + W, np.ones(2) * W, np.ones(2) - W):
        assert isinstance(made, ArrayNode)
        assert made.parents[1] is W


def test_a_network_equals_the_engine():
    rng = np.random.default_rng(3)
    model = nn.Sequential(nn.Dense(3, 5, rng=rng), nn.ReLU(), nn.Dense(5, 2, rng=rng))
    X, y = rng.normal(size=(7, 3)), rng.integers(0, 2, size=7)
    loss = nn.SoftmaxCrossEntropy()
    value = loss.forward(model.forward(X), y)
    model.backward(loss.backward())
    W1, b1, W2, b2 = (ArrayNode(parameter.value) for parameter in model.parameters())
    Z = (X @ W1 + b1).relu() @ W2 + b2
    L = (Z.exp().sum(axis=1).log() - (Z * nn.one_hot(y, 2)).sum(axis=1)).mean()
    nn.backward(L)
    assert L.data == pytest.approx(value, rel=1e-12)
    for node, parameter in zip((W1, b1, W2, b2), model.parameters(), strict=True):
        np.testing.assert_allclose(node.grad, parameter.grad, rtol=1e-10, atol=1e-14)


def test_gradients_add_up_where_a_node_is_used_twice():
    a = ArrayNode([2.0, 3.0])
    backward((a * a).sum())
    np.testing.assert_array_equal(a.grad, [4.0, 6.0])


def test_it_agrees_with_the_tape_of_numbers():
    a, b = Node(2.0), Node(3.0)
    backward(a * b + b**2)
    c, d = ArrayNode(2.0), ArrayNode(3.0)
    backward(c * d + d**2)
    assert (c.grad, d.grad) == (a.grad, b.grad)


def test_a_deep_tape_needs_no_recursion():
    a = node = ArrayNode(1.0)
    for _ in range(3000):
        node = node + 0.0
    backward(node)
    assert a.grad == 1.0


def test_saved_arrays_are_those_the_rule_needs_and_no_copies():
    X, W = ArrayNode(np.ones((4, 3))), ArrayNode(np.ones((3, 2)))
    product = X @ W
    assert product.saved == {"a": X.data, "b": W.data}
    assert (product + 1.0).saved == {}
    assert set(product.exp().saved) == {"y"}


def test_shares_leave_the_gradient_alone():
    a = ArrayNode([1.0, 2.0])
    node = a.exp()
    np.testing.assert_allclose(node.shares(np.ones(2))[0], np.exp([1.0, 2.0]))
    assert not a.grad.any()
    assert a.shares(np.ones(2)) == []


def test_order_has_parents_first():
    a = ArrayNode(1.0)
    b = a.exp()
    c = a * b
    assert topological_order(c) == [a, b, c]


@pytest.mark.parametrize("shape", [(5,), (1, 5), (4, 1), (1, 1), (), (4, 5)])
def test_unbroadcast_adds_the_copies_up(shape):
    grad = np.arange(20.0).reshape(4, 5)
    small = torch.zeros(shape, dtype=torch.float64, requires_grad=True)
    (small.expand(4, 5) * torch.tensor(grad)).sum().backward()
    np.testing.assert_array_equal(unbroadcast(grad, shape), small.grad.numpy())


def test_backward_starts_from_one_number():
    with pytest.raises(ValueError, match=r"one number, not from shape \(2,\)"):
        backward(ArrayNode([1.0, 2.0]).exp())


def test_a_vector_in_a_matrix_product_is_refused():
    with pytest.raises(ValueError, match="two matrices"):
        ArrayNode(np.ones((3, 2))) @ np.ones(2)
