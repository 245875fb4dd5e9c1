"""Answers on checking and training in practice."""

from course_utils.exercises.answer import choice

choice(
    "check_that_errs",
    right="d",
    why="Two calls, two masks: the difference is then mostly the change of mask, divided by a tiny "
    "step. Switch dropout off, or fix the seed, before you check.",
    wrong={
        "a": "Mean or sum, formula and differences are about the same function, and agree.",
        "b": "Random weights are what one should check at. They only have to stay fixed meanwhile.",
        "c": "Depth makes it worth checking, and does not disturb it.",
    },
)
choice(
    "how_small_a_step",
    right="b",
    why="A rounding of 1e-16 divided by 2e-12 is 5e-5: only four digits are left. At 1e-5 rounding "
    "costs 1e-11, and the formula's own error is about as small.",
    wrong={
        "a": "It can, and far smaller numbers too. But 1 + 1e-12 keeps only four digits of it.",
        "c": "The formula gets better with a smaller step. It is the arithmetic that gets worse.",
        "d": "Two calls of the loss take as long at any step.",
    },
)
choice(
    "falls_then_rises",
    right="a",
    why="From the turning point on it learns the training samples themselves. Early stopping, "
    "dropout, weight decay, or more data.",
    wrong={
        "b": "It sometimes does, in very large networks; ten epochs of rising are no sign of it. "
        "Do not bet on that.",
        "c": "A wrong gradient would not let the training loss fall on and on.",
        "d": "The steps are not the trouble: the training loss goes down well.",
    },
)
choice(
    "nan_in_epoch_three",
    right="c",
    why="Steps that overshoot further each time are the sign of a rate too large. If the length "
    "of the gradient has peaks, clip it.",
    wrong={
        "a": "More units only make for more of the same.",
        "b": "Another start may hide it for a while. The cliff stays where it is.",
        "d": "It moves the overflow from 1e38 to 1e308, a few steps later.",
    },
)
