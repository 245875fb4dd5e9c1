"""Right answers in other forms pass: for each exercise at least four written independently.

Loops, einsum, another algebra, lists, Fortran order, the other way round. None uses the reference.
"""

import math
from typing import Any

import numpy as np
import pytest
from catalogue_tools import Forms

from course_utils.exercises import evaluate

LECTURES = ("introduction", "algorithm")
FORMS = Forms(*LECTURES)
right, forms = FORMS.add, FORMS.extend


def stable_sigmoid(z: Any) -> Any:
    return np.exp(-np.logaddexp(0, -np.asarray(z)))


@right
def weighted_sum__loops(X, W, b):
    Z = np.zeros((len(X), len(b)))
    for i, x in enumerate(X):
        for j in range(len(b)):
            Z[i, j] = sum(x[k] * W[k, j] for k in range(len(x))) + b[j]
    return Z


forms(
    "weighted_sum",
    lambda X, W, b: np.einsum("nd,dh->nh", X, W) + b,
    lambda X, W, b: (W.T @ X.T + b[:, None]).T,
    lambda X, W, b: np.column_stack([X, np.ones(len(X))]) @ np.vstack([W, b]),
    lambda X, W, b: [[float(x @ w) + c for w, c in zip(W.T, b, strict=True)] for x in X],
    lambda X, W, b: np.asfortranarray(np.dot(X, W) + b),
)


@right
def sigmoid__by_mask(z):
    result = np.empty_like(z)
    up = z >= 0
    result[up] = 1 / (1 + np.exp(-z[up]))
    result[~up] = np.exp(z[~up]) / (1 + np.exp(z[~up]))
    return result


forms(
    "sigmoid",
    lambda z: 0.5 * (1 + np.tanh(z / 2)),
    lambda z: np.exp(-np.logaddexp(0, -z)),
    lambda z: 1 / (1 + np.exp(-np.clip(z, -500, 500))),
    lambda z: 1 / (1 + np.exp(-z)),
    np.vectorize(lambda z: 1 / (1 + math.exp(-z)) if z > 0 else math.exp(z) / (1 + math.exp(z))),
)
forms(
    "sigmoid_grad",
    lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2,
    lambda z: 0.25 / np.cosh(z / 2) ** 2,
    lambda z: stable_sigmoid(z) * stable_sigmoid(-z),
    lambda z: stable_sigmoid(z) - stable_sigmoid(z) ** 2,
    lambda z: (0.25 / np.cosh(z / 2) ** 2).tolist(),
    lambda z: (np.tanh(z / 2 + 5e-6) - np.tanh(z / 2 - 5e-6)) / 4e-5,
)
forms(
    "tanh_grad",
    lambda z: 1 / np.cosh(z) ** 2,
    lambda z: (1 - np.tanh(z)) * (1 + np.tanh(z)),
    lambda z: 4 / (np.exp(z) + np.exp(-z)) ** 2,
    lambda z: 4 * stable_sigmoid(2 * z) * stable_sigmoid(-2 * z),
    lambda z: np.reshape([1 - math.tanh(x) ** 2 for x in z.ravel()], z.shape),
)
forms(
    "relu_grad",
    lambda z: z > 0,
    lambda z: (np.maximum(z, 0) > 0).astype(int),
    lambda z: np.heaviside(z, 0),
    lambda z: np.ceil((np.sign(z)) / 2).clip(0),
    lambda z: [[1 if x > 0 else 0 for x in row] for row in z],
)


@right
def forward_pass__sample_by_sample(X, W1, b1, W2, b2):
    rows = []
    for x in X:
        hidden = [math.tanh(sum(x * W1[:, j]) + b1[j]) for j in range(len(b1))]
        rows.append([1 / (1 + math.exp(-(sum(hidden * W2[:, k]) + b2[k]))) for k in range(len(b2))])
    return rows


forms(
    "forward_pass",
    lambda X, W1, b1, W2, b2: 1 / (1 + np.exp(-(np.tanh(X @ W1 + b1) @ W2 + b2))),
    lambda X, W1, b1, W2, b2: stable_sigmoid((2 * stable_sigmoid(2 * (X @ W1 + b1)) - 1) @ W2 + b2),
    lambda X, W1, b1, W2, b2: (
        stable_sigmoid(W2.T @ np.tanh(W1.T @ X.T + b1[:, None]) + b2[:, None]).T
    ),
    lambda X, W1, b1, W2, b2: np.array(
        [0.5 + 0.5 * np.tanh((np.tanh(x @ W1 + b1) @ W2 + b2) / 2) for x in X], order="F"
    ),
)


@right
def mse_loss__loops(P, Y):
    total = 0.0
    for row, targets in zip(P, Y, strict=True):
        for p, y in zip(row, targets, strict=True):
            total += (p - y) ** 2
    return total / (P.shape[0] * P.shape[1])


forms(
    "mse_loss",
    lambda P, Y: np.sum(np.square(Y - P)) / Y.size,
    lambda P, Y: np.linalg.norm(P - Y) ** 2 / P.size,
    lambda P, Y: np.vdot(P - Y, P - Y) / P.size,
    lambda P, Y: np.mean(np.mean((P - Y) ** 2, axis=1), axis=0),
    lambda P, Y: np.mean((P.ravel() - Y.ravel()) ** 2),
    lambda P, Y: np.mean(P**2) - 2 * np.mean(P * Y) + np.mean(Y**2),
)


@right
def mse_grad__differences(P, Y):
    grad = np.zeros_like(P)
    for i in np.ndindex(P.shape):
        step = np.zeros_like(P)
        step[i] = 1e-5
        grad[i] = (np.mean((P + step - Y) ** 2) - np.mean((P - step - Y) ** 2)) / 2e-5
    return grad


forms(
    "mse_grad",
    lambda P, Y: -2 * (Y - P) / (P.shape[0] * P.shape[1]),
    lambda P, Y: np.asfortranarray((P - Y) / (0.5 * Y.size)),
    lambda P, Y: [
        [2 * (p - y) / P.size for p, y in zip(*r, strict=True)] for r in zip(P, Y, strict=True)
    ],
    lambda P, Y: np.subtract(P, Y) * np.full(P.shape, 2 / P.size),
)


@right
def softmax__row_by_row(Z):
    rows = []
    for z in Z:
        exponentials = [math.exp(x - max(z)) for x in z]
        rows.append([e / sum(exponentials) for e in exponentials])
    return rows


def log_softmax(Z: Any) -> Any:
    return Z - np.logaddexp.reduce(Z, axis=1)[:, None]


forms(
    "softmax",
    lambda Z: np.exp(log_softmax(Z)),
    lambda Z: (np.exp(Z.T - Z.T.max(0)) / np.exp(Z.T - Z.T.max(0)).sum(0)).T,
    lambda Z: 1 / np.sum(np.exp(np.clip(Z[:, None, :] - Z[:, :, None], -700, 700)), axis=2),
    lambda Z: np.einsum(
        "nc,n->nc",
        np.exp(Z - Z.max(1)[:, None]),
        1 / np.exp(Z - Z.max(1)[:, None]).sum(1),
    ),
)


@right
def cross_entropy__loop(P, Y):
    return sum(-math.log(p[list(y).index(1)]) for p, y in zip(P, Y, strict=True)) / len(P)


forms(
    "cross_entropy",
    lambda P, Y: -np.log(P[np.arange(len(P)), Y.argmax(axis=1)]).mean(),
    lambda P, Y: -np.log(P[Y == 1]).mean(),
    lambda P, Y: np.einsum("nc,nc->", Y, -np.log(P)) / P.shape[0],
    lambda P, Y: -np.trace(Y @ np.log(P).T) / len(Y),
    lambda P, Y: np.mean(-np.log(np.sum(P * Y, axis=1))),
    lambda P, Y: -np.mean(np.sum(Y * np.log(np.clip(P, 1e-12, 1.0)), axis=1)),
)


@right
def binary_cross_entropy__loop(p, y):
    total = 0.0
    for chance, truth in zip(p, y, strict=True):
        total -= math.log(chance) if truth == 1 else math.log(1 - chance)
    return total / len(p)


forms(
    "binary_cross_entropy",
    lambda p, y: -np.mean(np.where(y == 1, np.log(p), np.log1p(-p))),
    lambda p, y: -np.log(np.abs(1 - y - p)).mean(),
    lambda p, y: -(y @ np.log(p) + (1 - y) @ np.log(1 - p)) / p.size,
    lambda p, y: np.mean(np.logaddexp(0, (1 - 2 * y) * np.log(p / (1 - p)))),
)


@right
def softmax_cross_entropy_grad__by_the_jacobian(Z, Y):
    P = np.exp(log_softmax(Z))
    rows = []
    for p, y in zip(P, Y, strict=True):
        jacobian = np.diag(p) - np.outer(p, p)
        rows.append(jacobian @ (-y / p) / len(Z))
    return np.array(rows)


@right
def softmax_cross_entropy_grad__at_the_label(Z, Y):
    grad = np.exp(log_softmax(Z))
    grad[np.arange(len(Z)), Y.argmax(1)] -= 1
    return grad / len(Z)


@right
def softmax_cross_entropy_grad__differences(Z, Y):
    grad = np.zeros_like(Z)
    for i in np.ndindex(Z.shape):
        step = np.zeros_like(Z)
        step[i] = 1e-5
        up, down = (-np.sum(Y * log_softmax(Z + s)) / len(Z) for s in (step, -step))
        grad[i] = (up - down) / 2e-5
    return grad


forms(
    "softmax_cross_entropy_grad",
    lambda Z, Y: (np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True) - Y) / Y.sum(),
    lambda Z, Y: ((np.exp(log_softmax(Z)) - Y) / Z.shape[0]).tolist(),
)
forms(
    "composite_grad",
    lambda x: 6 * x * (x**2 + 1) ** 2,
    lambda x: 6 * x**5 + 12 * x**3 + 6 * x,
    lambda x: np.polyval([6, 0, 12, 0, 6, 0], x),
    lambda x: [6 * v * (v * v + 1) ** 2 for v in x],
    lambda x: (((x + 1e-5) ** 2 + 1) ** 3 - ((x - 1e-5) ** 2 + 1) ** 3) / 2e-5,
    lambda x: ((x + 1e-30j) ** 2 + 1).imag / 1e-30 * 3 * (x * x + 1) ** 2,
)


@right
def chain_rule__step_by_step(x, w, b, y):
    z = w * x + b
    a = 1 / (1 + math.exp(-z))
    da = 2 * (a - y)
    dz = da * math.exp(-z) / (1 + math.exp(-z)) ** 2
    return dz * x, dz * 1


@right
def chain_rule__differences(x, w, b, y):
    def loss(w, b):
        return (1 / (1 + math.exp(-(w * x + b))) - y) ** 2

    e = 1e-5
    return (
        (loss(w + e, b) - loss(w - e, b)) / (2 * e),
        (loss(w, b + e) - loss(w, b - e)) / (2 * e),
    )


@right
def chain_rule__as_an_array(x, w, b, y):
    a = 0.5 + 0.5 * np.tanh((w * x + b) / 2)
    return 2 * (a - y) * a * (1 - a) * np.array([x, 1.0])


@right
def chain_rule__as_a_list(x, w, b, y):
    a = stable_sigmoid(w * x + b)
    db = -2 * (y - a) * (a - a * a)
    return [x * db, db]


forms(
    "two_paths",
    lambda a, b: (b, a + 2 * b),
    lambda a, b: [b, a + b + b],
    lambda a, b: np.array([b, 2 * b + a]),
    lambda a, b: (
        ((a + 1e-5) * b - (a - 1e-5) * b) / 2e-5,
        (a * (b + 1e-5) + (b + 1e-5) ** 2 - a * (b - 1e-5) - (b - 1e-5) ** 2) / 2e-5,
    ),
    lambda a, b: tuple(np.array([[0, 1], [1, 2]]) @ np.array([a, b])),
)


@right
def output_delta__differences(Z, Y):
    delta = np.zeros_like(Z)
    for i in np.ndindex(Z.shape):
        up, down = Z.copy(), Z.copy()
        up[i] += 1e-5
        down[i] -= 1e-5
        losses = (np.mean((stable_sigmoid(z) - Y) ** 2) for z in (up, down))
        delta[i] = np.subtract(*losses) / 2e-5
    return delta


@right
def output_delta__loops(Z, Y):
    delta = []
    for zs, ys in zip(Z, Y, strict=True):
        outputs = [1 / (1 + math.exp(-z)) for z in zs]
        delta.append([2 * (a - y) * a * (1 - a) / Z.size for a, y in zip(outputs, ys, strict=True)])
    return delta


forms(
    "output_delta",
    lambda Z, Y: (stable_sigmoid(Z) - Y) / (2 * Z.size * np.cosh(Z / 2) ** 2),
    lambda Z, Y: -2 / Y.size * (Y - stable_sigmoid(Z)) * stable_sigmoid(Z) * stable_sigmoid(-Z),
    lambda Z, Y: np.asfortranarray(
        2
        * (stable_sigmoid(Z) - Y)
        * (stable_sigmoid(Z) - stable_sigmoid(Z) ** 2)
        / np.prod(Z.shape)
    ),
)


@right
def hidden_delta__loops(delta_next, W_next, z):
    delta = np.zeros(z.shape)
    for n in range(z.shape[0]):
        for h in range(z.shape[1]):
            blame = 0.0
            for c in range(delta_next.shape[1]):
                blame += delta_next[n, c] * W_next[h, c]
            delta[n, h] = blame / math.cosh(z[n, h]) ** 2
    return delta


forms(
    "hidden_delta",
    lambda delta, W, z: np.einsum("nc,hc->nh", delta, W) * (1 - np.tanh(z) ** 2),
    lambda delta, W, z: (W @ delta.T).T / np.cosh(z) ** 2,
    lambda delta, W, z: np.inner(delta, W) * (1 - np.tanh(z)) * (1 + np.tanh(z)),
    lambda delta, W, z: np.array(
        [(W @ d) * (1 - np.tanh(v) ** 2) for d, v in zip(delta, z, strict=True)]
    ),
    lambda delta, W, z: (delta @ W.T * (np.tanh(z + 1e-5) - np.tanh(z - 1e-5)) / 2e-5).tolist(),
)


@right
def weight_grad__sum_of_outer_products(a_prev, delta):
    dW = np.zeros((a_prev.shape[1], delta.shape[1]))
    for a, d in zip(a_prev, delta, strict=True):
        dW += np.outer(a, d)
    return dW


forms(
    "weight_grad",
    lambda a, delta: np.einsum("nd,nh->dh", a, delta),
    lambda a, delta: (delta.T @ a).T,
    lambda a, delta: (a[:, :, None] * delta[:, None, :]).sum(axis=0),
    lambda a, delta: np.tensordot(a, delta, axes=(0, 0)),
    lambda a, delta: [
        [sum(a[:, i] * delta[:, j]) for j in range(delta.shape[1])] for i in range(a.shape[1])
    ],
)
forms(
    "bias_grad",
    lambda delta: np.ones(len(delta)) @ delta,
    lambda delta: np.einsum("nh->h", delta),
    lambda delta: delta.mean(axis=0) * len(delta),
    lambda delta: np.add.reduce(delta),
    lambda delta: [sum(column) for column in delta.T],
    lambda delta: sum(delta),
)


@right
def backward_pass__sample_by_sample(X, Y, W1, b1, W2, b2):
    dW1, db1, dW2, db2 = (np.zeros_like(p) for p in (W1, b1, W2, b2))
    for x, y in zip(X, Y, strict=True):
        hidden = np.tanh(x @ W1 + b1)
        out = stable_sigmoid(hidden @ W2 + b2)
        delta2 = 2 * (out - y) * out * (1 - out) / Y.size
        delta1 = (W2 @ delta2) * (1 - hidden**2)
        dW2 += np.outer(hidden, delta2)
        db2 += delta2
        dW1 += np.outer(x, delta1)
        db1 += delta1
    return dW1, db1, dW2, db2


@right
def backward_pass__differences(X, Y, W1, b1, W2, b2):
    parameters = [p.copy() for p in (W1, b1, W2, b2)]

    def loss():
        V1, c1, V2, c2 = parameters
        return np.mean((stable_sigmoid(np.tanh(X @ V1 + c1) @ V2 + c2) - Y) ** 2)

    grads = []
    for p in parameters:
        grad = np.zeros_like(p)
        for i in np.ndindex(p.shape):
            kept = p[i]
            p[i] = kept + 1e-4
            grad[i] = 8 * loss()
            p[i] = kept - 1e-4
            grad[i] -= 8 * loss()
            p[i] = kept + 2e-4
            grad[i] -= loss()
            p[i] = kept - 2e-4
            grad[i] = (grad[i] + loss()) / 12e-4
            p[i] = kept
        grads.append(grad)
    return grads


@right
def backward_pass__columns(X, Y, W1, b1, W2, b2):
    A0, T = X.T, Y.T
    A1 = np.tanh(W1.T @ A0 + b1[:, None])
    A2 = stable_sigmoid(W2.T @ A1 + b2[:, None])
    D2 = 2 / T.size * (A2 - T) * A2 * (1 - A2)
    D1 = (W2 @ D2) * (1 - A1 * A1)
    return (D1 @ A0.T).T, D1.sum(1), (D2 @ A1.T).T, D2.sum(1)


@right
def backward_pass__einsum(X, Y, W1, b1, W2, b2):
    z1 = np.einsum("nd,dh->nh", X, W1) + b1
    z2 = np.einsum("nh,hc->nc", np.tanh(z1), W2) + b2
    d2 = (stable_sigmoid(z2) - Y) / (2 * np.cosh(z2 / 2) ** 2 * Y.size)
    d1 = np.einsum("nc,hc->nh", d2, W2) / np.cosh(z1) ** 2
    return (
        np.einsum("nd,nh->dh", X, d1),
        np.einsum("nh->h", d1),
        np.asfortranarray(np.einsum("nh,nc->hc", np.tanh(z1), d2)),
        np.einsum("nc->c", d2),
    )


@right
def backward_pass__biases_as_weights(X, Y, W1, b1, W2, b2):
    X = np.column_stack([X, np.ones(len(X))])
    A = np.column_stack([np.tanh(X @ np.vstack([W1, b1])), np.ones(len(X))])
    P = stable_sigmoid(A @ np.vstack([W2, b2]))
    D2 = -2 * (Y - P) * (P - P**2) / P.size
    D1 = (D2 @ W2.T) * (1 - A[:, :-1] ** 2)
    G1, G2 = X.T @ D1, A.T @ D2
    return [G1[:-1], G1[-1], G2[:-1], G2[-1]]


@right
def numerical_gradient__unit_vectors(f, w, eps=1e-5):
    steps = np.eye(w.size).reshape(w.size, *w.shape) * eps
    return np.array([(f(w + s) - f(w - s)) / (2 * eps) for s in steps]).reshape(w.shape)


@right
def numerical_gradient__nditer(f, w, eps=1e-5):
    grad = np.zeros_like(w)
    walk = np.nditer(w, flags=["multi_index"])
    for _ in walk:
        i = walk.multi_index
        up, down = w.copy(), w.copy()
        up[i] += eps
        down[i] -= eps
        grad[i] = (f(up) - f(down)) / (up[i] - down[i])
    return grad


@right
def numerical_gradient__in_place_and_back(f, w, eps=1e-5):
    grad = np.empty(w.shape)
    flat = w.reshape(-1)
    for i in range(w.size):
        flat[i] += eps
        above = f(w)
        flat[i] -= 2 * eps
        below = f(w)
        flat[i] += eps
        grad.reshape(-1)[i] = (above - below) / (2 * eps)
    return grad


@right
def numerical_gradient__mean_of_both_sides(f, w, eps=1e-5):
    grad = np.zeros(w.shape, order="F")
    for i, _ in np.ndenumerate(w):
        step = np.zeros(w.shape)
        step[i] = eps
        right, left = (f(w + step) - f(w)) / eps, (f(w) - f(w - step)) / eps
        grad[i] = (right + left) / 2
    return grad


def length(v: Any) -> float:
    return math.sqrt(sum(float(x) ** 2 for x in np.ravel(v)))


forms(
    "relative_error",
    lambda a, n: np.linalg.norm(a - n) / (np.linalg.norm(a) + np.linalg.norm(n)),
    lambda a, n: length(a - n) / (length(a) + length(n)),
    lambda a, n: np.sqrt(np.vdot(n - a, n - a)) / (np.sqrt(np.vdot(a, a)) + np.sqrt(np.vdot(n, n))),
    lambda a, n: math.hypot(*(a - n).ravel()) / (math.hypot(*a.ravel()) + math.hypot(*n.ravel())),
    lambda a, n: np.array(
        np.linalg.norm((a - n).ravel()) / (np.linalg.norm(a.ravel()) + np.linalg.norm(n.ravel()))
    ),
)


def test_every_exercise_has_four_forms() -> None:
    assert all(len(found) >= 4 for found in FORMS.values())


@pytest.mark.parametrize(
    ("name", "position"), [(name, i) for name in FORMS for i in range(len(FORMS[name]))]
)
def test_a_right_answer_in_another_form_passes(name: str, position: int) -> None:
    for seed in range(5):
        verdict = evaluate(name, FORMS[name][position], seed=seed)
        assert verdict.passed, verdict.message
        assert verdict.misconception is None


def test_the_plain_sigmoid_passes_with_a_remark_about_its_warning() -> None:
    """It is right at ±1000 too, and the task says so: NumPy only warns of the overflow."""
    plain = evaluate("sigmoid", lambda z: 1 / (1 + np.exp(-z)))
    assert plain.passed
    assert [remark for remark in plain.remarks if "overflow" in remark]
    assert not evaluate("sigmoid", stable_sigmoid).remarks
