"""Where the speed comes from: what to compute together, and what to take apart.

First for optimizers. The rules in ``optimizers.py`` are written once, for arrays ``w``, ``g``
and their memory. They are elementwise, so it makes no difference to the result how the
parameters are cut up; it makes a great one to the time.

- A NumPy call costs about half a microsecond however little it has to do. All small parameters
  are therefore copied into one vector, updated together, and copied back.
- A rule passes over its arrays some ten times. Large parameters are therefore updated in blocks
  of rows that stay in the processor's cache from the first pass to the last, and what lies
  between two passes goes into one scratch array instead of a new one each time.
- Numbers below the smallest normal float make arithmetic many times slower, and a memory that
  only decays ends among them: it is set to zero in time.

Then for everybody: ``row_max``, the largest entry of each row.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate

import numpy as np

from course_utils.nn.parameter import Array, Parameter

SMALL = 1 << 14
BLOCK = 1 << 17
SHORT = 32


class Pieces:
    """The parameters, cut and joined so that elementwise rules run fast.

    Iterating yields ``(w, g, *memory)`` to be updated in place, with ``memories`` arrays of
    memory that start at zero and are kept from one iteration to the next.
    """

    def __init__(self, parameters: Sequence[Parameter], memories: int) -> None:
        small = [p for p in parameters if p.value.size < SMALL]
        self.large = [p for p in parameters if p.value.size >= SMALL]
        self.memory = [_zeros_like(p.value, memories) for p in self.large]
        self.joined = _Joined(small, memories) if small else None
        self._scratch = np.empty(0, parameters[0].value.dtype)

    def __iter__(self) -> Iterator[tuple[Array, ...]]:
        for p, memory in zip(self.large, self.memory, strict=True):
            for rows in _blocks(p.value):
                yield p.value[rows], p.grad[rows], *(m[rows] for m in memory)
        if self.joined is not None:
            yield self.joined.collect()
            self.joined.hand_back()

    def scratch(self, w: Array) -> Array:
        """An array like ``w`` with anything in it, the same memory every time."""
        if self._scratch.size < w.size:
            self._scratch = np.empty(w.size, w.dtype)
        return self._scratch[: w.size].reshape(w.shape)

    def flush(self) -> None:
        """Set to zero whatever memory is about to fall below the smallest normal float."""
        joined = [] if self.joined is None else [self.joined.memory]
        for memory in (*self.memory, *joined):
            for m in memory:
                m *= np.abs(m) > np.finfo(m.dtype).tiny * 1e6


class _Joined:
    """Many small parameters, end to end in one vector."""

    def __init__(self, parameters: list[Parameter], memories: int) -> None:
        ends = list(accumulate(p.value.size for p in parameters))
        self.parameters = parameters
        self.w = np.empty(ends[-1], parameters[0].value.dtype)
        self.g = np.empty_like(self.w)
        self.memory = _zeros_like(self.w, memories)
        # Views into w and g with the parameters' own shapes.
        shapes = [p.value.shape for p in parameters]
        self.w_views = _reshaped(np.split(self.w, ends[:-1]), shapes)
        self.g_views = _reshaped(np.split(self.g, ends[:-1]), shapes)

    def collect(self) -> tuple[Array, ...]:
        for p, w, g in zip(self.parameters, self.w_views, self.g_views, strict=True):
            w[...] = p.value
            g[...] = p.grad
        return self.w, self.g, *self.memory

    def hand_back(self) -> None:
        for p, w in zip(self.parameters, self.w_views, strict=True):
            p.value[...] = w


def _blocks(value: Array) -> Iterator[slice]:
    """Slices of rows, each of about ``BLOCK`` entries."""
    rows = max(1, BLOCK * len(value) // value.size)
    return (slice(start, start + rows) for start in range(0, len(value), rows))


def _zeros_like(array: Array, count: int) -> list[Array]:
    return [np.zeros_like(array) for _ in range(count)]


def _reshaped(pieces: list[Array], shapes: list[tuple[int, ...]]) -> list[Array]:
    return [piece.reshape(shape) for piece, shape in zip(pieces, shapes, strict=True)]


def row_max(Z: Array) -> Array:
    """``Z.max(axis=-1, keepdims=True)``.

    NumPy takes rows one after the other, each at the price of a call, but columns all at once:
    short rows are laid on their side first.
    """
    if Z.shape[-1] > SHORT:
        return Z.max(axis=-1, keepdims=True)
    return Z.T.copy().max(axis=0).T[..., np.newaxis]
