"""One training step's way forward, recorded: two layers, cross-entropy, four samples."""

import numpy as np

from course_utils import nn
from course_utils.nn.tape import ArrayNode

SAMPLES, INPUTS, HIDDEN, CLASSES = 4, 2, 5, 3  # all different: a shape tells whose it is
_LABELS = (2, 0, 1, 2)


def training_step(seed: int = 2) -> ArrayNode:
    """Record a 2-5-3 network's loss on four samples, every node with its name, and return it.

    The numbers that go in have one decimal, so that they can be copied to paper. The loss is
    log of the sum of e^Z2, less the score of the right class, averaged over the samples.
    """
    rng = np.random.default_rng(seed)
    X, W1, b1, W2, b2 = (
        ArrayNode(rng.normal(scale=0.7, size=shape).round(1) + 0.0, name=name)
        for name, shape in {
            "X": (SAMPLES, INPUTS),
            "W1": (INPUTS, HIDDEN),
            "b1": (HIDDEN,),
            "W2": (HIDDEN, CLASSES),
            "b2": (CLASSES,),
        }.items()
    )
    Y = ArrayNode(nn.one_hot(np.array(_LABELS), CLASSES), name="Y")
    A1 = _named("A1", _named("Z1", _named("P1", X @ W1) + b1).relu())
    Z2 = _named("Z2", _named("P2", A1 @ W2) + b2)
    total = _named("lse", _named("s", _named("E", Z2.exp()).sum(axis=1)).log())
    score = _named("z_y", _named("T", Z2 * Y).sum(axis=1))
    return _named("L", _named("ℓ", total - score).mean())


def _named(name: str, node: ArrayNode) -> ArrayNode:
    node.name = name
    return node
