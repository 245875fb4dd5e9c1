"""Questions on tapes and frameworks."""

from course_utils.exercises.task import question

question(
    "why_zero_grad",
    __name__,
    text="Why does PyTorch add a new gradient to the one that is there, so that you have to clear "
    "it yourself?",
    options={
        "a": "It is an old mistake that was kept for compatibility.",
        "b": "A tensor used in several places must add up what it gets; the same += then also "
        "adds over several calls.",
        "c": "So that the optimizer sees the mean gradient of the last steps.",
        "d": "Because clearing would take as long as a backward pass.",
    },
    points=2,
    minutes=2,
    difficulty=2,
    hints=(
        "Which two shares meet in a weight that is used twice in one forward pass?",
        "Can a backward rule know whether the number it finds in .grad is from this pass or from "
        "the one before?",
        "It also lets you split a large batch: two backward passes, then one step.",
    ),
)
question(
    "losses_in_a_list",
    __name__,
    text="A loop says losses.append(loss) with PyTorch's loss tensor. After an hour the memory is "
    "full. Why?",
    options={
        "a": "A list in Python cannot hold so many numbers.",
        "b": "The optimizer copies the weights at each step.",
        "c": "Gradients are added up, and the sum grows.",
        "d": "Each loss keeps its whole tape alive: all activations of its forward pass.",
    },
    points=2,
    minutes=2,
    difficulty=2,
    hints=(
        "What does a node of the tape remember, apart from its number?",
        "It knows its parents, and they know theirs. How far back does this reach?",
        "loss.item() is a plain number, and knows nobody.",
    ),
)
question(
    "stuck_above_one",
    __name__,
    text="Six classes. The loss falls quickly from 1.79 to 1.0436 and not one digit further, while "
    "the accuracy reaches 99 %. What is wrong?",
    options={
        "a": "Softmax is applied twice: the loss was told to expect scores and gets probabilities.",
        "b": "The learning rate is too small for the last part of the way.",
        "c": "The labels count from 1 instead of from 0.",
        "d": "Nothing: 1.04 is what noise in the labels costs.",
    },
    points=2,
    minutes=3,
    difficulty=3,
    hints=(
        "What is the smallest value that a cross-entropy of six classes can have?",
        "What if the best scores the loss can be given are one 1 and five 0s?",
        "Softmax of (1, 0, …, 0) gives the true class e/(e + 5). Take −ln of it.",
    ),
)
question(
    "how_close_is_equal",
    __name__,
    text="The NumPy engine (float64) and PyTorch (float32) start from the same weights. After the "
    "first step their losses differ by 3 in the eighth digit. What follows?",
    options={
        "a": "One of the two has a small bug in a gradient.",
        "b": "They use different random numbers.",
        "c": "Nothing yet: float32 has about seven digits. Compare in float64, where 1e-10 can be "
        "asked.",
        "d": "That floating-point sums cannot be compared at all.",
    },
    points=2,
    minutes=2,
    difficulty=1,
    hints=(
        "How many decimal digits does a float32 hold?",
        "A wrong gradient is wrong by a factor, a sign, a term. How large would the difference be?",
        "model.double() turns PyTorch to float64; what remains then is rounding at 1e-16.",
    ),
)
