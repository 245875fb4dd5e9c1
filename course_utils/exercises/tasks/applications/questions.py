"""Questions on what backpropagation does in each architecture."""

from course_utils.exercises.task import question

question(
    "gather_and_scatter",
    __name__,
    text="Going forward, one value is copied to three places. What does the backward pass do with "
    "the three gradients that come back?",
    options={
        "a": "It keeps the largest.",
        "b": "It takes their mean.",
        "c": "It keeps the one that arrives last.",
        "d": "It adds them up.",
    },
    points=2,
    minutes=2,
    difficulty=1,
    hints=(
        "If the value moves by a little, how many places notice?",
        "Each place changes the loss by its own amount. How large is the change in all?",
        "It is the rule of two paths; sharing a weight is copying it.",
    ),
)
question(
    "pooling_switch",
    __name__,
    text="A max-pooling window holds 3, 9, 4 and 1; its gradient is 0.8. What reaches the pixel "
    "that holds 4?",
    options={
        "a": "Nothing.",
        "b": "0.8: every pixel of the window gets it.",
        "c": "0.2: the four share it.",
        "d": "0.8 times 4/9.",
    },
    points=2,
    minutes=2,
    difficulty=1,
    hints=(
        "What does the output become if this pixel rises from 4 to 4.1?",
        "The output is 9 before and after. What is the slope then?",
        "The window is a switch that stands at the 9.",
    ),
)
question(
    "depth_in_time",
    __name__,
    text="A recurrent network with one linear unit and recurrent weight 0.5 reads 20 steps. How "
    "much of the last step's gradient reaches the first state?",
    options={
        "a": "All of it: the weight is the same at every step.",
        "b": "About a millionth.",
        "c": "Half of it.",
        "d": "A twentieth.",
    },
    points=2,
    minutes=3,
    difficulty=2,
    hints=(
        "By what is the gradient multiplied on its way back over one step?",
        "And over two steps? Do such factors add or multiply?",
        "There are about twenty factors of one half; 2 to the 10 is about a thousand.",
    ),
)
question(
    "saturated_generator",
    __name__,
    text="Early on, the discriminator gives every fake a score of −6. Which generator loss still "
    "teaches, and why?",
    options={
        "a": "mean ln(1 − σ(s)): it is the negative of the discriminator's own loss.",
        "b": "Either: both have their minimum where the fakes pass as real.",
        "c": "mean(−ln σ(s)): its slope is then nearly 1 for each fake, the other's nearly 0.",
        "d": "Neither: at −6 every sigmoid has stopped passing gradients.",
    },
    points=2,
    minutes=3,
    difficulty=2,
    hints=(
        "What is σ(−6), to two digits?",
        "The slopes of the two losses at a score s are −σ(s) and σ(s) − 1. How large are they?",
        "One slope is 0.0025 in size, the other 0.9975.",
    ),
)
