"""The same network in three libraries, from the same weights: losses and gradients compared.

PyTorch and Keras are only touched through the models that are handed in; neither is imported
here, so the course runs without them.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from course_utils import nn

Array = np.ndarray
Run = tuple[float, list[Array]]
ENGINE = "NumPy"


class Player(Protocol):
    """A network that can take one step of plain gradient descent."""

    def step(self, X: Array, Y: Array) -> Run:
        """The loss before the step, and all gradients in the order and shapes of the engine's."""
        ...


@dataclass
class Engine:
    """The course's engine. ``training=False``: dropout would draw other masks elsewhere."""

    model: nn.Sequential
    loss: nn.Loss
    rate: float

    def step(self, X: Array, Y: Array) -> Run:
        loss = nn.backpropagate(self.model, self.loss, X, Y, training=False)
        parameters = self.model.parameters()
        nn.SGD(parameters, lr=self.rate).step()
        return loss, [p.grad for p in parameters]


class Keras:
    """A Keras model on PyTorch: its weights have the engine's order and shapes already.

    It counts in float32 only: Keras 3 multiplies matrices in float32 even when told float64.
    """

    def __init__(self, model: Any, loss: Any, start: list[Array], rate: float) -> None:
        self.model, self.loss, self.rate = model, loss, rate
        model.set_weights(start)

    def step(self, X: Array, Y: Array) -> Run:
        self.model.zero_grad()
        L = self.loss(Y, self.model(X))
        L.backward()
        gradients = [v.value.grad.numpy().copy() for v in self.model.trainable_variables]
        for v, g in zip(self.model.trainable_variables, gradients, strict=True):
            v.assign(v.numpy() - self.rate * g)
        return float(L.item()), gradients


class Torch:
    """A PyTorch model: its matrices are transposed, and an LSTM there has two biases."""

    def __init__(self, model: Any, loss: Any, start: list[Array], rate: float) -> None:
        import torch

        self.model, self.loss, self.tensor = model, loss, torch.from_numpy
        model.to(torch.from_numpy(start[0]).dtype)
        self.slots = list(_slots(model))
        for (parameter, axes), w in zip(self.slots, start, strict=True):
            parameter.data = self.tensor(np.ascontiguousarray(w.transpose(axes)))
        self.optimizer = torch.optim.SGD([parameter for parameter, _ in self.slots], lr=rate)

    def step(self, X: Array, Y: Array) -> Run:
        self.model.zero_grad()
        L = self.loss(self.model(self.tensor(X)), self.tensor(Y))
        L.backward()
        self.optimizer.step()
        turned_back = [(p.grad.numpy(), np.argsort(axes)) for p, axes in self.slots]
        return float(L.item()), [g.transpose(axes).copy() for g, axes in turned_back]


def _slots(model: Any) -> Iterator[tuple[Any, tuple[int, ...]]]:
    """Each parameter that learns, with the order of axes that turns ours into PyTorch's."""
    turned = {4: (3, 2, 0, 1), 2: (1, 0), 1: (0,)}
    for module in model.modules():
        kind = type(module).__name__
        for name, parameter in module.named_parameters(recurse=False):
            if name.startswith("bias_hh"):
                parameter.data.zero_()  # the engine and Keras have one bias a gate
            elif kind == "Embedding":
                yield parameter, (0, 1)
            else:
                yield parameter, turned[parameter.ndim]


@dataclass(frozen=True)
class Comparison:
    """What each library computed at each step, and how far the farthest lies from the engine.

    ``losses``: one list a library. ``norms``: the length of all gradients laid end to end.
    ``farthest``: largest difference of any loss or any entry of any gradient.
    """

    losses: dict[str, list[float]]
    norms: dict[str, list[float]]
    farthest: float

    def rows(self) -> list[list[str]]:
        """A row for each step and library: step, library, loss, gradient."""
        return [
            [str(step + 1), name, f"{losses[step]:.10f}", f"{self.norms[name][step]:.10f}"]
            for step in range(len(self.losses[ENGINE]))
            for name, losses in self.losses.items()
        ]

    def __repr__(self) -> str:
        lines = [" ".join(f"{cell:>14}" for cell in row) for row in [_HEADINGS, *self.rows()]]
        return "\n".join([*lines, self.verdict()])

    def verdict(self) -> str:
        """The last line of the table."""
        others = [name for name in self.losses if name != ENGINE]
        if not others:
            return "The engine's numbers stand alone: nothing to compare them with."
        return f"Largest difference over all losses and all gradients: {self.farthest:.0e}"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self._html(), "text/plain": repr(self)}

    def _html(self) -> str:
        head = "".join(f'<th scope="col">{cell}</th>' for cell in _HEADINGS)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
            for row in self.rows()
        )
        caption = html.escape(self.verdict())
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{caption}</p>"


_HEADINGS = ["step", "library", "loss", "length of gradient"]
Make = Callable[[], tuple[Any, Any]]
_PLAYERS: dict[str, Callable[..., Player]] = {"PyTorch": Torch, "Keras": Keras}


def side_by_side(
    model: nn.Sequential,
    loss: nn.Loss,
    X: Array,
    Y: Array,
    *,
    rate: float,
    steps: int = 3,
    **others: Make,
) -> Comparison:
    """Take the same steps with the engine and with the others; return what each computed.

    ``others``, named PyTorch and Keras, are functions that return the same network and the same
    loss in that library; the layers that learn must come in the engine's order.
    """
    start = [p.value.copy() for p in model.parameters()]
    players: dict[str, Player] = {ENGINE: Engine(model, loss, rate)}
    players |= {name: _PLAYERS[name](*make(), start, rate) for name, make in others.items()}
    runs = {name: [p.step(X, Y) for _ in range(steps)] for name, p in players.items()}
    return Comparison(
        {name: [loss for loss, _ in run] for name, run in runs.items()},
        {name: [_length(gradients) for _, gradients in run] for name, run in runs.items()},
        max(_gap(runs[ENGINE], run) for run in runs.values()),
    )


def _length(gradients: list[Array]) -> float:
    return float(np.sqrt(sum(np.sum(np.square(g, dtype=np.float64)) for g in gradients)))


def _gap(ours: Sequence[Run], theirs: Sequence[Run]) -> float:
    return max(
        max(abs(loss - other), *(np.abs(g - h).max() for g, h in zip(gs, hs, strict=True)))
        for (loss, gs), (other, hs) in zip(ours, theirs, strict=True)
    )
