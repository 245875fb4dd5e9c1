"""Answers on the training step. PyTorch is imported when a step is taken, not before."""

from collections.abc import Callable
from typing import Any

from course_utils.exercises.answer import answer, mistake

Step = Callable[[Any, Any, Any, Any], Any]


def _functional() -> Any:
    import torch.nn.functional

    return torch.nn.functional


def _cross_entropy(Z: Any, y: Any) -> Any:
    return _functional().cross_entropy(Z, y)


def _in_order(order: str, loss: Callable[[Any, Any], Any] = _cross_entropy) -> Step:
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


def _over_probabilities(name: str) -> Callable[[Any, Any], Any]:
    """Cross-entropy of what has been through softmax or sigmoid already."""

    def loss(Z: Any, y: Any) -> Any:
        squashed = Z.softmax(dim=1) if name == "softmax" else Z.sigmoid()
        return _cross_entropy(squashed, y)

    return loss


def _squared(Z: Any, y: Any) -> Any:
    return _functional().mse_loss(Z.softmax(dim=1), _functional().one_hot(y, Z.shape[1]).to(Z))


def _graph_kept(model: Any, optimizer: Any, X: Any, y: Any) -> Any:
    loss = _cross_entropy(model(X), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss


def _loss_after(model: Any, optimizer: Any, X: Any, y: Any) -> float:
    _in_order("zfbs")(model, optimizer, X, y)
    return _cross_entropy(model(X), y).item()


def _evaluating(model: Any, optimizer: Any, X: Any, y: Any) -> float:
    model.eval()
    return _in_order("zfbs")(model, optimizer, X, y)


def _by_item(model: Any, optimizer: Any, X: Any, y: Any) -> float:
    optimizer.zero_grad()
    loss = _cross_entropy(model(X), y).item()
    loss.backward()
    return loss


@answer(
    mistake(
        "no_zero_grad",
        _in_order("fbs"),
        "The first step is right, the next ones are too long: about 1, 2, 3, 4 gradients are in "
        "them. PyTorch adds new gradients to the old ones, and nobody clears them.",
        "What is in .grad when the second call begins?",
    ),
    mistake(
        "no_backward",
        _in_order("zfs"),
        "The model never moves, and no gradient is left in it: none has been computed, or it was "
        "cleared before the step.",
        "Which line fills .grad, and what becomes of it before step?",
    ),
    mistake(
        "zero_between",
        _in_order("fbzs"),
        "The model never moves: the gradients are cleared after backward, just before the "
        "optimizer would use them.",
        "What does the optimizer find when step is called?",
        same_as="no_backward",
    ),
    mistake(
        "no_step",
        _in_order("zfb"),
        "The gradients are there, and the model stays where it is: nothing uses them before they "
        "are cleared again.",
        "Which line changes the weights, and when?",
    ),
    mistake(
        "zero_step_backward",
        _in_order("zfsb"),
        "The model never moves: step comes before backward, when the gradients have just been "
        "cleared.",
        "In which order are gradients made, used and forgotten?",
        same_as="no_step",
    ),
    mistake(
        "never_steps",
        _in_order("fb"),
        "The gradients grow from call to call, and the model stays where it is: nothing uses them.",
        "Which line changes the weights?",
    ),
    mistake(
        "step_late",
        _in_order("szfb"),
        "Each step uses the gradient of the call before: the first moves nothing, and all later "
        "ones come one call too late.",
        "Whose gradient is in .grad when your step is called?",
    ),
    mistake(
        "step_twice",
        _in_order("zfbss"),
        "Each call moves the model twice by the same gradient.",
        "How often is step called?",
    ),
    mistake(
        "backward_late",
        _in_order("sfb"),
        "step comes before backward, and nothing is ever cleared: the first call moves nothing, "
        "later ones use the sum of all gradients so far.",
        "In which order are gradients made, used and forgotten?",
    ),
    mistake(
        "sum_loss",
        _in_order("zfbs", lambda Z, y: _functional().cross_entropy(Z, y, reduction="sum")),
        "The loss is the sum over the batch: {k} times too large, and the steps with it.",
        "If the batch had twice as many samples, should the step be twice as long?",
    ),
    mistake(
        "detached",
        _by_item,
        "backward is called on a plain number: .item() has cut it off from the graph that made it.",
        "Which object remembers how the loss was computed?",
    ),
    mistake(
        "detached",
        _in_order("zfbs", lambda Z, y: _cross_entropy(Z.detach(), y)),
        "The loss has no graph behind it: the outputs were detached, or made under no_grad.",
        "What must the forward pass record for a backward pass?",
    ),
    mistake(
        "softmax_then_ce",
        _in_order("zfbs", _over_probabilities("softmax")),
        "Softmax is applied twice: cross_entropy in PyTorch takes logits and does it itself. With "
        "11 classes your loss can never fall below ln(e + 10) − 1 = 1.54.",
        "What does cross_entropy do with the scores first?",
    ),
    mistake(
        "sigmoid_then_ce",
        _in_order("zfbs", _over_probabilities("sigmoid")),
        "The scores go through a sigmoid before cross_entropy, which applies its own softmax: all "
        "scores then lie between 0 and 1.",
        "What does cross_entropy take: scores or probabilities?",
    ),
    mistake(
        "nll_on_probs",
        _in_order("zfbs", lambda Z, y: _functional().nll_loss(Z.softmax(dim=1), y)),
        "Your loss is negative, between −1 and 0: nll_loss was given probabilities, and takes "
        "their logarithms as already taken.",
        "What does the l in nll stand for?",
    ),
    mistake(
        "nll_on_logits",
        _in_order("zfbs", lambda Z, y: _functional().nll_loss(Z, y)),
        "nll_loss was given raw scores: yours is minus the mean score of the true class, and can "
        "fall for ever.",
        "What has to be done to scores before they are log-probabilities?",
    ),
    mistake(
        "squared_error",
        _in_order("zfbs", _squared),
        "This is a squared error on probabilities; the task asks for the cross-entropy of the "
        "logits.",
        "Which loss belongs to classes and logits?",
    ),
    mistake(
        "returns_tensor",
        _graph_kept,
        "The model moves rightly, but you return the loss with its whole graph. A list of such "
        "losses keeps every forward pass in memory.",
        "What turns a tensor of one number into a number?",
    ),
    mistake(
        "loss_after",
        _loss_after,
        "Another convention: your loss is taken after the step; here it is the one before.",
        "Which loss did the gradients belong to?",
    ),
    mistake(
        "eval_left_on",
        _evaluating,
        "The numbers are right here, but the model is left in evaluation mode: dropout and batch "
        "normalization would be switched off in training.",
        "Which mode does a model train in?",
    ),
)
def train_step(model: Any, optimizer: Any, X: Any, y: Any) -> float:
    """Clear, forward, backward, step."""
    optimizer.zero_grad()
    loss = _functional().cross_entropy(model(X), y)
    loss.backward()
    optimizer.step()
    return loss.item()
