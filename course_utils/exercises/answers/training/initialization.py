"""Answers on initial weights."""

from math import sqrt

from course_utils.exercises.answer import answer, mistake


@answer(
    mistake(
        "no_root",
        lambda fan_in, fan_out: 6 / (fan_in + fan_out),
        "The root is missing: you have {yours}, the square of the right value.",
        "Is a limit measured like a variance, or like a deviation?",
    ),
    mistake(
        "variance",
        lambda fan_in, fan_out: 2 / (fan_in + fan_out),
        "This is the variance the weights should have, {yours}; asked for is the limit that gives "
        "it.",
        "What is the variance of a uniform distribution between −a and a?",
    ),
    mistake(
        "std_for_limit",
        lambda fan_in, fan_out: sqrt(2 / (fan_in + fan_out)),
        "Your value is 0.577350 times the right one, 1/√3: this is the standard deviation. A "
        "uniform distribution reaches farther than its deviation.",
        "What is the standard deviation of a uniform distribution between −a and a?",
    ),
    mistake(
        "fan_in_only",
        lambda fan_in, fan_out: sqrt(6 / fan_in),
        "Only fan_in counts in your formula ({yours} instead of {right}). This rule is a "
        "compromise between the way forward and the way back.",
        "Which fan decides how gradients grow on the way back?",
    ),
    mistake(
        "fan_out_only",
        lambda fan_in, fan_out: sqrt(6 / fan_out),
        "Only fan_out counts in your formula ({yours} instead of {right}). This rule is a "
        "compromise between the way forward and the way back.",
        "Which fan decides how activations grow on the way forward?",
    ),
    mistake(
        "parenthesis",
        lambda fan_in, fan_out: sqrt(6 / fan_in + fan_out),
        "fan_out was added after the division, so your limit grows with it: {yours}.",
        "How does Python read 6 / a + b?",
    ),
    mistake(
        "three",
        lambda fan_in, fan_out: sqrt(3 / (fan_in + fan_out)),
        "Your value is 0.707107 times the right one, 1/√2: a 3 stands where a 6 belongs.",
        "How do the limit of a uniform distribution and its variance hang together?",
    ),
    mistake(
        "lecun",
        lambda fan_in, fan_out: sqrt(1 / fan_in),
        "This is LeCun's rule, 1/√fan_in ({yours} instead of {right}).",
        "Which rule did the task ask for, and which fans does it use?",
    ),
)
def xavier_uniform_limit(fan_in: int, fan_out: int) -> float:
    """√(6 / (fan_in + fan_out)) (Glorot and Bengio, 2010)."""
    return sqrt(6 / (fan_in + fan_out))


@answer(
    mistake(
        "variance",
        lambda fan_in, fan_out: 2 / fan_in,
        "This is the variance, {yours}: the square of what is asked.",
        "What does a generator of normal numbers want to be told: variance or deviation?",
    ),
    mistake(
        "fan_out",
        lambda fan_in, fan_out: sqrt(2 / fan_out),
        "You used fan_out ({yours} instead of {right}). How strong a unit's sum is depends on how "
        "many terms it has.",
        "How many terms does one unit add up?",
    ),
    mistake(
        "lecun",
        lambda fan_in, fan_out: sqrt(1 / fan_in),
        "Your value is 0.707107 times the right one, 1/√2: this is LeCun's rule. A ReLU silences "
        "half of its inputs, and that has to be made up for.",
        "Which share of a symmetric input gets through a ReLU?",
    ),
    mistake(
        "glorot",
        lambda fan_in, fan_out: sqrt(2 / (fan_in + fan_out)),
        "This is Glorot's rule, with both fans ({yours} instead of {right}). It was made for tanh, "
        "where nothing is cut off.",
        "Which fans does He's rule use?",
    ),
    mistake(
        "limit",
        lambda fan_in, fan_out: sqrt(6 / fan_in),
        "Your value is 1.732051 times the right one, √3: this is the limit of a uniform "
        "distribution. Asked for is the deviation of a normal one.",
        "From which distribution are the weights to be drawn?",
    ),
    mistake(
        "inverted",
        lambda fan_in, fan_out: sqrt(fan_in / 2),
        "The fraction stands on its head: your weights get wider the more inputs a unit has "
        "({yours} instead of {right}).",
        "With a thousand inputs, should single weights be larger or smaller?",
    ),
    mistake(
        "no_root",
        lambda fan_in, fan_out: 1 / fan_in,
        "You have 1/fan_in, {yours}: that is LeCun's variance, not a deviation, and a ReLU asks "
        "for twice that variance.",
        "The variance is 2 over fan_in. What is the deviation that belongs to it?",
    ),
    mistake(
        "root_of_two_only",
        lambda fan_in, fan_out: sqrt(2) / fan_in,
        "You took the root of the 2 alone and divided by the whole fan_in: {yours} instead of "
        "{right}.",
        "What stands under the root, and does fan_in stand there too?",
    ),
    mistake(
        "zeros",
        lambda fan_in, fan_out: 0.0,
        "A deviation of 0 makes all weights alike: the hidden units would be copies of each other "
        "and stay so.",
        "What could make two units different that start as twins?",
    ),
)
def he_normal_std(fan_in: int, fan_out: int) -> float:
    """√(2 / fan_in) (He and others, 2015)."""
    return sqrt(2 / fan_in)
