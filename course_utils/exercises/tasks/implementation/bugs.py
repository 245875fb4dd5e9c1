"""Find the bug: one question for each program of the zoo, and some of them are right.

Look at the symptoms before you look at the lines.
"""

from course_utils.exercises.task import question
from course_utils.exercises.tasks.implementation import zoo

NOTHING = "Nothing is wrong: every line does what it should."
FIRST = "Which of the numbers it shows could a right program not show?"
LAST = "Take the three lines one by one: what would the numbers be if only that one were wrong?"
CORE = zoo.NAMES[:4]  # the others are for who likes them


def _bug(name: str, hint: str, *claims: tuple[int, str]) -> None:
    """Three suspicions, each about one line, and the acquittal."""
    lines = [f"Line {number}, `{zoo.line(name, number)}`: {claim}" for number, claim in claims]
    question(
        name,
        __name__,
        text=f"{zoo.title(name)} Is this program of the zoo right, and if not, which line is "
        "wrong?",
        options=dict(zip("abcd", [*lines, NOTHING], strict=True)),
        points=2,
        minutes=4,
        difficulty=2,
        hints=(FIRST, hint, LAST),
        core=name in CORE,
    )


_bug(
    "bug_01",
    "The slope found for the line is 0 whatever the data. How many differences are there?",
    (8, "weights that start at 0 stay at 0."),
    (11, "shapes (50, 1) and (50,) make a table of all pairs."),
    (13, "the gradient is averaged over too many entries."),
)
_bug(
    "bug_02",
    "Is the derivative of a sigmoid written with its output, or with what goes in?",
    (13, "the slope of the output's sigmoid must be taken at Z2, not at A2."),
    (14, "A1 (1 − A1) uses the activation where the pre-activation belongs."),
    (15, "the output layer is updated before the hidden gradient is used."),
)
_bug(
    "bug_03",
    "At which weights is the hidden layer's gradient taken, and at which was the loss?",
    (14, "the gradient of the mean is too small by the number of samples."),
    (15, "W2 is changed before delta goes back through it."),
    (16, "the slope of tanh is missing a square."),
)
_bug(
    "bug_04",
    "How long is Adam's first step, in units of the rate, whatever the gradient?",
    (12, "the counter, which began at 1, is 2 in the first step."),
    (14, "the second moment needs the root of the squared gradient."),
    (16, "the small constant belongs under the root."),
)
_bug(
    "bug_05",
    "Can a cross-entropy be negative?",
    (10, "the sign in the exponent is turned."),
    (11, "the minus covers one of the two terms only."),
    (12, "the slope of the sigmoid is missing."),
)
_bug(
    "bug_06",
    "Where is a ReLU's output 0, and where is its input not positive?",
    (14, "the factor 2 is counted twice."),
    (16, "the mask looks at the output, where it must look at the input."),
    (17, "the gradient of W2 needs the mask as well."),
)
_bug(
    "bug_07",
    "A sentence of four words sends back four shares. What is their sum here?",
    (11, "repeated words are counted more than once."),
    (14, "of repeated words only one occurrence is heard."),
    (15, "the table is updated while the gradient is still being collected."),
)
_bug(
    "bug_08",
    "Compare the gradient by formula with the one by differences. Is their ratio special?",
    (9, "the loss lacks the factor one half."),
    (10, "delta lacks the slope of the sigmoid."),
    (11, "the gradient of the bias must be multiplied by x."),
)
_bug(
    "bug_09",
    "Is the gradient that is followed the slope of the loss that is watched?",
    (11, "the loss that is watched is the root of the one whose gradient is followed."),
    (12, "the gradient is too large by a factor of 2."),
    (16, "the step must grow with the number of samples."),
)
_bug(
    "bug_10",
    "Which of the two weight gradients pairs delta with the wrong thing?",
    (22, "the slope must be taken at the state before."),
    (24, "Wh was multiplied by the state before, not by this one."),
    (25, "delta must go back through Wh as it stands."),
)
_bug(
    "bug_11",
    "The usual formula has one more term in d_mean. What is the sum of X − mean?",
    (16, "the exponent of root must be −3/2."),
    (17, "the path from the mean through the variance is missing."),
    (18, "the last term must not be divided by the number of samples."),
)
_bug(
    "bug_12",
    "How many zeros should there be in A if one activation in five is dropped?",
    (10, "it keeps those that should be dropped."),
    (11, "it should be divided by the share that is dropped."),
    (14, "the gradient must be multiplied by the mask."),
)
_bug(
    "bug_13",
    "What fraction of the first layer's units should be saturated at a good start?",
    (6, "the division comes before the sum: a pair of parentheses is missing."),
    (14, "the slope of tanh is that of the sigmoid."),
    (16, "delta must be averaged over the units."),
)
_bug(
    "bug_14",
    "How long may the gradient be that a step uses?",
    (8, "the gradient of the flat direction has lost its factor."),
    (9, "the step is made before the gradient is clipped."),
    (11, "the limit must be compared with each entry."),
)
_bug(
    "bug_15",
    "Which function stands between the table and the linear layer?",
    (10, "the table is looked up in the wrong order."),
    (13, "the slope of the sigmoid is missing."),
    (16, "dA is scattered without the slope of tanh."),
)
_bug(
    "bug_16",
    "What is the sum of the exponentials of log-probabilities, and its logarithm?",
    (11, "the largest score of each row is not taken off, so all results are wrong."),
    (12, "the softmax is taken twice, which flattens the probabilities."),
    (14, "the gradient lacks the slope of the logarithm."),
)
