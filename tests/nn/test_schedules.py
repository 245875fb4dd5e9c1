"""Schedules equal PyTorch's at whole epochs."""

from collections.abc import Callable

import pytest
import torch
from torch.optim import lr_scheduler as theirs

from course_utils import nn

LR = 0.13
PAIRS: dict[str, tuple[Callable[[float], float], Callable]] = {
    "step": (nn.StepDecay(LR, 0.3, every=4), lambda o: theirs.StepLR(o, 4, gamma=0.3)),
    "exponential": (nn.ExponentialDecay(LR, 0.9), lambda o: theirs.ExponentialLR(o, 0.9)),
    "cosine": (
        nn.CosineDecay(LR, epochs=20, lowest=0.01),
        lambda o: theirs.CosineAnnealingLR(o, 20, eta_min=0.01),
    ),
    "warm-up": (
        nn.WarmUp(LR, epochs=7, start=0.2),
        lambda o: theirs.LinearLR(o, start_factor=0.2, total_iters=7),
    ),
    "warm-up, then decay": (
        nn.WarmUp(nn.ExponentialDecay(LR, 0.9), epochs=7, start=0.2),
        lambda o: theirs.ChainedScheduler(
            [theirs.LinearLR(o, start_factor=0.2, total_iters=7), theirs.ExponentialLR(o, 0.9)]
        ),
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_schedule_equals_pytorch(name: str) -> None:
    ours, make = PAIRS[name]
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=LR)
    scheduler = make(optimizer)
    for t in range(20):
        assert ours(t) == pytest.approx(optimizer.param_groups[0]["lr"], rel=1e-10)
        optimizer.step()
        scheduler.step()


def test_cosine_stays_at_its_lowest() -> None:
    assert nn.CosineDecay(LR, epochs=20, lowest=0.01)(31.5) == pytest.approx(0.01)


def test_a_rate_falls_within_an_epoch_too() -> None:
    assert nn.ExponentialDecay(1.0, 0.25)(0.5) == pytest.approx(0.5)
    assert nn.StepDecay(1.0, 0.25, every=1)(0.5) == 1.0
