"""Answers to the questions, and a word on every wrong option."""

from course_utils.exercises.answer import choice

choice(
    "why_zero_grad",
    right="b",
    why="The rule of paths that meet asks for +=. Where one backward pass ends and the next "
    "begins, only you know; sometimes you even want them added.",
    wrong={
        "a": "It is by design: write = in your own tape, and a weight used twice hears only one of "
        "its users.",
        "c": "It would be a sum, not a mean, and of all steps since the last clearing. Momentum "
        "does something like it, with a memory that fades.",
        "d": "Setting numbers to 0, or dropping the array, costs next to nothing.",
    },
)
choice(
    "losses_in_a_list",
    right="d",
    why="The loss knows its parents, they know theirs, and so every activation of every step "
    "stays. A float from .item() lets them go.",
    wrong={
        "a": "A million floats in a list take some 30 megabytes. It is what hangs on each of them "
        "that fills the memory.",
        "b": "Plain SGD keeps nothing, Adam two arrays for each weight; neither grows with the "
        "number of steps.",
        "c": "Numbers may grow, but a large number takes as much room as a small one.",
    },
)
choice(
    "stuck_above_one",
    right="a",
    why="The second softmax sees numbers between 0 and 1, so the true class gets at most "
    "e/(e + 5): the loss cannot fall below ln(e + 5) − 1 = 1.0436.",
    wrong={
        "b": "Then it would creep on. Here it stands at a number that has a formula.",
        "c": "Then the accuracy would not reach 99 %, or the framework would refuse the label 6.",
        "d": "Noise that costs 1.04 would not leave an accuracy of 99 %.",
    },
)
choice(
    "how_close_is_equal",
    right="c",
    why="Rounding shows in the last digit a format holds. To compare two programs use the format "
    "with more digits: a bug stays, rounding shrinks by a factor of a billion.",
    wrong={
        "a": "A bug in a gradient hardly ever shows in the eighth digit of the loss. But you can "
        "only tell the two apart in float64.",
        "b": "The weights are the same by assumption. If batches were drawn differently, the "
        "losses would differ in the first digits.",
        "d": "They can, to as many digits as the format holds, less a few for long sums.",
    },
)
