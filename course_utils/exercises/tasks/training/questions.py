"""Questions on what training does to a network."""

from course_utils.exercises.task import question

question(
    "why_not_start_at_zero",
    __name__,
    text="All weights and biases of a network with two sigmoid hidden units start at 0. "
    "What happens?",
    options={
        "a": "Nothing at all: no parameter ever moves.",
        "b": "It only takes longer, since the way from 0 is farther.",
        "c": "The hidden units get equal gradients and stay twins.",
        "d": "The loss becomes nan at the first step.",
    },
    points=2,
    minutes=2,
    difficulty=2,
    hints=(
        "What could tell the two hidden units apart?",
        "Write down their deltas at the first step, and at the second. Do they ever differ?",
        "Two units with equal weights in and out do the same work and hear the same blame.",
    ),
)
question(
    "decay_and_adam",
    __name__,
    text="What changes if λW is added to the gradient before it enters Adam, not to the step?",
    options={
        "a": "Nothing: a sum may be taken in either order.",
        "b": "Weights with large gradients are then shrunk less, for the decay is divided as well.",
        "c": "The biases are shrunk as well.",
        "d": "The weights grow instead of shrinking.",
    },
    points=2,
    minutes=3,
    difficulty=3,
    core=False,
    hints=(
        "Through which operations does the gradient go in Adam before it moves a weight?",
        "By which number is each entry divided, and is it the same for all entries?",
        "What is added before a division is divided too.",
    ),
)
question(
    "training_and_testing",
    __name__,
    text="Which layers compute something else in training than in testing?",
    options={
        "a": "Dropout and batch normalization.",
        "b": "All layers with weights.",
        "c": "Only the loss.",
        "d": "None, once the weights are fixed.",
    },
    points=2,
    minutes=2,
    difficulty=1,
    hints=(
        "Which layers look at more than the one sample they are given?",
        "One draws at random; another takes its mean and variance from the batch. What do they do "
        "for a single sample?",
        "In PyTorch, model.eval() is there for them.",
    ),
)
