"""Reverse-mode differentiation: a calculation that remembers how it was made.

Every operation records a node: its value, the nodes it came from, and its derivative with respect
to each of them. ``backward`` walks from the end to the beginning and multiplies and adds these
local derivatives: the chain rule, one product for each edge (Linnainmaa, 1970; operators on nodes
as in Karpathy's micrograd, 2020).

    >>> a, b = Node(2.0), Node(3.0)
    >>> L = a * b + b**2
    >>> backward(L)
    >>> L.data, a.grad, b.grad
    (15.0, 3.0, 8.0)

``Node`` holds a number; ``ArrayNode`` holds an array and is walked back by the same ``backward``.
"""

from course_utils.nn.tape.arrays import ArrayNode, unbroadcast
from course_utils.nn.tape.expressions import parse, variables
from course_utils.nn.tape.nodes import (
    Node,
    backward,
    exp,
    log,
    record,
    relu,
    sigmoid,
    tanh,
    topological_order,
)
from course_utils.nn.tape.operations import FUNCTIONS, OPERATIONS

__all__ = [
    "FUNCTIONS",
    "OPERATIONS",
    "ArrayNode",
    "Node",
    "backward",
    "exp",
    "log",
    "parse",
    "record",
    "relu",
    "sigmoid",
    "tanh",
    "topological_order",
    "unbroadcast",
    "variables",
]
