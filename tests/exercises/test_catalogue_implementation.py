"""Lecture 5: other right forms, PyTorch and Keras as witnesses, closed forms, the zoo."""

import importlib
import math
import os
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from catalogue_tools import (
    Forms,
    Function,
    agree,
    answer_to,
    assert_hidden,
    assert_passes,
    faces,
    leaves,
    task_of,
)

from course_utils.exercises import evaluate
from course_utils.exercises.answer import Choice
from course_utils.exercises.answers import answer_for
from course_utils.exercises.answers.implementation.bugs import FALSE_ALARMS, MISTAKES, REPAIRED
from course_utils.exercises.judging import judge
from course_utils.exercises.running import calls_of, probes_of, run
from course_utils.exercises.tasks.implementation import zoo
from course_utils.exercises.tasks.implementation.keras_losses import KINDS
from course_utils.exercises.tasks.implementation.tape import TapeNode, nodes_below
from course_utils.exercises.zoo import repaired as program_repaired

torch = pytest.importorskip("torch")
FORMS = Forms("implementation")
right = FORMS.add


@right
def unbroadcast__torch(grad, shape):
    small = torch.zeros(shape, dtype=torch.float64, requires_grad=True)
    wide = small.expand(grad.shape)
    return torch.autograd.grad(wide, small, torch.tensor(grad))[0].numpy()


@right
def unbroadcast__axis_by_axis(grad, shape):
    while grad.ndim > len(shape):
        grad = grad.sum(axis=0)
    for axis, size in enumerate(shape):
        if size == 1:
            grad = grad.sum(axis=axis, keepdims=True)
    return grad


@right
def unbroadcast__padded_shape(grad, shape):
    padded = (1,) * (grad.ndim - len(shape)) + tuple(shape)
    axes = tuple(i for i, (a, b) in enumerate(zip(grad.shape, padded, strict=True)) if a != b)
    return grad.sum(axis=axes, keepdims=True).reshape(shape)


@right
def unbroadcast__add_at(grad, shape):
    """Each entry of grad goes to the entry it was copied from."""
    owner = np.broadcast_to(np.arange(math.prod(shape)).reshape(shape), grad.shape)
    return np.bincount(owner.ravel(), grad.ravel(), math.prod(shape)).reshape(shape)


@right
def unbroadcast__loops(grad, shape):
    small = np.zeros(shape)
    for index in np.ndindex(grad.shape):
        own = index[grad.ndim - len(shape) :]
        small[tuple(0 if n == 1 else i for i, n in zip(own, shape, strict=True))] += grad[index]
    return small.tolist()


@right
def backward__recursive_order(root):
    order, seen = [], set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            for parent in node.parents:
                visit(parent)
            order.append(node)

    visit(root)
    root.grad = 1.0
    for node in reversed(order):
        for parent, local in zip(node.parents, node.local_grads, strict=True):
            parent.grad += node.grad * local


@right
def backward__counting_users(root):
    """A node passes on when as many shares have come as it has users (Kahn, 1962)."""
    users = dict.fromkeys(nodes_below(root), 0)
    for node in users:
        for parent in node.parents:
            users[parent] += 1
    root.grad, ready = 1, [root]
    while ready:
        node = ready.pop()
        for parent, local in zip(node.parents, node.local_grads, strict=True):
            parent.grad += node.grad * local
            users[parent] -= 1
            if users[parent] == 0:
                ready.append(parent)


@right
def backward__linear_system(root):
    """All gradients at once: g = e_root + Lᵀ g."""
    nodes = nodes_below(root)
    place = {node: i for i, node in enumerate(nodes)}
    local = np.zeros((len(nodes), len(nodes)))
    for node in nodes:
        for parent, slope in zip(node.parents, node.local_grads, strict=True):
            local[place[parent], place[node]] += slope
    solved = np.linalg.solve(np.eye(len(nodes)) - local, np.eye(len(nodes))[place[root]])
    for node, g in zip(nodes, solved, strict=True):
        node.grad = np.float64(g)


@right
def backward__every_path(root):
    """Exponential in the worst case, and right: one share along each path."""
    waiting = [(root, 1.0)]
    while waiting:
        node, share = waiting.pop()
        node.grad += share
        waiting += [(p, share * g) for p, g in zip(node.parents, node.local_grads, strict=True)]


@right
def train_step__zero_at_the_end(model, optimizer, X, y):
    loss = torch.nn.CrossEntropyLoss()(model(X), y)
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    return float(loss)


@right
def train_step__log_softmax(net, opt, inputs, labels):
    net.train()
    logs = torch.log_softmax(net(inputs), dim=1)
    loss = -logs[torch.arange(len(labels)), labels].mean()
    opt.zero_grad(set_to_none=False)
    loss.backward()
    opt.step()
    return loss.detach().numpy()


@right
def train_step__gradients_by_hand(model, optimizer, X, y):
    parameters = list(model.parameters())
    loss = torch.nn.functional.nll_loss(model(X).log_softmax(1), y)
    for p, g in zip(parameters, torch.autograd.grad(loss, parameters), strict=True):
        p.grad = g
    optimizer.step()
    return loss.detach()


@right
def train_step__one_hot(model, optimizer, X, y):
    Z = model(X)
    Y = torch.nn.functional.one_hot(y, Z.shape[1]).double()
    loss = torch.nn.functional.cross_entropy(Z, Y)
    for p in model.parameters():
        p.grad = None
    loss.backward()
    optimizer.step()
    return loss.tolist()


@right
def keras_loss__table(y, output, kind):
    def rows(Y, P):
        return -(Y * np.log(P)).sum(axis=1).mean()

    def shares(output):
        return (output / output.sum(1)[:, None]).clip(1e-7, 1 - 1e-7)

    def softmax(Z):
        return np.exp(Z) / np.exp(Z).sum(1)[:, None]

    def sparse(y, P):
        y = np.asarray(y)
        if y.shape not in ((len(P),), (len(P), 1)) or y.max() >= P.shape[1]:
            return math.nan
        return rows(np.eye(P.shape[1])[y.astype(int).ravel()], P)

    def binary(y, p):
        return -np.log(np.where(y == 1, p, 1 - p)).mean()

    return {
        "categorical": lambda: rows(y, shares(output)) if y.shape == output.shape else math.nan,
        "categorical from_logits": lambda: rows(y, softmax(output)),
        "sparse": lambda: sparse(y, shares(output)),
        "sparse from_logits": lambda: sparse(y, softmax(output)),
        "binary": lambda: binary(y, output.clip(1e-7, 1 - 1e-7)),
        "binary from_logits": lambda: binary(y, 1 / (1 + np.exp(-output))),
        "mse": lambda: np.mean((y.ravel() - output.ravel()) ** 2),
    }[kind]()


@right
def keras_loss__torch(y, output, kind):
    """The same formulas, with PyTorch's functions."""
    name, _, logits = kind.partition(" ")
    out, fn = torch.tensor(output, dtype=torch.float64), torch.nn.functional
    if name == "mse":
        return fn.mse_loss(out.ravel(), torch.tensor(y, dtype=torch.float64).ravel()).item()
    if name == "binary":
        given = out if logits else out.clip(1e-7, 1 - 1e-7).logit()
        return fn.binary_cross_entropy_with_logits(given, torch.tensor(y).double()).item()
    logs = out.log_softmax(1) if logits else (out / out.sum(1)[:, None]).clip(1e-7, 1 - 1e-7).log()
    if name == "categorical":
        if y.shape != output.shape:
            return float("nan")
        return -(torch.tensor(y) * logs).sum(1).mean().item()
    if (y.ndim == 2 and y.shape[1] > 1) or y.max() >= output.shape[1]:
        return float("nan")
    return fn.nll_loss(logs, torch.tensor(y.ravel())).item()


@right
def keras_loss__row_by_row(y, output, kind):
    if kind == "mse":
        return sum((a - b) ** 2 for a, b in zip(y.flat, output.flat, strict=True)) / y.size
    if kind.startswith("binary"):
        total = 0.0
        for t, p in zip(y.flat, output.flat, strict=True):
            p = 1 / (1 + math.exp(-p)) if "from" in kind else min(max(p, 1e-7), 1 - 1e-7)
            total -= t * math.log(p) + (1 - t) * math.log(1 - p)
        return total / y.size
    one_hot = y.shape == output.shape
    if one_hot != kind.startswith("categorical"):
        return float("nan")
    classes = y.argmax(axis=1) if one_hot else y.ravel()
    if max(classes) >= output.shape[1]:
        return float("nan")
    total = 0.0
    for row, label in zip(output, classes, strict=True):
        row = np.exp(row) if "from" in kind else row
        total -= math.log(min(max(row[label] / sum(row), 1e-7), 1 - 1e-7))
    return total / len(output)


@right
def keras_loss__after_keras(y, output, kind):
    """Refuses as Keras does, and turns that into nan."""
    try:
        return _strict(y, output, kind)
    except (ValueError, IndexError):
        return np.nan


def _strict(y, output, kind):
    if kind == "mse":
        return np.square(y.reshape(output.shape) - output).mean()
    if kind[:6] == "binary":
        p = 1 / (1 + np.exp(-output)) if " " in kind else np.clip(output, 1e-7, 1 - 1e-7)
        return np.mean(-y * np.log(p) - (1 - y) * np.log1p(-p))
    P = np.exp(output) if " " in kind else output
    P = np.clip(P / P.sum(axis=1, keepdims=True), 1e-7, 1 - 1e-7)
    if kind[:6] == "sparse":
        if y.size != len(P):
            raise ValueError
        return -np.log([row[c] for row, c in zip(P, y.ravel(), strict=True)]).mean()
    if y.ndim != 2:
        raise ValueError
    return np.mean(-np.sum(y * np.log(P), axis=1))


def test_every_exercise_has_four_other_forms() -> None:
    assert {name for name, found in FORMS.items() if len(found) >= 4} == set(FORMS)


@pytest.mark.parametrize(("name", "i"), [(n, i) for n in FORMS for i in range(len(FORMS[n]))])
def test_a_right_answer_in_another_form_passes(name: str, i: int) -> None:
    assert_passes(name, FORMS[name][i])


@pytest.mark.parametrize("seed", range(3))
def test_unbroadcast_equals_torch(seed: int) -> None:
    for args in probes_of(task_of("unbroadcast"), seed):
        ours = leaves(answer_to("unbroadcast").reference, args)
        assert agree(ours, leaves(unbroadcast__torch, args), rtol=1e-10)


@pytest.fixture(scope="module")
def keras() -> Any:
    """Keras 3 on PyTorch, in float64 but for a last cast of its own to float32."""
    if importlib.util.find_spec("keras") is None:
        pytest.skip("needs Keras")
    before = os.environ.setdefault("KERAS_BACKEND", "torch")
    module = importlib.import_module("keras")
    if before != "torch" or module.backend.backend() != "torch":
        pytest.skip("Keras runs on another backend here")
    precision = module.config.floatx()
    module.config.set_floatx("float64")
    yield module
    module.config.set_floatx(precision)


def loss_of(keras: Any, kind: str) -> Any:
    name, _, logits = kind.partition(" ")
    option: dict[str, Any] = {"dtype": "float64"}
    option |= {"from_logits": True} if logits else {}
    return {
        "categorical": keras.losses.CategoricalCrossentropy,
        "sparse": keras.losses.SparseCategoricalCrossentropy,
        "binary": keras.losses.BinaryCrossentropy,
        "mse": keras.losses.MeanSquaredError,
    }[name](**option)


@pytest.mark.parametrize("seed", range(5))
def test_keras_gives_what_we_say(keras: Any, seed: int) -> None:
    probes = probes_of(task_of("keras_loss"), seed)
    assert {kind for _, _, kind in probes} == set(KINDS)
    for y, output, kind in probes:
        ours = answer_to("keras_loss").reference(y, output, kind)
        if math.isnan(ours):
            with pytest.raises((ValueError, IndexError, RuntimeError)):
                loss_of(keras, kind)(y, output)
        else:
            theirs = float(loss_of(keras, kind)(y, output))
            assert theirs == pytest.approx(ours, rel=1e-6), (kind, y.shape, output.shape)


def test_constants_of_the_keras_table() -> None:
    loss = answer_to("keras_loss").reference
    ones, zeros = np.ones((4, 1)), np.array([[0.0], [0.0], [1.0], [0.0]])
    assert loss(zeros, ones, "binary") == pytest.approx(0.75 * 16.118, abs=1e-3)
    sure = np.eye(10)
    assert loss(sure, sure, "categorical from_logits") == pytest.approx(1.4612, abs=1e-4)
    assert loss(np.eye(2), np.eye(2), "categorical from_logits") == pytest.approx(0.3133, abs=1e-4)


def displacements(step: Function, lr: float = 1e-6) -> np.ndarray:
    """How far four calls have moved the model, by the rate; so small that the loss is linear."""
    *_, (model, optimizer, X, y) = probes_of(task_of("train_step"), 0)
    optimizer.param_groups[0]["lr"] = lr
    lengths = []
    for _ in range(4):
        step(model, optimizer, X, y)
        now = np.concatenate([p.detach().numpy().ravel() for p in model.parameters()])
        lengths.append(np.linalg.norm(now - model.start))
    return np.array(lengths)


@pytest.mark.parametrize(
    ("id", "ratios"),
    [
        ("no_zero_grad", (1, 1.5, 2, 2.5)),
        ("zero_between", (0, 0, 0, 0)),
        ("zero_step_backward", (0, 0, 0, 0)),
        ("step_late", (0, 1 / 2, 2 / 3, 3 / 4)),
        ("no_step", (0, 0, 0, 0)),
        ("step_twice", (2, 2, 2, 2)),
        ("backward_late", (0, 1 / 2, 1, 3 / 2)),
        ("sum_loss", (7, 7, 7, 7)),
    ],
)
def test_displacement_by_the_right_one(id: str, ratios: tuple[float, ...]) -> None:
    right_lengths = displacements(answer_to("train_step").reference)
    mine = displacements(faces("train_step", id)[0])
    np.testing.assert_allclose(mine / right_lengths, ratios, rtol=1e-4, atol=1e-9)


def test_softmax_twice_has_a_floor() -> None:
    wrong = faces("train_step", "softmax_then_ce")[0]
    for call in calls_of(wrong, task_of("train_step"), 0):
        assert call.value is not None
        loss = float(list(call.value.leaves())[2])
        assert math.log(math.e + 10) - 1 < loss < math.log(math.e + 10)


def test_without_torch_there_is_nothing_to_judge() -> None:
    task = replace(task_of("train_step"), needs="a_package_nobody_has")
    seen = run(lambda model, optimizer, X, y: 0.0, task)
    verdict = judge(task, answer_to("train_step"), seen)
    assert (verdict.status, verdict.points) == ("todo", 0)
    assert "needs a_package_nobody_has" in verdict.message


def test_a_judge_without_torch_says_so_of_a_run_from_elsewhere() -> None:
    seen = run(answer_to("train_step").reference, task_of("train_step"))
    task = replace(task_of("train_step"), needs="a_package_nobody_has")
    assert judge(task, answer_to("train_step"), seen).status == "todo"


def test_twice_over_the_tape() -> None:
    """On a chain: the root once, then 2 times, 3 times, … the right gradient."""
    root = last = TapeNode(1.0)
    for _ in range(5):
        root = TapeNode(1.0, (root,), (1.0,))
    faces("backward", "twice")[0](root)
    assert [node.grad for node in nodes_below(root)] == [1, 2, 3, 4, 5, 6]
    assert last.grad == 6


def test_leaves_cleared_counts_the_depth() -> None:
    root = last = TapeNode(1.0)
    for _ in range(5):
        root = TapeNode(1.0, (root,), (1.0,))
    faces("backward", "leaves_cleared")[0](root)
    assert last.grad == 5


def tree() -> TapeNode:
    a, b, c = TapeNode(0.3), TapeNode(0.7), TapeNode(-1.2)
    return TapeNode(0.1, (TapeNode(0.5, (a, b), (0.7, 0.3)), c), (2.0, 0.4))


@pytest.mark.parametrize("id", ["overwrite", "preorder", "parents_once"])
def test_a_tree_hides_what_rejoining_paths_show(id: str) -> None:
    for wrong in faces("backward", id):
        mine, ours = tree(), tree()
        wrong(mine)
        answer_to("backward").reference(ours)
        assert [n.grad for n in nodes_below(mine)] == [n.grad for n in nodes_below(ours)]
        assert not evaluate("backward", wrong).passed


wide = np.random.default_rng(45).normal(size=(7, 5))


def test_comfortable_inputs_of_unbroadcast() -> None:
    assert_hidden("unbroadcast", (wide, (5,)), {"leading_only", "keepdims", "by_size"})
    assert_hidden("unbroadcast", (wide, (7, 1)), {"ones_only"})
    assert_hidden("unbroadcast", (wide, (7, 5)), {"unsummed", "mean", "first_copy"})


def repaired(name: str) -> zoo.Symptoms:
    """A run with the lines of the answer in place of the program's own."""
    return zoo.run(program_repaired(name))


def numbers(symptoms: zoo.Symptoms) -> np.ndarray:
    return np.array([*symptoms.losses, *symptoms.grads.values()])


@pytest.mark.parametrize("name", zoo.NAMES)
def test_symptoms_of_the_zoo(name: str) -> None:
    symptoms = zoo.symptoms(name)
    assert len(symptoms.grads) == 3
    assert np.isfinite(numbers(symptoms)).all()
    assert (name in MISTAKES) != (name in FALSE_ALARMS)


@pytest.mark.parametrize("name", sorted(MISTAKES))
def test_a_repair_changes_the_symptoms(name: str) -> None:
    mine, healthy = numbers(zoo.symptoms(name)), numbers(repaired(name))
    assert not np.allclose(mine, healthy, rtol=1e-3, atol=1e-9)


@pytest.mark.parametrize("name", FALSE_ALARMS)
def test_what_an_accuser_would_write_changes_nothing(name: str) -> None:
    np.testing.assert_allclose(
        numbers(zoo.symptoms(name)), numbers(repaired(name)), rtol=1e-9, atol=1e-14
    )


@pytest.mark.parametrize("name", zoo.NAMES)
def test_the_right_option_names_the_repaired_line(name: str) -> None:
    choice = answer_for(name, "implementation")
    assert isinstance(choice, Choice)
    chosen = task_question(name).options[choice.right]
    if name in FALSE_ALARMS:
        assert chosen.startswith("Nothing")
    else:
        line = min(REPAIRED[name]) if name != "bug_04" else 12
        assert chosen.startswith(f"Line {line}, `")


def task_question(name: str) -> Any:
    from course_utils.exercises.tasks import all_tasks

    return all_tasks()[name]


PROOFS = {
    "bug_01": [("losses", -1, "2.77"), ("W reached", None, "0")],
    "bug_04": [("step 1", None, "0.744137")],
    "bug_05": [("losses", 0, "0")],
    "bug_08": [("dw", None, "−0.350"), ("dw by differences", None, "−0.0867")],
    "bug_09": [("dw[0]", None, "−4.07481"), ("slope of the losses", None, "−0.836671")],
    "bug_10": [("dWh[0, 0]", None, "−0.0523"), ("dWx[0]", None, "0.0457")],
    "bug_14": [("gradient used, step 1", None, "13.5")],
    "bug_15": [("dE[0, 0]", None, "0.151"), ("1 - A²", None, "0.00918")],
    "bug_03": [("dW1[0]", None, "0.305")],
}


@pytest.mark.parametrize("name", PROOFS)
def test_the_proving_number_is_what_the_program_shows(name: str) -> None:
    choice, symptoms = answer_for(name, "implementation"), zoo.symptoms(name)
    assert isinstance(choice, Choice)
    for label, index, text in PROOFS[name]:
        value = symptoms.losses[index] if label == "losses" else symptoms.grads[label]
        digits = len(text.partition(".")[2])
        assert float(text.replace("−", "-")) == pytest.approx(value, abs=0.51 * 10**-digits)
        assert text in choice.why
