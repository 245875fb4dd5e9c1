"""A wrong gradient is off by one constant: which factors were forgotten?"""

from collections.abc import Iterator

import numpy as np

from course_utils.exercises.task import task

SIZES = {"n": 7, "d": 3, "h": 5, "c": 11}
"""Samples, inputs, hidden units, outputs: distinct primes, so that k tells them apart."""


@task(
    "decode_factor(k)",
    returns="six integers (sign, two, n, d, h, c): the sign of k, 1 or −1, and the powers of 2, "
    "of n = 7, d = 3, h = 5 and c = 11 in it",
    points=10,
    minutes=15,
    difficulty=2,
    hints=(
        "If your gradient is 77/2 times the right one, which means and which factor are missing?",
        "k is a product of powers of 2, 7, 3, 5 and 11, up or down. What do you learn by trying to "
        "divide it by one of them, or to multiply?",
        "All powers lie between −2 and 2: there are 3,125 products, so try them all and take the "
        "one that is closest to the size of k.",
    ),
)
def decode_factor(rng: np.random.Generator) -> Iterator[tuple[float]]:
    known = [7, 1 / 7, 77 / 2, -1, 11, 1 / 77, 1 / 3, 0.2, -2, -0.5, 49 / 4]
    random = [
        float(rng.choice([-1, 1]) * np.prod(np.array([2.0, 7, 3, 5, 11]) ** powers))
        for powers in rng.integers(-2, 3, size=(5, 5))
    ]
    for k in (*known, *random):
        yield (float(k),)
