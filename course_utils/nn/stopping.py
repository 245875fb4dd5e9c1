"""When to stop: after so many epochs, at a good enough loss, or when validation stops improving."""

from dataclasses import dataclass, field

from course_utils.nn.checks import check_at_least, check_range
from course_utils.nn.history import History
from course_utils.nn.layers import Layer
from course_utils.nn.parameter import Array


class Criterion:
    """Asked after every epoch whether to stop."""

    needs_validation = False

    def start(self, history: History) -> None:
        """Called before the first epoch; ``history`` is empty unless an earlier fit goes on."""

    def reached(self, history: History, model: Layer) -> bool:
        """Whether to stop now."""
        raise NotImplementedError

    def finish(self, model: Layer) -> None:
        """Called once training has stopped, whatever stopped it; not when interrupted."""


@dataclass
class Epochs(Criterion):
    """Stop after ``count`` more passes over the data. ``fit`` makes one from its ``epochs``."""

    count: int
    begun: int = field(default=0, init=False, repr=False)

    def __post_init__(self) -> None:
        check_at_least("epochs", self.count, 1)

    def start(self, history: History) -> None:
        self.begun = len(history)

    def reached(self, history: History, model: Layer) -> bool:
        return len(history) - self.begun >= self.count


@dataclass
class TargetLoss(Criterion):
    """Stop as soon as the training loss of an epoch is ``loss`` or less."""

    loss: float

    def reached(self, history: History, model: Layer) -> bool:
        return history.loss[-1] <= self.loss


@dataclass
class EarlyStopping(Criterion):
    """Stop after ``patience`` epochs in a row without a better validation loss.

    Better means less than the best so far by more than ``min_delta``. With ``restore_best`` the
    model ends with the weights of its best epoch (``best_epoch``, counted from 0).
    """

    patience: int = 5
    min_delta: float = 0.0
    restore_best: bool = True
    best_loss: float = field(default=float("inf"), init=False, repr=False)
    best_epoch: int = field(default=-1, init=False, repr=False)
    best_state: list[Array] = field(default_factory=list, init=False, repr=False)

    needs_validation = True

    def __post_init__(self) -> None:
        check_at_least("patience", self.patience, 1)
        check_range("min_delta", self.min_delta, 0.0)

    def start(self, history: History) -> None:
        if not len(history):
            self.best_loss, self.best_epoch, self.best_state = float("inf"), -1, []

    def reached(self, history: History, model: Layer) -> bool:
        epoch, loss = len(history) - 1, history.validation_loss[-1]
        if loss < self.best_loss - self.min_delta:
            self.best_loss, self.best_epoch = loss, epoch
            if self.restore_best:
                self.best_state = [array.copy() for array in model.state()]
        return epoch - self.best_epoch >= self.patience

    def finish(self, model: Layer) -> None:
        if self.best_state:
            for array, best in zip(model.state(), self.best_state, strict=True):
                array[...] = best
