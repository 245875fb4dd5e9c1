"""Answers to the questions, and a word on every wrong option."""

from course_utils.exercises.answer import choice

choice(
    "where_backward_starts",
    right="c",
    why="dL/d(output) says how the loss reacts to each output. The value of the loss itself is "
    "needed nowhere on the way back.",
    wrong={
        "a": "A loss of 0.3 does not say whether the output was too high or too low. You may print "
        "the loss, but the way back never uses its value.",
        "b": "That is where the forward pass begins. The input is needed at the very end of the "
        "way back, for the gradient of the first weights.",
        "d": "There are no new weights yet: the optimizer makes them afterwards, out of the "
        "gradients the backward pass has found.",
    },
)
choice(
    "what_to_cache",
    right="b",
    why="X for the gradient of W, and A or Z for the slope of tanh. That is why training needs so "
    "much more memory than predicting.",
    wrong={
        "a": "From the loss alone nothing can be traced back: it is one number, and very different "
        "activations lead to the same one.",
        "c": "A is enough for the slope, 1 − A². But the gradient of W pairs delta with what came "
        "into the layer, and that would be lost.",
        "d": "The backward pass uses the weights as they were on the way forward, and only those. "
        "An update in between would spoil it.",
    },
)
choice(
    "why_transpose",
    right="b",
    why="Forward the sum runs over the sending units, backward over the receiving ones. Summing "
    "over the other index is what a transpose is.",
    wrong={
        "a": "A transpose undoes a matrix only if that is a rotation. Blame is not the input "
        "recovered; it is weighted by the same strengths that carried the signal.",
        "c": "The shapes are a good alarm, but not the reason: with a square W the wrong product "
        "runs, and sends blame along weights that join other pairs of units.",
        "d": "In this course both are rows, one for each sample, and the transpose is still "
        "needed. It comes from the direction of travel, not from how a vector is written.",
    },
)
choice(
    "why_sum_over_batch",
    right="a",
    why="It is the rule of two paths again: one weight, n ways to the loss, and contributions of "
    "paths add.",
    wrong={
        "b": "How large the steps are is the learning rate's affair. The sum is there because it "
        "is the derivative; with any other rule the gradient check would fail.",
        "c": "The order of computing makes no difference: with a matrix product all samples go "
        "at once, and the sum is there all the same.",
        "d": "The mean has already been taken, where the loss was differentiated: each delta "
        "carries its share. To average again makes every gradient n times too small.",
    },
)
choice(
    "where_the_mean_enters",
    right="d",
    why="After that, each delta carries it along, and sums over the batch are plain sums.",
    wrong={
        "a": "Deltas that come from a mean already hold the division. Dividing again at the "
        "weights makes each gradient too small by the size of the batch.",
        "b": "Then it would be there once for every layer: with 7 samples the gradients "
        "would be 7, 49, 343 times too small on the way down.",
        "c": "It may look the same for plain gradient descent, but then what you call the gradient "
        "is not the derivative of the loss, and a gradient check will say so.",
    },
)
choice(
    "why_the_slope_cancels",
    right="c",
    why="(a − y) / (a(1 − a)) times a(1 − a) leaves a − y: the loss is steep exactly where the "
    "sigmoid is flat.",
    wrong={
        "a": "The sigmoid is there; without it there would be no probabilities for the "
        "cross-entropy to look at. Its slope is used, and cancels.",
        "b": "Nothing has been left out: a − y is the exact derivative, and a gradient check "
        "confirms it. Leaving the slope out of squared error would be a mistake.",
        "d": "A sigmoid is never steeper than 0.25. If its slope disappears from the formula, "
        "something must have cancelled it.",
    },
)
choice(
    "why_reverse_mode",
    right="a",
    why="Many inputs, one output: backward wins. For few inputs and many outputs it would be the "
    "other way about.",
    wrong={
        "b": "It is one product of the same factors, bracketed in another way. Both are exact, and "
        "they agree to rounding.",
        "c": "Forward mode works at any depth. It is only expensive here, since each sweep follows "
        "the effect of a single weight.",
        "d": "It is the other way round: going backward, the activations of all layers must be "
        "kept until they are needed. That is the price of the single sweep.",
    },
)
choice(
    "what_the_check_says",
    right="b",
    why="With these settings a right gradient agrees to 1e-7 or better. At 1e-2 something is "
    "missing or counted twice; find out in which layer.",
    wrong={
        "a": "Central differences with eps = 1e-5 are good to about 1e-10 here, both by formula "
        "and by rounding. 1 % is not noise.",
        "c": "A smaller eps would make it worse: at 1e-12 the two values of f agree in nearly all "
        "their digits, and the difference is mostly rounding.",
        "d": "The check compares two ways to the same slope, at whatever weights you are. Trained "
        "or not, they must agree.",
    },
)
choice(
    "when_the_check_lies",
    right="d",
    why="Two calls of f see two different networks, and their difference is divided by a tiny "
    "number. Fix the mask (or seed it anew before each call) while you check.",
    wrong={
        "a": "That would give the same wrong answer at each run: the numerical gradient would lack "
        "the factor 2(p − y)/n that the loss contributes.",
        "b": "At a kink the check is wrong, but always in the same way: exactly at 0, central "
        "differences see half of the slope, 0.5, whatever eps is.",
        "c": "float32 does get worse with a smaller eps. But its rounding is the same at each run: "
        "the same wrong number, or exact zeros.",
    },
)
