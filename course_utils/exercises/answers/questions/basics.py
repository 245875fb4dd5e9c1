"""Answers on what backpropagation is."""

from course_utils.exercises.answer import choice

choice(
    "forward_mode",
    right="b",
    why="Forward: one input direction, all outputs. Backward: one output, all inputs. A loss is "
    "one number, so backward wins by the number of weights.",
    wrong={
        "a": "Both are exact to rounding: the same local slopes, multiplied in another order.",
        "c": "It adds at a sum as everybody does. Branches are no trouble in either direction.",
        "d": "It needs less: nothing has to be kept for a way back. The price is the number of "
        "passes.",
    },
)
choice(
    "only_linear_layers",
    right="d",
    why="(X W1) W2 = X (W1 W2): a deep linear network computes what a single layer can. The bend "
    "between the layers is what makes depth worth having.",
    wrong={
        "a": "The slopes are all 1 then. Gradients flow, and quite well.",
        "b": "An activation costs a little time. Nothing gets smaller by it.",
        "c": "They shift the output as before; together they make one bias.",
    },
)
choice(
    "sum_of_paths",
    right="a",
    why="Multiply along a path, add over the paths. Going backward does it without listing them: "
    "what all paths share is computed once.",
    wrong={
        "b": "Slopes of the activations belong to a path too, and there is more than one path.",
        "c": "Shares in proportion are an old idea, and not the derivative: doubling all weights "
        "of a unit would leave such shares as they were.",
        "d": "In one step all weights move, so that ratio mixes the effects of all of them.",
    },
)
choice(
    "memory_of_activations",
    right="c",
    why="From each kept layer the next nine are run once more when the way back gets there. "
    "Memory falls, time rises by about a third.",
    wrong={
        "a": "The dropped activations are computed again from the same inputs: the same digits "
        "come out.",
        "b": "They get their activations back in time, and with them their gradients.",
        "d": "There is one backward pass, piece by piece.",
    },
)
