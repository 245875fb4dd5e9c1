"""Questions on numbers that losses show."""

from course_utils.exercises.task import question

question(
    "loss_at_the_start",
    __name__,
    text="A classifier for ten classes starts with small random weights. Which loss should you see "
    "before the first step?",
    options={
        "a": "About 2.3.",
        "b": "About 0.1.",
        "c": "About 10.",
        "d": "Anything: the weights are random.",
    },
    points=2,
    minutes=2,
    difficulty=1,
    hints=(
        "Which probability does such a network give to each class?",
        "All scores are nearly alike, so each class gets about one tenth. What is −ln of that?",
        "ln 10.",
    ),
)
question(
    "stuck_at_ln_two",
    __name__,
    text="A network that answers yes or no stays at a loss of 0.693. What does it do?",
    options={
        "a": "It has learned everything there is to learn.",
        "b": "It says ½ to every input, as if it had not looked.",
        "c": "It is always sure and right half the time.",
        "d": "Its learning rate is ln 2 times too large.",
    },
    points=2,
    minutes=2,
    difficulty=1,
    hints=(
        "Which probability p has −ln p = 0.693?",
        "If it were sure and wrong on half of the samples, how large would the loss be?",
        "ln 2 is −ln ½: look at what it says, not at how often it is right.",
    ),
)
question(
    "sixteen_point_one",
    __name__,
    text="In Keras the loss of a single sample shows 16.118. Where does this number come from?",
    options={
        "a": "It is the largest number float32 can hold, in logarithms.",
        "b": "The softmax overflows.",
        "c": "There are 10 million classes.",
        "d": "−ln of 1e-7: the true class was given probability 0, and Keras clips there.",
    },
    points=2,
    minutes=2,
    difficulty=2,
    hints=(
        "Which probability has a −ln of 16.118?",
        "Who would put just that number in the place of a 0?",
        "Look for one-unit softmax, or scores where probabilities are expected.",
    ),
)
question(
    "where_the_slope_went",
    __name__,
    text="With a sigmoid and cross-entropy the output's delta is (p − y)/n; the slope of the "
    "sigmoid is not in it. Why?",
    options={
        "a": "It is left out to make training faster.",
        "b": "The slope of a sigmoid is 1 at the output.",
        "c": "The derivative of the logarithm divides by just what the sigmoid's slope multiplies.",
        "d": "Cross-entropy does not depend on the output layer.",
    },
    points=2,
    minutes=2,
    difficulty=2,
    hints=(
        "What is the derivative of −ln p with respect to p?",
        "Multiply −1/p by p(1 − p). What is left?",
        "One link divides by p(1 − p), the next multiplies by it.",
    ),
)
