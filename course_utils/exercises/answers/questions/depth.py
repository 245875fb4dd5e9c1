"""Answers on slopes, one layer after the other."""

from course_utils.exercises.answer import choice

choice(
    "ten_sigmoids",
    right="c",
    why="4 to the tenth is 1,048,576, and that is the best case: away from z = 0 the slopes are "
    "smaller still. ReLU, better starts and skips were the way out.",
    wrong={
        "a": "Along a path one multiplies; 4 for each unit would add up to 40, but it does not "
        "add.",
        "b": "The weights do keep it. But each unit multiplies by its slope too, and that is ¼ at "
        "most.",
        "d": "A slope of ½ would give that. The sigmoid's is s(1 − s), so ¼ where it is steepest.",
    },
)
choice(
    "ten_skips",
    right="d",
    why="1 + f′ = 1.01 in each block, and 1.01 to the tenth is 1.105: the path around f carries "
    "the gradient down, whatever f does.",
    wrong={
        "a": "That is the path through all ten f alone, and how a network without skips would "
        "fare. 1,023 other paths lead around some of them.",
        "b": "One adds where paths meet, within a block; from block to block one multiplies. And "
        "the path around f counts 1.",
        "c": "A factor 2 would need a slope of 1 on both paths. Through f it is 0.01.",
    },
)
choice(
    "relu_at_zero",
    right="b",
    why="0 on the left, 1 on the right, and every number in between is a subgradient. PyTorch, "
    "Keras and this course settle on 0; once the biases have moved, an exact 0 is rare.",
    wrong={
        "a": "There is no nan in a comparison: the mask z > 0 has an answer for 0 too.",
        "c": "½ is what a central difference gives there, and one choice among many. No framework "
        "we know takes it.",
        "d": "Nothing is moved. The comparison decides.",
    },
)
choice(
    "dead_units",
    right="a",
    why="All its slopes are 0, so nothing comes back to them. If the layers below move, its inputs "
    "change and it may wake; leaky variants and smaller rates keep it from dying.",
    wrong={
        "b": "Zero times a larger rate is zero. It was often a large rate that killed the unit.",
        "c": "Nothing in the gradient shrinks them. A penalty would, and only that.",
        "d": "The unit passes on 0 for every sample, which adds nothing to anything.",
    },
)
