"""Learning-rate cliff: the loss after a fixed number of steps against the learning rate."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets

from course_utils.demos.picture import Picture
from course_utils.demos.theme import INK, label, new_figure, theme
from course_utils.demos.training.cliff_problems import RATES, SAYS, Cliff, cliffs
from course_utils.demos.widget import Demo, or_still


class LearningRateCliff(Demo):
    """Every run was made by the engine, here; the script shows the one at the chosen rate."""

    rates = traitlets.List(RATES.tolist()).tag(sync=True)
    says = traitlets.Dict(SAYS).tag(sync=True)
    problems: Any = traitlets.Dict(help="a dictionary a problem, see _plain").tag(sync=True)
    # What the learner has chosen.
    problem = traitlets.Unicode("parabola").tag(sync=True)
    at = traitlets.Int(10, help="index into rates").tag(sync=True)
    revealed = traitlets.Bool(False, help="whether curve and limit are shown").tag(sync=True)

    def __init__(self) -> None:
        super().__init__(problems={key: _plain(cliff) for key, cliff in cliffs().items()})

    def still(self) -> Picture:
        """The three curves with their limits."""
        return learning_rate_cliff_figure()


def _plain(cliff: Cliff) -> dict[str, Any]:
    """Return what the script needs: losses above the floor, and paths where one can see them."""
    paths = cliff.paths if cliff.paths.shape[2] <= 2 else None
    return {
        "name": cliff.name,
        "steps": cliff.steps,
        "floor": cliff.floor,
        "curvature": cliff.curvature,
        "limit": cliff.limit,
        "above": _finite(cliff.losses - cliff.floor),
        "paths": None if paths is None else _finite(paths),
        "verdicts": list(cliff.verdicts),
    }


def _finite(values: Any) -> Any:
    """Return nested lists of numbers to six digits, with None for what is lost: JSON has no inf."""
    if isinstance(values, np.ndarray):
        return [_finite(value) for value in values]
    return float(f"{values:.6g}") if np.isfinite(values) else None


def learning_rate_cliff_figure() -> Picture:
    """Return the loss above the minimum after the last step, against the rate, for each problem."""
    with theme():
        figure = new_figure(13, 4.8)
        for ax, cliff in zip(figure.subplots(1, 3), cliffs().values(), strict=True):
            above = cliff.losses - cliff.floor
            ends = np.where(np.isfinite(above[:, -1]), above[:, -1], 1e12)
            ax.loglog(RATES, ends, label=f"after {cliff.steps} steps")
            ax.axhline(above[0, 0], label="at the start", ls="--", color="#009E73", lw=1.5)
            ax.axvline(cliff.limit, color=INK, ls=":", lw=2, label="η = 2/λ")
            ax.set_ylim(1e-6, 1e6)
            label(ax, "learning rate η", "loss above the minimum", cliff.name)
        ax.legend(loc="lower left")
    return Picture(figure, _describe())


@or_still(learning_rate_cliff_figure)
def learning_rate_cliff() -> LearningRateCliff:
    """Return the demo: slide the learning rate, see the path, find the cliff, then reveal it."""
    return LearningRateCliff()


def _describe() -> str:
    limits = "; ".join(f"{cliff.limit:.2g} for {cliff.name}" for cliff in cliffs().values())
    return (
        "Three panels: x² + 5, a ravine, and a small network. Each shows the loss above the "
        "minimum after a fixed number of steps against the learning rate, both axes logarithmic. "
        "For small rates the curve stays near the dashed line of the starting loss, then it falls, "
        "and just behind its best place it rises straight up, like a cliff. A dotted line marks "
        f"2/λ, with λ the largest curvature: {limits}. On the two quadratics the cliff stands "
        "exactly there; the network's is a little to the right, since λ is that of its start."
    )
