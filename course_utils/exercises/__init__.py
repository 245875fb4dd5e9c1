"""What is asked and how it is judged.

Names are looked up on first use, so that *run* can be imported where there are no answers.
"""

from importlib import import_module
from typing import Any

_WHERE = {
    "Verdict": "verdict",
    "check": "checking",
    "evaluate": "checking",
    "evaluate_numbers": "pasted",
    "hint": "checking",
    "progress": "checking",
}

__all__ = ["Verdict", "check", "evaluate", "evaluate_numbers", "hint", "progress"]


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(f"{__name__} has no {name!r}; it offers {', '.join(__all__)}")
