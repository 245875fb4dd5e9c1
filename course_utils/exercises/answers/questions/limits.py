"""Answers on what backpropagation does not do."""

from course_utils.exercises.answer import choice

choice(
    "global_minimum",
    right="b",
    why="A gradient is a local thing. That large networks nevertheless reach low losses is an "
    "observation, partly understood.",
    wrong={
        "a": "A small rate follows the slope faithfully, into whichever valley lies below.",
        "c": "Momentum rolls through small dips. It knows nothing of the deepest place.",
        "d": "Now and then it ends in one, or on a plateau, small networks above all. 'Always' is "
        "what experience does not bear out.",
    },
)
choice(
    "the_brain",
    right="d",
    why="The algorithm asks for the same weights on both ways and for two separate phases, and "
    "neither has been found. Whether something in the cortex serves the purpose is open.",
    wrong={
        "a": "Layers and receptive fields were found there, and they inspired networks. A backward "
        "pass was not.",
        "b": "They do, that is how we learn. How they know in which direction is the question.",
        "c": "What was taken over is the picture of units and connections. The way networks learn "
        "comes from the chain rule.",
    },
)
choice(
    "one_batch_one_truth",
    right="a",
    why="Unbiased: the mean over all random batches is the full gradient. What is added is noise, "
    "and it falls with the root of the batch size.",
    wrong={
        "b": "The errors of random batches point in all directions, and largely cancel.",
        "c": "Balanced batches lessen the noise. On average random ones are right without it.",
        "d": "They differ by far more than rounding, as the mean of a handful differs from the "
        "mean of all.",
    },
)
choice(
    "not_differentiable",
    right="c",
    why="A sample is right or wrong, so accuracy is a staircase. Between the steps it is flat, at "
    "the steps it jumps, and the chain rule finds only zeros.",
    wrong={
        "a": "One can count it after every batch, and people do.",
        "b": "A mean has the mean of the derivatives. Cross-entropy is one too, and trains well.",
        "d": "A mean of sigmoids lies there as well, and has a slope everywhere. The range is no "
        "obstacle.",
    },
)
