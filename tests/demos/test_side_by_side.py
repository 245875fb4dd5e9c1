"""One gradient, whatever the library; and a wrong one is seen."""

import copy

import numpy as np
import pytest

from course_utils import nn
from course_utils.demos.side_by_side import side_by_side

RATE = 0.1


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def pictures(rng, dtype=np.float64):
    model = nn.Sequential(
        nn.Conv2D(2, 3, 3, rng=rng),
        nn.ReLU(),
        nn.Flatten(),
        nn.Dense(3 * 4 * 5, 4, rng=rng),
        dtype=dtype,
    )
    return model, rng.normal(size=(7, 2, 6, 7)).astype(dtype), rng.integers(4, size=7)


def sentences(rng):
    layers = nn.Embedding(11, 3, rng=rng), nn.LSTM(3, 5, rng=rng), nn.Dense(5, 1, rng=rng)
    Y = rng.integers(2, size=(7, 1)).astype(float)
    return nn.Sequential(*layers), rng.integers(11, size=(7, 6)), Y


def torch_pictures():
    from torch import nn as tnn

    layers = tnn.Conv2d(2, 3, 3), tnn.ReLU(), tnn.Flatten(), tnn.Linear(60, 4)
    return tnn.Sequential(*layers), tnn.CrossEntropyLoss()


def torch_sentences():
    from torch import nn as tnn

    class Reader(tnn.Module):
        def __init__(self):
            super().__init__()
            self.embedding = tnn.Embedding(11, 3)
            self.lstm = tnn.LSTM(3, 5, batch_first=True)
            self.score = tnn.Linear(5, 1)

        def forward(self, ids):
            return self.score(self.lstm(self.embedding(ids))[0][:, -1])

    return Reader(), tnn.BCEWithLogitsLoss()


def test_torch_reads_pictures_alike(rng):
    pytest.importorskip("torch")
    model, X, y = pictures(rng)
    loss = nn.SoftmaxCrossEntropy()
    compared = side_by_side(model, loss, X, y, rate=RATE, PyTorch=torch_pictures)
    assert compared.farthest < 1e-10
    assert compared.losses["NumPy"][0] > compared.losses["NumPy"][2], "it learned"


def test_torch_reads_pictures_alike_in_float32(rng):
    pytest.importorskip("torch")
    model, X, y = pictures(rng, np.float32)
    loss = nn.SoftmaxCrossEntropy()
    compared = side_by_side(model, loss, X, y, rate=RATE, PyTorch=torch_pictures)
    assert 1e-10 < compared.farthest < 2e-6


def test_torch_reads_sentences_alike(rng):
    pytest.importorskip("torch")
    model, X, Y = sentences(rng)
    loss = nn.BinaryCrossEntropy()
    compared = side_by_side(model, loss, X, Y, rate=RATE, PyTorch=torch_sentences)
    assert compared.farthest < 1e-10


def test_another_loss_is_another_gradient(rng):
    torch = pytest.importorskip("torch")
    model, X, y = pictures(rng)

    def summed():
        return torch_pictures()[0], torch.nn.CrossEntropyLoss(reduction="sum")

    compared = side_by_side(model, nn.SoftmaxCrossEntropy(), X, y, rate=RATE, PyTorch=summed)
    assert compared.farthest > 0.1


def test_the_engine_alone(rng):
    model, X, y = pictures(rng)
    compared = side_by_side(model, nn.SoftmaxCrossEntropy(), X, y, rate=RATE, steps=2)
    assert len(compared.losses["NumPy"]) == 2
    assert compared.farthest == 0
    assert "stand alone" in repr(compared)


def test_the_table(rng):
    pytest.importorskip("torch")
    model, X, y = pictures(rng)
    loss = nn.SoftmaxCrossEntropy()
    compared = side_by_side(model, loss, X, y, rate=RATE, steps=2, PyTorch=torch_pictures)
    shown = compared._repr_mimebundle_()
    assert shown["text/html"].count("<tr>") == 1 + 2 * 2
    assert shown["text/html"].count('scope="col"') == 5
    assert f"{compared.losses['NumPy'][0]:.10f}" in shown["text/plain"]
    assert [row[:2] for row in compared.rows()][:2] == [["1", "NumPy"], ["1", "PyTorch"]]
    assert [bool(row[-1]) for row in compared.rows()] == [False, True] * 2
    assert f"PyTorch {max(compared.gaps['PyTorch']):.0e}" in shown["text/plain"]


def test_a_step_by_hand_is_held_to_the_engine(rng):
    """Its first loss is off by 0.5, the second gradient's one entry by 3."""
    model, X, y = pictures(rng)
    twin, loss = nn.Sequential(*map(copy.deepcopy, model.layers)), nn.SoftmaxCrossEntropy()
    optimizer, calls = nn.SGD(twin.parameters(), lr=RATE), []

    def step(X, y):
        L = nn.backpropagate(twin, loss, X, y)
        gradients = [p.grad.copy() for p in twin.parameters()]
        optimizer.step()
        calls.append(L)
        if len(calls) == 1:
            return L + 0.5, gradients
        gradients[-1][1] -= 3
        return L, gradients

    compared = side_by_side(model, loss, X, y, rate=RATE, steps=2, by_hand={"by hand": step})
    assert compared.gaps["NumPy"] == [0, 0]
    assert compared.gaps["by hand"] == pytest.approx([0.5, 3])
    assert compared.farthest == pytest.approx(3)
