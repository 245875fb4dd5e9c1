"""Exercises of lecture 3, in the order in which the lecture meets them."""

from importlib import import_module

for part in (
    "descent",
    "batches",
    "loop",
    "momentum",
    "adam",
    "penalties",
    "dropout",
    "normalization",
    "stopping",
    "initialization",
    "depth",
    "questions",
):
    import_module(f"{__name__}.{part}")
