"""First values of the weights: each ``initializer(shape, rng)`` returns an array of that shape.

A weight's shape ends in (…, fan_in, fan_out); axes before these, as in a convolution's kernel,
multiply both. To choose other limits: ``functools.partial(uniform, low=0.0, high=1.0)``.
"""

from collections.abc import Callable
from math import prod, sqrt

import numpy as np

from course_utils.nn.parameter import Array

Shape = tuple[int, ...]
Initializer = Callable[[Shape, np.random.Generator], Array]


def fans(shape: Shape) -> tuple[int, int]:
    """How many inputs feed one output, and how many outputs one input feeds."""
    *field, inputs, outputs = shape
    return prod(field) * inputs, prod(field) * outputs


def drawn(
    who: str, name: str, init: Initializer, shape: Shape, rng: np.random.Generator, dtype: np.dtype
) -> Array:
    """First values of the weight ``name`` of the layer ``who``."""
    W = np.asarray(init(shape, rng))
    if W.shape != shape:
        raise ValueError(
            f"{who}: init returned an array of shape {W.shape}, but {name} needs {shape}."
        )
    return W.astype(dtype)


def zeros(shape: Shape, rng: np.random.Generator) -> Array:
    """All zero: right for biases; as weights it makes all units of a layer equal for ever."""
    return np.zeros(shape)


def uniform(shape: Shape, rng: np.random.Generator, low: float = -1.0, high: float = 1.0) -> Array:
    """U(low, high), whatever the size of the layer."""
    return rng.uniform(low, high, shape)


def normal(shape: Shape, rng: np.random.Generator, std: float = 0.01) -> Array:
    """N(0, std²), whatever the size of the layer."""
    return rng.normal(0.0, std, shape)


def xavier_uniform(shape: Shape, rng: np.random.Generator) -> Array:
    """U(−a, a) with a = √(6 / (fan_in + fan_out)), for tanh and sigmoid.

    Glorot and Bengio (2010), "Understanding the difficulty of training deep feedforward neural
    networks": a compromise between signals that keep their variance on the way forward (fan_in)
    and gradients that keep theirs on the way back (fan_out).
    """
    limit = sqrt(6 / sum(fans(shape)))
    return rng.uniform(-limit, limit, shape)


def xavier_normal(shape: Shape, rng: np.random.Generator) -> Array:
    """N(0, 2 / (fan_in + fan_out)), for tanh and sigmoid: Glorot and Bengio (2010)."""
    return rng.normal(0.0, sqrt(2 / sum(fans(shape))), shape)


def he_uniform(shape: Shape, rng: np.random.Generator) -> Array:
    """U(−a, a) with a = √(6 / fan_in), for ReLU: He, Zhang, Ren and Sun (2015)."""
    limit = sqrt(6 / fans(shape)[0])
    return rng.uniform(-limit, limit, shape)


def he_normal(shape: Shape, rng: np.random.Generator) -> Array:
    """N(0, 2 / fan_in), for ReLU, which lets half of the signal through.

    He, Zhang, Ren and Sun (2015), "Delving deep into rectifiers".
    """
    return rng.normal(0.0, sqrt(2 / fans(shape)[0]), shape)
