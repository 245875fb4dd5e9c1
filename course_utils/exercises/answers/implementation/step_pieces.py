"""Steps of every kind, right and wrong. PyTorch is imported when one is taken, not before."""

from collections.abc import Callable
from typing import Any

Step = Callable[[Any, Any, Any, Any], Any]


def functional() -> Any:
    import torch.nn.functional

    return torch.nn.functional


def cross_entropy(Z: Any, y: Any) -> Any:
    return functional().cross_entropy(Z, y)


def in_order(order: str, loss: Callable[[Any, Any], Any] = cross_entropy) -> Step:
    """A step made of single actions: f(orward), b(ackward), z(ero), s(tep)."""

    def step(model: Any, optimizer: Any, X: Any, y: Any) -> float:
        value: Any = None
        for action in order:
            if action == "f":
                value = loss(model(X), y)
            elif action == "b":
                value.backward()
            elif action == "z":
                optimizer.zero_grad()
            else:
                optimizer.step()
        return value.item()

    return step


def over_probabilities(name: str) -> Callable[[Any, Any], Any]:
    """Cross-entropy of what has been through softmax or sigmoid already."""

    def loss(Z: Any, y: Any) -> Any:
        squashed = Z.softmax(dim=1) if name == "softmax" else Z.sigmoid()
        return cross_entropy(squashed, y)

    return loss


def squared(Z: Any, y: Any) -> Any:
    return functional().mse_loss(Z.softmax(dim=1), functional().one_hot(y, Z.shape[1]).to(Z))


def graph_kept(model: Any, optimizer: Any, X: Any, y: Any) -> Any:
    loss = cross_entropy(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss


def loss_after(model: Any, optimizer: Any, X: Any, y: Any) -> float:
    in_order("zfbs")(model, optimizer, X, y)
    return cross_entropy(model(X), y).item()


def uphill(model: Any, optimizer: Any, X: Any, y: Any) -> float:
    return -in_order("zfbs", lambda Z, labels: -cross_entropy(Z, labels))(model, optimizer, X, y)


def in_two_parts(told: Callable[[float], float]) -> Step:
    """Two backward passes, then one step, with undivided losses; ``told`` of their sum."""

    def step(model: Any, optimizer: Any, X: Any, y: Any) -> float:
        optimizer.zero_grad()
        losses = [cross_entropy(model(a), b) for a, b in zip(X.split(4), y.split(4), strict=True)]
        for loss in losses:
            loss.backward()
        optimizer.step()
        return told(sum(loss.item() for loss in losses))

    return step


def evaluating(model: Any, optimizer: Any, X: Any, y: Any) -> float:
    model.eval()
    return in_order("zfbs")(model, optimizer, X, y)


def by_item(model: Any, optimizer: Any, X: Any, y: Any) -> float:
    optimizer.zero_grad()
    loss = cross_entropy(model(X), y).item()
    loss.backward()
    return loss
