"""Gradient clipping: a step may be long, but not too long."""

from collections.abc import Iterable

from course_utils.nn.checks import check_range
from course_utils.nn.parameter import Parameter, global_norm


def clip_gradients(parameters: Iterable[Parameter], max_norm: float) -> float:
    """Scale all gradients by max_norm / norm if their global norm exceeds ``max_norm``.

    The direction stays as it was (Pascanu, Mikolov and Bengio 2013). Returns the norm before.
    """
    parameters = list(parameters)
    max_norm = check_range("max_norm", max_norm, 0.0)
    norm = global_norm(parameters)
    if norm > max_norm:
        for p in parameters:
            p.grad *= max_norm / norm
    return norm
