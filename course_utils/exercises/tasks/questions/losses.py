"""Questions on numbers that losses show."""

from course_utils.exercises.task import question

question(
    "loss_at_the_start",
    __name__,
    text="A classifier for 100 classes starts with small random weights. Which cross-entropy "
    "should you see before the first step?",
    options={
        "a": "About 4.6.",
        "b": "About 2.3.",
        "c": "About 0.01.",
        "d": "Anything, for the weights are random.",
    },
    points=2,
    minutes=2,
    difficulty=1,
    hints=(
        "Which probability does such a network give to each class?",
        "All scores are nearly alike. What is −ln of the share that each class gets?",
        "For ten classes it would be ln 10.",
    ),
)
question(
    "stuck_at_ln_two",
    __name__,
    text="A network that answers yes or no stays at a loss of 0.693. What does it do?",
    options={
        "a": "It has learned all there is to learn, and is done.",
        "b": "It says ½ to every input, whatever it is shown.",
        "c": "It is always sure, and it is right half the time.",
        "d": "It overshoots, with a rate ln 2 times too large.",
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
        "a": "It is the logarithm of the largest number in float32.",
        "b": "It is the score at which a softmax begins to overflow.",
        "c": "It is what an untrained network shows with 1,000 classes.",
        "d": "It is −ln of 1e-7, where Keras clips a probability of 0.",
    },
    points=2,
    minutes=2,
    difficulty=2,
    hints=(
        "Which probability has a −ln of 16.118?",
        "Who would put just that number in the place of a 0?",
        "Look for scores where probabilities are expected: what lies below 0 is clipped.",
    ),
)
question(
    "a_sure_miss",
    __name__,
    text="Softmax and cross-entropy. Sample A gives its true class 0.9, sample B gives its own "
    "0.01. How much larger is B's gradient with respect to that class's score?",
    options={
        "a": "About 44 times, as B's loss is.",
        "b": "About 90 times, as A's probability is.",
        "c": "About 10 times, as B's error is.",
        "d": "Not at all: in a mean each counts once.",
    },
    points=2,
    minutes=2,
    difficulty=2,
    hints=(
        "What is left of the gradient when softmax and cross-entropy meet?",
        "p − y, with y = 1 for the true class. What is it for 0.9, and for 0.01?",
        "The loss has no upper limit. Has its slope?",
    ),
)
