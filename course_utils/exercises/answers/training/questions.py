"""Answers to the questions, and a word on every wrong option."""

from course_utils.exercises.answer import choice

choice(
    "why_not_start_at_zero",
    right="c",
    why="Equal units get equal gradients and remain equal: a hidden layer of twins is no wider "
    "than one unit. Random weights break the tie.",
    wrong={
        "a": "The output's bias and, since a sigmoid says ½ at 0, the output's weights get a "
        "gradient at once. What never comes is a difference between the units.",
        "b": "The distance is not the trouble. From 0 the two units can only move together, "
        "however long you wait.",
        "d": "Zeros are harmless to compute with: every activation and every slope has a finite "
        "value there.",
    },
)
choice(
    "decay_and_adam",
    right="b",
    why="Adam divides by the root of the mean square gradient, and the decay with it. AdamW "
    "(Loshchilov and Hutter, 2019) takes the decay out of that division.",
    wrong={
        "a": "It would be so for plain gradient descent. But Adam divides what it is given, entry "
        "by entry, and a sum taken before a division is not one taken after it.",
        "c": "Which parameters are penalized is your choice, in either case. The question is what "
        "becomes of the decay of those that are.",
        "d": "The sign stays: in both cases the decay pulls towards 0. What differs is how hard it "
        "pulls at which weight.",
    },
)
choice(
    "training_and_testing",
    right="a",
    why="Dropout is switched off, and batch normalization uses the running mean and variance it "
    "has collected, with a momentum that says how much of the old is kept.",
    wrong={
        "b": "A dense or convolutional layer computes the same product in both. It is only in "
        "training that somebody changes its weights afterwards.",
        "c": "The loss is the same formula. Two kinds of layers before it behave differently, and "
        "that changes what it sees.",
        "d": "With fixed weights, dropout would still draw a mask, and batch normalization would "
        "still look at the other samples of the batch, unless told not to.",
    },
)
