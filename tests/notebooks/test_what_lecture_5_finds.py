"""Lecture 5's prose argues with what its cells compute: here they run once more.

Numbers that a network is trained to differ a little from machine to machine; they are held to
ranges, everything else to its digits.
"""

import importlib.util
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import numpy as np
import pytest

from course_utils import nn
from course_utils.demos.implementation.recordings import recordings

pytestmark = pytest.mark.notebook

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "solutions" / "05_implementation.ipynb"
TAPE = ("array-node", "array-operators", "array-functions", "array-network")
RUN = ("parameters", "imports", "tape-count", *TAPE, "array-grad", "array-train")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]\d+)?")


def code() -> dict[str, str]:
    cells = nbformat.read(SOURCE, as_version=4).cells
    return {
        re.sub(r"^impl-\d+-", "", cell.id): cell.source
        for cell in cells
        if cell.cell_type == "code"
    }


@pytest.fixture(scope="module")
def page() -> SimpleNamespace:
    """The names that the page's own cells leave behind, with its own parameters."""
    names: dict[str, Any] = {}
    for cell in RUN:
        exec(compile(code()[cell], cell, "exec"), names)
    return SimpleNamespace(**names)


def test_the_tape_has_about_sixty_lines() -> None:
    cells = code()
    source = "\n".join(cells[name] for name in (*TAPE, "backward", "unbroadcast"))
    lines = [line for line in source.splitlines() if line.strip()]
    assert 55 <= len([line for line in lines if "### " not in line]) <= 70


def tape_gradients(page: SimpleNamespace) -> tuple[float, list[np.ndarray]]:
    parameters = [page.ArrayNode(w) for w in page.start]
    Y = nn.one_hot(page.labels, 10)
    loss = page.cross_entropy(page.network(parameters, page.images), Y)
    nn.backward(loss)
    return float(loss.data.item()), [p.grad for p in parameters]


def test_its_gradients_are_the_engines(page: SimpleNamespace) -> None:
    model = nn.Sequential(page.dense(784, 128), nn.ReLU(), page.dense(128, 10))
    for p, w in zip(model.parameters(), page.start, strict=True):
        p.value[...] = w
    L = nn.backpropagate(model, nn.SoftmaxCrossEntropy(), page.images, page.labels)
    loss, gradients = tape_gradients(page)
    assert loss == pytest.approx(L, abs=1e-10)
    for p, g in zip(model.parameters(), gradients, strict=True):
        assert np.abs(g).max() > 1e-4
        np.testing.assert_allclose(g, p.grad, rtol=0, atol=1e-10)


def test_its_gradients_are_pytorchs(page: SimpleNamespace) -> None:
    torch = pytest.importorskip("torch")
    W1, b1, W2, b2 = (torch.tensor(w, requires_grad=True) for w in page.start)
    scores = torch.relu(torch.tensor(page.images) @ W1 + b1) @ W2 + b2
    torch.nn.functional.cross_entropy(scores, torch.tensor(page.labels)).backward()
    _, gradients = tape_gradients(page)
    for theirs, ours in zip((W1, b1, W2, b2), gradients, strict=True):
        np.testing.assert_allclose(ours, theirs.grad.numpy(), rtol=0, atol=1e-10)


def test_the_learners_two_functions_fit_in(page: SimpleNamespace) -> None:
    """With the two changes that the page asks for."""
    source = code()["backward"]
    for old, new in (
        ("root.grad = 1.0", "root.grad = np.ones_like(root.data)"),
        ("zip(node.parents, node.local_grads)", "zip(node.parents, node.shares(node.grad))"),
        ("node.grad * local_grad", "local_grad"),
    ):
        assert source.count(old) == 1
        source = source.replace(old, new)
    names: dict[str, Any] = {"np": np}
    exec(source, names)
    exec(code()["unbroadcast"], names)

    def with_theirs() -> list[np.ndarray]:
        parameters = [page.ArrayNode(w) for w in page.start]
        Y = nn.one_hot(page.labels, 10)
        names["backward"](page.cross_entropy(page.network(parameters, page.images), Y))
        return [p.grad for p in parameters]

    _, expected = tape_gradients(page)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(nn.tape, "unbroadcast", names["unbroadcast"])
        found = with_theirs()
    for g, h in zip(found, expected, strict=True):
        np.testing.assert_allclose(g, h, rtol=0, atol=1e-15)


@pytest.mark.parametrize(
    ("build", "shapes"),
    [
        (lambda p, a, b: p.total(a * b + b), [(3, 4), (4,)]),
        (lambda p, a, b: p.total(p.exp(a) - b), [(3, 1), (1, 4)]),
        (lambda p, a, b: p.total(p.log(p.exp(a) + 2.0) @ b), [(3, 4), (4, 2)]),
        (lambda p, a, b: p.total(p.relu(a @ b) * p.total(a, axis=1)), [(3, 4), (4, 2)]),
    ],
)
def test_every_rule_survives_a_gradient_check(page: SimpleNamespace, build, shapes) -> None:
    rng = np.random.default_rng(0)
    values = [rng.normal(size=shape) for shape in shapes]
    nodes = [page.ArrayNode(value) for value in values]
    nn.backward(build(page, *nodes))
    for value, node in zip(values, nodes, strict=True):
        for index in np.ndindex(value.shape):
            sides = []
            for nudge in (1e-6, -1e-6):
                moved = [v.copy() if v is value else v for v in values]
                next(m for m, v in zip(moved, values, strict=True) if v is value)[index] += nudge
                sides.append(build(page, *map(page.ArrayNode, moved)).data.item())
            assert node.grad[index] == pytest.approx((sides[0] - sides[1]) / 2e-6, abs=1e-7)


def test_the_tape_learns_to_read(page: SimpleNamespace) -> None:
    assert 0.90 < nn.accuracy(page.scores, page.digits.y_test) < 0.96


@pytest.fixture(scope="module")
def live() -> dict[str, str]:
    """What the cells print today that fall back on a recording."""
    for package in ("torch", "keras"):
        pytest.importorskip(package)
    script = ROOT / "tools" / "record_frameworks.py"
    spec = importlib.util.spec_from_file_location("record_frameworks", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.live_texts()


def numbers(text: str) -> np.ndarray:
    return np.array([float(found) for found in NUMBER.findall(text)])


@pytest.mark.parametrize("name", recordings()["texts"])
def test_the_recording_is_what_is_computed(name: str, live: dict[str, str]) -> None:
    recorded = recordings()["texts"]
    assert live.keys() == recorded.keys()
    trained = name.endswith("-train")
    close = {"rtol": 0.03, "atol": 0.03} if trained else {"rtol": 1e-5, "atol": 1e-6}
    assert NUMBER.sub("#", live[name]) == NUMBER.sub("#", recorded[name])
    np.testing.assert_allclose(numbers(live[name]), numbers(recorded[name]), **close)


def test_four_implementations_agree(live: dict[str, str]) -> None:
    verdict = live["four-table"].splitlines()[-1]
    told = dict(re.findall(r"(your tape|PyTorch|Keras) (\S+?)(?:,|$)", verdict))
    gaps = {name: float(gap) for name, gap in told.items()}
    assert set(gaps) == {"your tape", "PyTorch", "Keras"}
    assert gaps["your tape"] < 1e-10
    assert gaps["PyTorch"] < 1e-10
    assert 1e-10 < gaps["Keras"] < 1e-6


def test_the_order_of_the_lines(live: dict[str, str]) -> None:
    rows = [line.rsplit(maxsplit=4) for line in live["order-run"].splitlines()]
    ratios = {name: [float(x) for x in row] for name, *row in rows}
    assert ratios == {
        "nothing forgotten": [1, 1.5, 2, 2.5],
        "cleared too late": [0, 0, 0, 0],
        "step too early": [0, 0.5, 0.67, 0.75],
        "step, clearing swapped": [0, 0, 0, 0],
        "both at once": [0, 0.5, 1, 1.5],
        "twice": [2, 2, 2, 2],
        "sum for mean": [7, 7, 7, 7],
    }


def epochs(text: str) -> tuple[list[float], list[int]]:
    losses = [float(x) for x in re.findall(r"mean loss (\d\.\d+)", text)]
    return losses, [int(x) for x in re.findall(r"right (\d+)%", text)]


def test_a_softmax_too_many_learns_slowly_towards_its_floor(live: dict[str, str]) -> None:
    losses, right = epochs(live["twice-train"])
    plain, plainly_right = epochs(live["torch-train"])
    assert all(loss > 1.4612 for loss in losses)
    assert losses[-1] < 1.6
    assert plain[-1] < 0.3
    assert 85 < right[-1] <= plainly_right[-1]
    assert right[0] < plainly_right[0] - 3
