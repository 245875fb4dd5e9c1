"""The numbers on the page of lecture 5, without the engine."""

from math import ceil, e, exp, log

import numpy as np

FLOOR = log(e + 9) - 1  # of a softmax too many, ten classes
YES, NO = log(1 + exp(-1)), log(2)  # a sigmoid too many, perfectly right
CLIPPED = -log(1e-7)
CLIPPED_ABOVE = -log(1 - float(np.float32(1) - np.float32(1e-7)))  # in float32: 1 − 2⁻²³
T = [1, 0, 1, 1, 0, 0]

twice = (sum(T) * YES + T.count(0) * NO) / 6
table = np.mean([(p - t) ** 2 for p in T for t in T])
one_unit = T.count(0) / 6 * CLIPPED_ABOVE
gradients = 784 * 128 + 128 + 128 * 10 + 10
operations = 2 * 784 * 128 * 64

STATED = {
    "met-compile": {f"{log(10):.2f}"},
    "twice-predict": {f"{FLOOR:.4f}", f"{FLOOR + 1:.4f}"},
    "twice-read": {f"{FLOOR:.4f}"},
    "mismatches-read": {f"{FLOOR:.4f}", f"{twice:.4f}", f"{YES:.4f}", f"{NO:.4f}"}
    | {f"{CLIPPED:.3f}", f"{CLIPPED_ABOVE:.3f}", f"{one_unit:.2f}"},
    "summary": {f"{FLOOR:.4f}"},
}
PHRASES = {
    "parameters": ("four-predict", f"all {gradients:,} gradients"),
    "parameters again": ("four-read", f"agree on {gradients:,} gradients"),
    "operations": ("tape-read", "Nearly thirteen million little records"),
    "steps": ("met-compile", f"{ceil(4000 / 64)} steps, for 4,000/64 is {4000 // 64}½"),
    "steps again": ("met-compile", f"where here there are {ceil(4000 / 64)}"),
    "six classes": ("task-stuck-above-one", f"from {log(6):.2f} to {log(e + 5) - 1:.4f} and"),
    "table of pairs": ("mismatches-read", f"| {table} | (6, 1) minus (6,) is a table of {36}"),
}
