"""Questions on what backpropagation does not do."""

from course_utils.exercises.task import question

question(
    "global_minimum",
    __name__,
    text="Does training by backpropagation find the best weights there are?",
    options={
        "a": "Yes, if only the learning rate is small enough.",
        "b": "Nobody can promise it; low places are often found.",
        "c": "Yes, if momentum carries it over the local minima.",
        "d": "No: it always ends in a local minimum that is poor.",
    },
    points=2,
    minutes=2,
    difficulty=2,
    hints=(
        "What does a gradient know of the valley behind the next hill?",
        "Which word of each option claims more than anybody has shown?",
        "No theorem, and much experience.",
    ),
)
question(
    "the_brain",
    __name__,
    text="Does the brain learn by backpropagation?",
    options={
        "a": "Yes: its backward pass was found in the visual cortex.",
        "b": "No: connections between neurons do not change.",
        "c": "Yes, since networks were copied from it, learning and all.",
        "d": "It is not known; an exact backward pass was never seen.",
    },
    points=2,
    minutes=2,
    difficulty=1,
    hints=(
        "What would a neuron have to know of the weights above it?",
        "Signals run one way along an axon. Where would the transpose come from?",
        "Lillicrap and others (2020) review what could stand in for it.",
    ),
)
question(
    "one_batch_one_truth",
    __name__,
    text="The gradient of a random batch of 32 differs from that of all samples. Is it wrong?",
    options={
        "a": "No: its mean over random batches is the full gradient.",
        "b": "Yes: each step errs a little, and the errors add up.",
        "c": "Yes, unless each class occurs equally often in it.",
        "d": "No: the two differ in rounding only, as floats always do.",
    },
    points=2,
    minutes=2,
    difficulty=2,
    hints=(
        "What is the mean of the means of many random handfuls?",
        "If you drew all possible batches and averaged their gradients, what would you get?",
        "Right on average, but noisy: four times the samples, half the noise.",
    ),
)
question(
    "not_differentiable",
    __name__,
    text="Why is a network not trained on its accuracy directly?",
    options={
        "a": "It is known only when the training has come to its end.",
        "b": "It is a mean over samples, and a mean has no derivative.",
        "c": "Its slope is 0 nearly everywhere, so no weight is told.",
        "d": "It lies between 0 and 1, which makes its gradients tiny.",
    },
    points=2,
    minutes=2,
    difficulty=1,
    hints=(
        "Move one weight by a millionth. What does the accuracy do?",
        "What is the slope of a staircase, between the steps?",
        "Cross-entropy is the smooth thing that is trained in its place.",
    ),
)
