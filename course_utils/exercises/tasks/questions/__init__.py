"""Exercises of lecture 6, in the order in which the lecture meets them."""

from importlib import import_module

for part in (
    "basics",
    "limits",
    "depth",
    "practice",
    "losses",
    "factors",
    "bugs",
    "probes",
    "capstone",
):
    import_module(f"{__name__}.{part}")
