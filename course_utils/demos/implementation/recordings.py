"""What PyTorch and Keras printed when they were asked: shown where they are not installed.

``tools/record_frameworks.py`` runs the lecture and writes ``recorded.json``; a test holds a live
run to it.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

NAMES = {"torch": "PyTorch", "keras": "Keras"}


def recorded(name: str) -> str:
    """What the lecture's cell ``name`` printed, and with which versions.

    Raises:
        KeyError: nothing of that name was recorded.
    """
    texts = recordings()["texts"]
    if name not in texts:
        raise KeyError(f"nothing was recorded as {name!r}; there are {', '.join(texts)}")
    return f"{_source()}\n\n{texts[name]}"


@cache
def recordings() -> dict[str, Any]:
    """``versions`` by package, and ``texts`` by the name of what was recorded."""
    return json.loads(files(__package__).joinpath("recorded.json").read_text(encoding="utf-8"))


def _source() -> str:
    versions = recordings()["versions"]
    told = " and ".join(f"{NAMES[package]} {version}" for package, version in versions.items())
    return f"Not computed here, but recorded with {told} at this page's own parameters:"
