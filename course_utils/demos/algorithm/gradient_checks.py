"""The numbers under the gradient-check microscope: real checks of a real 2-3-1 network.

For every step eps, precision, scheme and bug, the gradient of ``backward`` is compared with
difference quotients of the loss, as a learner's own check would do it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils import nn
from course_utils.demos.algorithm.hand_network import hand_network

Array = NDArray[np.floating[Any]]

EPS = 10.0 ** (-np.arange(4, 57) / 4)  # 1e-1 down to 1e-14, four steps a decade
DTYPES = {"float64": np.float64, "float32": np.float32}
SCHEMES = ("central", "forward")
ENTRIES = (
    *(f"W1[{i},{j}]" for i in range(2) for j in range(3)),
    *(f"b1[{j}]" for j in range(3)),
    *(f"W2[{i},0]" for i in range(3)),
    "b2[0]",
)
X = np.array([[0.1, 0.2], [-1.0, 0.5], [1.5, -0.7], [0.3, 2.0]])
Y = np.array([[0.3], [0.9], [0.1], [0.6]])


@dataclass(frozen=True)
class Bug:
    """Something forgotten, in the gradient or in the check of it."""

    label: str
    clue: str


BUGS = {
    "none": Bug("no bug", ""),
    "no_two": Bug("factor 2 forgotten", "every entry is off by the same factor, ½"),
    "sign": Bug("wrong sign", "every entry is the negative of the other"),
    "no_mean": Bug("1/n forgotten", "every entry is n times too large"),
    "no_slope": Bug("slope left out", "only the first layer is off: the fault lies between"),
    "no_bias": Bug("bias dropped", "only b1 is off: its gradient was left at 0"),
    "wrong_width": Bug(
        "wrong divisor", "every entry is off by the same factor; here the check itself is wrong"
    ),
    "not_restored": Bug(
        "weight not put back", "the later the entry, the larger the error: it adds up in the check"
    ),
}


def analytic_gradients(dtype: Any = np.float64) -> dict[str, Array]:
    """Return what ``backward`` gives, for each bug as one (13,) vector; 'none' is right."""
    right = _backward(dtype)
    b1 = slice(6, 9)
    no_bias = right.copy()
    no_bias[b1] = 0
    return dict.fromkeys(BUGS, right) | {
        "no_two": right / 2,
        "sign": -right,
        "no_mean": right * len(X),
        "no_slope": _backward(dtype, skip_slope=True),
        "no_bias": no_bias,
    }


def _backward(dtype: Any, skip_slope: bool = False) -> Array:
    """Return all gradients as one vector; on request without the hidden layer's slope."""
    model, loss = hand_network(dtype), nn.MSE()
    loss.forward(model.forward(X.astype(dtype), training=True), Y.astype(dtype))
    delta = loss.backward()
    for layer in reversed(model.layers):
        if not (skip_slope and layer is model.layers[1]):
            delta = layer.backward(delta)
    return np.concatenate([parameter.grad.ravel() for parameter in model.parameters()])


def numeric_gradient(eps: float, dtype: Any, scheme: str, bug: str = "none") -> Array:
    """Return the (13,) difference quotients of the mean loss.

    Args:
        eps: the step, in units of the weights.
        dtype: ``np.float64`` or ``np.float32``, for weights, data and loss alike.
        scheme: 'central' (L(w+eps) - L(w-eps)) / 2eps or 'forward' (L(w+eps) - L(w)) / eps.
        bug: 'wrong_width' or 'not_restored' spoil the check; others don't touch it.
    """
    step = dtype(eps)
    model, loss = hand_network(dtype), nn.MSE()
    x, y = X.astype(dtype), Y.astype(dtype)

    def at(values: Array, index: Any, value: Any) -> float:
        values[index] = value
        return loss.forward(model.forward(x, training=False), y)

    quotients = []
    for parameter in model.parameters():
        for index in np.ndindex(parameter.value.shape):
            old = parameter.value[index].copy()
            high = at(parameter.value, index, old + step)
            low = at(parameter.value, index, old - step if scheme == "central" else old)
            quotients.append(high - low)
            parameter.value[index] = old - step if bug == "not_restored" else old
    return np.array(quotients, dtype) / dtype(_width(scheme, bug) * eps)


def _width(scheme: str, bug: str) -> int:
    """Return how many eps lie between the two points, or the number mistaken for it."""
    right = {"central": 2, "forward": 1}[scheme]
    return 3 - right if bug == "wrong_width" else right


def relative_error(a: Array, b: Array) -> float:
    """Return the distance of two vectors as a share of their lengths: 0 equal, 1 opposite."""
    a, b = a.astype(np.float64), b.astype(np.float64)
    scale = np.linalg.norm(a) + np.linalg.norm(b)
    return float(np.linalg.norm(a - b) / scale) if scale else 0.0


def digits(a: Array, b: Array) -> Array:
    """Return how many decimal digits agree in each pair of entries, from 0 to 16."""
    a, b = a.astype(np.float64), b.astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        agree = -np.log10(abs(a - b) / np.maximum(abs(a), abs(b)))
    return np.clip(np.where(a == b, 16.0, agree), 0.0, 16.0)


@dataclass(frozen=True)
class Checks:
    """Every check at once; axes in the order dtype, scheme, bug, eps (and entry).

    Attributes:
        numeric: (2, 2, 8, 53, 13) difference quotients.
        analytic: (2, 8, 13) gradients of ``backward``, right and wrong.
        error: (2, 2, 8, 53) relative error over all entries.
        digits: (2, 2, 8, 53, 13) digits that agree.
    """

    numeric: Array
    analytic: Array
    error: Array
    digits: Array


@cache
def all_checks() -> Checks:
    """Run every check (some 10,000 forward passes, well under a second), once."""
    analytic = np.array([list(analytic_gradients(t).values()) for t in DTYPES.values()], np.float64)
    numeric = np.array(
        [[_by_bug(dtype, scheme) for scheme in SCHEMES] for dtype in DTYPES.values()]
    )
    pairs = np.broadcast_to(analytic[:, None, :, None, :], numeric.shape)
    error = np.empty(numeric.shape[:-1])
    for index in np.ndindex(error.shape):
        error[index] = relative_error(pairs[index], numeric[index])
    return Checks(numeric, analytic, error, digits(pairs, numeric))


def _by_bug(dtype: Any, scheme: str) -> list[list[Array]]:
    """Return the quotients for each bug; those that leave the check alone share one run."""
    own = ("none", "wrong_width", "not_restored")
    runs = {bug: [numeric_gradient(eps, dtype, scheme, bug) for eps in EPS] for bug in own}
    return [runs.get(bug, runs["none"]) for bug in BUGS]
