"""Questions on what backpropagation does not do."""

from course_utils.exercises.task import question

question(
    "global_minimum",
    __name__,
    text="Does training by backpropagation find the best weights there are?",
    options={
        "a": "Yes, if the learning rate is small enough.",
        "b": "No promise of it: the gradient knows only the slope here. Large networks still end "
        "up low.",
        "c": "Yes, with momentum.",
        "d": "No: it always ends in a poor local minimum.",
    },
    points=2,
    minutes=2,
    difficulty=2,
    hints=(
        "What does a gradient know of the valley behind the next hill?",
        "Zero slope can mean a minimum, a maximum or a saddle. Which of them are common in a "
        "million dimensions?",
        "No theorem, and much experience.",
    ),
)
question(
    "the_brain",
    __name__,
    text="Does the brain learn by backpropagation?",
    options={
        "a": "Yes: it was found in the visual cortex.",
        "b": "No: neurons cannot change their connections.",
        "c": "Yes, for the networks were built after the brain, layer by layer.",
        "d": "Nobody knows. Errors going back through the same weights have not been seen, and "
        "something that serves the purpose may exist.",
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
    text="The gradient of a batch of 32 differs from that of all samples. Is it wrong?",
    options={
        "a": "Right on average: over random batches its mean is the full gradient. Only noise is "
        "added.",
        "b": "Yes, and the error adds up over the steps.",
        "c": "Yes, unless the batches hold all classes equally often.",
        "d": "No: both are the same number.",
    },
    points=2,
    minutes=2,
    difficulty=2,
    hints=(
        "What is the mean of the means of many random handfuls?",
        "If you drew all possible batches and averaged their gradients, what would you get?",
        "Unbiased, but noisy: four times the samples, half the noise.",
    ),
)
question(
    "not_differentiable",
    __name__,
    text="Why can accuracy not be trained on directly by backpropagation?",
    options={
        "a": "It is not known during training.",
        "b": "It is a mean over samples.",
        "c": "It moves in jumps: nearly everywhere its slope is 0, and no weight hears anything.",
        "d": "It lies between 0 and 1.",
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
