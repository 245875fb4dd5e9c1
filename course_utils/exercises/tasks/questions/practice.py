"""Questions on checking and training in practice."""

from course_utils.exercises.task import question

question(
    "what_a_check_cannot_see",
    __name__,
    text="A gradient check passes, and yet the network does not learn to classify. Which of these "
    "bugs can hide from the check?",
    options={
        "a": "A slope that one hidden layer forgets on the way back.",
        "b": "A square weight matrix that is not transposed on the way back.",
        "c": "A second division by the batch size on the way back.",
        "d": "Labels that were shuffled, and the inputs were not.",
    },
    points=2,
    minutes=2,
    difficulty=2,
    hints=(
        "Which two things does a gradient check compare?",
        "One comes from the backward pass, the other from the loss alone. Which bug changes both?",
        "The gradient may be right, and of the wrong function.",
    ),
)
question(
    "how_small_a_step",
    __name__,
    text="Why not take a step of 1e-12 for central differences in float64?",
    options={
        "a": "A float64 cannot hold 1e-12; it would become 0.",
        "b": "The two losses then differ in their last digits only.",
        "c": "The formula is less exact, the smaller the step.",
        "d": "The check would then have to take many more steps.",
    },
    points=2,
    minutes=2,
    difficulty=2,
    hints=(
        "How many digits does a float64 hold, and in how many do the two losses agree?",
        "A loss near 1 is rounded at 1e-16. Divide that by 2e-12: how large is the error?",
        "Two errors are at work, the formula's and that of rounding. Which of them grows?",
    ),
)
question(
    "falls_then_rises",
    __name__,
    text="The training loss falls on and on; the validation loss fell too and has been rising for "
    "ten epochs. What now?",
    options={
        "a": "Go back to the weights of its lowest point.",
        "b": "Train on, for it will come down by itself.",
        "c": "Look for the bug in the backward pass.",
        "d": "Raise the learning rate, to leave the valley.",
    },
    points=2,
    minutes=2,
    difficulty=1,
    hints=(
        "On which of the two sets would you be paid for being right?",
        "What does the network still learn after the turning point?",
        "It learns the training set by heart.",
    ),
)
question(
    "nan_in_epoch_three",
    __name__,
    text="The loss jumps about, grows a hundredfold within a few steps, and is nan. What do you "
    "try first?",
    options={
        "a": "More hidden units, so that the loss can fall.",
        "b": "Another seed, for this one was unlucky.",
        "c": "A learning rate ten times as small.",
        "d": "float64, which does not overflow so soon.",
    },
    points=2,
    minutes=2,
    difficulty=1,
    hints=(
        "When does a step downhill lead uphill?",
        "If each step overshoots by more than the last, what grows?",
        "Beyond a certain rate, 2 over the largest curvature, no bowl can be descended.",
    ),
)
