"""Answers on max-pooling."""

from collections.abc import Callable

import numpy as np

from course_utils.exercises.answer import answer, mistake

Share = Callable[[np.ndarray], np.ndarray]


def _first(seen: np.ndarray) -> np.ndarray:
    """(2, 2) with a single 1, at the first maximum in row-major order."""
    share = np.zeros(4)
    share[np.argmax(seen)] = 1
    return share.reshape(2, 2)


def _last(seen: np.ndarray) -> np.ndarray:
    return _first(seen[::-1, ::-1])[::-1, ::-1]


def _dealt(share: Share, add: bool = True) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    """Each window deals out its dout by ``share(window)``; overwrites where not ``add``."""

    def backward(x: np.ndarray, dout: np.ndarray) -> np.ndarray:
        dx = np.zeros(x.shape)
        for i, j in np.ndindex(dout.shape):
            window, part = np.s_[i : i + 2, j : j + 2], share(x[i : i + 2, j : j + 2])
            kept = dx[window] if add else np.where(part, 0, dx[window])
            dx[window] = kept + part * dout[i, j]
        return dx

    return backward


def _gate_last(x: np.ndarray, dout: np.ndarray) -> np.ndarray:
    """Wherever a pixel equals the output that stands at its own place."""
    top = np.lib.stride_tricks.sliding_window_view(x, (2, 2)).max(axis=(2, 3))
    dx = np.zeros(x.shape)
    dx[:-1, :-1] = np.where(x[:-1, :-1] == top, dout, 0)
    return dx


@answer(
    mistake(
        "all_ties",
        _dealt(lambda seen: seen == seen.max()),
        "Where two pixels of a window are equally large you send the whole gradient to both: the "
        "total of dx is larger than that of dout.",
        "Of two equal maxima, which one does the task call the winner?",
    ),
    mistake(
        "shared",
        _dealt(lambda seen: (seen == seen.max()) / np.sum(seen == seen.max())),
        "Another convention: equal maxima share the gradient. Here the first one in reading order "
        "takes it all ({yours} instead of {right} at {where}).",
        "Of two equal maxima, which one does the task call the winner?",
    ),
    mistake(
        "last_tie",
        _dealt(_last),
        "Another convention: of two equal maxima you let the last one win, here it is the first. "
        "Everything else is right.",
        "In which order do you look through a window, and does an equal value replace the first?",
    ),
    mistake(
        "column_first",
        _dealt(lambda seen: _first(seen.T).T),
        "Another convention: you read a window column by column; here the first of two equal "
        "maxima is found row by row ({yours} instead of {right} at {where}).",
        "In which order do you look through a window?",
    ),
    mistake(
        "overwritten",
        _dealt(_first, add=False),
        "A pixel that wins two windows keeps only the gradient of the later one ({yours} instead "
        "of {right} at {where}).",
        "If a pixel decides two outputs, what does it get?",
    ),
    mistake(
        "average",
        _dealt(lambda seen: np.full((2, 2), 0.25)),
        "Each window deals its gradient out to all four pixels: that is average pooling.",
        "If a pixel that is not the largest moves a little, does the output notice?",
    ),
    mistake(
        "copied",
        _dealt(lambda seen: np.ones((2, 2))),
        "Every pixel of a window gets its whole gradient: the total of dx is four times that of "
        "dout.",
        "Which of the four pixels can change the output?",
    ),
    mistake(
        "value",
        _dealt(lambda seen: seen * _first(seen)),
        "The right pixels, but the gradient is multiplied by the pixel's value ({yours} instead of "
        "{right} at {where}).",
        "If the largest pixel rises by 0.1, by how much does the output rise?",
    ),
    mistake(
        "min",
        _dealt(lambda seen: _first(-seen)),
        "The gradient goes to the smallest pixel of each window.",
        "Which pixel passed through on the way forward?",
    ),
    mistake(
        "gate_last",
        _gate_last,
        "You compare each pixel with one output only, the one at its own place. A pixel may also "
        "win the windows that begin above it or to its left.",
        "In how many windows does an inner pixel lie?",
    ),
    mistake(
        "stride_two",
        lambda x, dout: _strided(x, dout),
        "Your windows lie two pixels apart; here they move on by one, and overlap.",
        "Where does the window of output row i begin?",
    ),
    mistake(
        "indicator",
        lambda x, dout: _dealt(_first)(x, np.ones(dout.shape)),
        "You count how often each pixel wins ({yours} at {where}), but dout is not in it.",
        "What does the winner get?",
    ),
)
def maxpool_backward(x: np.ndarray, dout: np.ndarray) -> np.ndarray:
    """Each window adds its dout at its first maximum."""
    return _dealt(_first)(x, dout)


def _strided(x: np.ndarray, dout: np.ndarray) -> np.ndarray:
    dx = np.zeros(x.shape)
    for i, j in np.ndindex(x.shape[0] // 2, x.shape[1] // 2):
        window = np.s_[2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
        dx[window] += _first(x[window]) * dout[i, j]
    return dx
