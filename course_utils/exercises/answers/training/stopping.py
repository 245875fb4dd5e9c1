"""Answers on learning-rate steps and early stopping."""

from collections.abc import Callable

import numpy as np

from course_utils.exercises.answer import answer, mistake


@answer(
    mistake(
        "continuous",
        lambda lr0, gamma, k, t: lr0 * gamma ** (t / k),
        "Your rate glides down a little every epoch. It should go down in steps and be level in "
        "between ({yours} instead of {right}).",
        "With k = 5, should epochs 10 and 14 have the same rate?",
    ),
    mistake(
        "every_step",
        lambda lr0, gamma, k, t: lr0 * gamma**t,
        "You lower the rate in every epoch: k has no effect ({yours} instead of {right}).",
        "You have four arguments. Does each of them appear in your code?",
    ),
    mistake(
        "early",
        lambda lr0, gamma, k, t: lr0 * gamma ** ((t + 1) // k),
        "The drops come one epoch early: just before one, your rate has already been lowered "
        "({yours} instead of {right}).",
        "Counting from epoch 0, which is the first epoch with the lower rate?",
    ),
    mistake(
        "linear",
        lambda lr0, gamma, k, t: lr0 * gamma * (t // k),
        "You multiply gamma by the number of drops. Before the first drop that gives a rate of 0, "
        "and later it grows ({yours} instead of {right}).",
        "What happens to a number that is halved three times?",
    ),
    mistake(
        "grows",
        lambda lr0, gamma, k, t: lr0 * gamma ** -(t // k),
        "Your rate goes up: it is divided by gamma at each step ({yours} instead of {right}).",
        "gamma is below 1. What does multiplying by it do?",
    ),
    mistake(
        "rounded_up",
        lambda lr0, gamma, k, t: lr0 * gamma ** -(-t // k),
        "You count a period as soon as it has begun, so the rate is lowered one time too often "
        "({yours} instead of {right}).",
        "How many full periods of 5 are there in 17 epochs?",
    ),
    mistake(
        "rounded",
        lambda lr0, gamma, k, t: lr0 * gamma ** round(t / k),
        "You round to the nearest number of periods: your rate drops in the middle of each instead "
        "of at its end ({yours} instead of {right}).",
        "How many full periods of 5 are there in 14 epochs?",
    ),
    mistake(
        "late",
        lambda lr0, gamma, k, t: lr0 * gamma ** ((t - 1) // k),
        "The drops come one epoch late: where a period is just full, your rate has not been "
        "lowered yet ({yours} instead of {right}).",
        "Counting from epoch 0, which is the first epoch with the lower rate?",
    ),
    mistake(
        "remainder",
        lambda lr0, gamma, k, t: lr0 * gamma ** (t % k),
        "You use what is left over from the division, not the number of full periods: the rate "
        "would jump back up every k epochs ({yours} instead of {right}).",
        "Which of //, / and % counts full periods?",
    ),
)
def step_decay(lr0: float, gamma: float, k: int, t: int) -> float:
    """η₀ γ^⌊t/k⌋."""
    return lr0 * gamma ** (t // k)


Improved = Callable[[float, float, float, float], bool]


def _is_better(loss: float, best: float, previous: float, min_delta: float) -> bool:
    return loss < best - min_delta


def _stop(
    improved: Improved = _is_better, spare: int = 0, reset: bool = True, creeps: bool = False
) -> Callable[..., tuple[int, int]]:
    """Stopping with another idea of an improvement, ``spare`` epochs more, or a stuck count.

    With ``creeps`` the best loss is lowered by small gains as well.
    """

    def stop(losses: np.ndarray, patience: int, min_delta: float) -> tuple[int, int]:
        best, best_epoch, waited, previous = np.inf, 0, 0, np.inf
        for epoch, loss in enumerate(losses):
            if improved(loss, best, previous, min_delta):
                best, best_epoch = loss, epoch
                waited = 0 if reset else waited
            else:
                waited += 1
                best = min(best, loss) if creeps else best
            previous = loss
            if waited >= patience + spare:
                return best_epoch, epoch
        return best_epoch, len(losses) - 1

    return stop


def _smallest_so_far(losses: np.ndarray, patience: int, min_delta: float) -> tuple[int, int]:
    _, stop = _stop()(losses, patience, min_delta)
    return int(np.argmin(losses[: stop + 1])), stop


@answer(
    mistake(
        "off_by_one",
        _stop(spare=1),
        "You wait one epoch too long: with patience 3 you stop after the fourth epoch without an "
        "improvement.",
        "After how many bad epochs in a row should a patience of 3 be used up?",
    ),
    mistake(
        "not_reset",
        _stop(reset=False),
        "You stop too early: bad epochs from before the last improvement are still counted.",
        "What should an improvement do to the count?",
    ),
    mistake(
        "vs_previous",
        _stop(lambda loss, best, previous, delta: loss < previous - delta),
        "You compare each epoch with the one before it. A loss that jumps up and comes down a "
        "little then counts as an improvement.",
        "Better than what must an epoch be?",
    ),
    mistake(
        "delta_sign",
        _stop(lambda loss, best, previous, delta: loss < best + delta),
        "min_delta is added: a loss that is slightly worse than the best still counts as an "
        "improvement.",
        "Should min_delta make it harder or easier to count as better?",
    ),
    mistake(
        "delta_ignored",
        _stop(lambda loss, best, previous, delta: loss < best),
        "Any improvement counts, however small: min_delta has no effect.",
        "You have three arguments. Does each of them appear in your code?",
    ),
    mistake(
        "delta_relative",
        _stop(lambda loss, best, previous, delta: loss < best * (1 - delta)),
        "Another convention: your min_delta is a share of the best loss, as it is by default in "
        "PyTorch's ReduceLROnPlateau. Here it is taken off the best as it stands.",
        "Is min_delta a loss, or a part of one?",
    ),
    mistake(
        "best_ignores_delta",
        _smallest_so_far,
        "You stop at the right time, but report the smallest loss up to there: a gain below "
        "min_delta does not count there either.",
        "Which epoch set the count back to 0 for the last time?",
    ),
    mistake(
        "creeping",
        _stop(creeps=True),
        "Small gains below min_delta still lower your best, so a slow but steady descent never "
        "counts as an improvement.",
        "Against which loss is a new one compared?",
    ),
    mistake(
        "equal_is_better",
        _stop(lambda loss, best, previous, delta: loss <= best - delta),
        "With min_delta 0, a loss that merely equals the best counts as an improvement: on a "
        "plateau you would never stop.",
        "Is 0.5 better than 0.5?",
    ),
    mistake(
        "last_weights",
        lambda losses, patience, min_delta: _stop()(losses, patience, min_delta)[1:] * 2,
        "You stop at the right time, but report the epoch of the stop as the best one.",
        "Which epoch's weights do you want to keep?",
    ),
    mistake(
        "no_patience",
        lambda losses, patience, min_delta: _stop()(losses, 1, min_delta),
        "You stop at the first epoch that brings no improvement: patience has no effect.",
        "How many bad epochs may pass before you give up?",
    ),
    mistake(
        "looks_ahead",
        lambda losses, patience, min_delta: (int(np.argmin(losses)), len(losses) - 1),
        "You look for the smallest loss of all. In training, the later losses are not there yet "
        "when the decision is made.",
        "In epoch 6, which losses are known?",
    ),
    mistake(
        "swapped",
        lambda losses, patience, min_delta: _stop()(losses, patience, min_delta)[::-1],
        "Both epochs are right and stand in each other's place.",
        "In which order did the task ask for them?",
    ),
    mistake(
        "counts_from_one",
        lambda losses, patience, min_delta: tuple(
            e + 1 for e in _stop()(losses, patience, min_delta)
        ),
        "Both epochs are one too high: you count from 1, here the first epoch is 0.",
        "What is the index of the first loss?",
    ),
)
def early_stopping(losses: np.ndarray, patience: int, min_delta: float) -> tuple[int, int]:
    """The best epoch, and the one in which ``patience`` epochs without improvement are full."""
    best, best_epoch = np.inf, 0
    for epoch, loss in enumerate(losses):
        if loss < best - min_delta:
            best, best_epoch = loss, epoch
        elif epoch - best_epoch >= patience:
            return best_epoch, epoch
    return best_epoch, len(losses) - 1
