"""Answers on what backpropagation is."""

from course_utils.exercises.answer import choice

choice(
    "forward_mode",
    right="b",
    why="A pass forward follows one input to all outputs, a pass backward one output to all "
    "inputs. The smaller number wins: 3 here, and in training the one loss.",
    wrong={
        "a": "One pass backward serves one output. In training there is only one, the loss; here "
        "there are 1,000.",
        "c": "Backward takes 1,000, true. But a pass forward gives one input's effect on all the "
        "outputs, so forward is done long before 3,000.",
        "d": "A pass in either direction gives many derivatives at once: forward those of one "
        "input, backward those of one output.",
    },
)
choice(
    "only_linear_layers",
    right="d",
    why="(X W1) W2 = X (W1 W2): a deep linear network computes what a single layer can. The bend "
    "between the layers is what makes depth worth having.",
    wrong={
        "a": "The slopes are all 1 then. Gradients flow, and quite well.",
        "b": "An activation costs a little time, and leaving it out saves that.",
        "c": "They shift the output as before; together they make one bias.",
    },
)
choice(
    "sum_of_paths",
    right="a",
    why="Multiply along a path, add over the paths. Going backward does it without listing them: "
    "what several paths share is computed once.",
    wrong={
        "b": "The slopes of the activations belong to a path too, and the weaker paths count as "
        "well: where paths meet, one adds.",
        "c": "Shares by size are an old idea, and not the derivative: doubling all the weights of "
        "a unit would leave such shares as they were.",
        "d": "In one step all weights move, so that ratio mixes the effects of all of them.",
    },
)
choice(
    "memory_of_activations",
    right="c",
    why="From each kept layer the next nine are run once more when the way back gets there. That "
    "is one forward pass more: about a third more work, for far less memory.",
    wrong={
        "a": "The dropped activations are computed again from the same inputs: the same digits "
        "come out.",
        "b": "They get their activations back in time, and with them their gradients.",
        "d": "There is one backward pass, stretch by stretch.",
    },
)
