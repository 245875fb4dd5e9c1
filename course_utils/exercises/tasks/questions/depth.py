"""Questions on slopes, one layer after the other."""

from course_utils.exercises.task import question

question(
    "ten_sigmoids",
    __name__,
    text="A gradient goes back through a chain of ten single sigmoid units, all weights 1. How "
    "much smaller does it become, at the least?",
    options={
        "a": "40 times, 4 for each unit.",
        "b": "Not at all, for weights of 1 keep it as it is.",
        "c": "A million times, 4 to the tenth.",
        "d": "A thousand times, 2 to the tenth.",
    },
    points=2,
    minutes=2,
    difficulty=1,
    hints=(
        "By what is a gradient multiplied in every unit it passes?",
        "How large can the slope of a sigmoid be at most?",
        "¼ for each unit, and along a path one multiplies.",
    ),
)
question(
    "ten_skips",
    __name__,
    text="Ten blocks y = x + f(x) follow each other, and in each the slope of f is only 0.01. By "
    "which factor does a gradient change on its way back through all ten?",
    options={
        "a": "0.01 to the tenth, which is 1e-20.",
        "b": "10 times 0.01, which is a tenth.",
        "c": "2 to the tenth, which is about 1,000.",
        "d": "1.01 to the tenth, which is about 1.1.",
    },
    points=2,
    minutes=2,
    difficulty=1,
    hints=(
        "What is the derivative of x + f(x)?",
        "Two paths lead through each block. What does the one around f contribute?",
        "1 + f′ for each block, and blocks follow each other.",
    ),
)
question(
    "relu_at_zero",
    __name__,
    text="ReLU has no derivative at 0. What do frameworks do when a pre-activation is exactly 0?",
    options={
        "a": "They give nan there and leave the sample out.",
        "b": "They take 0; any slope from 0 to 1 would do.",
        "c": "They take ½, the only slope that is right.",
        "d": "They move the input by a little, then go on.",
    },
    points=2,
    minutes=2,
    difficulty=1,
    hints=(
        "What are the slopes just left and just right of 0?",
        "Any number between the two is a subgradient. How often is a pre-activation exactly 0?",
        "A mask z > 0 has an answer for every z.",
    ),
)
question(
    "dead_units",
    __name__,
    text="A ReLU unit is negative for every sample of the training set. What becomes of the "
    "weights that lead to it?",
    options={
        "a": "They stand still, since their gradient is 0.",
        "b": "They learn slowly, and faster with a larger rate.",
        "c": "They shrink to 0, and then the unit wakes up.",
        "d": "They turn into a bias of the layer that follows.",
    },
    points=2,
    minutes=2,
    difficulty=2,
    hints=(
        "What is the slope of the unit at each sample?",
        "The gradient of its weights is a sum over samples. Which of them contribute?",
        "Zero times any learning rate is zero.",
    ),
)
