"""Answers to the questions, and a word on every wrong option."""

from course_utils.exercises.answer import choice

choice(
    "gather_and_scatter",
    right="d",
    why="A copy forward is a sum backward, and a sum forward is a copy backward. With that, shared "
    "kernels, recurrent weights and word vectors need no further rule.",
    wrong={
        "a": "The largest of several inputs is what max-pooling lets through on the way forward. "
        "A copy chooses nobody, so nobody may be left out on the way back.",
        "b": "Three users of one value are not one average user: moving it moves all three, and "
        "their effects on the loss come on top of each other.",
        "c": "That is the commonest bug of home-made frameworks: = where += belongs. The other two "
        "uses of the value then go unheard.",
    },
)
choice(
    "pooling_switch",
    right="a",
    why="The output is 9 whether this pixel holds 4 or 4.1. The whole 0.8 goes to the 9, and it "
    "may have to be added to what that pixel wins elsewhere.",
    wrong={
        "b": "Then a step of 0.1 at each of the four pixels would have to move the output four "
        "times. It moves only with the largest.",
        "c": "So it would be for the mean of the four. A maximum has one owner.",
        "d": "A maximum does not look at how close the others came. Move the 4 a little, and the "
        "output does not notice.",
    },
)
choice(
    "depth_in_time",
    right="b",
    why="0.5 to the power of 20 is about one in a million. Sharing the weight is what makes it so "
    "merciless: the same factor again and again. LSTM cells and skips add a path with factor 1.",
    wrong={
        "a": "The same weight at each step means the same factor at each step, and the factors of "
        "a path are multiplied.",
        "c": "Half is what one step leaves. The second takes half of that.",
        "d": "A twentieth would come of adding or averaging along the way. One behind the other, "
        "the factors multiply.",
    },
)
choice(
    "saturated_generator",
    right="c",
    why="σ(−6) is 0.0025: one slope is −0.9975, the other −0.0025 (each over N). Goodfellow and "
    "others (2014) recommend the first for this reason.",
    wrong={
        "a": "It is the fairer game on paper. But at a score of −6 its slope is −0.0025: a "
        "generator that fails hears almost nothing.",
        "b": "They agree on where to go, and differ in how loudly they say it: at −6 by a factor "
        "of 400.",
        "d": "The sigmoid is flat there, but −ln magnifies just as much: the two cancel, and the "
        "slope is σ(s) − 1.",
    },
)
