"""The same steps of a convolutional, a recurrent and an LSTM network, by this package and PyTorch.

``python deep_contestants.py WORKLOAD NAME`` takes the workload's steps once for each line on
standard input and prints the CPU seconds they took. With a third argument, ``memory``, it takes
them once and prints the process's peak memory in megabytes.
"""

import resource
import sys
from collections.abc import Callable

import numpy as np
from contestants import Contestant, Run, digits, timed

CNN_STEPS = 10
WORD_BATCHES = 20


def cnn_weights() -> tuple[list[np.ndarray], list[np.ndarray]]:
    """He weights and zero biases of conv 3x3x32, dense 128, dense 10, as this package has them."""
    rng = np.random.default_rng(2)
    shapes = [(3, 3, 1, 32), (32 * 13 * 13, 128), (128, 10)]
    scale = [np.sqrt(2 / np.prod(shape[:-1])) for shape in shapes]
    W = [
        (s * rng.standard_normal(shape)).astype(np.float32)
        for s, shape in zip(scale, shapes, strict=True)
    ]
    return W, [np.zeros(w.shape[-1], np.float32) for w in W]


def cnn_ours() -> Contestant:
    from course_utils import nn

    X, y, batches = digits()
    X = X.reshape(-1, 1, 28, 28)

    def prepare() -> Run:
        (W, W1, W2), (b, b1, b2) = cnn_weights()
        conv = nn.Conv2D(1, 32, 3, dtype=np.float32)
        conv.W.value, conv.b.value = W, b
        dense = [nn.Dense.from_arrays(W1, b1), nn.Dense.from_arrays(W2, b2)]
        model = nn.Sequential(
            nn.InBlocks(conv, nn.ReLU(), nn.MaxPool2D(2), nn.Flatten()),
            *(dense[0], nn.ReLU(), dense[1]),
        )
        loss, optimizer = nn.SoftmaxCrossEntropy(), nn.Adam(model.parameters(), lr=1e-3)

        def run() -> list[float]:
            losses = []
            for batch in batches[:CNN_STEPS]:
                losses.append(nn.backpropagate(model, loss, X[batch], y[batch]))
                optimizer.step()
            return losses

        return run

    return prepare


def cnn_torch() -> Contestant:
    import torch
    from torch.nn import Conv2d, CrossEntropyLoss, Flatten, Linear, MaxPool2d, ReLU, Sequential

    torch.set_num_threads(1)
    arrays, labels, indices = digits()
    X, y = torch.from_numpy(arrays).reshape(-1, 1, 28, 28), torch.from_numpy(labels)
    batches = [torch.from_numpy(batch) for batch in indices]

    def prepare() -> Run:
        (W, *matrices), biases = cnn_weights()
        layers = [Conv2d(1, 32, 3), *(Linear(*m.shape) for m in matrices)]
        weights = [W.transpose(3, 2, 0, 1), *(m.T for m in matrices)]
        for layer, w, b in zip(layers, weights, biases, strict=True):
            layer.weight.data = torch.from_numpy(w.copy())
            layer.bias.data = torch.from_numpy(b)
        conv, first, second = layers
        model = Sequential(conv, ReLU(), MaxPool2d(2), Flatten(), first, ReLU(), second)
        loss, optimizer = CrossEntropyLoss(), torch.optim.Adam(model.parameters(), lr=1e-3)

        def run() -> list[float]:
            losses = []
            for batch in batches[:CNN_STEPS]:
                optimizer.zero_grad()
                L = loss(model(X[batch]), y[batch])
                L.backward()
                optimizer.step()
                losses.append(L.item())
            return losses

        return run

    return prepare


def words(steps: int, width: int) -> tuple[np.ndarray, np.ndarray]:
    """Batches of 32 real sentences, ``steps`` words each, and whether they are favourable.

    Sentences follow one another until the steps are filled; each word stands as ``width`` random
    numbers, always the same ones. The answer is the last sentence's.
    """
    from course_utils.data import load_reviews

    reviews = load_reviews()
    text = [word for sentence in reviews.texts_train for word in sentence.lower().split()]
    ids = {word: k for k, word in enumerate(dict.fromkeys(text))}
    last = np.repeat(reviews.y_train, [len(s.split()) for s in reviews.texts_train])
    table = np.random.default_rng(3).standard_normal((len(ids), width)).astype(np.float32)
    shape = (WORD_BATCHES, 32, steps)
    used = np.array([ids[word] for word in text[: np.prod(shape)]]).reshape(shape)
    answers = last[: used.size].reshape(shape)[..., -1:]
    return table[used], answers.astype(np.float32)


def recurrent_weights(width: int, gates: int) -> list[np.ndarray]:
    """W, U and b of the recurrent layer, W and b of the dense layer that answers."""
    rng, h = np.random.default_rng(4), 64
    shapes = [(width, gates * h), (h, gates * h), (gates * h,), (h, 1), (1,)]
    return [(rng.standard_normal(shape) / 8).astype(np.float32) for shape in shapes]


def recurrent_ours(kind: str, steps: int, width: int) -> Contestant:
    from course_utils import nn

    X, Y = words(steps, width)

    def prepare() -> Run:
        layer = getattr(nn, kind)(width, 64, dtype=np.float32)
        *weights, W, b = recurrent_weights(width, layer.gates)
        for p, value in zip(layer.parameters(), weights, strict=True):
            p.value = value
        model, loss = nn.Sequential(layer, nn.Dense.from_arrays(W, b)), nn.BinaryCrossEntropy()
        optimizer = nn.Adam(model.parameters(), lr=1e-3)

        def run() -> list[float]:
            losses = []
            for x, y in zip(X, Y, strict=True):
                losses.append(loss.forward(model.forward(x, training=True), y))
                model.backward(loss.backward())  # dX too, as for an embedding below
                optimizer.step()
            return losses

        return run

    return prepare


def recurrent_torch(kind: str, steps: int, width: int) -> Contestant:
    import torch

    torch.set_num_threads(1)
    X, Y = (torch.from_numpy(a) for a in words(steps, width))
    X.requires_grad_()

    def prepare() -> Run:
        layer, dense = getattr(torch.nn, kind)(width, 64, batch_first=True), torch.nn.Linear(64, 1)
        gates = layer.weight_hh_l0.shape[0] // 64
        values = [torch.from_numpy(w.T.copy()) for w in recurrent_weights(width, gates)]
        zero = torch.zeros(gates * 64)
        values.insert(3, zero)
        parameters = [*layer.parameters(), *dense.parameters()]
        for p, value in zip(parameters, values, strict=True):
            p.data = value
        layer.bias_hh_l0.requires_grad_(False)  # one bias is enough, and we have one
        learned = [p for p in parameters if p.requires_grad]
        loss, optimizer = torch.nn.BCEWithLogitsLoss(), torch.optim.Adam(learned, lr=1e-3)

        def run() -> list[float]:
            losses = []
            for x, y in zip(X, Y, strict=True):
                optimizer.zero_grad()
                L = loss(dense(layer(x)[0][:, -1]), y)
                L.backward()
                optimizer.step()
                losses.append(L.item())
            return losses

        return run

    return prepare


RNN, LSTM = (50, 32), (100, 64)  # steps and width
WORKLOADS: dict[str, dict[str, Callable[[], Contestant]]] = {
    "cnn": {"ours": cnn_ours, "torch": cnn_torch},
    "rnn": {
        "ours": lambda: recurrent_ours("SimpleRNN", *RNN),
        "torch": lambda: recurrent_torch("RNN", *RNN),
    },
    "lstm": {
        "ours": lambda: recurrent_ours("LSTM", *LSTM),
        "torch": lambda: recurrent_torch("LSTM", *LSTM),
    },
}


def peak_memory(run: Run) -> float:
    """Megabytes the process has held at most, run included."""
    run()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    workload, name, *memory = sys.argv[1:]
    prepare = WORKLOADS[workload][name]()
    if memory:
        print(peak_memory(prepare()))
        sys.exit()
    timed(prepare())  # caches and the libraries' own first-call work
    for _ in sys.stdin:
        print(timed(prepare()), flush=True)
