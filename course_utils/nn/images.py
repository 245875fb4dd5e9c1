"""Where the speed of convolution and pooling comes from: how pictures lie in memory.

A batch of pictures has the shape (n, c, h, w) everywhere. Three things decide the time:

- The kernel's k² positions are few and the places it visits are many. So instead of a loop over
  places there are k² slices, each a whole picture shifted a little (``windows``).
- What convolution returns has the channels side by side in memory, as one matrix product a
  picture leaves them; only the shape says (n, c, h, w). Then the innermost loop of everything
  that follows runs over channels, without gaps (``channels_last``).
- A few pictures at a time fit into the processor's cache and stay there from one operation to
  the next (``blocks``).
"""

from collections.abc import Iterator

import numpy as np

from course_utils.nn.parameter import Array

PICTURES_AT_A_TIME = 8


def blocks(n: int) -> Iterator[slice]:
    """Slices that cover n pictures, a few at a time."""
    starts = range(0, n, PICTURES_AT_A_TIME)
    return (slice(start, start + PICTURES_AT_A_TIME) for start in starts)


def channels_last(X: Array) -> Array:
    """(n, c, h, w) seen as (n, h, w, c); the same memory."""
    return X.transpose(0, 2, 3, 1)


def channels_first(X: Array) -> Array:
    """(n, h, w, c) seen as (n, c, h, w); the same memory."""
    return X.transpose(0, 3, 1, 2)


def places(size: int, kernel: int, stride: int) -> int:
    """How many times a kernel fits into ``size`` pixels."""
    return (size - kernel) // stride + 1


def windows(X: Array, kernel: int, stride: int) -> list[Array]:
    """For each of the kernel's k² positions, what it sees at all places: views of ``X``.

    X: (n, c, h, w) gives k² views (n, c, oh, ow), those of the kernel's first row first.
    """
    down, right = (stride * (places(size, kernel, stride) - 1) + 1 for size in X.shape[2:])
    return [
        X[:, :, i : i + down : stride, j : j + right : stride]
        for i in range(kernel)
        for j in range(kernel)
    ]


def padded(X: Array, pad: int) -> Array:
    """``X`` with ``pad`` rows and columns of zeros on all four sides, in rows of pixels."""
    if pad == 0:
        return np.ascontiguousarray(X)
    n, c, h, w = X.shape
    framed = np.zeros((n, c, h + 2 * pad, w + 2 * pad), X.dtype)
    framed[:, :, pad:-pad, pad:-pad] = X
    return framed


def patches(X: Array, kernel: int, stride: int) -> Array:
    """What the kernel sees at each place, in columns, with a last row of ones for the bias.

    X: (n, c, h, w) gives (n, k² c + 1, places).
    """
    views = windows(X, kernel, stride)
    n, c, oh, ow = views[0].shape
    P = np.empty((n, len(views) * c + 1, oh, ow), X.dtype)
    P[:, -1] = 1
    for position, view in enumerate(views):
        P[:, position * c : (position + 1) * c] = view
    return P.reshape(n, -1, oh * ow)


def add_patches(dX: Array, dP: Array, kernel: int, stride: int) -> None:
    """Add each row of ``dP``, (n, k² c, places), to the pixels of ``dX`` it was copied from."""
    views = windows(dX, kernel, stride)
    dP = dP.reshape(len(dX), len(views), *views[0].shape[1:])
    for position, view in enumerate(views):
        view += dP[:, position]


def like(model: Array, X: Array) -> Array:
    """``X`` laid out in memory as ``model`` is."""
    if X.strides == model.strides:
        return X
    copy = np.empty_like(model)
    copy[...] = X
    return copy
