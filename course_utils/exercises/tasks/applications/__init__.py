"""Exercises of lecture 4, in the order in which the lecture meets them."""

from importlib import import_module

for part in (
    "residual",
    "convolution",
    "convolution_backward",
    "pooling",
    "recurrence",
    "embedding",
    "attention",
    "adversarial",
    "questions",
):
    import_module(f"{__name__}.{part}")
