"""Lecture 4: references against PyTorch, other right forms, comfortable inputs, closed forms."""

from collections import defaultdict
from typing import Any

import numpy as np
import pytest
from catalogue_tools import (
    Forms,
    agree,
    answer_to,
    assert_hidden,
    assert_passes,
    faces,
    leaves,
    task_of,
)

from course_utils.exercises.running import probes_of

torch = pytest.importorskip("torch")
FORMS = Forms("applications")
right = FORMS.add


def tensors(*arrays: Any) -> list[Any]:
    return [torch.tensor(a, dtype=torch.float64, requires_grad=True) for a in arrays]


def pulled(output: Any, inputs: list[Any], upstream: Any) -> tuple[np.ndarray, ...]:
    """The gradients of Σ upstream · output."""
    found = torch.autograd.grad(output, inputs, torch.tensor(upstream, dtype=torch.float64))
    return tuple(g.numpy() for g in found)


@right
def residual_backward__torch(x, W, dout):
    x, W = tensors(x, W)
    return pulled(x + torch.tanh(x @ W), [x], dout)[0]


@right
def conv2d_forward__torch(x, k, b, stride, pad):
    return torch.nn.functional.conv2d(*tensors(x, k, b), stride=stride, padding=pad)


@right
def conv2d_backward__torch(x, k, dout, stride, pad):
    inputs = tensors(x, k, np.zeros(len(k)))
    y = torch.nn.functional.conv2d(*inputs, stride=stride, padding=pad)
    return pulled(y, inputs, dout)


@right
def maxpool_backward__torch(x, dout):
    (x,) = tensors(x)
    y = torch.nn.functional.max_pool2d(x[None, None], 2, stride=1)
    return pulled(y, [x], dout[None, None])[0]


@right
def rnn_bptt__torch(X, Wx, Wh, b, h0, dH):
    Wx, Wh, b = params = tensors(Wx, Wh, b)
    h, states = torch.tensor(h0), []
    for x in torch.tensor(X):
        h = torch.tanh(x @ Wx + h @ Wh + b)
        states.append(h)
    return pulled(torch.stack(states), params, dH)


@right
def embedding_grad__torch(ids, dout, vocab_size):
    (table,) = tensors(np.zeros((vocab_size, dout.shape[1])))
    y = torch.nn.functional.embedding(torch.tensor(ids), table)
    return pulled(y, [table], dout)[0]


@right
def attention_backward__torch(Q, K, V, dO):
    inputs = tensors(Q, K, V)
    y = torch.nn.functional.scaled_dot_product_attention(*(t[None] for t in inputs))[0]
    return pulled(y, inputs, dO)


@right
def gan_generator_grad__torch(s):
    (s,) = tensors(s)
    loss = torch.nn.functional.binary_cross_entropy_with_logits(s, torch.ones_like(s))
    return pulled(loss, [s], 1.0)[0]


@right
def residual_backward__einsum(x, W, dout):
    slope = 1 / np.cosh(np.einsum("ni,ij->nj", x, W)) ** 2
    return dout + np.einsum("nj,nj,ij->ni", dout, slope, W)


@right
def residual_backward__loops(x, W, dout):
    dx = dout.tolist()
    for n, j in np.ndindex(dout.shape):
        slope = 1 - np.tanh(x[n] @ W[:, j]) ** 2
        for i in range(len(W)):
            dx[n][i] += dout[n, j] * slope * W[i, j]
    return dx


@right
def residual_backward__central_differences(x, W, dout):
    def loss(x):
        return np.sum(dout * (x + np.tanh(x @ W)))

    dx, eps = np.zeros(x.shape), 1e-5
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = eps
        dx[index] = (loss(x + step) - loss(x - step)) / (2 * eps)
    return dx


@right
def conv2d_forward__loops(x, k, b, stride, pad):
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    kh, kw = k.shape[2:]
    down, across = (x.shape[2] - kh) // stride + 1, (x.shape[3] - kw) // stride + 1
    y = np.empty((len(x), len(k), down, across))
    for n, o, i, j in np.ndindex(y.shape):
        seen = x[n, :, i * stride : i * stride + kh, j * stride : j * stride + kw]
        y[n, o, i, j] = (seen * k[o]).sum() + b[o]
    return y


@right
def conv2d_forward__offsets(x, k, b, stride, pad):
    n, _, height, width = x.shape
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    down = (height + 2 * pad - k.shape[2]) // stride + 1
    across = (width + 2 * pad - k.shape[3]) // stride + 1
    y = np.zeros((n, len(k), down, across)) + b.reshape(1, -1, 1, 1)
    for p, q in np.ndindex(k.shape[2:]):
        seen = x[:, :, p : p + stride * down : stride, q : q + stride * across : stride]
        y += np.tensordot(seen, k[:, :, p, q], axes=(1, 1)).transpose(0, 3, 1, 2)
    return np.asfortranarray(y)


@right
def conv2d_forward__one_product(image, kernels, bias, step, border=0):
    """im2col: every window a row."""
    image = np.pad(image, ((0, 0), (0, 0), (border, border), (border, border)))
    kh, kw = kernels.shape[2:]
    rows = [
        [
            image[:, :, i : i + kh, j : j + kw].reshape(len(image), -1)
            for j in range(0, image.shape[3] - kw + 1, step)
        ]
        for i in range(0, image.shape[2] - kh + 1, step)
    ]
    table = np.array(rows)
    y = table @ kernels.reshape(len(kernels), -1).T + bias
    return y.transpose(2, 3, 0, 1).tolist()


@right
def conv2d_backward__loops(x, k, dout, stride, pad):
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx, dk, db = np.zeros(x.shape), np.zeros(k.shape), np.zeros(len(k))
    kh, kw = k.shape[2:]
    for n, o, i, j in np.ndindex(dout.shape):
        window = np.s_[n, :, i * stride : i * stride + kh, j * stride : j * stride + kw]
        dx[window] += k[o] * dout[n, o, i, j]
        dk[o] += x[window] * dout[n, o, i, j]
        db[o] += dout[n, o, i, j]
    return dx[:, :, pad : dx.shape[2] - pad, pad : dx.shape[3] - pad], dk, db


@right
def conv2d_backward__offsets(x, k, dout, stride, pad):
    x = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dx, dk = np.zeros(x.shape), np.zeros(k.shape)
    down, across = dout.shape[2:]
    for p, q in np.ndindex(k.shape[2:]):
        seen = np.s_[:, :, p : p + stride * down : stride, q : q + stride * across : stride]
        dx[seen] += np.einsum("noij,oc->ncij", dout, k[:, :, p, q])
        dk[:, :, p, q] = np.einsum("noij,ncij->oc", dout, x[seen])
    return [dx[:, :, pad:-pad, pad:-pad], dk, np.einsum("noij->o", dout)]


@right
def conv2d_backward__turned_kernel(x, k, dout, stride, pad):
    """dx as a convolution of the dout spread apart, with the kernel turned round."""
    (n, o, down, across), (kh, kw) = dout.shape, k.shape[2:]
    height, width = x.shape[2] + 2 * pad, x.shape[3] + 2 * pad
    spread = np.zeros((n, o, height + kh - 1, width + kw - 1))
    for i, j in np.ndindex(down, across):
        spread[:, :, kh - 1 + i * stride, kw - 1 + j * stride] = dout[:, :, i, j]
    turned = k[:, :, ::-1, ::-1].swapaxes(0, 1)
    dx = conv2d_forward__loops(spread, turned, np.zeros(x.shape[1]), 1, 0)
    return (
        dx[:, :, pad : height - pad, pad : width - pad],
        conv2d_backward__loops(x, k, dout, stride, pad)[1],
        dout.sum((0, 2, 3)),
    )


@right
def maxpool_backward__add_at(x, dout):
    seen = np.lib.stride_tricks.sliding_window_view(x, (2, 2))
    down, across = np.divmod(seen.reshape(*dout.shape, 4).argmax(axis=2), 2)
    rows, columns = np.indices(dout.shape)
    dx = np.zeros(x.shape)
    np.add.at(dx, (rows + down, columns + across), dout)
    return dx


@right
def maxpool_backward__plain_loops(x, dout):
    dx = [[0.0] * x.shape[1] for _ in x]
    for i in range(dout.shape[0]):
        for j in range(dout.shape[1]):
            best = (i, j)
            for place in ((i, j + 1), (i + 1, j), (i + 1, j + 1)):
                if x[place] > x[best]:
                    best = place
            dx[best[0]][best[1]] += dout[i, j]
    return dx


@right
def maxpool_backward__slices(x, dout):
    """Four slices, the last one first, so that an earlier place may take over on a tie."""
    corners = [np.s_[:-1, :-1], np.s_[:-1, 1:], np.s_[1:, :-1], np.s_[1:, 1:]]
    top = np.max([x[corner] for corner in corners], axis=0)
    taken, dx = np.zeros(dout.shape, bool), np.zeros(x.shape)
    for corner in corners:
        wins = (x[corner] == top) & ~taken
        dx[corner] += wins * dout
        taken |= wins
    return np.asfortranarray(dx)


@right
def rnn_bptt__joint_weights(X, Wx, Wh, b, h0, dH):
    """One matrix for input, state and bias."""
    W, h, seen = np.vstack([Wx, Wh, b]), h0, []
    for x in X:
        seen.append(np.hstack([x, h, np.ones((len(x), 1))]))
        h = np.tanh(seen[-1] @ W)
    dW, carried = np.zeros(W.shape), 0
    for t in range(len(X) - 1, -1, -1):
        dz = (dH[t] + carried) * (1 - np.tanh(seen[t] @ W) ** 2)
        dW += seen[t].T @ dz
        carried = (dz @ W.T)[:, X.shape[2] : -1]
    return dW[: X.shape[2]], dW[X.shape[2] : -1], dW[-1]


@right
def rnn_bptt__recursive(X, Wx, Wh, b, h0, dH):
    def walk(t, h):
        """The gradient at state t and those of the weights from step t on."""
        if t == len(X):
            return 0, 0, 0, 0
        after = np.tanh(X[t] @ Wx + h @ Wh + b)
        dh, dWx, dWh, db = walk(t + 1, after)
        dz = (dH[t] + dh) / np.cosh(np.arctanh(after)) ** 2
        return dz @ Wh.T, dWx + X[t].T @ dz, dWh + h.T @ dz, db + dz.sum(0)

    return list(walk(0, h0)[1:])


@right
def rnn_bptt__einsum_at_the_end(X, Wx, Wh, b, h0, dH):
    H = [h0]
    for x in X:
        H.append(np.tanh(x @ Wx + H[-1] @ Wh + b))
    H = np.array(H)
    D = dH * (1 - H[1:] ** 2)
    for t in range(len(X) - 2, -1, -1):
        D[t] += (D[t + 1] @ Wh.T) * (1 - H[t + 1] ** 2)
    return (
        np.einsum("tni,tnh->ih", X, D),
        np.einsum("tni,tnh->ih", H[:-1], D),
        np.einsum("tnh->h", D),
    )


@right
def embedding_grad__loop(ids, dout, vocab_size):
    dE = np.zeros((vocab_size, dout.shape[1]))
    for word, row in zip(ids, dout, strict=True):
        dE[word] += row
    return dE


@right
def embedding_grad__one_hot(ids, dout, vocab_size):
    return (np.arange(vocab_size)[:, None] == ids) @ dout


@right
def embedding_grad__bincount(ids, dout, vocab_size):
    return np.array([np.bincount(ids, column, vocab_size) for column in dout.T]).T


@right
def embedding_grad__dictionary(ids, dout, vocab_size):
    rows = defaultdict(lambda: np.zeros(dout.shape[1]))
    for i, word in enumerate(ids.tolist()):
        rows[word] = rows[word] + dout[i]
    return [rows[word].tolist() for word in range(vocab_size)]


@right
def attention_backward__jacobians(Q, K, V, dO):
    root = np.sqrt(K.shape[1])
    dQ, dK, dV = np.zeros(Q.shape), np.zeros(K.shape), np.zeros(V.shape)
    for i, query in enumerate(Q):
        p = np.exp(K @ query / root)
        p /= p.sum()
        ds = (np.diag(p) - np.outer(p, p)) @ (V @ dO[i]) / root
        dQ[i] = ds @ K
        dK += np.outer(ds, query)
        dV += np.outer(p, dO[i])
    return dQ, dK, dV


@right
def attention_backward__einsum(Q, K, V, dO):
    S = np.einsum("id,jd->ij", Q, K) / Q.shape[1] ** 0.5
    P = np.exp(S - S.max(1, keepdims=True))
    P /= P.sum(1)[:, None]
    dS = P * (np.einsum("ih,jh->ij", dO, V) - np.sum(dO * (P @ V), axis=1)[:, None])
    dS /= Q.shape[1] ** 0.5
    return [np.einsum("ij,jd->id", dS, K), np.einsum("ij,id->jd", dS, Q), P.T @ dO]


@right
def attention_backward__scaled_queries(Q, K, V, dO):
    q = Q / np.sqrt(Q.shape[1])
    P = np.exp(q @ K.T)
    P = P / P.sum(axis=1, keepdims=True)
    dP = dO @ V.T
    dS = P * dP - P * (P * dP).sum(axis=1, keepdims=True)
    return np.asfortranarray(dS @ K / np.sqrt(Q.shape[1])), dS.T @ q, P.T @ dO


FORMS["gan_generator_grad"] += [
    lambda s: -1 / (1 + np.exp(s)) / s.size,
    lambda s: (np.tanh(s / 2) - 1) / (2 * s.size),
    lambda s: (-np.exp(-s) / (1 + np.exp(-s)) / s.size).tolist(),
    lambda s: np.divide(1 / (1 + np.exp(-s)) - np.ones_like(s), np.prod(s.shape)),
]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", FORMS)
def test_reference_equals_torch(name: str, seed: int) -> None:
    for args in probes_of(task_of(name), seed):
        assert "torch" in FORMS[name][0].__name__
        ours = leaves(answer_to(name).reference, args)
        assert agree(ours, leaves(FORMS[name][0], args), rtol=1e-10)


@pytest.mark.parametrize("name", FORMS)
def test_every_exercise_has_four_other_forms(name: str) -> None:
    assert len(FORMS[name]) >= 4


@pytest.mark.parametrize(("name", "i"), [(n, i) for n in FORMS for i in range(len(FORMS[n]))])
def test_a_right_answer_in_another_form_passes(name: str, i: int) -> None:
    assert_passes(name, FORMS[name][i])


rng = np.random.default_rng(37)
square = rng.normal(size=(5, 5))
image = rng.normal(size=(7, 3, 5, 6))
kernel, bias = rng.normal(size=(11, 3, 3, 2)), rng.normal(size=11)
constant = np.full((11, 3, 3, 2), 0.3)
places = rng.normal(size=(7, 11, 3, 5))
apart = rng.normal(size=(7, 11, 2, 3))  # with stride = kernel nothing overlaps
squares, apart_2 = rng.normal(size=(7, 3, 6, 6)), rng.normal(size=(7, 11, 3, 3))
kernel_2 = rng.normal(size=(11, 3, 2, 2))
pixels, pooled = rng.permutation(35).reshape(5, 7) / 10 + 0.7, rng.normal(size=(4, 6))
Wx, Wh, b = rng.normal(size=(3, 5)), rng.normal(size=(5, 5)), rng.normal(size=5)
h0 = rng.normal(size=(7, 5))
narrow = [rng.normal(size=(n, 1)) for n in (7, 13)] + [rng.normal(size=(n, 11)) for n in (13, 7)]


def sequence(steps: int) -> tuple[np.ndarray, ...]:
    X, dH = rng.normal(size=(steps, 7, 3)), rng.normal(size=(steps, 7, 5))
    return X, Wx, Wh, b, h0, dH


COMFORTABLE: dict[str, tuple[str, tuple[Any, ...], set[str]]] = {
    "E37, symmetric W": (
        "residual_backward",
        (square, square + square.T, square.T),
        {"no_transpose"},
    ),
    "E38, constant kernel": (
        "conv2d_forward",
        (image, constant, bias, 2, 1),
        {"flipped"},
    ),
    "E38, stride 1, pad 0": (
        "conv2d_forward",
        (image, kernel, bias, 1, 0),
        {"stride_ignored", "window_start", "no_padding", "edge_padding", "one_sided_padding"},
    ),
    "E39, stride = kernel, pad 0": (
        "conv2d_backward",
        (squares, kernel_2, apart_2, 2, 0),
        {"overwritten", "not_cropped", "crop_shift", "floor_lost"},
    ),
    "E40, no ties": (
        "maxpool_backward",
        (pixels, pooled),
        {"all_ties", "shared", "last_tie", "column_first"},
    ),
    "E41, T = 1": (
        "rnn_bptt",
        sequence(1),
        {
            "no_future",
            "no_local",
            "overwritten",
            "no_transpose",
            "forward_order",
            "truncated",
            "mean_over_time",
        },
    ),
    "E41, T = 2": ("rnn_bptt", sequence(2), {"truncated"}),
    "E42, distinct ids": (
        "embedding_grad",
        (np.array([1, 4, 0, 6]), rng.normal(size=(4, 5)), 7),
        {"last_wins", "first_wins", "averaged"},
    ),
    "E43, d = 1": (
        "attention_backward",
        tuple(narrow),
        {"no_scale", "no_scale_back", "scale_d", "scale_d_both"},
    ),
    "E44, one fake": ("gan_generator_grad", (rng.normal(size=(1,)),), {"no_mean"}),
}


@pytest.mark.parametrize("comfort", COMFORTABLE)
def test_a_comfortable_input_hides_mistakes(comfort: str) -> None:
    assert_hidden(*COMFORTABLE[comfort])


def probe(name: str) -> tuple[Any, ...]:
    return probes_of(task_of(name), 0)[0]


def both(name: str, id: str, face: int = 0) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """What the mistake gives on the first probe, and what is right there."""
    return leaves(faces(name, id)[face], probe(name)), leaves(
        answer_to(name).reference, probe(name)
    )


def test_closed_forms_of_the_residual() -> None:
    (_, _, dout), name = probe("residual_backward"), "residual_backward"
    shifts = {"no_identity": -dout, "twice": dout}
    for id, shift in shifts.items():
        (mine,), (ours,) = both(name, id)
        np.testing.assert_allclose(mine, ours + shift)
    (mine,), (ours,) = both(name, "multiplied")
    np.testing.assert_allclose(mine, dout * (ours - dout))
    (mine,), (ours,) = both(name, "averaged")
    np.testing.assert_allclose(mine, ours / 2)


def test_closed_forms_of_the_convolution() -> None:
    _, _, b, _, _ = probe("conv2d_forward")
    offset = b[:, None, None]
    (mine,), (ours,) = both("conv2d_forward", "no_bias")
    np.testing.assert_allclose(mine, ours - offset)
    (mine,), (ours,) = both("conv2d_forward", "mean")
    np.testing.assert_allclose(mine, (ours - offset) / 18 + offset)
    (mine,), (ours,) = both("conv2d_forward", "edge_padding")
    np.testing.assert_allclose(mine[:, :, 1:-1, 1:-1], ours[:, :, 1:-1, 1:-1])


def test_closed_forms_of_the_convolution_backward() -> None:
    x, k, dout, *_ = args = probe("conv2d_backward")
    dx, dk, db = leaves(answer_to("conv2d_backward").reference, args)
    y = leaves(answer_to("conv2d_forward").reference, (x, k, np.zeros(len(k)), *args[3:]))[0]
    products = [np.sum(dx * x), np.sum(dk * k), np.sum(dout * y)]
    np.testing.assert_allclose(products, products[0])
    (_, mine, _), _ = both("conv2d_backward", "averaged")
    np.testing.assert_allclose(mine, dk / (7 * 3 * 5))
    (crowded, _, _), _ = both("conv2d_backward", "stride_ignored")
    assert np.abs(crowded[:, :, 4:]).max() == 0
    (alike, _, _), _ = both("conv2d_backward", "channels_mixed")
    np.testing.assert_allclose(alike, alike[:, :1].repeat(3, axis=1))
    np.testing.assert_allclose(db, dout.sum((0, 2, 3)))


@pytest.mark.parametrize(("id", "share"), [("copied", 4), ("average", 1), ("shared", 1)])
def test_totals_of_the_pooling(id: str, share: float) -> None:
    _, dout = probe("maxpool_backward")
    (mine,), (ours,) = both("maxpool_backward", id)
    np.testing.assert_allclose([ours.sum(), mine.sum()], [dout.sum(), share * dout.sum()])


def test_closed_forms_of_the_pooling() -> None:
    x, dout = probe("maxpool_backward")
    (mine,), (ours,) = both("maxpool_backward", "value")
    np.testing.assert_allclose(mine, ours * x)
    (mine,), _ = both("maxpool_backward", "all_ties")
    assert mine.sum() > dout.sum() + 0.1


def test_closed_forms_through_time() -> None:
    X, Wx, Wh, b, h0, dH = probe("rnn_bptt")
    h = [h0]
    for x in X:
        h.append(np.tanh(x @ Wx + h[-1] @ Wh + b))
    (_, mine, _), _ = both("rnn_bptt", "no_future")
    steps = range(len(X))
    np.testing.assert_allclose(mine, sum(h[t].T @ (dH[t] * (1 - h[t + 1] ** 2)) for t in steps))
    deltas, carried = [np.zeros(0)] * len(X), np.zeros_like(h0)
    for t in reversed(steps):
        deltas[t] = (dH[t] + carried) * (1 - h[t + 1] ** 2)
        carried = deltas[t] @ Wh.T
    (_, mine, _), (_, ours, _) = both("rnn_bptt", "h_t_for_h_prev")
    shift = sum((h[t + 1] - h[t]).T @ deltas[t] for t in steps)
    np.testing.assert_allclose(mine, ours + shift)
    zeros = leaves(faces("rnn_bptt", "overwritten")[0], (X, Wx, Wh, b, 0 * h0, dH))
    assert not zeros[1].any()


def test_columns_of_the_embedding_gradient_sum_to_those_of_dout() -> None:
    ids, dout, _ = probe("embedding_grad")
    _, (ours,) = both("embedding_grad", "last_wins")
    np.testing.assert_allclose(ours.sum(axis=0), dout.sum(axis=0))
    assert ids.tolist() == [1, 4, 1, 0, 1, 4, 3]


def test_closed_forms_of_attention() -> None:
    Q, K, V, dO = probe("attention_backward")
    S = Q @ K.T / np.sqrt(5)
    P = np.exp(S) / np.exp(S).sum(1, keepdims=True)
    r = (P * (dO @ V.T)).sum(axis=1, keepdims=True)
    (dQ, dK, _), (right_dQ, right_dK, _) = both("attention_backward", "no_row_term")
    np.testing.assert_allclose(dQ, right_dQ + (r * P) @ K / np.sqrt(5))
    np.testing.assert_allclose(dK, right_dK + (r * P).T @ Q / np.sqrt(5))
    np.testing.assert_allclose(right_dK.sum(axis=0), 0, atol=1e-12)
    assert np.abs(dK.sum(axis=0)).min() > 1e-6
    for id, k in (("no_scale_back", 5**0.5), ("scale_d", 5**-0.5)):
        (dQ, dK, _), _ = both("attention_backward", id)
        np.testing.assert_allclose(dQ / right_dQ, k)
        np.testing.assert_allclose(dK / right_dK, k)


def test_closed_forms_of_the_generator() -> None:
    (s,) = probe("gan_generator_grad")
    sigma = 1 / (1 + np.exp(-s))
    (mine,), (ours,) = both("gan_generator_grad", "labels_of_d")
    np.testing.assert_allclose(mine, ours + 1 / s.size)
    (mine,), _ = both("gan_generator_grad", "saturating")
    np.testing.assert_allclose(mine, -sigma / s.size)
    (mine,), _ = both("gan_generator_grad", "no_mean")
    np.testing.assert_allclose(mine, 7 * ours)
