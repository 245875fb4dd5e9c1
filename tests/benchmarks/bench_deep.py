"""How fast are convolution and recurrence? ``python tests/benchmarks/bench_deep.py [ROUNDS]``."""

import sys
from pathlib import Path

import bench_engine
from bench_engine import Goal

CONTESTANTS = Path(__file__).with_name("deep_contestants.py")
GOALS = (
    Goal("cnn", "torch", 0.55),
    Goal("rnn", "torch", 0.6),
    Goal("lstm", "torch", 1.4),
)


def take_turns(workload: str, rounds: int) -> dict[str, list[float]]:
    """CPU seconds of each contestant in each round."""
    return bench_engine.take_turns(workload, rounds, GOALS, CONTESTANTS)


def peak_memory(workload: str, name: str) -> float:
    """Megabytes at most in a process that does nothing else."""
    output, _ = bench_engine.start(CONTESTANTS, workload, name, "memory").communicate()
    return float(output)


if __name__ == "__main__":
    bench_engine.main(int(sys.argv[1]) if len(sys.argv) > 1 else 21, GOALS, CONTESTANTS)
    for name in ("ours", "torch"):
        print(f"peak memory of cnn, {name}: {peak_memory('cnn', name):.0f} MB")
