"""The training step in PyTorch: four lines, and their order."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from course_utils.exercises.task import task
from course_utils.exercises.tasks.inputs import C, D, H, N

CALLS = 4
"""The same model is handed over this often: some mistakes show only from the second step on."""


def _model(rng: np.random.Generator) -> Any:
    """A small classifier in float64 with weights from ``rng``, in training mode."""
    import torch

    layers = torch.nn.Linear(D, H), torch.nn.Tanh(), torch.nn.Linear(H, C)
    model = torch.nn.Sequential(*layers).double()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(torch.from_numpy(rng.normal(scale=0.6, size=tuple(parameter.shape))))
    return model.train()


def what_it_did(args: tuple[Any, ...], returned: Any) -> tuple[Any, ...]:
    """(gradients, mode, loss, weights): what was left unused, the mode, the result, the model.

    The first is the size of the gradients if the model has not moved at all, otherwise 0. A loss
    that still holds on to its graph is shown as what it is.
    """
    model, _, _, _ = args
    weights = np.concatenate([p.detach().numpy().ravel() for p in model.parameters()])
    moved = not np.array_equal(weights, model.start)
    left = [] if moved else [p.grad for p in model.parameters() if p.grad is not None]
    size = sum(float(g.abs().sum()) for g in left)
    graph = getattr(returned, "grad_fn", None) is not None
    return size, int(model.training), "a tensor with its graph" if graph else returned, weights


@task(
    "train_step(model, optimizer, X, y)",
    returns="the loss before the step, as a float; what it leaves behind is looked at too: "
    "(gradients, mode, loss, weights)",
    points=16,
    minutes=15,
    difficulty=2,
    mutates=True,
    needs="torch",
    observe=what_it_did,
    hints=(
        "PyTorch adds each new gradient to what is there already. What does that mean for the "
        "second step?",
        "Forget the old gradients, forward and loss, backward, step. Which loss takes raw scores "
        "and class numbers?",
        "torch.nn.functional.cross_entropy takes the model's logits and y, and averages. Give "
        "back the number of the loss, not the tensor: .item() does that.",
    ),
)
def train_step(rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    import torch

    model = _model(rng)
    model.start = np.concatenate([p.detach().numpy().ravel() for p in model.parameters()])
    optimizer = torch.optim.SGD(model.parameters(), lr=0.13)
    X = torch.from_numpy(rng.normal(size=(N, D)))
    y = torch.from_numpy(rng.integers(0, C, size=N))
    for _ in range(CALLS):
        yield model, optimizer, X, y
