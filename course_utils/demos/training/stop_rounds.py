"""Three training runs on a few real digits that learn too long, and where patience stops them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from course_utils import nn
from course_utils.data import load_digits

SAMPLES, VALIDATION, HIDDEN, EPOCHS = 300, 200, 32, 60
PATIENCES = tuple(range(1, 16))
MIN_DELTAS = (0.0, 0.002, 0.01, 0.03)


@dataclass(frozen=True)
class Setup:
    """How a round trains; ``wrong``: share of labels drawn at random, ``drop``: dropout's p."""

    title: str
    seed: int
    lr: float
    wrong: float = 0.0
    drop: float = 0.0


SETUPS = (
    Setup("300 digits", seed=0, lr=0.05),
    Setup("a quarter of the labels at random", seed=2, lr=0.03, wrong=0.25),
    Setup("with dropout", seed=6, lr=0.1, drop=0.5),
)


@dataclass(frozen=True)
class Stop:
    """Where a rule ends training: both epochs count from 0, as in ``nn.EarlyStopping``."""

    epoch: int
    best_epoch: int


@cache
def train(setup: Setup) -> nn.History:
    """Train 784-32-10 on 300 digits for 60 epochs; 200 others give the validation loss."""
    rng = np.random.default_rng(setup.seed)
    digits = load_digits()
    order = rng.permutation(len(digits.y_train))
    chosen, others = order[:SAMPLES], order[SAMPLES : SAMPLES + VALIDATION]
    y = digits.y_train[chosen].copy()
    spoiled = int(setup.wrong * SAMPLES)
    y[:spoiled] = rng.integers(0, 10, spoiled)
    model = _network(setup, rng)
    return nn.fit(
        model,
        nn.SoftmaxCrossEntropy(),
        nn.SGD(model.parameters(), lr=setup.lr),
        digits.X_train[chosen],
        y,
        epochs=EPOCHS,
        batch_size=16,
        validation_data=(digits.X_train[others], digits.y_train[others]),
        rng=rng,
        progress=False,
    )


def _network(setup: Setup, rng: np.random.Generator) -> nn.Sequential:
    drop = (nn.Dropout(setup.drop, rng=rng),) if setup.drop else ()
    hidden = nn.Dense(784, HIDDEN, rng=rng, init=nn.he_normal)
    return nn.Sequential(hidden, nn.ReLU(), *drop, nn.Dense(HIDDEN, 10, rng=rng), dtype=np.float32)


def early_stop(history: nn.History, patience: int, min_delta: float) -> Stop:
    """Return where ``nn.EarlyStopping`` ends the run, shown to it epoch by epoch."""
    rule = nn.EarlyStopping(patience=patience, min_delta=min_delta, restore_best=False)
    nobody = nn.Sequential(nn.ReLU())  # whose weights are not looked at
    rule.start(nn.History())
    for epoch in range(len(history)):
        seen = nn.History(history.loss[: epoch + 1], history.validation_loss[: epoch + 1])
        if rule.reached(seen, nobody):
            break
    return Stop(epoch, rule.best_epoch)
