"""A mistake can be written in more than one way; each way gets the name of the mistake."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from catalogue_tools import reference as right

from course_utils.exercises import evaluate

Wrong = Callable[..., Any]


def sample_deviation(dout, x, gamma, eps):
    """n − 1 in the deviation only; the means are means."""
    sigma = np.sqrt(x.var(axis=0, ddof=1) + eps)
    x_hat = (x - x.mean(axis=0)) / sigma
    dx = gamma / sigma * (dout - dout.mean(axis=0) - x_hat * (dout * x_hat).mean(axis=0))
    return dx, (dout * x_hat).sum(axis=0), dout.sum(axis=0)


def relative_delta(losses, patience, min_delta):
    best, best_epoch = np.inf, 0
    for epoch, loss in enumerate(losses):
        if loss < best * (1 - min_delta):
            best, best_epoch = loss, epoch
        elif epoch - best_epoch >= patience:
            return best_epoch, epoch
    return best_epoch, len(losses) - 1


def smallest_so_far(losses, patience, min_delta):
    _, stop = right("early_stopping")(losses, patience, min_delta)
    return int(np.argmin(losses[: stop + 1])), stop


def half_square(dW, db, W, b, lam):
    return dW + lam / 2 * W**2, db


def mean_over_places(x, k, dout, stride, pad):
    dx, dk, db = right("conv2d_backward")(x, k, dout, stride, pad)
    return dx, dk / dout[0, 0].size, db


def dk_of_the_last_place(x, k, dout, stride, pad):
    dx, _, db = right("conv2d_backward")(x, k, dout, stride, pad)
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    i, j = stride * (dout.shape[2] - 1), stride * (dout.shape[3] - 1)
    seen = padded[:, :, i : i + k.shape[2], j : j + k.shape[3]]
    return dx, np.einsum("no,ncpq->ocpq", dout[:, :, -1, -1], seen), db


def last_channel_everywhere(x, k, dout, stride, pad):
    dx, dk, db = right("conv2d_backward")(x, k, dout, stride, pad)
    return np.repeat(dx[:, -1:], x.shape[1], axis=1), dk, db


def one_row_more_then_cut(ids, dout, vocab_size):
    dE = np.zeros((vocab_size + 1, dout.shape[1]))
    np.add.at(dE, ids + 1, dout)
    return dE[:vocab_size]


def ids_from_one(ids, dout, vocab_size):
    dE = np.zeros((vocab_size, dout.shape[1]))
    np.add.at(dE, ids + 1, dout)
    return dE


def last_parent_first(root):
    root.grad, seen, waiting = 1.0, set(), [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        for parent, local in zip(node.parents, node.local_grads, strict=True):
            parent.grad += node.grad * local
            waiting.append(parent)


def step_before_backward(model, optimizer, X, y):
    from torch.nn.functional import cross_entropy

    loss = cross_entropy(model(X), y)
    optimizer.step()
    optimizer.zero_grad()
    loss.backward()
    return loss.item()


def uphill(model, optimizer, X, y):
    from torch.nn.functional import cross_entropy

    optimizer.zero_grad()
    loss = cross_entropy(model(X), y)
    (-loss).backward()
    optimizer.step()
    return loss.item()


def divided_again(model, optimizer, X, y):
    from torch.nn.functional import cross_entropy

    optimizer.zero_grad()
    loss = cross_entropy(model(X), y) / len(y)
    loss.backward()
    optimizer.step()
    return loss.item()


def micro_batches(model, optimizer, X, y):
    from torch.nn.functional import cross_entropy

    optimizer.zero_grad()
    total = 0.0
    for part, labels in zip(X.split(4), y.split(4), strict=True):
        loss = cross_entropy(model(part), labels)
        loss.backward()
        total += loss.item()
    optimizer.step()
    return total


def half_dropped(a, u, p):
    return a * (u >= 0.5) / 0.5


def half_dropped_scaled_by_p(a, u, p):
    return a * (u >= 0.5) / (1 - p)


READINGS: list[tuple[str, Wrong, str]] = [
    ("batchnorm_backward", sample_deviation, "bessel"),
    ("early_stopping", relative_delta, "delta_relative"),
    ("early_stopping", smallest_so_far, "best_ignores_delta"),
    ("add_l2_grad", half_square, "squared"),
    ("dropout_forward", half_dropped, "half_fixed"),
    ("dropout_forward", half_dropped_scaled_by_p, "half_fixed"),
    ("conv2d_backward", mean_over_places, "averaged"),
    ("conv2d_backward", dk_of_the_last_place, "dk_one_place"),
    ("conv2d_backward", last_channel_everywhere, "channels_mixed"),
    ("embedding_grad", one_row_more_then_cut, "shifted"),
    ("embedding_grad", ids_from_one, "shifted"),
    ("backward", last_parent_first, "preorder"),
    ("train_step", step_before_backward, "step_late"),
    ("train_step", uphill, "ascent"),
    ("train_step", divided_again, "mean_again"),
    ("train_step", micro_batches, "accumulation"),
]


@pytest.mark.parametrize(("name", "fn", "id"), READINGS)
@pytest.mark.parametrize("seed", range(5))
def test_each_way_of_writing_it_has_the_mistakes_name(
    name: str, fn: Wrong, id: str, seed: int
) -> None:
    if name == "train_step":
        pytest.importorskip("torch")
    verdict = evaluate(name, fn, seed=seed)
    assert not verdict.passed
    assert verdict.misconception == id, verdict.message
