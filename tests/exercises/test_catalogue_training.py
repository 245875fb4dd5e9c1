"""Lecture 3: references against PyTorch or central differences, other right forms, comfort."""

import math
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from catalogue_tools import Forms, answer_to

from course_utils.exercises import evaluate
from course_utils.exercises.running import probes_of
from course_utils.exercises.running.plain import plain
from course_utils.exercises.task import Task
from course_utils.exercises.tasks import all_tasks

torch = pytest.importorskip("torch")
FORMS = Forms("training")
right, forms = FORMS.add, FORMS.extend


def tensor(value: Any) -> Any:
    return torch.tensor(value, dtype=torch.float64)


def stepped(optimizer: Any, w: Any, g: Any, state: dict[str, Any], **options: Any) -> Any:
    """One step of a PyTorch optimizer from a given state: the parameter and its new state."""
    parameter = tensor(w).requires_grad_()
    parameter.grad = tensor(g)
    machine = optimizer([parameter], **options)
    if state:
        machine.state[parameter].update(state)
    machine.step()
    return parameter.detach().numpy(), machine.state[parameter]


@right
def sgd_step__torch(w, g, lr):
    return stepped(torch.optim.SGD, w, g, {}, lr=lr)[0]


@right
def momentum_step__torch(w, g, v, lr, mu):
    state = {"momentum_buffer": tensor(v)}
    new, state = stepped(torch.optim.SGD, w, g, state, lr=lr, momentum=mu)
    return new, state["momentum_buffer"].numpy()


@right
def rmsprop_step__torch(w, g, s, lr, rho, eps):
    state = {"step": torch.tensor(1.0), "square_avg": tensor(s)}
    new, state = stepped(torch.optim.RMSprop, w, g, state, lr=lr, alpha=rho, eps=eps)
    return new, state["square_avg"].numpy()


@right
def adam_step__torch(w, g, m, v, t, lr, beta1, beta2, eps):
    state = {"step": torch.tensor(t - 1.0), "exp_avg": tensor(m), "exp_avg_sq": tensor(v)}
    options = {"lr": lr, "betas": (beta1, beta2), "eps": eps}
    new, state = stepped(torch.optim.Adam, w, g, state, **options)
    return new, state["exp_avg"].numpy(), state["exp_avg_sq"].numpy()


@right
def training_loop__torch(X, Y, W1, b1, W2, b2, lr, epochs):
    params = [tensor(p).requires_grad_() for p in (W1, b1, W2, b2)]
    V1, c1, V2, c2 = params
    machine, losses = torch.optim.SGD(params, lr=lr), []
    for _ in range(epochs):
        P = torch.sigmoid(torch.tanh(tensor(X) @ V1 + c1) @ V2 + c2)
        loss = torch.nn.functional.mse_loss(P, tensor(Y))
        machine.zero_grad()
        loss.backward()
        machine.step()
        losses.append(loss.item())
    return [p.detach().numpy() for p in params], losses


@right
def batchnorm_backward__torch(dout, x, gamma, eps):
    x, gamma = tensor(x).requires_grad_(), tensor(gamma).requires_grad_()
    beta = torch.zeros_like(gamma, requires_grad=True)
    y = torch.nn.functional.batch_norm(x, None, None, gamma, beta, training=True, eps=eps)
    return tuple(g.numpy() for g in torch.autograd.grad(y, (x, gamma, beta), tensor(dout)))


@right
def add_l2_grad__torch(dW, db, W, b, lam):
    V = tensor(W).requires_grad_()
    (pull,) = torch.autograd.grad(lam / 2 * (V**2).sum(), V)
    return dW + pull.numpy(), db


@right
def l1_subgradient__torch(W, lam):
    V = tensor(W).requires_grad_()
    return torch.autograd.grad(lam * V.abs().sum(), V)[0].numpy()


@right
def chain_gradient__torch(ws, zs):
    """Slope of the last layer's output, each layer shifted so that it stands at its z."""
    x = torch.zeros((), dtype=torch.float64, requires_grad=True)
    signal = x
    for w, z in zip(ws, zs, strict=True):
        before = w * signal
        signal = torch.sigmoid(before - before.detach() + z)
    return torch.autograd.grad(signal, x)[0].item()


@right
def clip_by_global_norm__torch(grads, c):
    parameters = [torch.zeros(g.shape, dtype=torch.float64, requires_grad=True) for g in grads]
    for parameter, g in zip(parameters, grads, strict=True):
        parameter.grad = tensor(g)
    torch.nn.utils.clip_grad_norm_(parameters, c)
    return [parameter.grad.numpy() for parameter in parameters]


@right
def xavier_uniform_limit__torch(fan_in, fan_out):
    return torch.nn.init.calculate_gain("linear") * math.sqrt(3) * math.sqrt(2 / (fan_in + fan_out))


@right
def he_normal_std__torch(fan_in, fan_out):
    return torch.nn.init.calculate_gain("relu") / math.sqrt(fan_in)


@right
def step_decay__torch(lr0, gamma, k, t):
    machine = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=lr0)
    schedule = torch.optim.lr_scheduler.StepLR(machine, k, gamma)
    for _ in range(t):
        machine.step()
        schedule.step()
    return schedule.get_last_lr()[0]


@right
def gradient_descent__recursive(grad, start, lr, steps):
    if steps == 0:
        return start
    return gradient_descent__recursive(grad, start - lr * grad(start), lr, steps - 1)


@right
def gradient_descent__on_a_copy(grad, start, lr, steps):
    x = start.copy()
    for _ in range(steps):
        x -= lr * grad(x)
    return x


@right
def gradient_descent__end_of_the_path(grad, start, lr, steps):
    path = [start]
    while len(path) <= steps:
        path.append(path[-1] + lr * -np.asarray(grad(path[-1])))
    return path[-1].tolist()


@right
def gradient_descent__sum_of_steps(grad, start, lr, steps):
    moved = np.zeros(start.shape)
    for _ in range(steps):
        moved = moved + grad(start - lr * moved)
    return start - lr * moved


@right
def minibatches__popped(X, y, size, rng):
    order, batches = list(rng.permutation(len(X))), []
    while order:
        taken, order = order[:size], order[size:]
        batches.append((X[taken], y[taken]))
    return batches


@right
def minibatches__shuffled_indices(X, y, size, rng):
    order = np.arange(len(X))
    rng.shuffle(order)
    X, y = X[order], y[order]
    return [[X[i : i + size], y[i : i + size]] for i in range(0, len(X), size)]


@right
def minibatches__split(X, y, size, rng):
    pieces = np.split(rng.permutation(len(X)), range(size, len(X), size))
    return tuple((X.take(p, axis=0), y.take(p)) for p in pieces)


@right
def minibatches__generator(X, y, size, rng):
    order = np.argsort(rng.uniform(size=len(X)))
    for i in range(math.ceil(len(X) / size)):
        chosen = order[i * size : min((i + 1) * size, len(X))]
        yield X[chosen], y[chosen]


@right
def minibatches__rows_as_lists(X, y, size, rng):
    pairs = list(zip(X, y, strict=True))
    shuffled = [pairs[i] for i in rng.permutation(len(pairs))]
    chunks = [shuffled[i : i + size] for i in range(0, len(pairs), size)]
    return [([x for x, _ in chunk], [label for _, label in chunk]) for chunk in chunks]


def gradients(X, Y, params):
    W1, b1, W2, b2 = params
    A = np.tanh(X @ W1 + b1)
    P = 1 / (1 + np.exp(-(A @ W2 + b2)))
    D2 = 2 * (P - Y) * P * (1 - P) / Y.size
    D1 = D2 @ W2.T / np.cosh(X @ W1 + b1) ** 2
    return np.mean((P - Y) ** 2), (X.T @ D1, D1.sum(0), A.T @ D2, D2.sum(0))


@right
def training_loop__on_copies(X, Y, W1, b1, W2, b2, lr, epochs):
    params, losses = [p.copy() for p in (W1, b1, W2, b2)], []
    for _ in range(epochs):
        loss, grads = gradients(X, Y, params)
        for p, g in zip(params, grads, strict=True):
            p -= lr * g
        losses.append(loss)
    return tuple(params), losses


@right
def training_loop__losses_as_an_array(X, Y, W1, b1, W2, b2, lr, epochs):
    params, losses = (W1, b1, W2, b2), np.zeros(epochs)
    for k in range(epochs):
        losses[k], grads = gradients(X, Y, params)
        params = [p - lr * g for p, g in zip(params, grads, strict=True)]
    return params, losses


@right
def training_loop__recursive(X, Y, W1, b1, W2, b2, lr, epochs):
    if epochs == 0:
        return (W1, b1, W2, b2), []
    loss, (dW1, db1, dW2, db2) = gradients(X, Y, (W1, b1, W2, b2))
    moved = W1 - lr * dW1, b1 - lr * db1, W2 - lr * dW2, b2 - lr * db2
    params, losses = training_loop__recursive(X, Y, *moved, lr, epochs - 1)
    return params, [loss, *losses]


forms(
    "sgd_step",
    lambda w, g, lr: np.subtract(w, np.multiply(lr, g)),
    lambda w, g, lr: w + (-lr) * g,
    lambda w, g, lr: (w - lr * g).tolist(),
    lambda w, g, lr: np.asfortranarray(w) - np.asfortranarray(g) * lr,
    lambda w, g, lr: np.reshape([a - lr * b for a, b in zip(w.flat, g.flat, strict=True)], w.shape),
)
forms(
    "epoch_loss",
    lambda means, sizes: np.average(means, weights=sizes),
    lambda means, sizes: means @ sizes / sizes.sum(),
    lambda means, sizes: sum(m * n for m, n in zip(means, sizes, strict=True)) / sum(sizes),
    lambda means, sizes: np.repeat(means, sizes).mean(),
    lambda means, sizes: np.sum(means * (sizes / np.sum(sizes))),
)
forms(
    "momentum_step",
    lambda w, g, v, lr, mu: (w - lr * mu * v - lr * g, g + mu * v),
    lambda w, g, v, lr, mu: [w - lr * (mu * v + g), mu * v + g],
    lambda w, g, v, lr, mu: np.stack([w - lr * (mu * v + g), mu * v + g]),
    lambda w, g, v, lr, mu: ((w - lr * (mu * v + g)).tolist(), (mu * v + g).tolist()),
)
forms(
    "rmsprop_step",
    lambda w, g, s, lr, rho, eps: (
        w - lr * g / (eps + (rho * s + (1 - rho) * g * g) ** 0.5),
        rho * s + (1 - rho) * g * g,
    ),
    lambda w, g, s, lr, rho, eps: [
        w - lr / (np.sqrt(s + (1 - rho) * (g**2 - s)) + eps) * g,
        s + (1 - rho) * (g**2 - s),
    ],
    lambda w, g, s, lr, rho, eps: (
        w - lr * np.divide(g, np.hypot(np.sqrt(rho * s), np.sqrt(1 - rho) * g) + eps),
        np.hypot(np.sqrt(rho * s), np.sqrt(1 - rho) * g) ** 2,
    ),
)


@right
def rmsprop_step__loop(w, g, s, lr, rho, eps):
    new, kept = np.empty_like(w), np.empty_like(s)
    for i in np.ndindex(w.shape):
        kept[i] = rho * s[i] + (1 - rho) * g[i] ** 2
        new[i] = w[i] - lr * g[i] / (math.sqrt(kept[i]) + eps)
    return new, kept


@right
def adam_step__rate_corrected(w, g, m, v, t, lr, beta1, beta2, eps):
    """The corrections moved into the rate and into eps."""
    m, v = m + (1 - beta1) * (g - m), v + (1 - beta2) * (g * g - v)
    root = math.sqrt(1 - beta2**t)
    return w - lr * root / (1 - beta1**t) * m / (np.sqrt(v) + eps * root), m, v


@right
def adam_step__loop(w, g, m, v, t, lr, beta1, beta2, eps):
    result = np.empty((3, *w.shape))
    for i in np.ndindex(w.shape):
        a, b = beta1 * m[i] + (1 - beta1) * g[i], beta2 * v[i] + (1 - beta2) * g[i] ** 2
        step = (a / (1 - beta1**t)) / (math.sqrt(b / (1 - beta2**t)) + eps)
        result[(slice(None), *i)] = w[i] - lr * step, a, b
    return result


@right
def adam_step__a_list(w, g, m, v, t, lr, beta1, beta2, eps):
    m, v = np.average([m, g], axis=0, weights=[beta1, 1 - beta1]), beta2 * v + (1 - beta2) * g**2
    scale = np.sqrt(v) / math.sqrt(1 - beta2**t) + eps
    return [w + -lr * m / scale / (1 - beta1**t), m, v]


forms(
    "step_decay",
    lambda lr0, gamma, k, t: lr0 * gamma ** math.floor(t / k),
    lambda lr0, gamma, k, t: lr0 * math.prod([gamma] * (t // k)),
    lambda lr0, gamma, k, t: math.exp(math.log(lr0) + (t - t % k) / k * math.log(gamma)),
    lambda lr0, gamma, k, t: np.float64(lr0) * np.power(gamma, divmod(t, k)[0]),
)
forms(
    "add_l2_grad",
    lambda dW, db, W, b, lam: (lam * W + dW, db.copy()),
    lambda dW, db, W, b, lam: [dW + 0.5 * lam * (W + W), db],
    lambda dW, db, W, b, lam: (np.add(dW, np.multiply(W, lam)).tolist(), db.tolist()),
    lambda dW, db, W, b, lam: (np.asfortranarray(dW) - (-lam) * W, db + 0 * b),
)
forms(
    "l1_subgradient",
    lambda W, lam: np.where(W > 0, lam, np.where(W < 0, -lam, 0.0)),
    lambda W, lam: lam * ((W > 0).astype(float) - (W < 0)),
    lambda W, lam: [[lam * ((w > 0) - (w < 0)) for w in row] for row in W.tolist()],
    lambda W, lam: lam * np.divide(W, np.abs(W), out=np.zeros_like(W), where=W != 0),
)
forms(
    "dropout_forward",
    lambda a, u, p: np.where(u < p, 0.0, a / (1 - p)),
    lambda a, u, p: a * ((u >= p) / (1 - p)),
    lambda a, u, p: a * (1 - (u < p)) / (1 - p),
    lambda a, u, p: [
        [x / (1 - p) if c >= p else 0.0 for x, c in zip(*r, strict=True)]
        for r in zip(a, u, strict=True)
    ],
)
forms(
    "dropout_backward",
    lambda dout, mask, p: np.where(mask == 1, dout, 0) / (1 - p),
    lambda dout, mask, p: np.einsum("nh,nh->nh", dout, mask / (1 - p)),
    lambda dout, mask, p: (dout / (1 - p) * mask).tolist(),
    lambda dout, mask, p: dout * mask - dout * mask * p / (p - 1),
)


@right
def batchnorm_backward__one_formula(dout, x, gamma, eps):
    n, centred = len(x), x - x.mean(0)
    inverse = 1 / np.sqrt(centred.var(0) + eps)
    dgamma, dbeta = (dout * centred * inverse).sum(0), dout.sum(0)
    dx = gamma * inverse / n * (n * dout - dbeta - centred * inverse * dgamma)
    return dx, dgamma, dbeta


@right
def batchnorm_backward__path_by_path(dout, x, gamma, eps):
    n, mu, var = len(x), x.mean(0), x.var(0)
    hat = (x - mu) / np.sqrt(var + eps)
    dhat = dout * gamma
    dvar = np.sum(dhat * (x - mu), 0) * -0.5 * (var + eps) ** -1.5
    dmu = np.sum(-dhat / np.sqrt(var + eps), 0) + dvar * np.mean(-2 * (x - mu), 0)
    dx = dhat / np.sqrt(var + eps) + dvar * 2 * (x - mu) / n + dmu / n
    return [dx, np.sum(dout * hat, 0), np.sum(dout, 0)]


@right
def batchnorm_backward__jacobian(dout, x, gamma, eps):
    n, columns = len(x), []
    for j in range(x.shape[1]):
        sigma = math.sqrt(x[:, j].var() + eps)
        hat = (x[:, j] - x[:, j].mean()) / sigma
        jacobian = (np.eye(n) - 1 / n - np.outer(hat, hat) / n) * gamma[j] / sigma
        columns.append((jacobian.T @ dout[:, j], hat @ dout[:, j], dout[:, j].sum()))
    dx, dgamma, dbeta = zip(*columns, strict=True)
    return np.array(dx).T, np.array(dgamma), np.array(dbeta)


@right
def early_stopping__window(losses, patience, min_delta):
    best = 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best] - min_delta:
            best = epoch
        if epoch - best == patience:
            return best, epoch
    return best, len(losses) - 1


@right
def early_stopping__countdown(losses, patience, min_delta):
    best, where, left = float("inf"), 0, patience
    for epoch, loss in enumerate(losses):
        left -= 1
        if loss + min_delta < best:
            best, where, left = loss, epoch, patience
        if left == 0:
            break
    return [where, epoch]


@right
def early_stopping__while(losses, patience, min_delta):
    epoch, best, bad = 0, 0, 0
    while epoch + 1 < len(losses) and bad < patience:
        epoch += 1
        better = losses[best] - losses[epoch] > min_delta
        best, bad = (epoch, 0) if better else (best, bad + 1)
    return np.array([best, epoch])


@right
def early_stopping__recursive(losses, patience, min_delta):
    def go(epoch, best):
        if epoch == len(losses):
            return best, epoch - 1
        if losses[epoch] < losses[best] - min_delta:
            return go(epoch + 1, epoch)
        return (best, epoch) if epoch - best >= patience else go(epoch + 1, best)

    return go(0, 0)


forms(
    "xavier_uniform_limit",
    lambda i, o: (6 / (i + o)) ** 0.5,
    lambda i, o: np.sqrt(6) / np.sqrt(i + o),
    lambda i, o: math.sqrt(3 * 2 / (i + o)),
    lambda i, o: math.sqrt(3 / np.mean([i, o])),
)
forms(
    "he_normal_std",
    lambda i, o: (2 / i) ** 0.5,
    lambda i, o: np.sqrt(2) / np.sqrt(i),
    lambda i, o: math.exp(0.5 * math.log(2 / i)),
    lambda i, o: 1 / math.sqrt(i / 2),
)
forms(
    "chain_gradient",
    lambda ws, zs: np.prod(ws) * np.prod(np.exp(-zs) / (1 + np.exp(-zs)) ** 2),
    lambda ws, zs: math.prod(w / (4 * math.cosh(z / 2) ** 2) for w, z in zip(ws, zs, strict=True)),
    lambda ws, zs: (
        np.prod(np.sign(ws))
        * np.exp(np.sum(np.log(np.abs(ws)) - np.log(4) - 2 * np.log(np.cosh(zs / 2))))
    ),
    lambda ws, zs: np.cumprod(ws / (2 + 2 * np.cosh(zs)))[-1],
)
forms(
    "clip_by_global_norm",
    lambda grads, c: [
        g * min(1.0, c / np.linalg.norm(np.concatenate([h.ravel() for h in grads]))) for g in grads
    ],
    lambda grads, c: tuple(
        g / max(1.0, math.sqrt(sum(np.vdot(h, h) for h in grads)) / c) for g in grads
    ),
    lambda grads, c: [
        (g * min(1, c / math.hypot(*(np.linalg.norm(h) for h in grads)))).tolist() for g in grads
    ],
)


@right
def clip_by_global_norm__same_arrays_if_short(grads, c):
    norm = sum((g**2).sum() for g in grads) ** 0.5
    return grads if norm <= c else [c / norm * g for g in grads]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", [n for n, found in FORMS.items() if "torch" in found[0].__name__])
def test_reference_equals_torch(name: str, seed: int) -> None:
    """To 1e-10; PyTorch's clipping adds 1e-6 to the norm, so that one only to 1e-6."""
    rtol = 1e-6 if name == "clip_by_global_norm" else 1e-10
    task = all_tasks()[name]
    assert isinstance(task, Task)
    for args in probes_of(task, seed):
        ours = plain(answer_to(name).reference(*args))
        theirs = plain(FORMS[name][0](*args))
        for mine, other in zip(ours.leaves(), theirs.leaves(), strict=True):
            np.testing.assert_allclose(mine, other, rtol=rtol, atol=1e-12)


def test_every_exercise_has_four_forms() -> None:
    assert {name for name, found in FORMS.items() if len(found) >= 4} == set(FORMS)


@pytest.mark.parametrize(("name", "i"), [(n, i) for n in FORMS for i in range(len(FORMS[n]))])
def test_a_right_answer_in_another_form_passes(name: str, i: int) -> None:
    for seed in range(5):
        verdict = evaluate(name, FORMS[name][i], seed=seed)
        assert verdict.passed, verdict.message


LIST_OF_THE_CURRICULUM = {
    "off_by_one": (3, 7),
    "not_reset": (3, 5),
    "vs_previous": (8, 9),
    "delta_sign": (6, 9),
    "delta_ignored": (5, 8),
    "last_weights": (6, 6),
    "no_patience": (0, 1),
    "looks_ahead": (5, 9),
}


@pytest.mark.parametrize("id", LIST_OF_THE_CURRICULUM)
def test_one_validation_curve_separates_all_ways_of_stopping(id: str) -> None:
    losses = np.array([0.80, 0.79, 0.71, 0.60, 0.62, 0.585, 0.59, 0.71, 0.65, 0.64])
    answer = answer_to("early_stopping")
    wrong = next(m.wrong for m in answer.mistakes if m.id == id)
    assert answer.reference(losses, 3, 0.02) == (3, 6)
    assert wrong(losses, 3, 0.02) == LIST_OF_THE_CURRICULUM[id]


rng = np.random.default_rng(36)
w, g, zero = rng.normal(size=5), rng.normal(size=5), np.zeros(5)
s = rng.uniform(0.3, 2.0, size=5)
X = rng.normal(size=(7, 3))
x_hat = (X - X.mean(0)) / X.std(0)
dout = rng.normal(size=(7, 3))
ones = np.ones(3)
signs = np.sign(rng.normal(size=(3, 5)))
long = [rng.normal(size=(3, 5))]

COMFORTABLE: dict[str, tuple[str, tuple[Any, ...], set[str]]] = {
    "E22, v = 0": ("momentum_step", (w, g, zero, 0.013, 0.83), {"restarted", "no_friction"}),
    "E23, rho = 0.5": ("rmsprop_step", (w, g, s, 0.013, 0.5, 0.01), {"swapped"}),
    "E23, tiny eps": ("rmsprop_step", (w, g, s, 0.013, 0.83, 1e-10), {"eps_inside", "no_eps"}),
    "E24, first step": (
        "adam_step",
        (w, g, zero, zero, 1, 0.013, 0.83, 0.97, 0.01),
        {"no_power", "no_first_moment"},
    ),
    "E24, beta 0.9 and 0.99": (
        "adam_step",
        (w, g, zero, zero, 1, 0.013, 0.9, 0.99, 1e-10),
        {"no_power", "uncorrected"},
    ),
    "E24, t = 100,000": (
        "adam_step",
        (w, g, w, s, 100_000, 0.013, 0.83, 0.97, 0.01),
        {"uncorrected", "only_m", "only_v", "t_plus_1", "t_zero", "t_per_tensor"},
    ),
    "E25, t = 0": (
        "step_decay",
        (0.4, 0.6, 5, 0),
        {"continuous", "every_step", "early", "grows", "rounded_up", "remainder"},
    ),
    "E26, b = 0": ("add_l2_grad", (signs, g, signs, zero, 0.17), {"bias_too"}),
    "E26, W = ±1": ("add_l2_grad", (signs, g, signs, zero, 0.17), {"l1"}),
    "E28, p = 0.5": (
        "dropout_forward",
        (w, rng.uniform(size=5), 0.5),
        {"over_p", "half_fixed"},
    ),
    "E30, constant dout": (
        "batchnorm_backward",
        (np.ones((7, 3)), X, ones, 0.01),
        {"no_variance_path", "no_gamma"},
    ),
    "E30, gamma = 1": ("batchnorm_backward", (dout, X, ones, 0.01), {"no_gamma"}),
    "E30, standardised x": ("batchnorm_backward", (dout, x_hat, ones, 0.0), {"x_for_xhat"}),
    "E33, fan_in = fan_out": ("he_normal_std", (5, 5), {"fan_out"}),
    "E33, fan_in = 2": ("he_normal_std", (2, 7), {"variance", "inverted"}),
    "E34, c = 1": ("clip_by_global_norm", (long, 1.0), {"to_one"}),
    "E34, one tensor": ("clip_by_global_norm", (long, 1.3), {"per_tensor", "sum_of_norms"}),
    "E35, w = 1": ("chain_gradient", (np.ones(4), rng.normal(size=4)), {"weights_ignored"}),
    "E36, equal batches": (
        "epoch_loss",
        (rng.uniform(size=4), np.full(4, 7)),
        {"mean_of_means"},
    ),
}


def outcome(fn: Callable[..., Any], args: tuple[Any, ...]) -> list[np.ndarray]:
    fresh = tuple(a.copy() if isinstance(a, np.ndarray) else a for a in args)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return list(plain(fn(*fresh)).leaves())


def agree(ours: list[np.ndarray], theirs: list[np.ndarray]) -> bool:
    """Equal to rounding: with constant gradients dx is 0, up to 1e-17."""
    return all(np.allclose(a, b, rtol=1e-6, atol=1e-12) for a, b in zip(ours, theirs, strict=True))


@pytest.mark.parametrize("comfort", COMFORTABLE)
def test_a_comfortable_input_hides_mistakes(comfort: str) -> None:
    name, args, hidden = COMFORTABLE[comfort]
    answer = answer_to(name)
    correct = outcome(answer.reference, args)
    for id in hidden:
        faces = [m.wrong for m in answer.mistakes if m.id == id]
        assert any(agree(outcome(wrong, args), correct) for wrong in faces), f"{id} shows"
        assert not any(evaluate(name, wrong).passed for wrong in faces), f"{id} hides"


STEPS = [(1, 0.744137), (2, 0.638814), (3, 0.581128)]


@pytest.mark.parametrize(("ahead", "ratio"), STEPS)
def test_first_adam_step_with_a_counter_that_is_ahead(ahead: int, ratio: float) -> None:
    answer = answer_to("adam_step")
    id = "t_plus_1" if ahead == 1 else "t_per_tensor"
    wrong = [m.wrong for m in answer.mistakes if m.id == id][max(0, ahead - 2)]
    start = (zero, g, zero, zero, 1, 1.0, 0.9, 0.999, 0.0)
    np.testing.assert_allclose(wrong(*start)[0] / answer.reference(*start)[0], ratio, rtol=1e-5)


def test_first_adam_step_uncorrected_is_the_root_of_ten_too_long() -> None:
    answer = answer_to("adam_step")
    wrong = next(m.wrong for m in answer.mistakes if m.id == "uncorrected")
    start = (zero, g, zero, zero, 1, 1.0, 0.9, 0.999, 0.0)
    np.testing.assert_allclose(wrong(*start)[0] / answer.reference(*start)[0], 10**0.5, rtol=1e-6)
