"""Python imports this first: from here on, only this machine can be reached.

Packages named in COURSE_WITHOUT are not found, as if they had never been installed.
"""

import os
import socket
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Any

_OWN = {"localhost", "127.0.0.1", "::1", "0.0.0.0", "", None}
_MISSING = os.environ.get("COURSE_WITHOUT", "").split()
_connect, _look_up, _find = socket.socket.connect, socket.getaddrinfo, PathFinder.find_spec


def _refuse(host: Any) -> None:
    with Path(os.environ["COURSE_REFUSED"]).open("a") as notes:
        notes.write(f"{host}\n")
    raise OSError(f"no network in this test, so {host} cannot be reached")


def _connect_here(self: socket.socket, address: Any) -> None:
    if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in _OWN:
        _refuse(address[0])
    _connect(self, address)


def _look_up_here(host: Any, *args: Any, **kwargs: Any) -> Any:
    if host not in _OWN and host != socket.gethostname():
        _refuse(host)
    return _look_up(host, *args, **kwargs)


def _find_installed(cls: type, name: str, *args: Any, **kwargs: Any) -> Any:
    return None if name in _MISSING else _find(name, *args, **kwargs)


PathFinder.find_spec = classmethod(_find_installed)  # type: ignore[method-assign, assignment]
socket.socket.connect = _connect_here  # type: ignore[method-assign]
socket.getaddrinfo = _look_up_here
