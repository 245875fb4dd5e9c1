"""Exercises of lecture 1: what a layer computes, and what its gradient is for."""

from collections.abc import Iterator

import numpy as np

from course_utils.exercises.task import question, task
from course_utils.exercises.tasks.inputs import D, H, N


@task(
    "weighted_sum(X, W, b)",
    returns="an array (n, d_out): one row a sample, one column a unit",
    points=35,
    minutes=8,
    difficulty=1,
    hints=(
        "X has one row for each sample and the result too. What does one row become?",
        "Write the shapes side by side: (n, d_in) and (d_in, d_out). Which product makes the "
        "inner sizes meet and leaves (n, d_out)?",
        "The matrix product gives every unit its sum over the inputs. What is still missing is "
        "one number a unit, the same for all samples: look how NumPy adds a row to every row.",
    ),
)
def weighted_sum(rng: np.random.Generator) -> Iterator[tuple[np.ndarray, ...]]:
    for d in (D, D, H):  # the last layer is square: a transposed W fits there
        yield rng.normal(size=(N, d)), rng.normal(size=(d, H)), rng.normal(size=H)


@task(
    "sigmoid(z)",
    returns="an array like z, every entry between 0 and 1",
    points=35,
    minutes=8,
    difficulty=1,
    hints=(
        "What should the result be for a very large z, and for a very negative one?",
        "The formula is 1 / (1 + e^(-z)). For which z does e^(-z) become too large to store?",
        "Use the formula as it stands where z >= 0, and e^z / (1 + e^z) where z < 0: "
        "then the exponent is never positive.",
    ),
)
def sigmoid(rng: np.random.Generator) -> Iterator[tuple[np.ndarray]]:
    yield (rng.normal(scale=2.0, size=(N, D)),)
    yield (rng.normal(scale=2.0, size=(H,)),)
    yield (np.array([-1000.0, -3.0, 0.0, 3.0, 1000.0]),)


question(
    "what_backpropagation_computes",
    __name__,
    text="What does backpropagation compute?",
    options={
        "a": "The best weights for the training data.",
        "b": "The derivative of the loss with respect to every weight and bias.",
        "c": "The error of every hidden unit against its own target.",
        "d": "How far each weight must be moved.",
    },
    points=10,
    minutes=2,
    difficulty=1,
    hints=(
        "After one backward pass, has any weight changed yet?",
        "Separate two jobs: finding out which way is downhill, and walking there. Which one is "
        "backpropagation?",
        "What comes back has exactly one number for every weight and bias, and its unit is "
        "'loss per unit of weight'.",
    ),
)
question(
    "price_of_a_gradient",
    __name__,
    text=(
        "A network has 100,000 weights, and a forward pass takes 1 ms. About how long does one "
        "gradient with respect to all weights take with backpropagation?"
    ),
    options={
        "a": "100 seconds: one forward pass for every weight.",
        "b": "200 seconds: two forward passes for every weight.",
        "c": "3 ms: one forward pass, and a backward pass worth about two more.",
        "d": "It depends on how many layers the weights are spread over.",
    },
    points=10,
    minutes=2,
    difficulty=2,
    hints=(
        "How often does the backward pass visit each layer?",
        "A layer does one matrix product going forward. How many does it need going backward: "
        "one for its weights, and one for …?",
        "Two products backward for each one forward, and nothing is repeated for single weights.",
    ),
)
question(
    "shape_of_a_gradient",
    __name__,
    text=(
        "A batch X has the shape (64, 784), a layer's W has the shape (784, 10). What is the "
        "shape of the gradient of the mean loss with respect to W?"
    ),
    options={
        "a": "(64, 784, 10): one gradient for each sample.",
        "b": "(10, 784): gradients run the other way.",
        "c": "(64, 10): the shape of the layer's output.",
        "d": "(784, 10): the shape of W.",
    },
    points=10,
    minutes=2,
    difficulty=1,
    hints=(
        "How many numbers does the loss have, and how many can you turn in W?",
        "The update subtracts a multiple of the gradient from W. What does that ask of its shape?",
        "One derivative for every entry of W, each in the place of the entry it belongs to.",
    ),
)
