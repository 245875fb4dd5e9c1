"""Answers on what backpropagation does not do."""

from course_utils.exercises.answer import choice

choice(
    "global_minimum",
    right="b",
    why="A gradient is a local thing. That large networks nevertheless reach low losses is an "
    "observation, partly understood: saddles are common, poor minima rare.",
    wrong={
        "a": "A small rate follows the slope faithfully, into whichever valley lies below.",
        "c": "Momentum rolls through small dips. It promises nothing about the deepest.",
        "d": "For small networks that happens, XOR with two units is known for it. 'Always' is "
        "what experience with large ones does not bear out.",
    },
)
choice(
    "the_brain",
    right="d",
    why="The algorithm asks for symmetric weights and two separate phases, and neither has been "
    "found. Whether something in the cortex approximates it is open.",
    wrong={
        "a": "Layers and receptive fields were found there, and they inspired networks. A backward "
        "pass was not.",
        "b": "They do, that is how we learn. How they know in which direction is the question.",
        "c": "What was taken over is the picture of units and connections. The way they learn was "
        "found with the chain rule.",
    },
)
choice(
    "one_batch_one_truth",
    right="a",
    why="Unbiased: the mean over all random batches is the full gradient. The noise falls with the "
    "root of the batch size, and a little of it even helps.",
    wrong={
        "b": "Errors of random batches point in all directions, and cancel rather than add up.",
        "c": "Balanced batches lessen the noise. On average random ones are right without it.",
        "d": "They differ, as the mean of a handful differs from the mean of all.",
    },
)
choice(
    "not_differentiable",
    right="c",
    why="A sample is right or wrong, so accuracy is a staircase. Between the steps it is flat, at "
    "the steps it jumps, and the chain rule finds only zeros.",
    wrong={
        "a": "One can count it after every batch, and people do.",
        "b": "So is cross-entropy, and it trains well.",
        "d": "So does a mean of sigmoids, which has a slope everywhere. The range is no obstacle.",
    },
)
