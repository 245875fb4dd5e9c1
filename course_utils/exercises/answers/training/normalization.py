"""Answers on batch normalization."""

from collections.abc import Callable

import numpy as np

from course_utils.exercises.answer import answer, mistake

Gradients = tuple[np.ndarray, np.ndarray, np.ndarray]


def _with(
    *,
    mean_path: float = 1.0,
    variance_path: float = 1.0,
    use_gamma: bool = True,
    lost: int = 0,
    lost_in_mean: int = 0,
    eps_outside: bool = False,
    per_sample: Callable[[np.ndarray], np.ndarray] = lambda v: v.sum(axis=0),
    raw_x: bool = False,
    sums: bool = False,
) -> Callable[..., Gradients]:
    """The backward pass with one thing changed; ``lost`` is what n is short of."""

    def backward(dout: np.ndarray, x: np.ndarray, gamma: np.ndarray, eps: float) -> Gradients:
        n = len(x)
        centred = x - x.mean(axis=0)
        variance = (centred**2).sum(axis=0) / (n - lost)
        sigma = np.sqrt(variance) + eps if eps_outside else np.sqrt(variance + eps)
        x_hat = centred / sigma
        times = n if sums else 1
        through_mean = mean_path * times * dout.mean(axis=0)
        through_variance = (
            variance_path * times * x_hat * (dout * x_hat).sum(axis=0) / (n - lost_in_mean)
        )
        scale = (gamma if use_gamma else 1.0) / sigma
        dx = scale * (dout - through_mean - through_variance)
        return dx, per_sample(dout * (x if raw_x else x_hat)), per_sample(dout)

    return backward


@answer(
    mistake(
        "stats_constant",
        _with(mean_path=0.0, variance_path=0.0),
        "You treat mean and variance as fixed numbers, but both were made from x. The columns of "
        "your dx do not add up to 0.",
        "If one sample moves, what happens to the mean of its column?",
    ),
    mistake(
        "no_variance_path",
        _with(variance_path=0.0),
        "The path through the variance is missing: your columns add up to 0, but stretching a "
        "column would still seem to change the loss ({yours} instead of {right} at {where}).",
        "If all samples of a column move apart, what happens to the normalized ones?",
    ),
    mistake(
        "no_mean_path",
        _with(mean_path=0.0),
        "The path through the mean is missing: shifting a whole column would seem to change the "
        "loss, though the output stays as it is.",
        "If all samples of a column move by 1, what happens to the output?",
    ),
    mistake(
        "no_gamma",
        _with(use_gamma=False),
        "dgamma and dbeta are right. dx lacks a factor: every column is off by its own constant, "
        "and that constant is the column's gamma.",
        "What was the normalized input multiplied by on the way forward?",
    ),
    mistake(
        "sums",
        _with(sums=True),
        "The two corrections in dx are sums over the batch where means belong: they are {n} times "
        "too strong ({yours} instead of {right} at {where}).",
        "Each sample holds which share of the mean?",
    ),
    mistake(
        "bessel",
        _with(lost=1, lost_in_mean=1),
        "You divide by n − 1 in the variance. That is right for estimating from a sample, and what "
        "PyTorch keeps for testing; the normalization itself divides by n.",
        "Over how many samples is this variance a mean?",
    ),
    mistake(
        "bessel",
        _with(lost=1),
        "You divide by n − 1 in the variance. That is right for estimating from a sample, and what "
        "PyTorch keeps for testing; the normalization itself divides by n.",
        "Over how many samples is this variance a mean?",
    ),
    mistake(
        "x_for_xhat",
        _with(raw_x=True),
        "dx and dbeta are right. dgamma was made with x, but gamma is multiplied by the normalized "
        "input ({yours} instead of {right} at {where}).",
        "In y = γ·x̂ + β, what is the slope with respect to γ?",
    ),
    mistake(
        "means",
        _with(per_sample=lambda v: v.mean(axis=0)),
        "dx is right. dgamma and dbeta are {n} times too small: you averaged over the batch, and "
        "dout already carries the mean of the loss.",
        "What does a parameter that all samples share do with their contributions?",
    ),
    mistake(
        "eps_outside",
        _with(eps_outside=True),
        "Another convention: eps is added to the deviation. Here it stands under the root, beside "
        "the variance.",
        "Where does the task put ε?",
    ),
    mistake(
        "not_summed",
        _with(per_sample=np.copy),
        "dx is right. dgamma and dbeta still have one row for each of the {n} samples.",
        "How many gammas does a column have?",
    ),
)
def batchnorm_backward(dout: np.ndarray, x: np.ndarray, gamma: np.ndarray, eps: float) -> Gradients:
    """dx = γ/σ (dout − mean(dout) − x̂ mean(dout x̂)), dγ = Σ dout x̂, dβ = Σ dout."""
    sigma = np.sqrt(x.var(axis=0) + eps)
    x_hat = (x - x.mean(axis=0)) / sigma
    dx = gamma / sigma * (dout - dout.mean(axis=0) - x_hat * (dout * x_hat).mean(axis=0))
    return dx, (dout * x_hat).sum(axis=0), dout.sum(axis=0)
