"""Answers to lecture 1."""

import numpy as np

from course_utils.exercises.answer import answer, choice, mistake

_TANH = (
    "This is the other S-curve, tanh: it runs from −1 to 1 and passes through 0, where the "
    "sigmoid stays between 0 and 1.",
    "What should come out at z = 0, and what does your function give there?",
)
_SLOPE = (
    "You returned the slope of the sigmoid, not its value: for ordinary z nothing in your result "
    "exceeds 0.25, and it falls off on both sides.",
    "For a large positive z, should the result be near 1 or near 0?",
)


@answer(
    mistake(
        "no_bias",
        lambda X, W, b: X @ W,
        "The products are right, but the bias never arrives: each of your columns is off by the "
        "same amount in every row, and that amount is the unit's entry of b.",
        "If a sample's inputs were all zero, what should the unit say?",
    ),
    mistake(
        "bias_sign",
        lambda X, W, b: X @ W - b,
        "You treat b as a threshold to be taken off. Here it is added: your columns miss the right "
        "values by exactly twice the bias (at {where} you have {yours}, it should be {right}).",
        "Which way should a unit's sum move when its bias grows?",
    ),
    mistake(
        "w_transposed",
        lambda X, W, b: X @ W.T + b,
        "W is turned on its side. With {d} inputs and {h} units the inner sizes do not meet; in a "
        "square layer the product goes through without a word and joins the wrong pairs.",
        "W has one row for each what, and one column for each what?",
    ),
    mistake(
        "bias_summed",
        lambda X, W, b: X @ W + np.sum(b),
        "All units got the same bias: the sum of the whole vector b. Each column of your result is "
        "off by a constant of its own.",
        "How many biases has a layer of {h} units, and to which unit does each belong?",
    ),
    mistake(
        "out_transposed",
        lambda X, W, b: (X @ W + b).T,
        "Every number is right, but the table is turned: units are in rows and samples in columns, "
        "so the shape is ({h}, {n}) instead of ({n}, {h}).",
        "Along which axis of X do the samples lie, and where will the next layer look for them?",
    ),
    mistake(
        "collapsed",
        lambda X, W, b: np.sum(X @ W + b),
        "Everything was added up to one single number. A weighted sum belongs to one sample and "
        "one unit, so there are {n} × {h} of them.",
        "Over which index does the sum in a weighted sum run, and which indices stay?",
    ),
    mistake(
        "bias_inside",
        lambda X, W, b: X @ (W + b),
        "The bias was added to the weights before the product, so each sample multiplies it by the "
        "sum of its own inputs (at {where} you have {yours}, it should be {right}).",
        "Should the bias's contribution depend on the inputs?",
    ),
)
def weighted_sum(X: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Z = XW + b, shape (n, d_out)."""
    return X @ W + b


@answer(
    mistake(
        "exp_sign",
        lambda z: 1 / (1 + np.exp(z)),
        "The sign of the exponent is turned round: your curve falls where it should rise "
        "(at {where} you have {yours}, which is 1 minus the right value).",
        "What should happen to e^(-z) as z grows, and what does that do to the whole fraction?",
    ),
    mistake(
        "precedence",
        lambda z: 1 / 1 + np.exp(-z),
        "The division happens before the addition, so you computed 1/1 and then added e^(-z): at "
        "{where} you have {yours}, and no sigmoid is ever above 1.",
        "What is Python's reading of 1 / 1 + x, and how would you tell it yours?",
    ),
    mistake("tanh", np.tanh, *_TANH),
    mistake(
        "tanh",
        lambda z: (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z)),
        *_TANH,
    ),
    mistake(
        "normalised",
        lambda z: np.exp(z) / np.sum(np.exp(z)),
        "Your entries add up to exactly 1: you divided by a sum over all of them. That is softmax, "
        "where the entries compete; a sigmoid looks at each entry alone.",
        "If you change one entry of z, how many entries of the result should move?",
    ),
    mistake(
        "normalised",
        lambda z: np.exp(z - np.max(z)) / np.sum(np.exp(z - np.max(z))),
        "Your entries add up to exactly 1: you divided by a sum over all of them. That is softmax, "
        "where the entries compete; a sigmoid looks at each entry alone.",
        "If you change one entry of z, how many entries of the result should move?",
    ),
    mistake(
        "derivative",
        lambda z: np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))) ** 2,
        *_SLOPE,
    ),
    mistake("derivative", lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2, *_SLOPE),
    mistake(
        "overflow",
        lambda z: np.exp(z) / (1 + np.exp(z)),
        "For ordinary z this is right. At z = 1000 both e^z and 1 + e^z are too large to store, "
        "and infinity over infinity gives nan.",
        "What could you divide top and bottom by, so that a large z makes the exponential small?",
    ),
)
def sigmoid(z: np.ndarray | float) -> np.ndarray:
    """σ(z) = 1 / (1 + e^(-z)), with an exponent that is never positive."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


choice(
    "what_backpropagation_computes",
    right="b",
    why="It computes the gradient, all of it, in one sweep. What you do with the gradient is the "
    "optimizer's business.",
    wrong={
        "a": "After a backward pass no weight has moved, and nobody knows the best ones. "
        "Backpropagation says which way is downhill from here; training takes many such steps.",
        "c": "Hidden units have no targets: that was the puzzle it solved. They receive "
        "a share of the blame from the layer above, and that is a derivative, not a comparison.",
        "d": "The gradient says how the loss reacts to each weight. How far to go also takes a "
        "learning rate, and that choice belongs to the optimizer.",
    },
)
choice(
    "price_of_a_gradient",
    right="c",
    why="Backward, each layer needs two products of the size of its forward one. The number of "
    "weights enters only through the cost of the forward pass itself.",
    wrong={
        "a": "That is the price of wiggling one weight at a time and measuring. Backpropagation "
        "gets all 100,000 derivatives from a single sweep, because weights share their "
        "way to the loss.",
        "b": "That is the price of central differences, two measurements for each weight: a good "
        "way to check a gradient, a hopeless way to train with it.",
        "d": "Layers change how the work is divided, not how much there is: forward and backward "
        "pass visit each layer once, however many there are.",
    },
)
choice(
    "shape_of_a_gradient",
    right="d",
    why="One derivative for each entry of W, in the same place: so W − rate · dW makes sense.",
    wrong={
        "a": "These are the gradients of the 64 single losses. The loss is their mean, one number, "
        "so the axis of the samples is summed away.",
        "b": "The backward pass uses W transposed to send blame down, but the gradient of W lies "
        "entry on entry over W. Try subtracting a (10, 784) array from W.",
        "c": "(64, 10) is the shape of the layer's output, and of its delta. It becomes the "
        "gradient of W only after it has met the inputs X.",
    },
)
