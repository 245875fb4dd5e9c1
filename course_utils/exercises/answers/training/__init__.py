"""Answers to lecture 3: the same modules as its tasks."""

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
