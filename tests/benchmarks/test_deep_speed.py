"""Convolution and recurrence keep their speed, and their memory stays below PyTorch's."""

from statistics import median

import bench_deep
import bench_engine
import deep_contestants
import pytest

WORKLOADS = ["cnn", "rnn", "lstm"]


@pytest.mark.benchmark
@pytest.mark.parametrize("goal", bench_deep.GOALS, ids=lambda goal: goal.workload)
def test_deep_goals_are_met(goal: bench_engine.Goal) -> None:
    times = bench_deep.take_turns(goal.workload, rounds=21)
    ratio = median(bench_engine.ratios(times, goal.rival))
    assert ratio <= goal.limit, f"{ratio:.3f} of {goal.rival}'s time on {goal.workload}"


@pytest.mark.benchmark
def test_less_memory_than_pytorch() -> None:
    assert bench_deep.peak_memory("cnn", "ours") < bench_deep.peak_memory("cnn", "torch")


@pytest.mark.parametrize("workload", WORKLOADS)
def test_deep_contestants_run_the_same_course(workload: str) -> None:
    """Every loss of the two runs agrees in float32, and on the digits they fall."""
    names = deep_contestants.WORKLOADS[workload]
    ours, theirs = (names[name]()()() for name in ("ours", "torch"))
    assert ours == pytest.approx(theirs, rel=1e-4)
    assert ours[0] != ours[-1]
    if workload == "cnn":
        assert ours[-1] < 0.5 * ours[0]
