"""One row of attention: what happens to its scores on the way back through the softmax."""

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
from course_utils.demos.theme import (
    BACKWARD,
    FORWARD,
    INK,
    ORANGE,
    PURPLE,
    label,
    new_figure,
    theme,
)
from course_utils.demos.widget import Demo, or_still

Array = NDArray[np.floating[Any]]

WORDS = ("thin", "plot", "but", "wonderful", "acting")

# Row i: the scores that word i gives to all words, and the loss's slope in each of its weights.
# One digit each, to compute along; chosen so that the sign of dP seldom is that of dS.
SCORES = np.array(
    [
        [0.5, 2.0, 0.0, -1.0, -0.5],
        [1.5, 0.0, -1.0, 0.5, 1.0],
        [0.0, 0.0, 0.0, 0.0, 0.0],
        [-1.0, 0.5, -0.5, 1.0, 2.5],
        [2.0, 0.5, 0.0, 1.0, 0.5],
    ]
)
SLOPES = np.array(
    [
        [0.1, -0.4, 0.2, 0.5, 0.3],
        [-0.2, -0.5, -0.7, 0.3, -0.6],
        [0.5, 0.1, 0.3, -0.4, 0.4],
        [0.6, 0.2, 0.1, -0.3, -0.5],
        [0.7, 0.4, 0.2, -0.6, 0.1],
    ]
)
ASKED = (1, 0, 1, 3, 4)  # the word whose score is asked for, in each row

RATE = 2.0
LIMIT = 4.0  # scores are dragged between -LIMIT and LIMIT


@dataclass(frozen=True)
class Form:
    """A way back through the softmax, right or wrong.

    Attributes:
        label: the formula.
        gradient: (t,) weights P and (t,) slopes dP to (t,) dS.
        says: what is to be known of its sum.
    """

    label: str
    gradient: Callable[[Array, Array], Array]
    says: str


FORMS = {
    "right": Form(
        "P ⊙ (dP − r)",
        lambda P, dP: P * (dP - P @ dP),
        "dS sums to 0: what some scores gain, the others lose. Drag any score: it stays 0.",
    ),
    "no_row_term": Form(
        "P ⊙ dP",
        lambda P, dP: P * dP,
        "Each score is treated as if it moved alone. The sum is r: the whole row of scores would "
        "move together, and that changes no P.",
    ),
    "diagonal": Form(
        "P ⊙ (1 − P) ⊙ dP",
        lambda P, dP: P * (1 - P) * dP,
        "The slope of a sigmoid: a word's own weight grows with its score. That the others shrink "
        "is forgotten.",
    ),
}


def row_gradient(s: Array, dP: Array, form: str = "right") -> Array:
    """Return dS (t,), the loss's slope in each score, from the scores s (t,) and dP (t,).

    Raises:
        KeyError: ``form`` is none of FORMS.
    """
    return FORMS[form].gradient(nn.softmax(s), dP)


class AttentionRow(Demo, parts=("attention_row_forms",)):
    """The script computes the row anew for every score; a test holds its numbers to these."""

    words = traitlets.List(list(WORDS)).tag(sync=True)
    tables: Any = traitlets.Dict({"S": SCORES.tolist(), "dP": SLOPES.tolist()}).tag(sync=True)
    asked = traitlets.List(list(ASKED), help="a column for each row").tag(sync=True)
    forms = traitlets.Dict({k: {"label": f.label, "says": f.says} for k, f in FORMS.items()}).tag(
        sync=True
    )
    rate = traitlets.Float(RATE).tag(sync=True)
    limit = traitlets.Float(LIMIT).tag(sync=True)
    # What the learner has chosen.
    row = traitlets.Int(4, help="the word that looks").tag(sync=True)
    scores: Any = traitlets.List(SCORES[4].tolist(), help="its scores now").tag(sync=True)
    form = traitlets.Unicode("right").tag(sync=True)
    revealed = traitlets.Bool(False, help="whether dS is shown").tag(sync=True)

    def still(self) -> Picture:
        """The row, its gradient, and the two forms that do not sum to 0."""
        return attention_row_figure()


def attention_row_figure() -> Picture:
    """Return scores, weights and slopes of one row, and dS in its right and two wrong forms."""
    s, dP = SCORES[-1], SLOPES[-1]
    P = nn.softmax(s)
    with theme():
        figure = new_figure(13, 8.6)
        top, bottom = figure.subplots(2, 3)
        _bars(top[0], s, FORWARD, "score", "S")
        _bars(top[1], P, FORWARD, "weight", f"P = softmax(S), sum {P.sum():.0f}")
        _bars(top[2], dP, ORANGE, "slope of the loss in P", "dP")
        top[2].axhline(P @ dP, color=INK, ls="--", lw=2, label=f"r = Σ P dP = {P @ dP:.2f}")
        top[2].legend(loc="lower left")
        top[2].set_ylim(-1.1, 1)
        for ax, (key, form) in zip(bottom, FORMS.items(), strict=True):
            dS, color = row_gradient(s, dP, key), BACKWARD if key == "right" else PURPLE
            _bars(ax, dS, color, "slope of the loss in S", f"{form.label}, sum {_signed(dS.sum())}")
            ax.set_ylim(-0.22, 0.42)
    return Picture(figure, _describe(P, dP))


@or_still(attention_row_figure)
def attention_row() -> AttentionRow:
    """Return the demo: predict where a score is pushed, then drag scores and watch dS sum to 0."""
    return AttentionRow()


def _bars(ax: Axes, values: Array, color: str, unit: str, title: str) -> None:
    ax.bar(WORDS, values, color=color, width=0.6)
    ax.axhline(0, color=INK, lw=1, ls="-")
    label(ax, f"word that ‘{WORDS[-1]}’ looks at", unit, title)
    ax.tick_params(axis="x", labelrotation=20)
    ax.margins(y=0.2)
    for x, value in enumerate(values):
        up = value >= 0
        ax.annotate(
            _signed(value),
            (x, value),
            (0, 3 if up else -3),
            textcoords="offset points",
            ha="center",
            va="bottom" if up else "top",
            fontsize=12,
            bbox={"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none"},
        )


def _signed(value: Any) -> str:
    """Return a number to two digits behind the point, with a real minus and without −0."""
    return f"{round(float(value), 2) + 0:.2f}".replace("-", "−")


def _describe(P: Array, dP: Array) -> str:
    def listed(values: Array) -> str:
        return ", ".join(f"{w} {_signed(v)}" for w, v in zip(WORDS, values, strict=True))

    s = SCORES[-1]
    sums = "; ".join(f"{f.label}, sum {_signed(f.gradient(P, dP).sum())}" for f in FORMS.values())
    return (
        f"Six bar charts over the words {' '.join(WORDS)}, which ‘{WORDS[-1]}’ looks at. Scores: "
        f"{listed(s)}. Weights after the softmax: {listed(P)}, sum 1. The loss's slope in each "
        f"weight: {listed(dP)}, with their average r = {_signed(P @ dP)}, weighted with P, as a "
        f"dashed line. The gradient in the scores is {listed(row_gradient(s, dP))}: words below "
        f"the line get a negative one, words above it a positive one. Three forms side by side: "
        f"{sums}. Only the first is right, and only its bars cancel."
    )
