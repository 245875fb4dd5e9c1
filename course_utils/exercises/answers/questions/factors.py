"""Answers on decoding a factor."""

import itertools
from collections.abc import Callable

import numpy as np

from course_utils.exercises.answer import answer, facts, mistake

PRIMES = np.array([2.0, 7, 3, 5, 11])
POWERS = np.array(list(itertools.product(range(-2, 3), repeat=5)))
PRODUCTS = np.prod(PRIMES**POWERS, axis=1)
Decoded = tuple[int, ...]


def _decoded(k: float) -> Decoded:
    powers = POWERS[np.argmin(np.abs(np.log(abs(k) / PRODUCTS)))]
    return (1 if k > 0 else -1, *map(int, powers))


def _in_whole_numbers(k: float) -> Decoded:
    """Each prime as often as k can be divided by it and stay whole."""
    found = [1 if k > 0 else -1]
    for prime in PRIMES:
        power, rest = 0, abs(k) / prime
        while abs(rest - round(rest)) < 1e-9 and rest > 0.5:
            power, rest = power + 1, rest / prime
        found.append(power)
    return tuple(found)


def _but(change: Callable[[Decoded], Decoded]) -> Callable[[float], Decoded]:
    return lambda k: change(_decoded(k))


@answer(
    mistake(
        "sign_lost",
        _but(lambda found: (1, *found[1:])),
        "The sign is always 1 in yours. A gradient that points uphill is wrong in nothing but its "
        "sign.",
        "What do you do with a k below 0?",
    ),
    mistake(
        "twos_lost",
        _but(lambda found: (found[0], 0, *found[2:])),
        "The power of 2 is always 0 in yours: the 2 of the squared error goes unseen.",
        "What is 77/2 made of?",
    ),
    mistake(
        "upside_down",
        _but(lambda found: (found[0], *(-p for p in found[1:]))),
        "All powers have the wrong sign: you decode 1/k. If k is 7, then n is in it once, "
        "upstairs.",
        "If k is 7, is your gradient too large or too small?",
    ),
    mistake(
        "no_divisions",
        _but(lambda found: (found[0], *(max(p, 0) for p in found[1:]))),
        "Primes below the line are not found: 1/7 is n to the power of −1, a mean taken twice.",
        "What do you multiply 1/7 by to see whether a 7 is in it?",
    ),
    mistake(
        "only_divisions",
        _but(lambda found: (found[0], *(min(p, 0) for p in found[1:]))),
        "Primes above the line are not found: 7 is n to the power of 1, a mean that was forgotten.",
        "What do you divide 7 by to see whether a 7 is in it?",
    ),
    mistake(
        "sizes",
        _but(lambda found: (found[0], *(abs(p) for p in found[1:]))),
        "You say how often each prime occurs, but not whether above the line or below: 7 and 1/7 "
        "get the same answer.",
        "What tells a forgotten mean from a mean taken twice?",
    ),
    mistake(
        "once_only",
        _but(lambda found: (found[0], *(max(-1, min(1, p)) for p in found[1:]))),
        "Each prime is counted once at most. 49 is n twice: the mean forgotten in two places.",
        "After you have found one 7, do you look for another?",
    ),
    mistake(
        "whole_only",
        _in_whole_numbers,
        "Primes are found only where k stays whole when it is divided by them. In 77/2 there are a "
        "7 and an 11 all the same, beside a 2 below the line.",
        "What could you do with 77/2 first, to make it whole?",
    ),
    mistake(
        "by_size",
        _but(lambda found: (*found[:2], found[3], found[4], found[2], found[5])),
        "The powers are right and stand in the order of the primes, 2, 3, 5, 7, 11. Asked for is "
        "the order n, d, h, c.",
        "Which size is the 7?",
    ),
)
def decode_factor(k: float) -> Decoded:
    """The powers whose product is closest to the size of k, after its sign."""
    return _decoded(k)


facts(
    "decode_factor",
    ("For k = {k} the sign is {right}; you have {yours}.", "What do you do with a k below 0?"),
    *(
        (
            f"In k = {{k}} the power of {prime:.0f} is {{right}}; you have {{yours}}.",
            f"How do you tell a {prime:.0f} above the line from one below it, or from two of them?",
        )
        for prime in PRIMES
    ),
)
