"""Questions on what the formulas mean."""

from course_utils.exercises.task import question

question(
    "where_backward_starts",
    __name__,
    text="With which number does the backward pass begin?",
    options={
        "a": "With the value of the loss.",
        "b": "With the input of the network.",
        "c": "With the derivative of the loss with respect to the network's output.",
        "d": "With the difference between the old weights and the new ones.",
    },
    points=2,
    minutes=2,
    difficulty=1,
    hints=(
        "The forward pass ends with the loss. Which question is asked of it next?",
        "Two networks may have the same loss of 0.3 and still need opposite corrections. So what "
        "must the backward pass be told?",
        "In a drawn graph the loss node itself gets the gradient 1. What does the node just "
        "below it get?",
    ),
)
question(
    "what_to_cache",
    __name__,
    text=(
        "A layer computes Z = XW + b and A = tanh(Z). What must it keep from the forward pass, to "
        "be able to go backward without computing anything twice?"
    ),
    options={
        "a": "Only the loss: everything else follows from it.",
        "b": "Its input X and its output A (or Z).",
        "c": "Its output A only.",
        "d": "Its weights before and after the update.",
    },
    points=2,
    minutes=3,
    difficulty=2,
    hints=(
        "Write down the three results of the backward pass: dW, db, dX. Which letters occur?",
        "dW is made from delta and what else? And what does the slope of tanh need?",
        "One thing for the product, one for the slope; the weights are there anyway.",
    ),
)
question(
    "why_transpose",
    __name__,
    text="Going forward, a layer multiplies by W. Why does delta go back through the transpose of "
    "W?",
    options={
        "a": "Because the transpose of a matrix undoes it, as an inverse would.",
        "b": "Because unit k hears from every unit it fed: the same weights, summed over the other "
        "index.",
        "c": "Only to make the shapes fit; with a square W either would do.",
        "d": "Because gradients are row vectors and activations are column vectors.",
    },
    points=2,
    minutes=3,
    difficulty=2,
    hints=(
        "Draw one hidden unit and the arrows that leave it. Which weights stand on them?",
        "Forward, a unit sums over what comes in. Over what does it sum when blame comes back?",
        "z_j = Σ_k a_k W[k, j]. What is dL/da_k, as a sum over j?",
    ),
)
question(
    "why_sum_over_batch",
    __name__,
    text="Why is the gradient of a weight a sum over all the samples of the batch?",
    options={
        "a": "Because every sample used the same weight, so its change is felt on every one of "
        "those paths.",
        "b": "Because a sum makes the steps larger, and training faster.",
        "c": "Because the loss of a batch is computed one sample after the other.",
        "d": "It should be a mean; the sum is a shortcut the learning rate makes up for.",
    },
    points=2,
    minutes=3,
    difficulty=2,
    hints=(
        "Turn one weight a little. In which samples does the output move?",
        "What did you do in ab + b², where b reached the result by two paths?",
        "The weight is one node with an arrow into each of the n samples, and paths that meet …",
    ),
)
question(
    "where_the_mean_enters",
    __name__,
    text="The loss is a mean. At which place does its division enter the backward pass?",
    options={
        "a": "In every weight gradient: each is divided by the batch size.",
        "b": "In every delta, from the top to the bottom.",
        "c": "In the update, as part of the learning rate.",
        "d": "Once, where the loss itself is differentiated; all else only passes it on.",
    },
    points=2,
    minutes=3,
    difficulty=2,
    hints=(
        "Which line of the program holds the mean that is being differentiated?",
        "If every layer divided by 7 once more, what would the gradients of the third layer from "
        "the top be off by?",
        "The chain rule multiplies: a factor at the start of the chain is in every product after "
        "it.",
    ),
)
question(
    "why_the_slope_cancels",
    __name__,
    text=(
        "For squared error after a sigmoid, delta holds the factor a(1 − a); for cross-entropy "
        "after a sigmoid it does not. Why?"
    ),
    options={
        "a": "Cross-entropy is used without an activation at the output.",
        "b": "The slope is left out to make training faster; strictly speaking it belongs there.",
        "c": "The derivative of the cross-entropy has a(1 − a) below the line, and the sigmoid's "
        "slope cancels it.",
        "d": "For probabilities the slope of the sigmoid is 1.",
    },
    points=2,
    minutes=3,
    difficulty=2,
    hints=(
        "Differentiate −y ln a − (1 − y) ln(1 − a) with respect to a. What stands below the line?",
        "How steep is −ln a when a is nearly 0, and how steep is the sigmoid there?",
        "One factor grows without bound exactly where the other one vanishes. Multiply them.",
    ),
)
question(
    "why_reverse_mode",
    __name__,
    text=(
        "The chain rule may be multiplied out from the input forward or from the loss backward. "
        "Why does training go backward?"
    ),
    options={
        "a": "One sweep backward serves all weights, since there is a single loss; forward, each "
        "weight would need a sweep of its own.",
        "b": "The two directions give different numbers, and only the backward ones are exact.",
        "c": "The forward direction fails for functions with several layers.",
        "d": "Going backward needs less memory.",
    },
    points=2,
    minutes=3,
    difficulty=2,
    core=False,
    hints=(
        "How many numbers does a network take in as weights, and how many does the loss put out?",
        "A product of matrices may be bracketed from either end. Which bracketing keeps a "
        "vector all the way if the last matrix has one row?",
        "Ask 'what does this one weight do to everything?' or 'what does everything do to this "
        "one loss?'. Which question must be asked fewer times?",
    ),
)
question(
    "what_the_check_says",
    __name__,
    text=(
        "In float64, with eps = 1e-5 and a smooth network, your gradient and the numerical one "
        "differ by a relative error of 1e-2. What do you conclude?"
    ),
    options={
        "a": "That is rounding: 1 % is what finite differences can do.",
        "b": "There is a mistake in the backward pass.",
        "c": "eps is too large; with 1e-12 the two would agree.",
        "d": "The network has not been trained for long enough.",
    },
    points=2,
    minutes=2,
    difficulty=1,
    hints=(
        "How good can central differences be here: 1e-2, 1e-5 or 1e-9?",
        "The error of the formula goes like eps², that of rounding like 1e-16/eps. Put in the "
        "numbers.",
        "Both sources together leave something near 1e-10. You see a hundred million times that.",
    ),
)
question(
    "when_the_check_lies",
    __name__,
    text=(
        "The backward pass is right, yet the gradient check fails, by another amount at each run, "
        "and worse with a smaller eps. What is going on?"
    ),
    options={
        "a": "The check differentiates the network's output instead of its loss.",
        "b": "A ReLU stands exactly at 0, where it has a kink.",
        "c": "The weights are held in float32.",
        "d": "Dropout draws a new mask each time f is called.",
    },
    points=2,
    minutes=3,
    difficulty=3,
    core=False,
    hints=(
        "Which of the four would give the same wrong number every time?",
        "Two calls of f are subtracted. What if they were not the same function?",
        "A difference that does not shrink with eps, divided by eps: and the difference changes "
        "from run to run. What is drawn afresh?",
    ),
)
