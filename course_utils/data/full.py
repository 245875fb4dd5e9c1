"""The full public sets, fetched once by Keras's own loaders; without a network, the embedded ones.

Keras shows a progress bar, keeps each file in its cache (``~/.keras``, or ``$KERAS_HOME``) and
refuses one whose checksum is not the one it was published with.
"""

import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, TypeVar
from urllib.error import HTTPError, URLError

Set = TypeVar("Set")

PATIENCE = 20.0  # seconds of silence after which a network counts as none


def full_or_embedded(
    fetch: Callable[[], Set], embedded: Callable[[], Set], what_is_embedded: str
) -> Set:
    """What ``fetch`` brings; if it cannot, the embedded set and one sentence that says why."""
    try:
        with _patience():
            return fetch()
    except Exception as error:  # whatever a downloader raises, the lecture must go on
        why = f"The full set could not be fetched ({_reason(error)})"
        print(f"{why}, so this is the embedded one: {what_is_embedded}.", file=sys.stderr)
        return embedded()


def keras_loader(name: str) -> Any:
    """Keras's module for one public set, such as ``mnist``."""
    os.environ.setdefault("KERAS_BACKEND", "torch")
    return import_module(f"keras.datasets.{name}")


@contextmanager
def _patience() -> Iterator[None]:
    """Keras would wait for an answer for as long as the system lets it: minutes, or for ever."""
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(PATIENCE)
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)


def _reason(error: Exception) -> str:
    if isinstance(error, ImportError):
        missing = (error.name or "keras").split(".")[0]
        return f"{missing} is not installed: pip install {missing}"
    if _unanswered(error) or _unanswered(error.__context__):
        return "the network did not answer"
    return (str(error) or type(error).__name__).splitlines()[0].rstrip(".")


def _unanswered(error: BaseException | None) -> bool:
    return isinstance(error, URLError | TimeoutError) and not isinstance(error, HTTPError)
