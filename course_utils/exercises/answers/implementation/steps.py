"""Answers on the training step."""

from typing import Any

from course_utils.exercises.answer import answer, mistake
from course_utils.exercises.answers.implementation.step_pieces import (
    by_item,
    cross_entropy,
    evaluating,
    functional,
    graph_kept,
    in_order,
    in_two_parts,
    loss_after,
    over_probabilities,
    squared,
    uphill,
)


@answer(
    mistake(
        "no_zero_grad",
        in_order("fbs"),
        "The first step is right, the next ones are too long: about 1, 2, 3, 4 gradients are in "
        "them. PyTorch adds new gradients to the old ones, and nobody clears them.",
        "What is in .grad when the second call begins?",
    ),
    mistake(
        "no_backward",
        in_order("zfs"),
        "The model never moves, and no gradient is left in it: none has been computed, or it was "
        "cleared before the step.",
        "Which line fills .grad, and what becomes of it before step?",
    ),
    mistake(
        "zero_between",
        in_order("fbzs"),
        "The model never moves: the gradients are cleared after backward, just before the "
        "optimizer would use them.",
        "What does the optimizer find when step is called?",
        same_as="no_backward",
    ),
    mistake(
        "no_step",
        in_order("zfb"),
        "The gradients are there, and the model stays where it is: nothing uses them before they "
        "are cleared again.",
        "Which line changes the weights, and when?",
    ),
    mistake(
        "zero_step_backward",
        in_order("zfsb"),
        "The model never moves: step comes before backward, when the gradients have just been "
        "cleared.",
        "In which order are gradients made, used and forgotten?",
        same_as="no_step",
    ),
    mistake(
        "never_steps",
        in_order("fb"),
        "The gradients grow from call to call, and the model stays where it is: nothing uses them.",
        "Which line changes the weights?",
    ),
    mistake(
        "step_late",
        in_order("szfb"),
        "Each step uses the gradient of the call before: the first moves nothing, and all later "
        "ones come one call too late.",
        "Whose gradient is in .grad when your step is called?",
    ),
    mistake(
        "step_late",
        in_order("fszb"),
        "step comes between forward and backward: it changes the weights in place, and backward "
        "finds others than the forward pass has used. That is what PyTorch complains of.",
        "Which gradients are there when your step is called?",
    ),
    mistake(
        "step_twice",
        in_order("zfbss"),
        "Each call moves the model twice by the same gradient.",
        "How often is step called?",
    ),
    mistake(
        "backward_late",
        in_order("sfb"),
        "step comes before backward, and nothing is ever cleared: the first call moves nothing, "
        "later ones use the sum of all gradients so far.",
        "In which order are gradients made, used and forgotten?",
    ),
    mistake(
        "sum_loss",
        in_order("zfbs", lambda Z, y: functional().cross_entropy(Z, y, reduction="sum")),
        "The loss is the sum over the batch: {k} times too large, and the steps with it.",
        "If the batch had twice as many samples, should the step be twice as long?",
    ),
    mistake(
        "mean_again",
        in_order("zfbs", lambda Z, y: cross_entropy(Z, y) / len(y)),
        "Your loss is divided by the {n} samples once more: k = {k}, and the steps are as short. "
        "cross_entropy has averaged already.",
        "What does cross_entropy do with the samples' losses, if you do not ask for anything?",
    ),
    mistake(
        "ascent",
        uphill,
        "Each step goes the wrong way: the loss rises from call to call.",
        "The optimizer subtracts the gradient. Of what, in yours?",
    ),
    mistake(
        "accumulation",
        in_two_parts(lambda total: total),
        "The batch is taken in two parts, and their gradients are added up undivided: the steps "
        "are about twice as long.",
        "Each part's loss is a mean over the part. What is the mean over both?",
    ),
    mistake(
        "accumulation",
        in_two_parts(lambda total: total / 2),
        "The batch is taken in two parts, and their gradients are added up undivided: the steps "
        "are about twice as long. You divide the loss you return, not the one you go back from.",
        "Each part's loss is a mean over the part. What is the mean over both?",
    ),
    mistake(
        "detached",
        by_item,
        "backward is called on a plain number: .item() has cut it off from the graph that made it.",
        "Which object remembers how the loss was computed?",
    ),
    mistake(
        "detached",
        in_order("zfbs", lambda Z, y: cross_entropy(Z.detach(), y)),
        "The loss has no graph behind it: the outputs were detached, or made under no_grad.",
        "What must the forward pass record for a backward pass?",
    ),
    mistake(
        "softmax_then_ce",
        in_order("zfbs", over_probabilities("softmax")),
        "Softmax is applied twice: cross_entropy in PyTorch takes logits and does it itself. With "
        "11 classes your loss can never fall below ln(e + 10) − 1 = 1.54.",
        "What does cross_entropy do with the scores first?",
    ),
    mistake(
        "sigmoid_then_ce",
        in_order("zfbs", over_probabilities("sigmoid")),
        "The scores go through a sigmoid before cross_entropy, which applies its own softmax: all "
        "scores then lie between 0 and 1.",
        "What does cross_entropy take: scores or probabilities?",
    ),
    mistake(
        "nll_on_probs",
        in_order("zfbs", lambda Z, y: functional().nll_loss(Z.softmax(dim=1), y)),
        "Your loss is negative, between −1 and 0: nll_loss was given probabilities, and takes "
        "their logarithms as already taken.",
        "What does the l in nll stand for?",
    ),
    mistake(
        "nll_on_logits",
        in_order("zfbs", lambda Z, y: functional().nll_loss(Z, y)),
        "nll_loss was given raw scores: yours is minus the mean score of the true class, and can "
        "fall for ever.",
        "What has to be done to scores before they are log-probabilities?",
    ),
    mistake(
        "squared_error",
        in_order("zfbs", squared),
        "This is a squared error on probabilities; the task asks for the cross-entropy of the "
        "logits.",
        "Which loss belongs to classes and logits?",
    ),
    mistake(
        "returns_tensor",
        graph_kept,
        "The model moves rightly, but you return the loss with its whole graph. A list of such "
        "losses keeps every forward pass in memory.",
        "What turns a tensor of one number into a number?",
    ),
    mistake(
        "loss_after",
        loss_after,
        "Another convention: your loss is taken after the step; here it is the one before.",
        "Which loss did the gradients belong to?",
    ),
    mistake(
        "eval_left_on",
        evaluating,
        "The numbers are right here, but the model is left in evaluation mode: dropout and batch "
        "normalization would be switched off in training.",
        "Which mode does a model train in?",
    ),
)
def train_step(model: Any, optimizer: Any, X: Any, y: Any) -> float:
    """Clear, forward, backward, step."""
    optimizer.zero_grad()
    loss = functional().cross_entropy(model(X), y)
    loss.backward()
    optimizer.step()
    return loss.item()
