"""Answers on checking and training in practice."""

from course_utils.exercises.answer import choice

choice(
    "what_a_check_cannot_see",
    right="d",
    why="The check asks whether this is the gradient of this loss. With shuffled labels it is: "
    "the right gradient, of a loss that is not worth lowering.",
    wrong={
        "a": "The measured slopes know nothing of what your backward pass forgets, so the two "
        "disagree. Lecture 2, page 8, catches just this one.",
        "b": "The shapes fit, so nothing complains, but the numbers are others than the measured "
        "ones. Finding that is what the check is for.",
        "c": "The direction is right and the size is not, and the check compares sizes too.",
    },
)
choice(
    "how_small_a_step",
    right="b",
    why="A rounding of 1e-16 divided by 2e-12 is 5e-5: about four digits are left. At 1e-5 "
    "rounding costs 1e-11, and the formula's own error is about as small.",
    wrong={
        "a": "It can, and far smaller numbers too. But of 1 + 1e-12 it keeps only about four "
        "digits of the second term.",
        "c": "The formula gets better with a smaller step. It is the arithmetic that gets worse.",
        "d": "Two calls of the loss for each weight, whatever the step.",
    },
)
choice(
    "falls_then_rises",
    right="a",
    why="From the turning point on it learns the training samples themselves. Next time: early "
    "stopping, dropout, weight decay, or more data.",
    wrong={
        "b": "Very large networks have been seen to do so. Ten epochs of rising are no sign of it.",
        "c": "The training loss goes down, so its gradient does its work. It is the other data "
        "that suffer.",
        "d": "The steps are not the trouble: they lead down well, on the training loss.",
    },
)
choice(
    "nan_in_epoch_three",
    right="c",
    why="Steps that overshoot further each time are the sign of a rate too large. If the length "
    "of the gradient has peaks, clip it.",
    wrong={
        "a": "The loss did fall, and then exploded. More units change nothing about that.",
        "b": "Another start may hide it for a while. The cliff stays where it is.",
        "d": "It moves the overflow from 1e38 to 1e308, some steps later.",
    },
)
