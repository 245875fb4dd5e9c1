"""What can be seen of a learner's function before it is called."""

import dis
import inspect
from collections.abc import Iterable
from types import FunctionType
from typing import Any

from course_utils.exercises.guard import TimeUp

_IDLE = {"RESUME", "NOP", "LOAD_CONST", "RETURN_CONST", "RETURN_VALUE"}


def is_stub(fn: Any) -> bool:
    """A body of nothing but a docstring, ``...`` or ``pass``."""
    if type(fn) is not FunctionType or fn.__code__.co_name == "<lambda>":
        return False
    code = fn.__code__
    nothing = {None, fn.__doc__}
    idle = all(step.opname in _IDLE for step in dis.get_instructions(code))
    return idle and all(constant in nothing for constant in code.co_consts)


def parameters_of(fn: Any, args: Iterable[Any]) -> tuple[bool, tuple[str, ...]]:
    """Whether the call is possible at all, and the names the learner gave."""
    try:
        signature = inspect.signature(fn)
    except TimeUp:
        raise
    except BaseException:  # some built-in functions have none, and an attribute may do anything
        return True, ()
    try:
        signature.bind(*args)
    except TypeError:
        return False, tuple(signature.parameters)
    return True, tuple(signature.parameters)
