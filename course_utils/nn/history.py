"""What happened during training, one entry an epoch."""

from dataclasses import dataclass, field


@dataclass(repr=False)
class History:
    """Curves of a training run.

    ``loss`` is the mean over the epoch's batches as they were met, each before its update and
    without penalty; ``validation_loss`` is measured after the epoch. ``metrics`` and
    ``validation_metrics`` hold a list for each metric's name. ``stopped_by`` says what ended it.
    """

    loss: list[float] = field(default_factory=list)
    validation_loss: list[float] = field(default_factory=list)
    metrics: dict[str, list[float]] = field(default_factory=dict)
    validation_metrics: dict[str, list[float]] = field(default_factory=dict)
    lr: list[float] = field(default_factory=list)
    stopped_by: str = ""
    interrupted: bool = False

    def __len__(self) -> int:
        return len(self.loss)

    def add(self, lr: float, training: "Scores", validation: "Scores | None") -> None:
        """Record one epoch."""
        self.lr.append(lr)
        self.loss.append(training.loss)
        _append(self.metrics, training.metrics)
        if validation is not None:
            self.validation_loss.append(validation.loss)
            _append(self.validation_metrics, validation.metrics)

    def summary(self) -> str:
        """The last epoch in one line: ``epoch 3  loss 0.1234  validation loss 0.2345``."""
        last = {"loss": self.loss, **self.metrics, "validation loss": self.validation_loss}
        last |= {f"validation {name}": values for name, values in self.validation_metrics.items()}
        shown = (f"{name} {values[-1]:.4g}" for name, values in last.items() if values)
        return "  ".join([f"epoch {len(self)}", *shown])

    def __repr__(self) -> str:
        return f"History: {self.summary()}  ({self.stopped_by or 'not finished'})"


@dataclass
class Scores:
    """Loss and metrics as means over samples, gathered batch by batch."""

    loss: float = 0.0
    metrics: dict[str, float] = field(default_factory=dict)
    samples: int = 0

    def add(self, loss: float, metrics: dict[str, float], samples: int) -> None:
        """Take in one batch, weighted by its number of samples."""
        self.samples += samples
        share = samples / self.samples
        self.loss += share * (loss - self.loss)
        for name, value in metrics.items():
            mean = self.metrics.get(name, 0.0)
            self.metrics[name] = mean + share * (value - mean)


def _append(curves: dict[str, list[float]], values: dict[str, float]) -> None:
    for name, value in values.items():
        curves.setdefault(name, []).append(value)
