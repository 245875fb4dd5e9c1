"""Answers on backpropagation through time."""

from collections.abc import Callable

import numpy as np

from course_utils.exercises.answer import answer, mistake

Gradients = tuple[np.ndarray, np.ndarray, np.ndarray]


def states(
    X: np.ndarray, Wx: np.ndarray, Wh: np.ndarray, b: np.ndarray, h0: np.ndarray
) -> list[np.ndarray]:
    """h0 and the state after each step."""
    found = [h0]
    for x in X:
        found.append(np.tanh(x @ Wx + found[-1] @ Wh + b))
    return found


def _slope(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    return 1 - after**2


def _with(
    *,
    future: bool = True,
    local: Callable[[int, int], bool] = lambda t, steps: True,
    add: bool = True,
    own_state: bool = False,
    slope: Callable[[np.ndarray, np.ndarray], np.ndarray] = _slope,
    transpose: bool = True,
    forward_order: bool = False,
    window: int | None = None,
    mean: bool = False,
) -> Callable[..., Gradients]:
    """Backpropagation through time with one thing changed.

    ``local(t, steps)`` says whether dH of step t is used, ``window`` how many steps are walked.
    """

    def bptt(
        X: np.ndarray,
        Wx: np.ndarray,
        Wh: np.ndarray,
        b: np.ndarray,
        h0: np.ndarray,
        dH: np.ndarray,
    ) -> Gradients:
        h, steps = states(X, Wx, Wh, b, h0), len(X)
        grads: list[np.ndarray] = [np.zeros_like(p) for p in (Wx, Wh, b)]
        carried = np.zeros_like(h0)
        times = range(steps) if forward_order else range(steps)[::-1]
        for t in list(times)[:window]:
            dz = (dH[t] * local(t, steps) + carried * future) * slope(h[t], h[t + 1])
            carried = dz @ (Wh.T if transpose else Wh)
            shares = (X[t].T @ dz, h[t + own_state].T @ dz, dz.sum(axis=0))
            grads = [g * add + s for g, s in zip(grads, shares, strict=True)]
        dWx, dWh, db = (g / (len(h0) if mean else 1) for g in grads)
        return dWx, dWh, db

    return bptt


@answer(
    mistake(
        "no_future",
        _with(future=False),
        "Each step hears only its own dH. Nothing comes back through Wh from later steps, so the "
        "state is not blamed for what it led to.",
        "On which paths does an early state reach the loss?",
    ),
    mistake(
        "no_local",
        _with(local=lambda t, steps: t == steps - 1),
        "Only the last dH is used, as if the loss looked at nothing but the last state.",
        "At which steps does the loss look, if dH has an entry for every one?",
    ),
    mistake(
        "all_zero",
        _with(local=lambda t, steps: False),
        "The shapes are right, and every number is 0: dH never enters, and zero times a weight "
        "stays zero.",
        "Where does the walk back get its first gradient from?",
    ),
    mistake(
        "overwritten",
        _with(add=False),
        "Each step overwrites the gradients of the one after it: what is left is the share of "
        "step 0.",
        "How often is Wh used, and what happens to its shares?",
    ),
    mistake(
        "h_t_for_h_prev",
        _with(own_state=True),
        "dWx and db are right. For dWh you pair delta with the state of the same step, but Wh was "
        "multiplied by the state before.",
        "Which state went into step t?",
    ),
    mistake(
        "no_slope",
        _with(slope=lambda before, after: np.ones_like(after)),
        "The slope of tanh is missing at every step ({yours} instead of {right} at {where}).",
        "How much of a small change gets through a tanh?",
    ),
    mistake(
        "slope_prev",
        _with(slope=lambda before, after: 1 - before**2),
        "The slope is taken at the state that went into the step, not at the one that came out "
        "({yours} instead of {right} at {where}).",
        "Which h is the tanh of this step?",
    ),
    mistake(
        "no_transpose",
        _with(transpose=False),
        "Between steps you go back through Wh as it stands. It is square, so nothing stops you: "
        "the last step is right, the earlier ones are not.",
        "Over which index of Wh does the sum run on the way back?",
    ),
    mistake(
        "forward_order",
        _with(forward_order=True),
        "You walk from the first step to the last, so each step hears from the one before it: the "
        "future is needed before it has been computed.",
        "Which step's delta can be known first?",
    ),
    mistake(
        "truncated",
        _with(window=1),
        "You walk back one step only. The state before it is treated as if it had come from "
        "nowhere.",
        "How many steps did the weights act at?",
    ),
    mistake(
        "truncated",
        _with(window=2),
        "You walk back two steps only. That is truncated backpropagation, a way to save time; here "
        "the whole sequence is asked.",
        "How many steps did the weights act at?",
    ),
    mistake(
        "mean_again",
        _with(mean=True),
        "All three are divided by the number of sequences (k = {k}). dH already carries the loss's "
        "mean.",
        "Where does the 1/n of the loss enter?",
    ),
    mistake(
        "mean_over_time",
        lambda X, *rest: tuple(g / len(X) for g in _with()(X, *rest)),
        "All three are divided by the number of time steps (k = {k}). Shared weights add up what "
        "they get from every step.",
        "If a weight acts five times, does it answer for one of them or for all?",
    ),
)
def rnn_bptt(
    X: np.ndarray, Wx: np.ndarray, Wh: np.ndarray, b: np.ndarray, h0: np.ndarray, dH: np.ndarray
) -> Gradients:
    """dz_t = (dH_t + dz_{t+1} Whᵀ) ⊙ (1 − h_t²), summed over time against x_t, h_{t−1} and 1."""
    h = states(X, Wx, Wh, b, h0)
    dWx, dWh, db = np.zeros_like(Wx), np.zeros_like(Wh), np.zeros_like(b)
    carried = np.zeros_like(h0)
    for t in reversed(range(len(X))):
        dz = (dH[t] + carried) * (1 - h[t + 1] ** 2)
        dWx, dWh, db = dWx + X[t].T @ dz, dWh + h[t].T @ dz, db + dz.sum(axis=0)
        carried = dz @ Wh.T
    return dWx, dWh, db
