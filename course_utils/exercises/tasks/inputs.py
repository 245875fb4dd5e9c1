"""Sizes and inputs the tasks share.

The sizes are distinct primes and none is 2. A ratio 'yours / right' then has one factorization:
7 is a forgotten batch mean, 77/2 a forgotten mean and a forgotten factor 2, 1/3 a division by the
number of inputs. Values are never special: no zeros, no ones, no square matrices but where a
probe is square on purpose, to show what a forgotten transpose does when the shapes allow it.
"""

import numpy as np

N = 7
"""Samples in a batch."""
D = 3
"""Inputs of a layer."""
H = 5
"""Hidden units."""
C = 11
"""Outputs, or classes."""


def one_hot_rows(rng: np.random.Generator, n: int, c: int) -> np.ndarray:
    """Y: (n, c) one-hot labels, one row a sample, of at least two classes."""
    labels = (rng.integers(c) + np.arange(n) * 3) % c
    return np.eye(c)[rng.permutation(labels)]


def probability_rows(rng: np.random.Generator, n: int, c: int) -> np.ndarray:
    """P: (n, c) positive rows that sum to 1, no entry near 0 or 1."""
    P = rng.uniform(0.2, 1.0, size=(n, c))
    return P / P.sum(axis=1, keepdims=True)


def two_layers(
    rng: np.random.Generator, d: int = D, h: int = H, c: int = C
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """W1: (d, h), b1: (h,), W2: (h, c), b2: (c,) for a network with one hidden layer."""
    return (
        rng.normal(scale=0.8, size=(d, h)),
        rng.normal(scale=0.5, size=h),
        rng.normal(scale=0.8, size=(h, c)),
        rng.normal(scale=0.5, size=c),
    )
