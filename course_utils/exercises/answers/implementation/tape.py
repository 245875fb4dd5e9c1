"""Answers on reverse mode."""

from collections.abc import Callable, Iterable

from course_utils.exercises.answer import answer, mistake
from course_utils.exercises.tasks.implementation.tape import TapeNode, nodes_below

Order = Callable[[TapeNode], Iterable[TapeNode]]
Push = Callable[[TapeNode], None]


def _users_first(root: TapeNode) -> list[TapeNode]:
    """Every node after all nodes made from it: depth first, without recursion."""
    order: list[TapeNode] = []
    seen: set[int] = set()
    waiting = [(root, False)]
    while waiting:
        node, done = waiting.pop()
        if done:
            order.append(node)
        elif id(node) not in seen:
            seen.add(id(node))
            waiting.append((node, True))
            waiting += [(parent, False) for parent in node.parents]
    return order[::-1]


def _as_met(root: TapeNode, step: int = -1) -> Iterable[TapeNode]:
    """Depth first, each node as soon as it is met; with ``step`` 1 the last parent first."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) not in seen:
            seen.add(id(node))
            yield node
            waiting += node.parents[::step]


def _last_met_first(root: TapeNode) -> Iterable[TapeNode]:
    return _as_met(root, step=1)


def _by_layers(root: TapeNode) -> Iterable[TapeNode]:
    """Breadth first, each node as soon as it is met."""
    seen, layer = {id(root)}, [root]
    while layer:
        yield from layer
        above = [parent for node in layer for parent in node.parents]
        layer = [p for p in dict.fromkeys(above) if id(p) not in seen]
        seen.update(map(id, layer))


def _add(node: TapeNode) -> None:
    for parent, local in zip(node.parents, node.local_grads, strict=True):
        parent.grad += node.grad * local


def _overwrite(node: TapeNode) -> None:
    for parent, local in zip(node.parents, node.local_grads, strict=True):
        parent.grad = node.grad * local


def _once(node: TapeNode) -> None:
    pairs = zip(node.parents, node.local_grads, strict=True)
    for parent, local in dict(pairs).items():
        parent.grad += node.grad * local


def _unchained(node: TapeNode) -> None:
    for parent, local in zip(node.parents, node.local_grads, strict=True):
        parent.grad += local


def _exchanged(node: TapeNode) -> None:
    for parent, local in zip(node.parents, node.local_grads[::-1], strict=True):
        parent.grad += node.grad * local


def _parents_value(node: TapeNode) -> None:
    for parent in node.parents:
        parent.grad += node.grad * parent.data


def _unweighted(node: TapeNode) -> None:
    for parent in node.parents:
        parent.grad += node.grad


def _walk(
    order: Order = _users_first, push: Push = _add, seed: Callable[[TapeNode], float] | None = None
) -> Callable[[TapeNode], None]:
    """Reverse mode with one thing changed; ``seed`` is the root's gradient."""

    def backward(root: TapeNode) -> None:
        root.grad = seed(root) if seed else 1.0
        for node in order(root):
            push(node)

    return backward


def _each_arrival(root: TapeNode) -> None:
    """The short recursion: a node hands on all it has whenever a share arrives."""
    root.grad = 1.0
    waiting = [(root, zip(root.parents, root.local_grads, strict=True))]
    while waiting:
        node, edges = waiting[-1]
        edge = next(edges, None)
        if edge is None:
            waiting.pop()
            continue
        parent, local = edge
        parent.grad += node.grad * local
        waiting.append((parent, zip(parent.parents, parent.local_grads, strict=True)))


def _twice(root: TapeNode) -> None:
    _walk()(root)
    _walk()(root)


def _leaves_cleared(root: TapeNode) -> None:
    _walk()(root)
    for node in nodes_below(root):
        if not node.parents:
            node.grad = 0.0
    _walk()(root)


def _leaves_only(root: TapeNode) -> None:
    _walk()(root)
    for node in nodes_below(root):
        if node.parents:
            node.grad = 0.0


@answer(
    mistake(
        "overwrite",
        _walk(push=_overwrite),
        "Where a node was used twice, only the share that arrives last is left ({yours} instead of "
        "{right} for one of the nodes): the earlier ones are overwritten.",
        "What happens to gradients where two paths meet?",
    ),
    *(
        mistake(
            "preorder",
            _walk(order),
            "A node passes its gradient on as soon as it is met, before it has heard from all its "
            "users: too little arrives where paths rejoin.",
            "Who must be done before a node may pass on what it has?",
        )
        for order in (_as_met, _last_met_first)
    ),
    mistake(
        "preorder",
        _walk(_by_layers),
        "You go layer by layer from the root. But a node may be used close to the root and far "
        "from it; then it passes on too early what it has.",
        "Who must be done before a node may pass on what it has?",
    ),
    mistake(
        "each_arrival",
        _each_arrival,
        "Whenever a share arrives, your node hands on all it has: where paths rejoin, what came "
        "first is handed on twice ({yours} instead of {right}).",
        "When the second share arrives, what has the node handed on already?",
    ),
    mistake(
        "not_reversed",
        _walk(lambda root: _users_first(root)[::-1]),
        "Only the root's own parents get a gradient: either the walk ends there, or it goes from "
        "the leaves up, and each node has its turn before it has been told its gradient.",
        "Which node knows its gradient at the start?",
    ),
    mistake(
        "no_seed",
        _walk(seed=lambda root: 0.0),
        "All gradients are 0: the root's own gradient was never set, and zero times anything is "
        "passed on.",
        "What is d(root)/d(root)?",
    ),
    mistake(
        "seed_is_value",
        _walk(seed=lambda root: root.data),
        "Everything is {k} times the right gradient, and that is the root's own value: it was "
        "taken as the starting gradient.",
        "What is d(root)/d(root)?",
    ),
    mistake(
        "twice",
        _twice,
        "It looks as if the walk were made twice over the same tape, with nothing cleared: the "
        "root's parents have 2 times the right gradient, theirs 3 times, and so on.",
        "Does anything call your function a second time?",
    ),
    mistake(
        "leaves_cleared",
        _leaves_cleared,
        "The walk is made twice, and only the leaves are set back to 0 in between: the nodes "
        "inside still hold what they had, and pass it on again.",
        "Which nodes carry a gradient?",
    ),
    mistake(
        "leaves_only",
        _leaves_only,
        "The leaves are right; the nodes between them and the root hold 0. Here every node keeps "
        "its gradient.",
        "Which nodes does the task speak of?",
    ),
    mistake(
        "parents_once",
        _walk(push=_once),
        "A parent that is named twice, as in b·b, gets only one of its two shares.",
        "How often does b occur in b·b?",
    ),
    mistake(
        "unchained",
        _walk(push=_unchained),
        "Each parent gets the local gradient alone. What had come down to the node itself is not "
        "multiplied in: no link of the chain knows of the one before.",
        "By what is a local gradient multiplied in the chain rule?",
    ),
    mistake(
        "unweighted",
        _walk(push=_unweighted),
        "Gradients are handed on as they are: the local gradients are never used.",
        "What is .local_grads for?",
    ),
    mistake(
        "exchanged",
        _walk(push=_exchanged),
        "The local gradients have changed places: each parent gets the one meant for the other.",
        "In which order do .parents and .local_grads stand?",
    ),
    mistake(
        "own_value",
        _walk(push=_parents_value),
        "You multiply by the parent's own value in place of the local gradient. For a product that "
        "is the value of the wrong factor ({yours} instead of {right}).",
        "What is the slope of a·b with respect to a?",
    ),
)
def backward(root: TapeNode) -> None:
    """The root gets 1; then each node, after all its users, adds its shares to its parents."""
    root.grad = 1.0
    for node in _users_first(root):
        for parent, local in zip(node.parents, node.local_grads, strict=True):
            parent.grad += node.grad * local
