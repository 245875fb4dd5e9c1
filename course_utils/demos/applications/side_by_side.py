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
ENGINE = "NumPy"


class Player(Protocol):
    """A network that can take one step of plain gradient descent."""

    def step(self, X: Array, Y: Array) -> float: ...

    def weights(self) -> list[Array]:
        """All weights, in the order and the shapes of the engine's."""
        ...


@dataclass
class Engine:
    """The course's engine. ``training=False``: dropout would draw other masks elsewhere."""

    model: nn.Sequential
    loss: nn.Loss
    rate: float

    def step(self, X: Array, Y: Array) -> float:
        loss = nn.backpropagate(self.model, self.loss, X, Y, training=False)
        nn.SGD(self.model.parameters(), lr=self.rate).step()
        return loss

    def weights(self) -> list[Array]:
        return [p.value.copy() for p in self.model.parameters()]


class Keras:
    """A Keras model: its weights have the engine's order and shapes already."""

    def __init__(self, model: Any, loss: Any, start: list[Array], rate: float) -> None:
        self.model = model
        model.compile(optimizer="sgd", loss=loss)
        model.optimizer.learning_rate = rate
        model.set_weights(start)

    def step(self, X: Array, Y: Array) -> float:
        return float(self.model.train_on_batch(X, Y))

    def weights(self) -> list[Array]:
        return [np.array(w) for w in self.model.get_weights()]


class Torch:
    """A PyTorch model: its matrices are transposed, and an LSTM there has two biases."""

    def __init__(self, model: Any, loss: Any, start: list[Array], rate: float) -> None:
        import torch

        self.model, self.loss, self.tensor = model, loss, torch.from_numpy
        model.to(torch.from_numpy(start[0]).dtype)
        self.slots = list(_slots(model))
        with torch.no_grad():
            for (parameter, axes), w in zip(self.slots, start, strict=True):
                parameter.data = self.tensor(np.ascontiguousarray(w.transpose(axes)))
        learned = [parameter for parameter, _ in self.slots]
        self.optimizer = torch.optim.SGD(learned, lr=rate)

    def step(self, X: Array, Y: Array) -> float:
        L = self.loss(self.model(self.tensor(X)), self.tensor(Y))
        self.optimizer.zero_grad()
        L.backward()
        self.optimizer.step()
        return float(L.item())

    def weights(self) -> list[Array]:
        return [p.detach().numpy().transpose(np.argsort(axes)).copy() for p, axes in self.slots]


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
            return "Neither PyTorch nor Keras is installed here: the engine's numbers stand alone."
        return f"Largest difference, over all losses and all gradients: {self.farthest:.0e}"

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

    The learning step is plain, w ← w − rate · g, so the gradient is what a weight has lost,
    divided by the rate: the same way to read it off in every library. ``others``, named PyTorch
    and Keras, are functions that return the same network and the same loss in that library; the
    layers that learn must come in the engine's order.
    """
    start = [p.value.copy() for p in model.parameters()]
    players: dict[str, Player] = {ENGINE: Engine(model, loss, rate)}
    players |= {name: _PLAYERS[name](*make(), start, rate) for name, make in others.items()}
    runs = {name: [_step(p, X, Y, rate) for _ in range(steps)] for name, p in players.items()}
    return Comparison(
        {name: [loss for loss, _ in run] for name, run in runs.items()},
        {name: [_length(grads) for _, grads in run] for name, run in runs.items()},
        max((_gap(runs[ENGINE], run) for run in runs.values()), default=0.0),
    )


Run = Sequence[tuple[float, list[Array]]]


def _step(player: Player, X: Array, Y: Array, rate: float) -> tuple[float, list[Array]]:
    before = player.weights()
    loss = player.step(X, Y)
    after = player.weights()
    return loss, [(b - a) / rate for b, a in zip(before, after, strict=True)]


def _length(gradients: list[Array]) -> float:
    return float(np.sqrt(sum(np.sum(np.square(g, dtype=np.float64)) for g in gradients)))


def _gap(ours: Run, theirs: Run) -> float:
    return max(
        max(abs(loss - other), *(np.abs(g - h).max() for g, h in zip(gs, hs, strict=True)))
        for (loss, gs), (other, hs) in zip(ours, theirs, strict=True)
    )
