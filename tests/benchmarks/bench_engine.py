"""How fast is the engine? ``python tests/benchmarks/bench_engine.py [ROUNDS]`` prints a table.

Contestants sit in processes of their own, one thread each, and take turns, round after round.
What counts is CPU time and the ratio within a round: a busy machine slows both sides alike.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
CONTESTANTS = Path(__file__).with_name("contestants.py")


@dataclass(frozen=True)
class Goal:
    """Our CPU time over the rival's must not exceed ``limit``."""

    workload: str
    rival: str
    limit: float


GOALS = (
    Goal("digits", "torch", 0.55),
    Goal("digits", "products", 2.2),
    Goal("xor", "torch", 0.15),
)


def take_turns(
    workload: str, rounds: int, goals: Sequence[Goal] = GOALS, script: Path = CONTESTANTS
) -> dict[str, list[float]]:
    """CPU seconds of each contestant in each round."""
    names = ["ours", *(goal.rival for goal in goals if goal.workload == workload)]
    processes = {name: start(script, workload, name) for name in names}
    try:
        times: dict[str, list[float]] = {name: [] for name in names}
        for _ in range(rounds):
            for name, process in processes.items():
                times[name].append(_one_round(process))
        return times
    finally:
        for process in processes.values():
            process.communicate()


def start(script: Path, *arguments: str) -> subprocess.Popen[str]:
    """A contestant in a process of its own, with one thread."""
    return subprocess.Popen(
        [sys.executable, str(script), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | ONE_THREAD,
    )


def _one_round(process: subprocess.Popen[str]) -> float:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("go\n")
    process.stdin.flush()
    return float(process.stdout.readline())


def ratios(times: dict[str, list[float]], rival: str) -> list[float]:
    """Ours over the rival's, round by round."""
    return [ours / theirs for ours, theirs in zip(times["ours"], times[rival], strict=True)]


def main(rounds: int, goals: Sequence[Goal] = GOALS, script: Path = CONTESTANTS) -> None:
    print(f"{rounds} rounds, one thread, CPU time")
    print(
        f"{'workload':10}{'rival':10}{'ours ms':>9}{'rival ms':>10}{'ratio':>8}  quartiles    goal"
    )
    for workload in dict.fromkeys(goal.workload for goal in goals):
        times = take_turns(workload, rounds, goals, script)
        for goal in (g for g in goals if g.workload == workload):
            r = ratios(times, goal.rival)
            low, _, high = quantiles(r, n=4)
            ours, theirs = (1000 * median(times[name]) for name in ("ours", goal.rival))
            print(
                f"{workload:10}{goal.rival:10}{ours:9.1f}{theirs:10.1f}{median(r):8.3f}"
                f"  {low:.3f}–{high:.3f}  {goal.limit:.2f}"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 21)
