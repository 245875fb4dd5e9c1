"""Answers on the convolution, forward."""

from collections.abc import Callable

import numpy as np

from course_utils.exercises.answer import answer, mistake
from course_utils.exercises.answers.applications.windows import convolved, windows

Forward = Callable[[np.ndarray, np.ndarray, np.ndarray, int, int], np.ndarray]


def _with(
    *,
    turned: bool = False,
    bias: float = 1.0,
    use_stride: bool = True,
    use_pad: bool = True,
    mode: str = "constant",
    mean: bool = False,
) -> Forward:
    """The forward pass with one thing changed."""

    def forward(x: np.ndarray, k: np.ndarray, b: np.ndarray, stride: int, pad: int) -> np.ndarray:
        kernel = k[:, :, ::-1, ::-1] if turned else k
        step, border = stride if use_stride else 1, pad if use_pad else 0
        y = convolved(windows(x, k.shape[2:], step, border, mode), kernel)
        return y / (k[0].size if mean else 1) + bias * b[:, None, None]

    return forward


def _window_start(x: np.ndarray, k: np.ndarray, b: np.ndarray, stride: int, pad: int) -> np.ndarray:
    """The size of the result is right, but each window begins one pixel after the last."""
    down, across = conv2d_forward(x, k, b, stride, pad).shape[2:]
    return conv2d_forward(x, k, b, 1, pad)[:, :, :down, :across]


def _first_channel(
    x: np.ndarray, k: np.ndarray, b: np.ndarray, stride: int, pad: int
) -> np.ndarray:
    return conv2d_forward(x[:, :1], k[:, :1], b, stride, pad)


def _padded_once(x: np.ndarray, k: np.ndarray, b: np.ndarray, stride: int, pad: int) -> np.ndarray:
    """Zeros before the first row and column, none behind the last."""
    more = np.pad(x, ((0, 0), (0, 0), (pad, 0), (pad, 0)))
    return conv2d_forward(more, k, b, stride, 0)


@answer(
    mistake(
        "flipped",
        _with(turned=True),
        "Your kernel is turned upside down and left to right. That is the convolution of "
        "mathematics; here, as in PyTorch and Keras, the kernel is laid on as it stands.",
        "Which weight meets the pixel in the upper left corner of the window?",
    ),
    mistake(
        "no_bias",
        _with(bias=0.0),
        "The bias is missing: each output channel is off by one number, everywhere the same.",
        "What is added once the window has been summed?",
    ),
    mistake(
        "bias_sign",
        _with(bias=-1.0),
        "The bias is subtracted: each output channel is off by twice its bias.",
        "Is b a threshold or an offset here?",
    ),
    mistake(
        "stride_ignored",
        _with(use_stride=False),
        "The window moves on by one pixel each time, so your result has a place for every pixel.",
        "How far does the window move between two outputs?",
    ),
    mistake(
        "window_start",
        _window_start,
        "The size is right, but the windows begin at 0, 1, 2, … instead of one stride apart: you "
        "have the upper left corner of the result for stride 1.",
        "At which row does the window of output row i begin?",
    ),
    mistake(
        "no_padding",
        _with(use_pad=False),
        "There is no border of zeros around your image, so fewer windows fit in.",
        "How large is the image after padding?",
    ),
    mistake(
        "first_channel",
        _first_channel,
        "Only the first channel of the image is read ({yours} instead of {right} at {where}).",
        "Over which axes does the sum for one output run?",
    ),
    mistake(
        "mean",
        _with(mean=True),
        "You take the mean over the window, where the sum is asked; the bias is added rightly "
        "({yours} instead of {right} at {where}).",
        "What is a unit's weighted sum divided by?",
    ),
    mistake(
        "edge_padding",
        _with(mode="edge"),
        "Inside, all is right; along the border you went on with the outermost pixels instead of "
        "zeros.",
        "What does the window see outside the image?",
    ),
    mistake(
        "mirror_padding",
        _with(mode="reflect"),
        "Inside, all is right; beyond the border your window sees the image mirrored, where zeros "
        "are asked.",
        "What does the window see outside the image?",
    ),
    mistake(
        "one_sided_padding",
        _padded_once,
        "The zeros stand above and to the left only; below and to the right the image ends as it "
        "did.",
        "On how many sides is the image padded?",
    ),
    mistake(
        "kernel_turned_sideways",
        lambda x, k, *rest: _with()(x, k.swapaxes(2, 3), *rest),
        "Height and width of the kernel have changed places.",
        "Which axis of k runs down the image, and which across?",
    ),
    mistake(
        "channels_not_summed",
        lambda x, k, b, stride, pad: (
            np.einsum("ncijpq,ocpq->nocij", windows(x, k.shape[2:], stride, pad), k)
            + b[:, None, None, None]
        ),
        "There is still one map for each input channel: the sum over the channels is missing.",
        "How many numbers does one kernel give at one place?",
    ),
)
def conv2d_forward(
    x: np.ndarray, k: np.ndarray, b: np.ndarray, stride: int, pad: int
) -> np.ndarray:
    """Σ over channel, row and column of window ⊙ kernel, plus the channel's bias."""
    return convolved(windows(x, k.shape[2:], stride, pad), k) + b[:, None, None]
