"""Answers on gradients through many layers."""

from course_utils.exercises.answer import choice

choice(
    "why_deep_sigmoids_starve",
    right="a",
    why="Slopes of at most ¼ multiply, unless the weights make up for it. Ten layers leave a "
    "millionth. ReLU, better starts and skips were the way out.",
    wrong={
        "b": "They are nearest to the data. What is far is the loss.",
        "c": "All are updated in the same step; the order of the updates changes nothing.",
        "d": "A sigmoid's slope is the same at −z as at z, and never 0. It is small on both sides.",
    },
)
choice(
    "what_a_skip_does",
    right="d",
    why="1 + f′ in place of f′: whatever the branches do, one path leads straight down to the "
    "first layer.",
    wrong={
        "a": "f's own gradient stays what it is. Something is added beside it.",
        "b": "Where paths meet gradients add up; nothing is shared out.",
        "c": "Nobody measures a length here. That would be clipping.",
    },
)
choice(
    "relu_at_zero",
    right="b",
    why="0 on the left, 1 on the right, and every number in between is a subgradient. Frameworks "
    "settle on 0.",
    wrong={
        "a": "There is no nan in a comparison: the mask z > 0 has an answer for 0 too.",
        "c": "½ is what a central difference gives there, and one choice among many. No framework "
        "takes it.",
        "d": "Nobody moves anything. The comparison decides.",
    },
)
choice(
    "dead_units",
    right="c",
    why="All its slopes are 0, so its weights stand still. If the layers below move, its inputs "
    "change and it may wake; leaky variants and smaller rates keep it from dying.",
    wrong={
        "a": "Zero times a larger rate is zero. It was often a large rate that killed it.",
        "b": "Slowly would be something. Its own weights do not move at all.",
        "d": "It passes on 0 for every sample, which adds nothing to anything.",
    },
)
