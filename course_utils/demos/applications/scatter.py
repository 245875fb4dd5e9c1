"""Scatter view: a convolution gathers going forward and scatter-adds going backward."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import traitlets
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from course_utils import nn
from course_utils.demos.picture import Picture
from course_utils.demos.theme import BACKWARD, FAINT, FORWARD, new_figure, theme
from course_utils.demos.widget import Demo, or_still

Array = NDArray[np.floating[Any]]

# Numbers to multiply by in one's head. None is 0, so that every product leaves a trace, and the
# kernel has no symmetry, so that a kernel turned round shows. A smaller kernel is K's upper left
# corner, a smaller output gradient is DOUT's.
X = np.array([[1, 3, 2, 1, 2], [2, 1, 4, 1, 3], [3, 2, 1, 2, 1], [1, 4, 2, 3, 2], [2, 1, 3, 1, 4]])
K = np.array([[1, 2, -1, 3], [3, -2, 1, 2], [-1, 1, 2, -3], [2, 3, -2, 1]])
DOUT = np.array(
    [
        [2, -1, 3, 1, -2, 1, 2],
        [3, -2, 4, 2, 1, -1, 3],
        [-3, 2, 1, -1, 2, 3, -2],
        [1, -2, 2, 3, -1, 1, 1],
        [2, 1, -1, 1, 3, -2, 2],
        [-1, 3, 1, -2, 1, 2, -1],
        [3, -1, 2, 1, -3, 1, 2],
    ]
)
KERNELS, STRIDES, PADS = (1, 2, 3, 4), (1, 2, 3), (0, 1, 2)


class Geometry(NamedTuple):
    """How the window lies and moves; ``pad`` is smaller than ``kernel``, or it saw zeros only."""

    kernel: int
    stride: int
    pad: int


class Passes(NamedTuple):
    """One pass forward and one back, for a picture of 5 by 5."""

    Y: Array  # (rows, columns)
    dX: Array  # noqa: N815 - the field's name; (5, 5), for ∂L/∂Y = DOUT's upper left corner
    reached: Array  # (5, 5): how many outputs read each pixel


def geometries() -> list[Geometry]:
    """Return all that the demo's sliders can make."""
    choices = ((k, s, p) for k in KERNELS for s in STRIDES for p in PADS)
    return [Geometry(k, s, p) for k, s, p in choices if p < k]


def passes(geometry: Geometry) -> Passes:
    """Send X through ``nn.Conv2D`` with kernel K and bias 0, and DOUT back."""
    k = geometry.kernel
    layer = _convolution(geometry, K[:k, :k])
    Y = layer.forward(X[None, None].astype(float))[0, 0]
    dX = layer.backward(_corner(DOUT, Y.shape))[0, 0]
    return Passes(Y, dX, reached(geometry))


def reached(geometry: Geometry) -> Array:
    """Return how many outputs each pixel reaches: its gradient if all weights and dout are 1."""
    layer = _convolution(geometry, np.ones((geometry.kernel, geometry.kernel)))
    Y = layer.forward(X[None, None].astype(float))
    return layer.backward(np.ones_like(Y))[0, 0]


def _convolution(geometry: Geometry, kernel: Array) -> nn.Conv2D:
    layer = nn.Conv2D(1, 1, *geometry)
    layer.W.value = kernel[:, :, None, None].astype(float)
    return layer


def _corner(table: Array, shape: tuple[int, ...]) -> Array:
    rows, columns = shape
    return table[None, None, :rows, :columns].astype(float)


class ScatterView(Demo, parts=("scatter_sums", "scatter_tables")):
    """The script does the sums; a test holds all of them equal to ``nn.Conv2D``."""

    x: Any = traitlets.List(X.tolist()).tag(sync=True)
    k: Any = traitlets.List(K.tolist()).tag(sync=True)
    dout: Any = traitlets.List(DOUT.tolist()).tag(sync=True)
    # What the learner has chosen.
    kernel = traitlets.Int(3).tag(sync=True)
    stride = traitlets.Int(1).tag(sync=True)
    pad = traitlets.Int(0).tag(sync=True)
    way = traitlets.Unicode("forward", help="or 'backward'").tag(sync=True)

    def still(self) -> Picture:
        """One window forward, and all windows backward."""
        return scatter_view_figure()


_SHOWN = Geometry(kernel=3, stride=2, pad=1)
_AT = (1, 1)  # the output whose window is drawn


def scatter_view_figure() -> Picture:
    """Return both ways of a convolution: x, k and y above, dx, dout · k and dout below."""
    run, k = passes(_SHOWN), _SHOWN.kernel
    dout = DOUT[: len(run.Y), : len(run.Y)]
    start = tuple(_SHOWN.stride * i - _SHOWN.pad for i in _AT)
    with theme():
        figure = new_figure(12, 8.8)
        axes = figure.subplots(2, 3, width_ratios=[5, 3, 3])
        (ax_x, ax_k, ax_y), (ax_dx, ax_share, ax_dout) = axes
        _table(ax_x, X, "forward, gather:  x", FORWARD, (start, k))
        _table(ax_k, K[:k, :k], "kernel k", FAINT)
        _table(ax_y, run.Y, "y = Σ x · k", FORWARD, (_AT, 1))
        _table(ax_dx, run.dX, "backward, scatter-add:  dx", BACKWARD, (start, k), run.reached)
        _table(ax_share, dout[_AT] * K[:k, :k], "one share: dout · k", FAINT)
        _table(ax_dout, dout, "dout", BACKWARD, (_AT, 1))
    return Picture(figure, _alt(run, dout))


@or_still(scatter_view_figure)
def scatter_view() -> ScatterView:
    """Return the demo: move the window, see it gather and scatter, predict one entry of dx."""
    return ScatterView()


def _table(
    ax: Axes,
    values: Array,
    title: str,
    colour: str,
    window: tuple[tuple[int, ...], int] | None = None,
    counts: Array | None = None,
) -> None:
    """Draw numbers in cells; ``counts`` go into the corners and make the cells darker."""
    for (r, c), value in np.ndenumerate(values):
        share = 0.0 if counts is None else 0.12 * counts[r, c]
        look: Any = {"facecolor": (colour, share), "edgecolor": FAINT}
        ax.add_patch(Rectangle((c, r), 1, 1, **look))
        ax.text(c + 0.5, r + 0.55, f"{value:.0f}".replace("-", "−"), ha="center", va="center")
        if counts is not None:
            ax.text(c + 0.94, r + 0.06, f"×{counts[r, c]:.0f}", fontsize=10, ha="right", va="top")
    if window is not None:
        (r, c), size = window
        ax.add_patch(Rectangle((c, r), size, size, fill=False, edgecolor=colour, linewidth=4))
    ax.set(xlim=(-0.1, values.shape[1] + 0.1), ylim=(values.shape[0] + 0.1, -0.1), aspect=1)
    ax.set_title(title)
    ax.axis("off")


def _alt(run: Passes, dout: Array) -> str:
    r, c = _AT
    return (
        "A convolution of a picture of 5 by 5 with a kernel of 3 by 3, stride 2 and one ring of "
        f"padding, in both directions. Above, the window of output row {r + 1}, column {c + 1} is "
        f"outlined in x; times the kernel it sums to y = {run.Y[_AT]:.0f}. Below, the same window "
        f"is outlined in dx: the output's gradient dout = {dout[_AT]} is sent to it times the "
        "kernel, and what all outputs send is added. A corner of each cell counts them; row by "
        f"row, dx with the count: {_rows(run)}."
    )


def _rows(run: Passes) -> str:
    rows = zip(run.dX, run.reached, strict=True)
    pairs = (", ".join(f"{v:.0f} (×{n:.0f})" for v, n in zip(*r, strict=True)) for r in rows)
    return "; ".join(pairs).replace("-", "−")
