"""Price tag: what one gradient costs, by finite differences and by backpropagation."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets

from course_utils.demos.introduction import price
from course_utils.demos.picture import Picture
from course_utils.demos.theme import FAINT, label, new_figure, theme
from course_utils.demos.widget import Demo


class PriceTag(Demo):
    """The script counts passes for any number of parameters; what was measured comes from here."""

    backprop = traitlets.Int(price.BACKPROP, help="passes of one gradient").tag(sync=True)
    landmarks = traitlets.Dict(price.LANDMARKS).tag(sync=True)
    measured: Any = traitlets.Dict(help="the three ways, run in this kernel").tag(sync=True)
    guess = traitlets.Float(None, allow_none=True, help="the reader's, in passes").tag(sync=True)
    parameters = traitlets.Int(50_890).tag(sync=True)

    def __init__(self) -> None:
        super().__init__(measured=_plain(price.measure()))

    def still(self) -> Picture:
        """The three lines of cost against parameters."""
        return price_tag_figure()


def _plain(measured: price.Measured) -> dict[str, Any]:
    return {
        "parameters": measured.parameters,
        "samples": price.SAMPLES,
        "network": "-".join(map(str, price.SIZES)),
        "seconds": measured.seconds,
        "passes": {way: measured.in_passes(way) for way in measured.seconds},
        "disagreement": measured.disagreement,
    }


def price_tag() -> PriceTag:
    """Return the demo: guess what a gradient costs, then slide the number of parameters."""
    return PriceTag()


def price_tag_figure() -> Picture:
    """Return the forward passes that one gradient costs, against the number of parameters."""
    parameters = np.logspace(0, 11, 23)
    with theme():
        figure = new_figure(10, 5.2)
        ax = figure.add_subplot()
        ax.loglog(parameters, 2 * parameters, label="central differences: two a parameter")
        ax.loglog(parameters, parameters + 1, label="forward differences: one a parameter, and one")
        constant = np.full_like(parameters, price.BACKPROP)
        ax.loglog(parameters, constant, label=f"backpropagation: about {price.BACKPROP}")
        for name, count in price.LANDMARKS.items():
            ax.axvline(count, color=FAINT, linewidth=1, zorder=0)
            ax.text(count * 1.2, 0.13, name, color=FAINT, fontsize=12)
        ax.set_ylim(0.08, 1e12)
        label(ax, "weights and biases", "cost of one gradient (forward passes)")
        ax.legend(loc="upper left", frameon=True, edgecolor="white", framealpha=1)
    return Picture(figure, _ALT)


_ALT = (
    "The cost of one gradient in forward passes against the number of weights and biases, both "
    "axes logarithmic, from 1 to 100 billion parameters. Finite differences are two steep parallel "
    "lines: as many passes as there are parameters and one more, or twice as many for central "
    "differences. Backpropagation is a level line at about 3 passes. At the 50,890 parameters of "
    "the course's digit network the lines stand at 50,891, at 101,780 and at 3."
)
