"""Questions on what backpropagation is."""

from course_utils.exercises.task import question

question(
    "forward_mode",
    __name__,
    text="A program turns 3 inputs into 1,000 outputs, and you want all 3,000 derivatives. In "
    "which direction do you carry them, and how many passes does it take?",
    options={
        "a": "Backward: a single pass, as in training.",
        "b": "Forward: 3 passes, one for each input.",
        "c": "Backward: 1,000 passes, for forward would take 3,000.",
        "d": "Either: 3,000 passes, one for each derivative.",
    },
    points=2,
    minutes=3,
    difficulty=2,
    hints=(
        "A pass forward follows one input through to all outputs. A pass backward follows what?",
        "What can one pass in each direction not give you, and how often must it be repeated?",
        "In training there is one output and a crowd of inputs. Here it is the other way round.",
    ),
)
question(
    "only_linear_layers",
    __name__,
    text="Somebody leaves out all activation functions, and trains ten layers. What is lost?",
    options={
        "a": "The gradients: without slopes there is nothing to multiply.",
        "b": "The speed: activations keep the numbers small.",
        "c": "The biases: they can no longer have any effect.",
        "d": "The depth: ten linear layers are one linear layer.",
    },
    points=2,
    minutes=2,
    difficulty=1,
    hints=(
        "What is (X W1) W2, if you put the brackets elsewhere?",
        "A product of two matrices is a matrix. What can ten such layers compute that one cannot?",
        "XOR, for one, is out of their reach.",
    ),
)
question(
    "sum_of_paths",
    __name__,
    text="What is the gradient of the loss with respect to one early weight?",
    options={
        "a": "Over all paths to the loss, the sum of their products of slopes.",
        "b": "Along the strongest path to the loss, the product of all its weights.",
        "c": "The output's error, shared out among the weights by their size.",
        "d": "The last change of the loss, divided by the last change of this weight.",
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
        "a": "The gradient becomes an approximation, a tenth as exact.",
        "b": "The layers in between keep the weights they started with.",
        "c": "The layers in between must be run forward a second time.",
        "d": "The backward pass has to be run ten times, and not once.",
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
