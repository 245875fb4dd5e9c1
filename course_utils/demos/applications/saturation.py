"""Saturation: two losses for a GAN's generator, and what each still teaches at a score s."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import traitlets
from matplotlib.axes import Axes
from numpy.typing import NDArray

from course_utils import nn
from course_utils.demos.picture import Picture
from course_utils.demos.theme import BLUE, FAINT, INK, VERMILION, label, new_figure, theme
from course_utils.demos.widget import Demo, or_still

Array = NDArray[np.floating[Any]]

START = -6.0  # the score of a bad forgery, early on
RATE = 0.5
LIMIT = 8.0  # scores are shown between -LIMIT and LIMIT
_MOST_STEPS = 100_000


@dataclass(frozen=True)
class GeneratorLoss:
    """A loss of the generator for one forgery, as a function of the discriminator's score s.

    Attributes:
        label: the formula.
        value: s of any shape to the loss.
        slope: s of any shape to d loss / d s.
    """

    label: str
    value: Callable[[Any], Any]
    slope: Callable[[Any], Any]


# Both from Goodfellow and others (2014). ln(1 − σ(s)) = ln σ(−s) and σ(s) − 1 = −σ(−s): written
# so, nothing is lost where σ is nearly 1.
LOSSES = {
    "saturating": GeneratorLoss(
        "ln(1 − σ(s))", lambda s: -np.logaddexp(0, s), lambda s: -nn.sigmoid(s)
    ),
    "non_saturating": GeneratorLoss(
        "−ln σ(s)", lambda s: np.logaddexp(0, -s), lambda s: -nn.sigmoid(-s)
    ),
}


def walk(loss: str, start: float, steps: int, rate: float = RATE) -> Array:
    """Return the scores (steps + 1,) of gradient descent on the score itself, start included."""
    scores = [start]
    for _ in range(steps):
        scores.append(scores[-1] - rate * float(LOSSES[loss].slope(scores[-1])))
    return np.array(scores)


def steps_to_pass(loss: str, start: float, rate: float = RATE) -> int:
    """Return how many steps bring the score from ``start`` to 0, where the forgery half passes.

    Raises:
        ValueError: that would take more than 100,000 steps.
    """
    s, slope = start, LOSSES[loss].slope
    for step in range(_MOST_STEPS):
        if s >= 0:
            return step
        s -= rate * float(slope(s))
    raise ValueError(
        f"from s = {start:g} at a rate of {rate:g} it takes more than {_MOST_STEPS:,} steps to "
        "reach 0; start nearer to 0 or take a larger rate"
    )


class Saturation(Demo):
    """The script computes both losses for every score; a test holds its numbers to these."""

    labels = traitlets.Dict({key: loss.label for key, loss in LOSSES.items()}).tag(sync=True)
    start = traitlets.Float(START, help="the score of the question").tag(sync=True)
    rate = traitlets.Float(RATE).tag(sync=True)
    limit = traitlets.Float(LIMIT).tag(sync=True)
    # What the learner has chosen.
    s = traitlets.Float(START).tag(sync=True)
    steps = traitlets.Int(0, help="taken from s, by each loss").tag(sync=True)
    guess = traitlets.Unicode("", help="what teaches at the start; empty: not yet").tag(sync=True)

    def still(self) -> Picture:
        """Losses, slopes, and both walks."""
        return saturation_figure()


def saturation_figure() -> Picture:
    """Return both losses and their slopes against s, and where gradient descent takes s."""
    s = np.linspace(-LIMIT, LIMIT, 321)
    with theme():
        figure = new_figure(13, 5.2)
        losses, slopes, walks = figure.subplots(1, 3)
        for key, loss in LOSSES.items():
            losses.plot(s, loss.value(s), label=loss.label, **_LINES[key])
            slopes.plot(s, loss.slope(s), **_LINES[key])
            walks.semilogx(np.arange(1, 1001), walk(key, START, 1000)[1:], **_LINES[key])
        _name(losses, slopes, walks)
    return Picture(figure, _describe())


@or_still(saturation_figure)
def saturation() -> Saturation:
    """Return the demo: predict which loss teaches a bad forger, then slide the score, and step."""
    return Saturation()


_LINES: dict[str, Any] = {
    "saturating": {"color": VERMILION, "linestyle": "--"},
    "non_saturating": {"color": BLUE, "linestyle": "-"},
}


def _name(losses: Axes, slopes: Axes, walks: Axes) -> None:
    score = "score s of the forgery"
    label(losses, score, "generator’s loss", "Losses")
    label(slopes, score, "slope of the loss", "Slopes")
    label(walks, f"step (η = {RATE:g}, from s = {START:g})".replace("-", "−"), "score s", "Steps")
    for ax in (losses, slopes):
        ax.axvline(START, color=FAINT, ls=":", lw=2)
    walks.axhline(0, color=INK, ls=":", lw=1.5)
    walks.set_ylim(-6.6, 6.6)
    losses.legend(loc="upper right")


def _describe() -> str:
    flat, steep = (f"{loss.slope(START):.4f}".replace("-", "−") for loss in LOSSES.values())
    slow, fast = (steps_to_pass(key, START) for key in LOSSES)
    return (
        "Three panels. First, the generator's two losses against the discriminator's score s of a "
        "forgery, from −8 to 8; both fall. ln(1 − σ(s)) is level on the left, at 0, and falls on "
        "the right; −ln σ(s) falls on the left and is level on the right, at 0. Second, their "
        f"slopes: at s = −6, a dotted line, that of ln(1 − σ(s)) is {flat} and "
        f"that of −ln σ(s) is {steep}. Third, the score itself under gradient "
        f"descent from −6, steps on a logarithmic axis: −ln σ(s) brings it to 0 in {fast} steps, "
        f"ln(1 − σ(s)) in {slow}."
    )
