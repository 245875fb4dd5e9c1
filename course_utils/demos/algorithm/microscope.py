"""Gradient-check microscope: how the error of a difference quotient depends on its step."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets
from matplotlib.axes import Axes

from course_utils.demos.algorithm.gradient_checks import (
    BUGS,
    DTYPES,
    ENTRIES,
    EPS,
    SCHEMES,
    Array,
    all_checks,
)
from course_utils.demos.picture import Picture
from course_utils.demos.theme import FAINT, label, new_figure, theme
from course_utils.demos.widget import Demo, or_still

_PLATEAU = 1e-2  # a right gradient gets below this with some eps, even in float32
_NEAR_BEST = 10.0  # an error within this factor of the curve's best is as good as it gets

SAYS = {
    "right": "The two agree, as far as this precision and scheme allow: the gradient is right.",
    "rounding": "ε is too small: two almost equal losses are subtracted, and the digits that "
    "differ were rounded away. The error grows as ε shrinks, the gradient is not to blame.",
    "truncation": "ε is too large: the loss bends between the two points. A smaller ε helps.",
    "nothing": "The quotient is exactly 0: w + ε is rounded back to w. ε is below the spacing "
    "of the numbers.",
    "plateau": "No ε brings the two together: the error stays on a plateau. That is no rounding, "
    "something is wrong",
    "slow": "The error falls 10 times for each decade of ε; a central difference should gain 100. "
    "Something is wrong",
}


def verdicts(errors: Array, numeric: Array, scheme: str) -> list[str]:
    """Return a key of ``SAYS`` for every eps of one curve.

    Args:
        errors: (n_eps,) relative errors for the steps ``EPS``.
        numeric: (n_eps, n_entries) the difference quotients themselves.
        scheme: 'central' or 'forward', which decides how fast the error ought to fall.
    """
    best = int(np.argmin(errors))
    slow = scheme == "central" and _order(errors) < 1.5
    return [_judge(errors, i, best, slow, not numeric[i].any()) for i in range(len(errors))]


def _order(errors: Array) -> float:
    """Return the power of eps the error follows where eps is largest, over half a decade."""
    return float(np.log10(errors[0] / errors[2]) / np.log10(EPS[0] / EPS[2]))


def _judge(errors: Array, i: int, best: int, slow: bool, nothing: bool) -> str:
    if nothing:
        return "nothing"
    near_best = errors[i] <= _NEAR_BEST * errors[best]
    if i > best and not near_best:
        return "rounding"
    if errors[best] > _PLATEAU:
        return "plateau"
    if slow:
        return "slow"
    return "right" if near_best else "truncation"


class GradientMicroscope(Demo):
    """Everything is computed once, here; the script only picks from these tables."""

    eps = traitlets.List(EPS.tolist()).tag(sync=True)
    dtypes = traitlets.List(list(DTYPES)).tag(sync=True)
    schemes = traitlets.List(list(SCHEMES)).tag(sync=True)
    bugs = traitlets.Dict({name: vars(bug) for name, bug in BUGS.items()}).tag(sync=True)
    entries = traitlets.List(list(ENTRIES)).tag(sync=True)
    says = traitlets.Dict(SAYS).tag(sync=True)
    # (dtype, scheme, bug, eps) relative errors and keys of ``says``.
    errors: Any = traitlets.List().tag(sync=True)
    verdicts: Any = traitlets.List().tag(sync=True)
    # (dtype, scheme, bug, eps, entry) as float64 and tenths of a digit as uint8.
    numeric = traitlets.Bytes().tag(sync=True)
    digits = traitlets.Bytes().tag(sync=True)
    analytic: Any = traitlets.List(help="(dtype, bug, entry)").tag(sync=True)
    # What the learner has chosen.
    at = traitlets.Int(0, help="index into eps").tag(sync=True)
    entry = traitlets.Int(0, help="index into entries").tag(sync=True)
    dtype = traitlets.Unicode("float64").tag(sync=True)
    scheme = traitlets.Unicode("central").tag(sync=True)
    bug = traitlets.Unicode("none").tag(sync=True)

    def __init__(self) -> None:
        checks = all_checks()
        super().__init__(
            errors=checks.error.tolist(),
            verdicts=all_verdicts(),
            numeric=checks.numeric.astype("<f8").tobytes(),
            digits=np.round(checks.digits * 10).astype(np.uint8).tobytes(),
            analytic=checks.analytic.tolist(),
        )

    def still(self) -> Picture:
        """The V-shaped curves."""
        return gradient_microscope_figure()


def all_verdicts() -> list[list[list[list[str]]]]:
    """Return the keys of ``SAYS`` for every check, nested as dtype, scheme, bug, eps."""
    checks = all_checks()
    return [
        [
            [verdicts(e, q, scheme) for e, q in zip(errors, quotients, strict=True)]
            for scheme, errors, quotients in zip(SCHEMES, *of_dtype, strict=True)
        ]
        for of_dtype in zip(checks.error, checks.numeric, strict=True)
    ]


def gradient_microscope_figure() -> Picture:
    """Return the error against eps: both precisions and schemes, and two bugs."""
    checks = all_checks()
    with theme():
        figure = new_figure(10, 5.5)
        axes = figure.add_subplot()
        for t, dtype in enumerate(DTYPES):
            for s, scheme in enumerate(SCHEMES):
                axes.loglog(EPS, checks.error[t, s, 0], label=f"{scheme}, {dtype}")
        axes.loglog(EPS, checks.error[0, 0, list(BUGS).index("no_two")], label="factor 2 forgotten")
        _annotate(axes)
    best = EPS[checks.error[0, :, 0].argmin(axis=-1)]
    return Picture(figure, _ALT.format(central=best[0], forward=best[1]))


@or_still(gradient_microscope_figure)
def gradient_microscope() -> GradientMicroscope:
    """Return the demo: choose eps, precision, scheme and a bug, and see what a check says."""
    return GradientMicroscope()


_ALT = (
    "Relative error of a numerical gradient against the step epsilon, both axes logarithmic, from "
    "1e-14 to 0.1. Each right gradient gives a V. Going down from epsilon = 0.1 the error falls, "
    "100 times a decade for central and 10 times for forward differences, until rounding takes "
    "over and it rises again. In float64 the lowest point lies near {central:.0e} for central and "
    "{forward:.0e} for forward differences; in float32 both lie higher and further right. A "
    "gradient with a forgotten factor 2 is a flat line near 0.33 for most of the range."
)


def _annotate(axes: Axes) -> None:
    label(axes, "step ε (in units of the weights)", "relative error (no unit)")
    axes.set_ylim(1e-13, 1e3)
    axes.text(3e-12, 3e-11, "rounding\ngrows as 1/ε", color=FAINT, ha="center")
    axes.text(2e-2, 2e-12, "curvature\nfalls as ε² or ε", color=FAINT, ha="center")
    axes.legend(ncols=3, loc="upper center")
