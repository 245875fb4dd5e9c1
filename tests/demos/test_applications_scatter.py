"""Scatter view: what its script is held to, and its picture, are ``nn.Conv2D``'s own numbers."""

import numpy as np
import pytest

from course_utils import nn
from course_utils.demos import applications
from course_utils.demos.applications import scatter as sc
from course_utils.demos.applications.scatter import Geometry


def by_loops(geometry):
    """Both passes in the plainest form: every output, every weight, one product at a time."""
    k, stride, pad = geometry
    padded = np.pad(sc.X, pad)
    n = (len(padded) - k) // stride + 1
    Y, dX, counts = np.zeros((n, n)), np.zeros(padded.shape), np.zeros(padded.shape)
    for r, c, i, j in np.ndindex(n, n, k, k):
        y, x = r * stride + i, c * stride + j
        Y[r, c] += padded[y, x] * sc.K[i, j]
        dX[y, x] += sc.DOUT[r, c] * sc.K[i, j]
        counts[y, x] += 1
    inside = slice(pad, len(padded) - pad)
    return Y, dX[inside, inside], counts[inside, inside]


@pytest.mark.parametrize("geometry", sc.geometries(), ids=str)
def test_passes_equal_the_sums_written_out(geometry):
    for measured, written in zip(sc.passes(geometry), by_loops(geometry), strict=True):
        np.testing.assert_array_equal(measured, written)


def test_every_pad_leaves_each_window_something_to_read():
    assert all(g.pad < g.kernel for g in sc.geometries())
    assert len(sc.geometries()) == 3 * (1 + 2 + 3 + 3)
    largest = max(len(sc.passes(g).Y) for g in sc.geometries())
    assert sc.DOUT.shape == (largest, largest)


def test_numbers_show_what_they_have_to_show():
    assert sc.K.all()  # with a 0 in it a product would leave no trace
    assert sc.DOUT.all()
    for size in sc.KERNELS[1:]:
        corner = sc.K[:size, :size]
        assert not np.array_equal(corner, corner[::-1, ::-1])
        assert not np.array_equal(corner, corner.T)


def test_a_stride_can_leave_pixels_that_no_output_reads():
    assert (sc.reached(Geometry(2, 3, 0)) == 0).any()
    assert sc.reached(Geometry(3, 1, 0))[2, 2] == 9


def test_a_new_demo_starts_where_the_lecture_does():
    demo = applications.scatter_view()
    assert (demo.kernel, demo.stride, demo.pad, demo.way) == (3, 1, 0, "forward")
    assert (demo.x, demo.k, demo.dout) == (sc.X.tolist(), sc.K.tolist(), sc.DOUT.tolist())


def test_figure_shows_and_says_the_engines_numbers():
    picture = applications.scatter_view_figure()
    layer = nn.Conv2D(1, 1, 3, 2, 1)
    layer.W.value = sc.K[:3, :3, None, None].astype(float)
    Y = layer.forward(sc.X[None, None].astype(float))[0, 0]
    dX = layer.backward(sc.DOUT[None, None, :3, :3].astype(float))[0, 0]
    drawn = [[text.get_text() for text in ax.texts] for ax in picture.figure.axes]
    signed = [[f"{v:.0f}".replace("-", "−") for v in table.ravel()] for table in (Y, dX)]
    assert drawn[2] == signed[0]
    assert drawn[3][::2] == signed[1]
    assert drawn[3][1:3] == [f"×{sc.reached(Geometry(3, 2, 1))[0, 0]:.0f}", signed[1][1]]
    assert f"y = {Y[1, 1]:.0f}" in picture.alt
    assert f"{dX[1, 1]:.0f} (×4)" in picture.alt
