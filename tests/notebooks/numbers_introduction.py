"""The numbers on the page of lecture 1, with plain Python floats."""


def two_weights(rate=0.02):
    """x = (2, −3), w = (0.5, 0.4), target 1: prediction and loss, before and after one step."""
    x, w, y = (2, -3), (0.5, 0.4), 1
    p = sum(a * b for a, b in zip(x, w, strict=True))
    stepped = [b - rate * 2 * (p - y) * a for a, b in zip(x, w, strict=True)]
    after = sum(a * b for a, b in zip(x, stepped, strict=True))
    return p, (p - y) ** 2, (after - y) ** 2


PARAMETERS = 784 * 64 + 64 + 64 * 10 + 10

prediction, loss, loss_after = two_weights()
STATED = {
    "gradient-read": {f"{abs(prediction):.2f}", f"{loss:.2f}", f"{loss_after:.3f}", "0.02"},
}
PHRASES = {
    "parameters": ("blame", f"has {PARAMETERS:,} weights and biases"),
    "parameters again": ("blame-read", f"all {PARAMETERS:,} derivatives"),
    "years for a language model": ("price-read", "take three years"),
    "three ways": ("price-read", "Fifty seconds, a hundred seconds, three thousandths"),
}
