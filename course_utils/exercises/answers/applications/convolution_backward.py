"""Answers on the convolution, backward."""

from collections.abc import Callable

import numpy as np

from course_utils.exercises.answer import answer, mistake
from course_utils.exercises.answers.applications.windows import cropped, scattered, windows

Gradients = tuple[np.ndarray, np.ndarray, np.ndarray]
Reduce = Callable[[np.ndarray], np.ndarray]


def _dk(
    x: np.ndarray, size: tuple[int, ...], dout: np.ndarray, stride: int, pad: int
) -> np.ndarray:
    """Each weight hears from all places: windows times dout, summed."""
    down, across = dout.shape[2:]
    seen = windows(x, size, stride, pad)[:, :, :down, :across]
    return np.einsum("ncijpq,noij->ocpq", seen, dout)


def _with(
    *,
    kernel: Callable[[np.ndarray], np.ndarray] = lambda k: k,
    dx_stride: bool = True,
    dk_stride: bool = True,
    add: bool = True,
    crop: Callable[[np.ndarray, tuple[int, ...], int], np.ndarray] = cropped,
    dk: Reduce = lambda dk: dk,
    share: Callable[[np.ndarray], float] = lambda dout: 1.0,
    db: Reduce = lambda dout: dout.sum(axis=(0, 2, 3)),
) -> Callable[..., Gradients]:
    """The backward pass with one thing changed."""

    def backward(
        x: np.ndarray, k: np.ndarray, dout: np.ndarray, stride: int, pad: int
    ) -> Gradients:
        steps = [stride if used else 1 for used in (dx_stride, dk_stride)]
        padded_dx = scattered(kernel(k), dout, x.shape, steps[0], pad, add)
        weights = dk(_dk(x, k.shape[2:], dout, steps[1], pad)) * share(dout)
        return crop(padded_dx, x.shape, pad), weights, db(dout)

    return backward


def _by_offsets(x: np.ndarray, k: np.ndarray, dout: np.ndarray, stride: int, pad: int) -> Gradients:
    """Overwritten in the other loop: over the kernel's entries instead of over the places."""
    (height, width), (down, across) = x.shape[2:], dout.shape[2:]
    dx = np.zeros((*x.shape[:2], height + 2 * pad, width + 2 * pad))
    for p, q in np.ndindex(k.shape[2:]):
        rows, columns = slice(p, p + stride * down, stride), slice(q, q + stride * across, stride)
        dx[:, :, rows, columns] = np.einsum("noij,oc->ncij", dout, k[:, :, p, q])
    _, dk, db = conv2d_backward(x, k, dout, stride, pad)
    return cropped(dx, x.shape, pad), dk, db


def _dk_of_last_place(
    x: np.ndarray, k: np.ndarray, dout: np.ndarray, stride: int, pad: int
) -> Gradients:
    """``dk = …`` in the loop over the places, where ``dk += …`` was meant."""
    dx, _, db = conv2d_backward(x, k, dout, stride, pad)
    last = np.zeros_like(dout)
    last[:, :, -1, -1] = dout[:, :, -1, -1]
    return dx, _dk(x, k.shape[2:], last, stride, pad), db


def _floor_lost(x: np.ndarray, k: np.ndarray, dout: np.ndarray, stride: int, pad: int) -> Gradients:
    """dx is only as large as the windows reached; the rest of the image is forgotten."""
    dx, dk, db = conv2d_backward(x, k, dout, stride, pad)
    down, across = ((m - 1) * stride for m in dout.shape[2:])
    kh, kw = k.shape[2:]
    return dx[:, :, : down + kh - 2 * pad, : across + kw - 2 * pad], dk, db


@answer(
    mistake(
        "stride_ignored",
        _with(dx_stride=False),
        "dk and db are right. In dx the windows lie one pixel apart, so all the gradient is "
        "crowded into one corner; only its total is right.",
        "Where did the window of output row i begin on the way forward?",
    ),
    mistake(
        "stride_ignored",
        _with(dx_stride=False, dk_stride=False),
        "db is right. In dx and dk the windows lie one pixel apart: the gradients are dealt out to "
        "windows that were never looked at.",
        "Where did the window of output row i begin on the way forward?",
    ),
    mistake(
        "stride_ignored",
        _with(dk_stride=False),
        "dx and db are right. For dk you pair dout with windows one pixel apart, and most of them "
        "were never looked at.",
        "Which windows gave this output on the way forward?",
    ),
    mistake(
        "overwritten",
        _with(add=False),
        "Where windows overlap, the later one overwrites what the earlier had left in dx ({yours} "
        "instead of {right} at {where}); elsewhere it is right.",
        "If a pixel lies in two windows, what should it get from them?",
    ),
    mistake(
        "overwritten",
        _by_offsets,
        "Where two entries of the kernel reach the same pixel, the later one overwrites the "
        "earlier in dx ({yours} instead of {right} at {where}).",
        "If a pixel lies in two windows, what should it get from them?",
    ),
    mistake(
        "flipped",
        _with(kernel=lambda k: k[:, :, ::-1, ::-1]),
        "dk and db are right; dx belongs to the kernel turned upside down. It is turned if dx is "
        "written as a convolution of dout; in a loop that deals out windows it stays as it is.",
        "Which weight met the upper left pixel of the window on the way forward?",
    ),
    mistake(
        "not_cropped",
        _with(crop=lambda dx, shape, pad: dx),
        "Your dx still has its padding: it is larger than x by twice the padding, down and across.",
        "Which pixels of the padded image are pixels of x?",
    ),
    mistake(
        "crop_shift",
        _with(crop=lambda dx, shape, pad: cropped(dx, shape, 0)),
        "The size is right, but the whole padding was cut off at the lower right end: dx is "
        "shifted by the padding.",
        "At which row of the padded image does x begin?",
    ),
    mistake(
        "crop_shift",
        _with(crop=lambda dx, shape, pad: cropped(dx, shape, 2 * pad)),
        "The size is right, but the whole padding was cut off at the upper left end: dx is shifted "
        "by the padding.",
        "At which row of the padded image does x begin?",
    ),
    mistake(
        "averaged",
        _with(share=lambda dout: dout.shape[1] / dout.size),
        "dx and db are right, dk is the mean over all samples and places: k = {k}, one over their "
        "number. A shared weight adds up what it gets.",
        "If a weight is used at 15 places, does it answer for one of them or for all?",
    ),
    mistake(
        "averaged",
        _with(share=lambda dout: 1 / dout[0, 0].size),
        "dx and db are right, dk is a mean over the places of the image: each entry is one over "
        "their number of the right one. A shared weight adds up what it gets.",
        "If a weight is used at 15 places, does it answer for one of them or for all?",
    ),
    mistake(
        "dk_one_place",
        _dk_of_last_place,
        "dx and db are right. dk holds only what came from the last place of the image.",
        "At how many places was the kernel laid on?",
    ),
    mistake(
        "mean_again",
        _with(share=lambda dout: 1 / len(dout)),
        "dx and db are right, dk is divided by the number of samples (k = {k}). dout already "
        "carries the loss's mean.",
        "Where does the 1/n of the loss enter?",
    ),
    mistake(
        "db_one_place",
        _with(db=lambda dout: dout[:, :, -1, -1].sum(axis=0)),
        "dx and dk are right. db holds only what came from the last place of the image.",
        "At how many places was the bias added?",
    ),
    mistake(
        "db_last_sample",
        _with(db=lambda dout: dout[-1].sum(axis=(1, 2))),
        "dx and dk are right. db holds only what came from the last sample.",
        "To how many samples was the bias added?",
    ),
    mistake(
        "db_mean",
        _with(db=lambda dout: dout.mean(axis=(0, 2, 3))),
        "dx and dk are right. db is a mean over samples and places instead of their sum.",
        "A bias is a weight too: shared by how many places, and what happens to their shares?",
    ),
    mistake(
        "db_not_summed",
        _with(db=lambda dout: dout.sum(axis=(2, 3))),
        "dx and dk are right. db still has one row for each sample.",
        "How many biases are there?",
    ),
    mistake(
        "channels_mixed",
        _with(kernel=lambda k: np.repeat(k[:, :1], k.shape[1], axis=1)),
        "All input channels of your dx are the same: each is sent back through the kernel's first "
        "channel.",
        "Which weights did input channel 1 meet on the way forward?",
    ),
    mistake(
        "channels_mixed",
        _with(kernel=lambda k: np.repeat(k[:, -1:], k.shape[1], axis=1)),
        "All input channels of your dx are the same: each is sent back through the kernel's last "
        "channel.",
        "Which weights did input channel 1 meet on the way forward?",
    ),
    mistake(
        "channels_mixed",
        _with(kernel=lambda k: np.repeat(k.sum(axis=1, keepdims=True), k.shape[1], axis=1)),
        "All input channels of your dx are the same: each got the sum over the kernel's channels.",
        "Which weights did input channel 1 meet on the way forward?",
    ),
    mistake(
        "dk_flipped",
        _with(dk=lambda dk: dk[:, :, ::-1, ::-1]),
        "dx and db are right; dk is turned upside down and left to right.",
        "Which pixel of the window does the upper left weight answer for?",
    ),
    mistake(
        "floor_lost",
        _floor_lost,
        "Your dx ends where the last window ended. The pixels no window reached are part of x, and "
        "their gradient is 0.",
        "Which shape must the gradient of x have?",
    ),
)
def conv2d_backward(
    x: np.ndarray, k: np.ndarray, dout: np.ndarray, stride: int, pad: int
) -> Gradients:
    """dx scatters kernel · dout over the windows, dk sums window · dout, db sums dout."""
    dx = cropped(scattered(k, dout, x.shape, stride, pad), x.shape, pad)
    return dx, _dk(x, k.shape[2:], dout, stride, pad), dout.sum(axis=(0, 2, 3))
