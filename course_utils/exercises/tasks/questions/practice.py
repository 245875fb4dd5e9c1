"""Questions on checking and training in practice."""

from course_utils.exercises.task import question

question(
    "check_that_errs",
    __name__,
    text="A gradient check fails although the gradient is right. Which of these can be the cause?",
    options={
        "a": "The loss is a mean and not a sum.",
        "b": "The weights are random.",
        "c": "The network has more than one layer.",
        "d": "Dropout draws a new mask at each call of the loss.",
    },
    points=2,
    minutes=2,
    difficulty=2,
    hints=(
        "The check calls the loss twice at two places close together. What must stay as it was?",
        "Besides the small step, what else may differ between the two calls?",
        "Other causes: a ReLU's kink in between, float32, a step far too small.",
    ),
)
question(
    "how_small_a_step",
    __name__,
    text="Why not take a step of 1e-12 for central differences in float64?",
    options={
        "a": "Python cannot represent 1e-12.",
        "b": "The two losses then agree in nearly all their digits, and the difference is mostly "
        "rounding.",
        "c": "The formula would then need more terms.",
        "d": "It would take too long.",
    },
    points=2,
    minutes=2,
    difficulty=2,
    hints=(
        "How many digits does a float64 hold, and in how many do the two losses agree?",
        "A loss near 1 is rounded at 1e-16. Divide that by 2e-12: how large is the error?",
        "Near 1e-5 the two errors, of the formula and of rounding, are about equally small.",
    ),
)
question(
    "falls_then_rises",
    __name__,
    text="The training loss falls on and on; the validation loss fell too and has been rising for "
    "ten epochs. What now?",
    options={
        "a": "Go back to the weights of the lowest validation loss, or train with more data or "
        "regularisation.",
        "b": "Train longer: it will come down again.",
        "c": "There is a bug in the backward pass.",
        "d": "Raise the learning rate.",
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
        "a": "More hidden units.",
        "b": "Another seed.",
        "c": "A learning rate ten times smaller, and a look at the length of the gradient.",
        "d": "float64.",
    },
    points=2,
    minutes=1,
    difficulty=1,
    hints=(
        "When does a step downhill lead uphill?",
        "If each step overshoots by more than the last, what grows?",
        "Beyond a certain rate, 2 over the largest curvature, no bowl can be descended.",
    ),
)
