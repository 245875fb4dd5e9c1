"""The engine keeps its speed: CPU time against PyTorch and against bare matrix products."""

from statistics import median

import bench_engine
import contestants
import pytest


@pytest.mark.benchmark
@pytest.mark.parametrize("workload", ["digits", "xor"])
def test_goals_are_met(workload: str) -> None:
    times = bench_engine.take_turns(workload, rounds=21)
    for goal in bench_engine.GOALS:
        if goal.workload == workload:
            ratio = median(bench_engine.ratios(times, goal.rival))
            assert ratio <= goal.limit, f"{ratio:.3f} of {goal.rival}'s time on {workload}"


@pytest.mark.parametrize("workload", ["digits", "xor"])
def test_contestants_run_the_same_course(workload: str) -> None:
    """Losses agree, to float32 on the digits and to float64 on XOR, and something is learned."""
    ours, theirs = (contestants.WORKLOADS[workload][name]()()() for name in ("ours", "torch"))
    tolerance, learned = {"digits": (1e-4, 1.2), "xor": (1e-9, 0.01)}[workload]
    assert ours == pytest.approx(theirs, rel=tolerance)
    assert ours[-1] < learned
