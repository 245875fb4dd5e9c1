"""The 2-3-1 network as a graph of the size one can read: weighted sums and activations as nodes.

The numbers are those worked through by hand in the lecture.
"""

from __future__ import annotations

from course_utils.demos.algorithm.hand_network import WEIGHTS, Array, X, Y
from course_utils.demos.algorithm.ledger_wrongs import SQUARED_ERROR
from course_utils.nn.tape import Node, sigmoid


def network_graph() -> Node:
    """Return the loss of the 2-3-1 network, after the forward pass."""
    W1, b1, W2, b2 = WEIGHTS
    x = [Node(value, name=f"x[{i}]") for i, value in enumerate(X[0])]
    hidden = _layer(1, x, W1, b1)
    (output,) = _layer(2, hidden, W2, b2)
    error = output.data - Y.item()
    return Node(error**2, (output,), (2 * error,), op=SQUARED_ERROR, name="L")


def _layer(number: int, inputs: list[Node], W: Array, b: Array) -> list[Node]:
    """Record one layer for one sample; W: (d_in, d_out), b: (d_out,)."""
    activations = []
    for j, bias in enumerate(b):
        weights = [Node(row[j], name=f"W{number}[{i},{j}]") for i, row in enumerate(W)]
        z = weighted_sum(inputs, weights, Node(bias, name=f"b{number}[{j}]"))
        z.name = f"z{number}[{j}]"
        a = sigmoid(z)
        a.name = f"a{number}[{j}]"
        activations.append(a)
    return activations


def weighted_sum(inputs: list[Node], weights: list[Node], bias: Node) -> Node:
    """Record Σ inputs · weights + bias as one node.

    Its derivative with respect to an input is the weight, and the other way round; with respect
    to the bias it is 1.
    """
    pairs = list(zip(inputs, weights, strict=True))
    parents = [node for pair in pairs for node in pair]
    slopes = [node.data for x, w in pairs for node in (w, x)]
    value = sum(x.data * w.data for x, w in pairs) + bias.data
    return Node(value, [*parents, bias], [*slopes, 1.0], op="weighted sum")


def network_places(nodes: list[Node]) -> dict[Node, tuple[float, float]]:
    """Where each node stands, in pixels: a column for each of x, W1 and b1, z1, a1, and so on."""
    places = {f"x[{i}]": (50.0, 220.0 + 210 * i) for i in range(2)} | {"L": (955.0, 325.0)}
    for j, y in enumerate((115.0, 325.0, 535.0)):
        places |= {f"W1[{i},{j}]": (205.0, y + 70 * (i - 1)) for i in range(2)}
        places |= {f"b1[{j}]": (205.0, y + 70), f"z1[{j}]": (350, y), f"a1[{j}]": (475, y)}
        places[f"W2[{j},0]"] = (610.0, 195.0 + 130 * j)
    places |= {"b2[0]": (610.0, 560.0), "z2[0]": (745.0, 325.0), "a2[0]": (855.0, 325.0)}
    return {node: places[node.name] for node in nodes}
