"""Answers on numbers that losses show."""

from course_utils.exercises.answer import choice

choice(
    "loss_at_the_start",
    right="a",
    why="ln 10 = 2.303. Much more means scores that are too large at the start; much less, that "
    "something leaks the labels.",
    wrong={
        "b": "0.1 is the probability each class gets. The loss is −ln of it.",
        "c": "A loss of 10 means a probability of 0.00005 for the true class: a network that is "
        "sure, and wrong, before it has seen anything.",
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
    "Somebody gave the true class nothing: often a softmax over a single unit.",
    wrong={
        "a": "ln of float32's largest number is 88.7.",
        "b": "An overflow would give inf or nan. This number was put there on purpose.",
        "c": "With that many classes an untrained network would show it, true; but one rarely has "
        "ten million.",
    },
)
choice(
    "where_the_slope_went",
    right="c",
    why="−1/p from the logarithm times p(1 − p) from the sigmoid leaves p − 1 for y = 1. A "
    "saturated unit that is wrong therefore still learns.",
    wrong={
        "a": "Nothing may be left out of a chain rule. It cancels.",
        "b": "It is at most ¼, and nearly 0 where the unit is sure.",
        "d": "It does, and p − y is how.",
    },
)
