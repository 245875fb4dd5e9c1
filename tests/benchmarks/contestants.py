"""The same training run by three contestants: this package, PyTorch, and bare matrix products.

``python contestants.py WORKLOAD NAME`` trains once for each line on standard input and prints
the CPU seconds it took, so that contestants can take turns without sharing a process.
"""

import itertools
import sys
from collections.abc import Callable
from time import process_time

import numpy as np

DIMS = (784, 128, 64, 10)
BATCH = 128
XOR_EPOCHS = 1000
XOR_X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR_Y = np.array([[0.0], [1.0], [1.0], [0.0]])

# A contestant prepares a run from the same first weights; the run itself is timed and returns
# the mean loss of every epoch.
Run = Callable[[], list[float]]
Contestant = Callable[[], Run]


def digits() -> tuple[np.ndarray, np.ndarray, list[np.ndarray]]:
    """5,000 real digits, their labels, and the samples of each batch of one epoch."""
    from course_utils.data import load_digits

    d = load_digits()
    X = np.concatenate([d.X_train, d.X_test]).astype(np.float32)
    y = np.concatenate([d.y_train, d.y_test]).astype(np.int64)
    order = np.random.default_rng(1).permutation(len(X))
    return X, y, [order[i : i + BATCH] for i in range(0, len(X), BATCH)]


def first_weights(dims: tuple[int, ...], dtype: type) -> list[np.ndarray]:
    rng = np.random.default_rng(3)
    return [
        (rng.standard_normal(shape) * np.sqrt(2 / shape[0])).astype(dtype)
        for shape in itertools.pairwise(dims)
    ]


def digits_ours() -> Contestant:
    from course_utils import nn

    X, y, _ = digits()

    def prepare() -> Run:
        dense = [nn.Dense.from_arrays(W, W[0] * 0) for W in first_weights(DIMS, np.float32)]
        model = nn.Sequential(dense[0], nn.ReLU(), dense[1], nn.ReLU(), dense[2])
        loss, optimizer = nn.SoftmaxCrossEntropy(), nn.Adam(model.parameters(), lr=1e-3)

        def run() -> list[float]:
            history = nn.fit(
                *(model, loss, optimizer, X, y),
                epochs=1,
                batch_size=BATCH,
                rng=np.random.default_rng(1),
                progress=False,
            )
            return history.loss

        return run

    return prepare


def digits_torch() -> Contestant:
    import torch
    from torch.nn import CrossEntropyLoss, ReLU, Sequential

    torch.set_num_threads(1)
    arrays, labels, indices = digits()
    X, y = torch.from_numpy(arrays), torch.from_numpy(labels)
    batches = [torch.from_numpy(batch) for batch in indices]

    def prepare() -> Run:
        dense = torch_layers(first_weights(DIMS, np.float32))
        model = Sequential(dense[0], ReLU(), dense[1], ReLU(), dense[2])
        loss, optimizer = CrossEntropyLoss(), torch.optim.Adam(model.parameters(), lr=1e-3)

        def run() -> list[float]:
            total = 0.0
            for batch in batches:
                optimizer.zero_grad()
                L = loss(model(X[batch]), y[batch])
                L.backward()
                optimizer.step()
                total += L.item() * len(batch)
            return [total / len(X)]

        return run

    return prepare


def digits_products() -> Contestant:
    """Only the matrix products of each step, into arrays that are there already."""
    X, _, batches = digits()
    inputs = [X[batch] for batch in batches]
    W1, W2, W3 = first_weights(DIMS, np.float32)
    dW1, dW2, dW3 = np.empty_like(W1), np.empty_like(W2), np.empty_like(W3)
    # What lies between the products keeps its size here: without ReLU it would grow.
    values = {len(b): [np.full((len(b), d), 0.1, np.float32) for d in DIMS] for b in batches}
    outputs = {len(b): [np.empty((len(b), d), np.float32) for d in DIMS] for b in batches}

    def run() -> list[float]:
        for X in inputs:
            _, A1, A2, dZ3 = values[len(X)]
            _, Z1, Z2, Z3 = outputs[len(X)]
            np.matmul(X, W1, out=Z1)
            np.matmul(A1, W2, out=Z2)
            np.matmul(A2, W3, out=Z3)
            np.matmul(A2.T, dZ3, out=dW3)
            np.matmul(dZ3, W3.T, out=Z2)
            np.matmul(A1.T, Z2, out=dW2)
            np.matmul(Z2, W2.T, out=Z1)
            np.matmul(X.T, Z1, out=dW1)
        return []

    return lambda: run


def xor_ours() -> Contestant:
    from course_utils import nn

    def prepare() -> Run:
        first, second = (nn.Dense.from_arrays(W, W[0] * 0) for W in first_weights((2, 3, 1), float))
        model = nn.Sequential(first, nn.Sigmoid(), second, nn.Sigmoid())
        loss, optimizer = nn.MSE(), nn.Adam(model.parameters(), lr=0.05)

        def run() -> list[float]:
            history = nn.fit(
                *(model, loss, optimizer, XOR_X, XOR_Y),
                epochs=XOR_EPOCHS,
                batch_size=None,
                progress=False,
            )
            return history.loss

        return run

    return prepare


def xor_torch() -> Contestant:
    import torch
    from torch.nn import MSELoss, Sequential, Sigmoid

    torch.set_num_threads(1)
    X, Y = torch.from_numpy(XOR_X), torch.from_numpy(XOR_Y)

    def prepare() -> Run:
        first, second = torch_layers(first_weights((2, 3, 1), float))
        model = Sequential(first, Sigmoid(), second, Sigmoid())
        loss, optimizer = MSELoss(), torch.optim.Adam(model.parameters(), lr=0.05)

        def run() -> list[float]:
            losses = []
            for _ in range(XOR_EPOCHS):
                optimizer.zero_grad()
                L = loss(model(X), Y)
                L.backward()
                optimizer.step()
                losses.append(L.item())
            return losses

        return run

    return prepare


def torch_layers(weights: list[np.ndarray]) -> list:
    """Linear layers with these weights and zero biases."""
    import torch

    layers = []
    for W in weights:
        layer = torch.nn.Linear(*W.shape, dtype=torch.from_numpy(W).dtype)
        with torch.no_grad():
            layer.weight.copy_(torch.from_numpy(W.T.copy()))
            layer.bias.zero_()
        layers.append(layer)
    return layers


WORKLOADS: dict[str, dict[str, Callable[[], Contestant]]] = {
    "digits": {"ours": digits_ours, "torch": digits_torch, "products": digits_products},
    "xor": {"ours": xor_ours, "torch": xor_torch},
}


def timed(run: Run) -> float:
    """CPU seconds, user and system."""
    start = process_time()
    run()
    return process_time() - start


if __name__ == "__main__":
    prepare = WORKLOADS[sys.argv[1]][sys.argv[2]]()
    timed(prepare())  # caches and the libraries' own first-call work
    for _ in sys.stdin:
        print(timed(prepare()), flush=True)
