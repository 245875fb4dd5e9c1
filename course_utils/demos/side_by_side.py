"""The same network in three libraries, from the same weights: losses and gradients compared.

PyTorch and Keras are only touched through the models that are handed in; neither is imported
here, so the course runs without them.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping
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
    """What each library computed at each step, and how far from the engine that lies.

    ``losses``: one list a library. ``norms``: the length of all gradients laid end to end.
    ``gaps``: largest difference of the loss or of any entry of any gradient from the engine's.
    """

    losses: dict[str, list[float]]
    norms: dict[str, list[float]]
    gaps: dict[str, list[float]]

    @property
    def farthest(self) -> float:
        """The largest difference of all."""
        return max(max(gaps) for gaps in self.gaps.values())

    def rows(self) -> list[list[str]]:
        """A row for each step and library: step, library, loss, gradient, difference."""
        return [
            [
                str(step + 1),
                name,
                f"{losses[step]:.10f}",
                f"{self.norms[name][step]:.10f}",
                "" if name == ENGINE else f"{self.gaps[name][step]:.0e}",
            ]
            for step in range(len(self.losses[ENGINE]))
            for name, losses in self.losses.items()
        ]

    def __repr__(self) -> str:
        rows = [_HEADINGS, *self.rows()]
        lines = [" ".join(f"{cell:>18}" for cell in row).rstrip() for row in rows]
        return "\n".join([*lines, self.verdict()])

    def verdict(self) -> str:
        """The last line of the table."""
        others = [name for name in self.losses if name != ENGINE]
        if not others:
            return "The engine's numbers stand alone: nothing to compare them with."
        told = ", ".join(f"{name} {max(self.gaps[name]):.0e}" for name in others)
        return f"Largest difference from {ENGINE} over all losses and all gradients: {told}"

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


_HEADINGS = ["step", "library", "loss", "length of gradient", f"off {ENGINE}'s by"]
Make = Callable[[], tuple[Any, Any]]
Step = Callable[[Array, Array], Run]
_PLAYERS: dict[str, Callable[..., Player]] = {"PyTorch": Torch, "Keras": Keras}


def side_by_side(
    model: nn.Sequential,
    loss: nn.Loss,
    X: Array,
    Y: Array,
    *,
    rate: float,
    steps: int = 3,
    by_hand: Mapping[str, Step] | None = None,
    **others: Make,
) -> Comparison:
    """Take the same steps with the engine and with the others; return what each computed.

    ``others``, named PyTorch and Keras, are functions that return the same network and the same
    loss in that library; the layers that learn must come in the engine's order. ``by_hand``: by
    name, functions that take such a step of this rate themselves, from the same start, and
    return (loss, gradients).
    """
    start = [p.value.copy() for p in model.parameters()]
    takers: dict[str, Step] = {ENGINE: Engine(model, loss, rate).step, **(by_hand or {})}
    takers |= {name: _PLAYERS[name](*make(), start, rate).step for name, make in others.items()}
    runs = {name: [step(X, Y) for _ in range(steps)] for name, step in takers.items()}
    return Comparison(
        {name: [loss for loss, _ in run] for name, run in runs.items()},
        {name: [_length(gradients) for _, gradients in run] for name, run in runs.items()},
        {name: list(map(_gap, runs[ENGINE], run)) for name, run in runs.items()},
    )


def _length(gradients: list[Array]) -> float:
    return float(np.sqrt(sum(np.sum(np.square(g, dtype=np.float64)) for g in gradients)))


def _gap(ours: Run, theirs: Run) -> float:
    """How far two steps are apart: the loss, or the entry of a gradient where it is most."""
    (loss, gradients), (other, others) = ours, theirs
    apart = (np.abs(g - h).max() for g, h in zip(gradients, others, strict=True))
    return float(max(abs(loss - other), *apart))
