"""Answers on numbers that losses show."""

from course_utils.exercises.answer import choice

choice(
    "loss_at_the_start",
    right="a",
    why="ln 100 = 4.605. Much more means scores that are too large at the start; much less, that "
    "something gives the labels away.",
    wrong={
        "b": "2.3 is ln 10. With 100 classes each gets a hundredth, not a tenth.",
        "c": "0.01 is the probability each class gets. The loss is −ln of it.",
        "d": "Random, but small: the scores are nearly alike, and of equal scores the softmax is "
        "known.",
    },
)
choice(
    "stuck_at_ln_two",
    right="b",
    why="−ln ½ = ln 2 = 0.693: it does not look at its input. Dead units, a learning rate of 0, or "
    "labels that have nothing to do with the inputs.",
    wrong={
        "a": "It would be so only if the labels were coin tosses. Otherwise it has not begun.",
        "c": "Sure and wrong is expensive: the mean would be far above 0.693.",
        "d": "The number is a probability in disguise; no rate shows in a loss as its logarithm.",
    },
)
choice(
    "sixteen_point_one",
    right="d",
    why="Keras keeps probabilities at least 1e-7 away from 0 and from 1, and −ln 1e-7 = 16.118. "
    "Somebody gave the true class nothing: often a score, and a negative one, where a "
    "probability was expected.",
    wrong={
        "a": "ln of float32's largest number is 88.7.",
        "b": "In float32, e to the power of a score overflows above 88.7; and then the loss is inf "
        "or nan, not a number put there on purpose.",
        "c": "That would be ln 1000 = 6.9. For 16.118 one would need ten million classes.",
    },
)
choice(
    "a_sure_miss",
    right="c",
    why="The gradient is p − y: −0.99 against −0.1. A miss is heard loudly, and never louder than "
    "1, however large its loss.",
    wrong={
        "a": "ln 0.01 / ln 0.9 is 44, the ratio of the losses. The gradient is the slope of the "
        "loss, and not its height.",
        "b": "0.9 / 0.01 is the ratio of what the two samples got right. The gradient goes by what "
        "is missing: 1 − p.",
        "d": "Each counts once, but with a gradient of its own: a sample that is nearly right asks "
        "for little.",
    },
)
