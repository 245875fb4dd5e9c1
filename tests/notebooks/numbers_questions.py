"""The numbers on the page of lecture 6, with plain Python floats."""

from math import e, exp, factorial, log, sqrt


def four(*numbers):
    return {f"{number:.4f}" for number in numbers}


def steps_to_one_half(slope, z=-6.0):
    """Gradient descent with the rate 1 on one sigmoid unit whose target is 1."""
    steps = 0
    while z < 0:
        z -= slope(1 / (1 + exp(-z)))
        steps += 1
    return steps


LENGTHS = range(1, 37)
"""Of a stretch of layers between two checkpoints."""


def arrays_held(length, depth=36):
    """At most, while one stretch is at work: the inputs that wait, and all of its own."""
    stretches = -(-depth // length)
    return stretches - 1 + length + 1


WAY_BACK = 2 * 36
STEP, STEP_WITH_CHECKPOINTS = 36 + WAY_BACK, 36 - 6 + 36 + WAY_BACK
SQUARED = steps_to_one_half(lambda p: 2 * (p - 1) * p * (1 - p))
SURE = steps_to_one_half(lambda p: p - 1)

STATED = {
    "best-weights": {"0.001"},  # a bound, as in the cell below it
    "stuck-read": four(log(2), log(e + 9) - 1, log(e + 1) - 1, log(10), 0.5**2)
    | {f"{-log(1e-7):.3f}", f"{-log(2**-23):.3f}"},
    "marks": four(sqrt(10), log(e + 9) - 1),
}
PHRASES = {
    "weights of the small network": ("forward-read", f"5 · 8 + 8 · 3 = {5 * 8 + 8 * 3} weights"),
    "layers run": ("memory-read", f"takes {STEP_WITH_CHECKPOINTS} where it took {STEP}"),
    "steps to one half": ("pairs", f"Seven against {SQUARED}"),
    "copies": ("copies-read", f"are {factorial(5) * 2**5:,} places"),
    "parameters": ("capstone-marks-read", f"{784 * 64 + 64 + 64 * 10 + 10:,} numbers"),
}
