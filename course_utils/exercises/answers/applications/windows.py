"""What the convolutions' answers and their known mistakes are built of."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def padded(x: np.ndarray, pad: int, mode: str = "constant") -> np.ndarray:
    """x with ``pad`` more rows and columns on each side, zeros unless ``mode`` says otherwise."""
    return np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)), mode=mode)  # type: ignore[call-overload]


def windows(
    x: np.ndarray, size: tuple[int, ...], stride: int, pad: int, mode: str = "constant"
) -> np.ndarray:
    """All windows of x: (n, c, places down, places across, kh, kw)."""
    every = sliding_window_view(padded(x, pad, mode), size, axis=(2, 3))
    return every[:, :, ::stride, ::stride]


def convolved(seen: np.ndarray, k: np.ndarray) -> np.ndarray:
    """Each window times each kernel, summed: (n, c_out, places down, places across)."""
    return np.einsum("ncijpq,ocpq->noij", seen, k)


def scattered(
    k: np.ndarray,
    dout: np.ndarray,
    shape: tuple[int, ...],
    stride: int,
    pad: int,
    add: bool = True,
) -> np.ndarray:
    """The padded dx: what every window sends back; windows overwrite where not ``add``."""
    n, c, height, width = shape
    dx = np.zeros((n, c, height + 2 * pad, width + 2 * pad))
    kh, kw = k.shape[2:]
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            share = np.tensordot(dout[:, :, i, j], k, axes=1)
            place = np.s_[:, :, i * stride : i * stride + kh, j * stride : j * stride + kw]
            dx[place] = dx[place] + share if add else share
    return dx


def cropped(dx: np.ndarray, shape: tuple[int, ...], top: int) -> np.ndarray:
    """Height and width of ``shape`` out of a padded dx, from row and column ``top`` on."""
    return dx[:, :, top : top + shape[2], top : top + shape[3]]
