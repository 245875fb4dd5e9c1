"""Questions on gradients through many layers."""

from course_utils.exercises.task import question

question(
    "why_deep_sigmoids_starve",
    __name__,
    text="Why do the first layers of a deep network of sigmoids hardly learn?",
    options={
        "a": "Each layer on the way multiplies the gradient by a slope of at most ¼.",
        "b": "They are too far from the data.",
        "c": "Their weights are updated last.",
        "d": "Sigmoids have no gradient for negative inputs.",
    },
    points=2,
    minutes=2,
    difficulty=1,
    hints=(
        "By what is a gradient multiplied in every layer it passes?",
        "How large can the slope of a sigmoid be at most, and how large is that to the tenth?",
        "¼ to the tenth is less than a millionth.",
    ),
)
question(
    "what_a_skip_does",
    __name__,
    text="What does a skip connection y = x + f(x) change for the gradient?",
    options={
        "a": "It makes the gradient of f larger.",
        "b": "It halves every gradient, since there are two paths.",
        "c": "It normalises the gradient to length 1.",
        "d": "It adds a path with slope 1, on which nothing is lost whatever f does.",
    },
    points=2,
    minutes=2,
    difficulty=1,
    hints=(
        "What is the derivative of x + f(x)?",
        "If f′ were 0 in every block, how much of the gradient would reach the first?",
        "1 + f′ instead of f′.",
    ),
)
question(
    "relu_at_zero",
    __name__,
    text="ReLU has no derivative at 0. What do frameworks do there, and does it matter?",
    options={
        "a": "They return nan and skip the step.",
        "b": "They choose a number between 0 and 1, usually 0; in training an exact 0 is rare and "
        "either will do.",
        "c": "They use ½, the only right value.",
        "d": "They move the input by a little before they go on.",
    },
    points=2,
    minutes=2,
    difficulty=1,
    hints=(
        "What are the slopes just left and just right of 0?",
        "Any number between the two is a subgradient. How often is a pre-activation exactly 0?",
        "PyTorch, Keras and this course take 0.",
    ),
)
question(
    "dead_units",
    __name__,
    text="A ReLU unit is negative for every sample of the training set. What becomes of it?",
    options={
        "a": "It recovers as soon as the learning rate is raised.",
        "b": "It learns more slowly than the others.",
        "c": "Its own weights get no gradient any more; only a change below it can bring it back.",
        "d": "It acts as a bias.",
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
