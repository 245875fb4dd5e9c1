"""Input that cannot be right gets one sentence that names the shapes."""

from collections.abc import Callable

import numpy as np
import pytest

from course_utils import nn

DENSE = nn.Dense(784, 128)


def fit(X: np.ndarray, Y: np.ndarray, **settings: object) -> nn.History:
    model = nn.Sequential(nn.Dense(3, 1))
    optimizer = nn.SGD(model.parameters())
    return nn.fit(model, nn.MSE(), optimizer, X, Y, progress=False, **settings)  # type: ignore[arg-type]


def after_forward(layer: nn.Layer, X: np.ndarray, dY: np.ndarray) -> Callable[[], object]:
    def call() -> object:
        layer.forward(X)
        return layer.backward(dY)

    return call


CASES: dict[str, tuple[type[Exception], str, Callable[[], object]]] = {
    "columns": (
        ValueError,
        "Dense(784, 128) was given X of shape (32, 100): it needs 784 columns, one a feature.",
        lambda: DENSE.forward(np.ones((32, 100))),
    ),
    "one sample": (
        ValueError,
        "Dense(784, 128) was given X of shape (784,): it needs two axes, (n, 784), one row a "
        "sample; X.reshape(1, -1) may be what you mean.",
        lambda: DENSE.forward(np.ones(784)),
    ),
    "pictures": (
        ValueError,
        "Dense(784, 128) was given X of shape (5, 28, 28): it needs two axes, (n, 784), one row "
        "a sample; X.reshape(len(X), -1) may be what you mean.",
        lambda: DENSE.forward(np.ones((5, 28, 28))),
    ),
    "text": (
        TypeError,
        "Dense(784, 128) was given an array of shape (2,) and dtype <U1: it needs numbers.",
        lambda: DENSE.forward(np.array(["a", "b"])),
    ),
    "no forward": (
        RuntimeError,
        "Tanh().backward was called before forward: it needs the forward pass.",
        lambda: nn.Tanh().backward(np.ones((2, 2))),
    ),
    "gradient of a dense layer": (
        ValueError,
        "Dense(3, 2).backward was given dY of shape (4, 3): its output had shape (4, 2), and a "
        "gradient has the shape of what it belongs to.",
        after_forward(nn.Dense(3, 2), np.ones((4, 3)), np.ones((4, 3))),
    ),
    "gradient of an activation": (
        ValueError,
        "ReLU().backward was given dY of shape (3,): its output had shape (4, 3), and a gradient "
        "has the shape of what it belongs to.",
        after_forward(nn.ReLU(), np.ones((4, 3)), np.ones(3)),
    ),
    "targets that would broadcast": (
        ValueError,
        "MSE() was given predictions of shape (32, 1) and targets of shape (32,): they must be "
        "equal; Y.reshape(-1, 1) fits.",
        lambda: nn.MSE().forward(np.ones((32, 1)), np.ones(32)),
    ),
    "targets of another shape": (
        ValueError,
        "BinaryCrossEntropy() was given predictions of shape (3, 2) and targets of shape (2, 3): "
        "they must be equal.",
        lambda: nn.BinaryCrossEntropy().forward(np.ones((3, 2)), np.ones((2, 3))),
    ),
    "labels of another number": (
        ValueError,
        "SoftmaxCrossEntropy() was given logits of shape (7, 3) and targets of shape (6,): it "
        "needs logits (n, k) with labels (n,) or probabilities (n, k).",
        lambda: nn.SoftmaxCrossEntropy().forward(np.ones((7, 3)), np.zeros(6, int)),
    ),
    "labels out of range": (
        ValueError,
        "Labels run from 1 to 3: with 3 classes they must lie in 0 to 2.",
        lambda: nn.SoftmaxCrossEntropy().forward(np.ones((3, 3)), np.array([1, 2, 3])),
    ),
    "negative labels": (
        ValueError,
        "Labels run from -1 to 1: with 3 classes they must lie in 0 to 2.",
        lambda: nn.SoftmaxCrossEntropy().forward(np.ones((3, 3)), np.array([1, -1, 0])),
    ),
    "labels that are no whole numbers": (
        TypeError,
        "Labels must be whole numbers, but they have dtype float64.",
        lambda: nn.SoftmaxCrossEntropy().forward(np.ones((3, 3)), np.ones(3)),
    ),
    "rows that are no probabilities": (
        ValueError,
        "SoftmaxCrossEntropy() was given rows of targets that do not sum to 1.",
        lambda: nn.SoftmaxCrossEntropy().forward(np.ones((3, 3)), np.ones((3, 3))),
    ),
    "no layers": (
        ValueError,
        "Sequential was given no layers: give at least one.",
        lambda: nn.Sequential(),
    ),
    "a class instead of a layer": (
        TypeError,
        "Sequential was given ReLU, which is not a layer; ReLU() makes one.",
        lambda: nn.Sequential(nn.Dense(2, 3), nn.ReLU),  # type: ignore[arg-type]
    ),
    "a list of layers": (
        TypeError,
        "Sequential was given a list: write Sequential(*layers), or the layers one by one.",
        lambda: nn.Sequential([nn.Dense(2, 3), nn.ReLU()]),  # type: ignore[arg-type]
    ),
    "no outputs": (
        ValueError,
        "d_out was 0: it must be a whole number, at least 1.",
        lambda: nn.Dense(3, 0),
    ),
    "biases that do not fit": (
        ValueError,
        "Dense was given W of shape (3, 2) and b of shape (3,): it needs W (d_in, d_out) and b "
        "(d_out,), one bias an output.",
        lambda: nn.Dense.from_arrays(np.ones((3, 2)), np.ones(3)),
    ),
    "weights of another shape": (
        ValueError,
        "Dense(3, 2): init returned an array of shape (2, 3), but W needs (3, 2).",
        lambda: nn.Dense(3, 2, init=lambda shape, rng: np.ones((2, 3))),
    ),
    "samples without targets": (
        ValueError,
        "X and Y hold 5 and 4 samples: each needs its target.",
        lambda: fit(np.ones((5, 3)), np.ones((4, 1))),
    ),
    "no samples": (
        ValueError,
        "X and Y hold no samples: give at least one.",
        lambda: fit(np.ones((0, 3)), np.ones((0, 1))),
    ),
    "half an output": (
        ValueError,
        "d_out was 3.5: it must be a whole number, at least 1.",
        lambda: nn.Dense(2, 3.5),  # type: ignore[arg-type]
    ),
    "a number as text": (
        TypeError,
        "d_in was '2': it must be a number.",
        lambda: nn.Dense("2", 3),  # type: ignore[arg-type]
    ),
    "half a unit": (
        ValueError,
        "h was 2.5: it must be a whole number, at least 1.",
        lambda: nn.LSTM(3, 2.5),  # type: ignore[arg-type]
    ),
    "nothing to normalize": (
        ValueError,
        "d was 0: it must be a whole number, at least 1.",
        lambda: nn.LayerNorm(0),
    ),
    "half a channel": (
        ValueError,
        "c_out was 0.5: it must be a whole number, at least 1.",
        lambda: nn.Conv2D(1, 0.5, 3),  # type: ignore[arg-type]
    ),
    "a rate as text": (
        TypeError,
        "lr was '0.1': it must be a number.",
        lambda: nn.SGD(DENSE.parameters(), lr="0.1"),  # type: ignore[arg-type]
    ),
    "an empty batch": (
        ValueError,
        "Dense(784, 128) was given an array of shape (0, 784): give at least one sample.",
        lambda: DENSE.forward(np.ones((0, 784))),
    ),
    "an empty batch for an activation": (
        ValueError,
        "ReLU() was given an array of shape (0, 2): give at least one sample.",
        lambda: nn.ReLU().forward(np.ones((0, 2))),
    ),
    "an empty batch to predict": (
        ValueError,
        "Dense(784, 128) was given an array of shape (0, 784): give at least one sample.",
        lambda: nn.Sequential(DENSE).predict(np.ones((0, 784))),
    ),
    "an empty batch for a loss": (
        ValueError,
        "MSE() was given an array of shape (0, 1): give at least one sample.",
        lambda: nn.MSE().forward(np.ones((0, 1)), np.ones((0, 1))),
    ),
    "no words": (
        ValueError,
        "Embedding(5, 2) was given X of shape (0, 4): give at least one number.",
        lambda: nn.Embedding(5, 2).forward(np.ones((0, 4), int)),
    ),
    "half precision": (
        TypeError,
        "Dense(784, 128) was given an array of shape (1, 784) and dtype float16: it needs "
        "X.astype(np.float32).",
        lambda: DENSE.forward(np.ones((1, 784), np.float16)),
    ),
    "complex numbers": (
        TypeError,
        "Tanh() was given an array of shape (2,) and dtype complex128: it needs numbers.",
        lambda: nn.Tanh().forward(np.ones(2, complex)),
    ),
    "half precision asked for": (
        TypeError,
        "A network computes in float64 or float32, not in float16.",
        lambda: nn.Conv2D(1, 2, 3, dtype=np.float16),
    ),
    "a loss asked too early": (
        RuntimeError,
        "SoftmaxCrossEntropy().backward was called before forward: it needs the forward pass.",
        lambda: nn.SoftmaxCrossEntropy().backward(),
    ),
    "labels in a column": (
        ValueError,
        "SoftmaxCrossEntropy() was given logits of shape (4, 3) and targets of shape (4, 1): it "
        "needs logits (n, k) with labels (n,) or probabilities (n, k); Y.ravel() may be what you "
        "mean.",
        lambda: nn.SoftmaxCrossEntropy().forward(np.ones((4, 3)), np.ones((4, 1), int)),
    ),
    "one label for all": (
        ValueError,
        "SoftmaxCrossEntropy() was given logits of shape (4, 3) and targets of shape (): it "
        "needs logits (n, k) with labels (n,) or probabilities (n, k).",
        lambda: nn.SoftmaxCrossEntropy().forward(np.ones((4, 3)), 1),
    ),
    "accuracy of a column of labels": (
        ValueError,
        "accuracy was given outputs of shape (4, 3) and targets of shape (4, 1): it needs "
        "outputs (n, k) with labels (n,) or one-hot rows (n, k).",
        lambda: nn.accuracy(np.ones((4, 3)), np.ones((4, 1), int)),
    ),
    "pictures without channels": (
        ValueError,
        "Conv2D(1, 32, 3) was given X of shape (5, 28, 28): it needs four axes, (n, 1, height, "
        "width); X[:, None] may be what you mean.",
        lambda: nn.Conv2D(1, 32, 3).forward(np.ones((5, 28, 28))),
    ),
    "pictures of other channels": (
        ValueError,
        "Conv2D(1, 32, 3) was given X of shape (5, 3, 28, 28): it needs 1 channels, "
        "(n, 1, height, width).",
        lambda: nn.Conv2D(1, 32, 3).forward(np.ones((5, 3, 28, 28))),
    ),
    "pictures smaller than a field": (
        ValueError,
        "MaxPool2D(3) was given X of shape (5, 1, 2, 9): its pictures must be at least 3 pixels "
        "high and wide.",
        lambda: nn.MaxPool2D(3).forward(np.ones((5, 1, 2, 9))),
    ),
    "gradient of a pooling layer": (
        ValueError,
        "AveragePool2D(2).backward was given dY of shape (1, 1, 4, 4): its output had shape "
        "(1, 1, 2, 2), and a gradient has the shape of what it belongs to.",
        after_forward(nn.AveragePool2D(2), np.ones((1, 1, 4, 4)), np.ones((1, 1, 4, 4))),
    ),
    "rows for a recurrent layer": (
        ValueError,
        "SimpleRNN(3, 4) was given X of shape (2, 3): it needs sequences (n, t, 3), 3 numbers a "
        "step.",
        lambda: nn.SimpleRNN(3, 4).forward(np.ones((2, 3))),
    ),
    "sequences of no steps": (
        ValueError,
        "LSTM(3, 4) was given X of shape (2, 0, 3): it needs sequences (n, t, 3), 3 numbers a "
        "step.",
        lambda: nn.LSTM(3, 4).forward(np.ones((2, 0, 3))),
    ),
    "attention to something else": (
        ValueError,
        "SelfAttention(4) was given X of shape (2, 5, 3): it needs sequences (n, t, 4), 4 "
        "numbers a step.",
        lambda: nn.SelfAttention(4).forward(np.ones((2, 5, 3))),
    ),
    "heads that do not divide": (
        ValueError,
        "SelfAttention was given d=4 and 3 heads: 3 must divide d.",
        lambda: nn.SelfAttention(4, heads=3),
    ),
    "words out of range": (
        ValueError,
        "Embedding(5, 2) was given numbers from 0 to 5: with 5 rows they must lie in 0 to 4.",
        lambda: nn.Embedding(5, 2).forward(np.array([[0, 5]])),
    ),
    "words that are no whole numbers": (
        TypeError,
        "Embedding(5, 2) was given X of dtype float64: it needs whole numbers.",
        lambda: nn.Embedding(5, 2).forward(np.array([[0.0, 1.0]])),
    ),
    "no epochs": (
        ValueError,
        "epochs was 0: it must be a whole number, at least 1.",
        lambda: fit(np.ones((5, 3)), np.ones((5, 1)), epochs=0),
    ),
    "no batch": (
        ValueError,
        "batch_size was 0: it must be a whole number, at least 1.",
        lambda: fit(np.ones((5, 3)), np.ones((5, 1)), batch_size=0),
    ),
    "everything kept back": (
        ValueError,
        "validation_split was 1.0: it must be at least 0.0 and less than 1.0.",
        lambda: fit(np.ones((5, 3)), np.ones((5, 1)), validation_split=1.0),
    ),
    "too little to split": (
        ValueError,
        "validation_split=0.9 of 2 samples leaves 0 to learn from and 2 to validate on: "
        "both need at least one.",
        lambda: fit(np.ones((2, 3)), np.ones((2, 1)), validation_split=0.9),
    ),
    "two ways to validate": (
        ValueError,
        "fit was given validation_split and validation_data: give one of them.",
        lambda: fit(
            *(np.ones((5, 3)), np.ones((5, 1))),
            validation_split=0.2,
            validation_data=(np.ones((5, 3)), np.ones((5, 1))),
        ),
    ),
    "nothing to watch": (
        ValueError,
        "EarlyStopping(patience=5, min_delta=0.0, restore_best=True) watches the validation "
        "loss: give fit validation_split or validation_data.",
        lambda: fit(np.ones((5, 3)), np.ones((5, 1)), stopping=[nn.EarlyStopping()]),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_one_sentence(name: str) -> None:
    error, message, call = CASES[name]
    with pytest.raises(error) as caught:
        call()
    assert str(caught.value) == message
