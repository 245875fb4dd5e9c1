"""The numbers under unrolled time: ``nn.SimpleRNN`` read over 50 steps, once for every radius.

The loss sits at the last step. Everything a step passes back is measured; nothing is fitted.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from course_utils import nn

Array = NDArray[np.floating[Any]]

STEPS = 50
HIDDEN = 32
SEQUENCES = 16
RADII = tuple(round(0.3 + 0.05 * i, 2) for i in range(35))  # 0.3 to 2.0
INPUTS = {"quiet": 0.05, "loud": 0.5}  # standard deviation of what each unit hears at each step
SMALL = 0.01
_SEED = 0


class Run(NamedTuple):
    """One recurrent layer's way back; each (50,), the last step first.

    The gradient of step s is δ_s = ∂L/∂z_s. Truncated after τ steps, backpropagation through time
    hears the last τ of them only, and dU is the sum of their h_{s−1}ᵀ δ_s.
    """

    gradient: Array  # ‖δ‖ of the step that lies k = 0, 1, … steps back, as a share of the last's
    length: Array  # ‖dU truncated after τ = 1, 2, … steps‖ as a share of the whole ‖dU‖
    cosine: Array  # of the angle between the two


def layer(radius: float) -> nn.SimpleRNN:
    """Return a recurrent layer whose U is ``radius`` times an orthogonal matrix.

    So its spectral radius is its stretch in *every* direction. W is the identity: each unit hears
    an input of its own, and dX is δ.
    """
    rng = np.random.default_rng(_SEED)
    made = nn.SimpleRNN(HIDDEN, HIDDEN, return_sequences=True, rng=rng)
    made.W.value = np.eye(HIDDEN)
    made.U.value = radius * np.linalg.qr(rng.normal(size=(HIDDEN, HIDDEN)))[0]
    return made


def sequences(sigma: float) -> tuple[Array, Array]:
    """Return X and dY, (16, 50, 32) each: noise to read, and a loss that sees the last step."""
    rng = np.random.default_rng(_SEED + 1)
    X = sigma * rng.normal(size=(SEQUENCES, STEPS, HIDDEN))
    dY = np.zeros_like(X)
    dY[:, -1] = rng.normal(size=(SEQUENCES, HIDDEN)) / SEQUENCES
    return X, dY


def measure(radius: float, sigma: float) -> Run:
    """Send the gradient once through all 50 steps, and add up dU from the last step on."""
    rnn, (X, dY) = layer(radius), sequences(sigma)
    H = rnn.forward(X)
    delta = rnn.backward(dY)
    norms = np.linalg.norm(delta, axis=(0, 2))[::-1]
    heard = truncated_gradients(H, delta)
    lengths, whole = np.linalg.norm(heard, axis=(1, 2)), heard[-1]
    along = (heard * whole).sum(axis=(1, 2)) / np.linalg.norm(whole)
    return Run(norms / norms[0], lengths / np.linalg.norm(whole), along / lengths)


def truncated_gradients(H: Array, delta: Array) -> Array:
    """Return dU truncated after 1, 2, … steps, (t, h, h), for states and deltas (n, t, h)."""
    before = np.concatenate([np.zeros_like(H[:, :1]), H[:, :-1]], axis=1)
    return np.einsum("nti,ntj->tij", before, delta)[::-1].cumsum(axis=0)


def steps_until_small(gradient: Array) -> int | None:
    """Return how many steps back the gradient first is below 1 %; None if it never is."""
    small = np.flatnonzero(gradient < SMALL)
    return int(small[0]) if len(small) else None


@cache
def all_runs() -> dict[str, list[Run]]:
    """Measure every radius with every input: 70 runs."""
    return {name: [measure(r, sigma) for r in RADII] for name, sigma in INPUTS.items()}
