"""History strip: backpropagation's dates from 1847 to today, on four lanes."""

from __future__ import annotations

from dataclasses import asdict

import traitlets

from course_utils.demos.introduction.milestones import LANES, MILESTONES, depth, place, rows
from course_utils.demos.picture import Picture
from course_utils.demos.theme import BLUE, FAINT, GREEN, INK, PURPLE, VERMILION, new_figure, theme
from course_utils.demos.widget import Demo

_COLORS = {"descent": BLUE, "backward": VERMILION, "networks": GREEN, "means": PURPLE}
_TICKS = (1950, 1960, 1970, 1980, 1990, 2000, 2010, 2020)

# A question before the strip is shown, and what each answer is told.
ANSWERS = {
    1847: "1847 is gradient descent, which uses a gradient. How to get it cheaply came later: "
    "Linnainmaa, 1970.",
    1960: "Nearly: in 1960 Kelley ran derivatives backwards through a flight path, for control "
    "theory. For any computation it is Linnainmaa, 1970.",
    1970: "Yes. Linnainmaa's thesis of 1970 has the reverse mode, sixteen years before it became "
    "known through networks.",
    1974: "Close: Werbos's thesis of 1974 has learning in mind. The method itself is in "
    "Linnainmaa's thesis of 1970.",
    1986: "So it is often told. In 1986 it became famous; the method is Linnainmaa's of 1970, and "
    "control theory had it for its own use since 1960.",
}


class HistoryStrip(Demo):
    """Everything is text; the script shows the milestone that is chosen."""

    lanes = traitlets.Dict({k: [name, depth(k)] for k, name in LANES.items()}).tag(sync=True)
    milestones = traitlets.List(
        [
            asdict(m) | {"x": place(m.year), "row": row}
            for m, row in zip(MILESTONES, rows(), strict=True)
        ]
    ).tag(sync=True)
    ticks = traitlets.List([[year, place(year)] for year in _TICKS]).tag(sync=True)
    answers = traitlets.Dict({str(year): says for year, says in ANSWERS.items()}).tag(sync=True)
    answer = traitlets.Unicode("", help="the learner's guess, a key of answers").tag(sync=True)
    at = traitlets.Int(0, help="index into milestones").tag(sync=True)

    def still(self) -> Picture:
        """The strip with all its dates."""
        return history_strip_figure()


def history_strip() -> HistoryStrip:
    """Return the demo: guess backpropagation's year, then walk along the dates."""
    return HistoryStrip()


def history_strip_figure() -> Picture:
    """Return the strip: four lanes from 1847 to today, a mark and a name at every date."""
    base, top = {}, 0.0
    with theme():
        figure = new_figure(14, 7.6)
        ax = figure.add_subplot()
        for lane, name in LANES.items():
            base[lane] = top
            height = 0.55 + 0.42 * depth(lane)
            ax.axhspan(-top, -top - height, color=_COLORS[lane], alpha=0.08, lw=0)
            ax.text(-0.01, -top - height / 2, name, ha="right", va="center", fontweight="bold")
            top += height + 0.12
        for m, row in zip(MILESTONES, rows(), strict=True):
            x, y = place(m.year), -base[m.lane] - 0.28
            ax.plot([x, x], [y, y - 0.42 * (row + 1)], "-", color=_COLORS[m.lane], lw=1.2)
            ax.plot(x, y, "o", color=_COLORS[m.lane], ms=9)
            ax.text(x + 0.004, y - 0.42 * (row + 1), f"{m.year} {m.name}", va="center", fontsize=14)
        for year in _TICKS:
            ax.text(place(year), 0.12, str(year), ha="center", color=FAINT)
        ax.text(0.075, 0.12, "…", ha="center", color=INK)
        ax.set(xlim=(-0.18, 1.06), ylim=(-top, 0.45))
        ax.axis("off")
    return Picture(figure, _ALT)


_ALT = "A strip of time on four lanes, from 1847 to today. " + "; ".join(
    f"{name}: " + ", ".join(f"{m.year} {m.name}" for m in MILESTONES if m.lane == lane)
    for lane, name in LANES.items()
)
