"""Training: predict, compare, blame, step; again and again until a criterion says stop."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from course_utils.nn.checks import check_at_least, check_pairs, check_range
from course_utils.nn.clipping import clip_gradients
from course_utils.nn.history import History, Scores
from course_utils.nn.layers import Layer
from course_utils.nn.losses import Loss
from course_utils.nn.model import Sequential
from course_utils.nn.optimizers import Optimizer
from course_utils.nn.parameter import Array
from course_utils.nn.progress_bar import ProgressBar
from course_utils.nn.regularizers import Penalty
from course_utils.nn.schedules import Schedule
from course_utils.nn.stopping import Criterion, Epochs

Metrics = Mapping[str, Callable[[Array, Array], float]]
Pairs = tuple[Array, Array]


def backpropagate(model: Layer, loss: Loss, X: Array, Y: Array, training: bool = True) -> float:
    """One pass forward and one back: sets every parameter's gradient, returns the loss."""
    Z = model.forward(X, training)
    L = loss.forward(Z, Y)
    model.backward_parameters(loss.backward())
    return L


def fit(
    model: Sequential,
    loss: Loss,
    optimizer: Optimizer,
    X: Any,
    Y: Any,
    *,
    epochs: int = 10,
    batch_size: int | None = 32,
    validation_split: float = 0.0,
    validation_data: tuple[Any, Any] | None = None,
    stopping: Sequence[Criterion] = (),
    metrics: Metrics | None = None,
    schedule: Schedule | None = None,
    penalty: Penalty | None = None,
    clip: float | None = None,
    rng: np.random.Generator | None = None,
    history: History | None = None,
    progress: bool = True,
) -> History:
    """Train ``model`` on X (n, d_in) and its targets Y (n, …); return what happened.

    ``batch_size``: 1 to n samples a step, None for all at once. ``validation_split``: share of
    the samples kept back to measure ``validation_loss``, the same ones in every call; or give
    ``validation_data`` as (X, Y). ``metrics``: further numbers to record, as
    ``{"accuracy": nn.accuracy}``, each a function of outputs and targets. ``schedule``: learning
    rate as a function of the epochs passed. ``penalty``: L1 or L2, added to the gradients.
    ``clip``: largest global norm of the gradients. ``rng`` shuffles; without one every call
    shuffles alike.

    Ctrl-C ends training and returns the history so far, ``interrupted`` being True. Give that
    ``history`` to another call and training goes on where it stood.
    """
    history = History() if history is None else history
    history.stopped_by, history.interrupted = "", False
    learn, validate = _divide(X, Y, validation_split, validation_data)
    criteria = [Epochs(epochs), *stopping]
    _check_criteria(criteria, validate)
    _check_optimizer(optimizer, model)
    size = None if batch_size is None else check_at_least("batch_size", batch_size, 1)
    rng = rng or np.random.default_rng(0)
    trainer = _Trainer(model, loss, optimizer, size, rng, metrics or {}, schedule, penalty, clip)
    try:
        with ProgressBar(epochs, progress) as bar:
            trainer.train(learn, validate, criteria, history, bar)
    except KeyboardInterrupt:
        history.stopped_by, history.interrupted = "interrupted", True
    return history


def batches(n: int, size: int | None, rng: np.random.Generator) -> Iterator[Any]:
    """Indices of the samples of each batch: shuffled, each sample once, the last batch short."""
    if size is None:
        yield slice(None)
        return
    order = rng.permutation(n)
    for start in range(0, n, size):
        yield order[start : start + size]


def split(X: Array, Y: Array, share: float) -> tuple[Pairs, Pairs]:
    """(X, Y) to learn from and (X, Y) to validate on, ``share`` of the samples being the latter.

    Samples are drawn at random, since data often come sorted, but always the same ones: a
    second call must not validate on what the first has learned from.
    """
    share, n = check_range("validation_split", share, 0.0, 1.0), len(X)
    kept_back = round(share * n)
    if not 0 < kept_back < n:
        raise ValueError(
            f"validation_split={share:g} of {n} samples leaves {n - kept_back} to learn from "
            f"and {kept_back} to validate on: both need at least one."
        )
    order = np.random.default_rng(0).permutation(n)
    learn, validate = np.sort(order[kept_back:]), np.sort(order[:kept_back])
    return (X[learn], Y[learn]), (X[validate], Y[validate])


@dataclass
class _Trainer:
    """What stays the same from epoch to epoch."""

    model: Sequential
    loss: Loss
    optimizer: Optimizer
    batch_size: int | None
    rng: np.random.Generator
    metrics: Metrics
    schedule: Schedule | None
    penalty: Penalty | None
    clip: float | None

    def train(
        self,
        learn: Pairs,
        validate: Pairs | None,
        criteria: Sequence[Criterion],
        history: History,
        bar: ProgressBar,
    ) -> None:
        """Epoch after epoch, until a criterion is reached."""
        for criterion in criteria:
            criterion.start(history)
        while not history.stopped_by:
            trained = self.epoch(*learn, t=len(history))
            validated = self.evaluate(*validate) if validate else None
            history.add(self.optimizer.lr, trained, validated)
            bar.advance(history)
            reached = [str(c) for c in criteria if c.reached(history, self.model)]
            history.stopped_by = ", ".join(reached)
        for criterion in criteria:
            criterion.finish(self.model)

    def epoch(self, X: Array, Y: Array, t: float) -> Scores:
        """One pass over the data, beginning ``t`` epochs into training."""
        scores = Scores()
        for batch in batches(len(X), self.batch_size, self.rng):
            if self.schedule is not None:
                self.optimizer.lr = self.schedule(t + scores.samples / len(X))
            self.step(_rows(X, batch), _rows(Y, batch), scores)
        return scores

    def step(self, X: Array, Y: Array, scores: Scores) -> None:
        """Predict, compare, blame, step."""
        parameters = self.optimizer.parameters
        Z = self.model.forward(X, training=True)
        scores.add(self.loss.forward(Z, Y), self._measure(Z, Y), len(X))
        self.model.backward_parameters(self.loss.backward())
        if self.penalty is not None:
            self.penalty.add_gradients(parameters)
        if self.clip is not None:
            clip_gradients(parameters, self.clip)
        self.optimizer.step()

    def evaluate(self, X: Array, Y: Array) -> Scores:
        """Loss and metrics without learning."""
        Z = self.model.predict(X)
        return Scores(self.loss.forward(Z, Y), self._measure(Z, Y), len(X))

    def _measure(self, Z: Array, Y: Array) -> dict[str, float]:
        return {name: float(metric(Z, Y)) for name, metric in self.metrics.items()}


def _rows(X: Array, batch: Any) -> Array:
    """``X[batch]``; for chosen rows ``take`` is twice as fast."""
    return X[batch] if isinstance(batch, slice) else X.take(batch, axis=0)


def _divide(
    X: Any, Y: Any, share: float, given: tuple[Any, Any] | None
) -> tuple[Pairs, Pairs | None]:
    """Training and validation pairs."""
    X, Y = _pair(X, Y)
    if given is not None and share:
        raise ValueError("fit was given validation_split and validation_data: give one of them.")
    if given is not None:
        return (X, Y), _pair(*given)
    return split(X, Y, share) if share else ((X, Y), None)


def _pair(X: Any, Y: Any) -> Pairs:
    X, Y = np.asarray(X), np.asarray(Y)
    check_pairs(X, Y)
    return X, Y


def _check_criteria(criteria: Sequence[Criterion], validation: Pairs | None) -> None:
    for criterion in criteria:
        if criterion.needs_validation and validation is None:
            raise ValueError(
                f"{criterion} watches the validation loss: "
                "give fit validation_split or validation_data."
            )


def _check_optimizer(optimizer: Optimizer, model: Layer) -> None:
    """Training would run and change nothing, as after a model was built anew."""
    if not set(optimizer.parameters) & set(model.parameters()):
        raise ValueError(
            f"{optimizer!r} holds none of this model's parameters: "
            f"make a new one with {type(optimizer).__name__}(model.parameters())."
        )
