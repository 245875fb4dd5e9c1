"""Stop it yourself: a validation loss unrolls; press stop, then compare with patience."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets

from course_utils.demos.picture import Picture
from course_utils.demos.theme import INK, label, new_figure, theme
from course_utils.demos.training.stop_rounds import (
    MIN_DELTAS,
    PATIENCES,
    SETUPS,
    Setup,
    early_stop,
    train,
)
from course_utils.demos.widget import Demo


class StopItYourself(Demo):
    """The engine trained the runs and its rule stopped them, here; the script unrolls them."""

    rounds: Any = traitlets.List(help="a dictionary a round, see _plain").tag(sync=True)
    patiences = traitlets.List(list(PATIENCES)).tag(sync=True)
    min_deltas = traitlets.List(list(MIN_DELTAS)).tag(sync=True)
    # What the learner has chosen. The epoch counts from 0; -1 before the first.
    round = traitlets.Int(0, help="index into rounds").tag(sync=True)
    epoch = traitlets.Int(-1, help="the last epoch shown").tag(sync=True)
    stopped = traitlets.Bool(False).tag(sync=True)
    patience = traitlets.Int(5).tag(sync=True)
    min_delta = traitlets.Float(0.0).tag(sync=True)

    def __init__(self) -> None:
        super().__init__(rounds=[_plain(setup) for setup in SETUPS])

    def still(self) -> Picture:
        """The first round with its best epoch and where patience stops."""
        return stop_it_yourself_figure()


def _plain(setup: Setup) -> dict[str, Any]:
    """Return a round's curves, and (stop, best) epochs for each patience and min_delta."""
    history = train(setup)
    stops = [[early_stop(history, p, delta) for delta in MIN_DELTAS] for p in PATIENCES]
    return {
        "title": setup.title,
        "loss": history.loss,
        "validation": history.validation_loss,
        "best": int(np.argmin(history.validation_loss)),
        "stops": [[[stop.epoch, stop.best_epoch] for stop in row] for row in stops],
    }


def stop_it_yourself() -> StopItYourself:
    """Return the demo: stop the training when the validation loss is at its best."""
    return StopItYourself()


def stop_it_yourself_figure(patience: int = 5) -> Picture:
    """Return training and validation loss of 300 digits, the best epoch, and the stop."""
    history = train(SETUPS[0])
    stop, best = early_stop(history, patience, 0.0), int(np.argmin(history.validation_loss))
    with theme():
        figure = new_figure(10, 5)
        ax = figure.add_subplot()
        ax.plot(history.validation_loss, label="validation loss")
        ax.plot(history.loss, label="training loss")
        ax.plot(best, history.validation_loss[best], "o", color=INK, label="best epoch")
        ax.axvline(stop.epoch, color=INK, ls=":", lw=2, label=f"stopped, patience {patience}")
        label(ax, "epoch (from 0)", "mean cross-entropy (nats)")
        ax.set_ylim(0, 1.5)
        ax.legend()
    lowest, last = history.validation_loss[best], history.validation_loss[-1]
    return Picture(
        figure,
        f"Training and validation loss of 300 digits over {len(history)} epochs. The training loss "
        f"falls to {history.loss[-1]:.2f}. The validation loss falls too at first, with bumps, is "
        f"lowest, {lowest:.2f}, at epoch {best}, and then rises slowly to {last:.2f}: the network "
        f"learns its 300 digits by heart. A dotted line marks epoch {stop.epoch}, where early "
        f"stopping with a patience of {patience} ends the training.",
    )
