"""Questions on what backpropagation is."""

from course_utils.exercises.task import question

question(
    "forward_mode",
    __name__,
    text="Derivatives can also be carried forward, along with the values. Why does nobody train "
    "networks that way?",
    options={
        "a": "Forward mode is less exact.",
        "b": "It gives the slope along one direction of the weights a pass: a million weights, a "
        "million passes.",
        "c": "It cannot deal with branches that meet again.",
        "d": "It needs more memory than the backward pass.",
    },
    points=2,
    minutes=3,
    difficulty=2,
    hints=(
        "How many numbers come in, and how many go out, in the function that is trained?",
        "A pass forward follows one input through to all outputs. A pass backward follows what?",
        "There is one loss, and there are very many weights.",
    ),
)
question(
    "only_linear_layers",
    __name__,
    text="Somebody leaves out all activation functions. Backpropagation still works. What is lost?",
    options={
        "a": "The gradients: without slopes there is nothing to multiply.",
        "b": "Speed: activations make the products smaller.",
        "c": "The biases: they have no effect any more.",
        "d": "The depth: any number of such layers is one linear layer.",
    },
    points=2,
    minutes=2,
    difficulty=1,
    hints=(
        "What is (X W1) W2, if you put the brackets elsewhere?",
        "A product of two matrices is a matrix. What can a network of ten such layers compute that "
        "one layer cannot?",
        "XOR, for one, is out of its reach.",
    ),
)
question(
    "sum_of_paths",
    __name__,
    text="In one sentence, what is the gradient of the loss with respect to one early weight?",
    options={
        "a": "The sum, over all paths from this weight to the loss, of the product of the slopes "
        "on the path.",
        "b": "The product of all weights between it and the loss.",
        "c": "The error of the output, shared out in proportion to the weights.",
        "d": "The change of the loss in the last step, divided by the change of the weight.",
    },
    points=2,
    minutes=2,
    difficulty=2,
    hints=(
        "What happens along one path, and what where two paths meet?",
        "Ten layers of ten units have ten billion paths. Why need nobody list them?",
        "Multiply along, add across; working backward, each link is used once.",
    ),
)
question(
    "memory_of_activations",
    __name__,
    text="Checkpointing keeps the activations of every tenth layer only. What is the price?",
    options={
        "a": "The gradient becomes an approximation.",
        "b": "The layers in between cannot be trained.",
        "c": "About one more forward pass: what was dropped is computed again on the way back.",
        "d": "Ten times as many backward passes.",
    },
    points=2,
    minutes=2,
    difficulty=2,
    hints=(
        "What does a layer need on its way back that has not been kept?",
        "From the last kept activation one can go forward again. How often is each layer then run?",
        "Memory is bought with time, and no digit of the gradient changes.",
    ),
)
