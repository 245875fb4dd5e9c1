"""Exercises of lecture 6, in the order in which the lecture meets them."""

from importlib import import_module

for part in (
    "factors",
    "probes",
    "bugs",
    "capstone",
    "basics",
    "losses",
    "depth",
    "practice",
    "limits",
):
    import_module(f"{__name__}.{part}")
