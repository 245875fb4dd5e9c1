"""The wall around the notebooks' kernels holds, or their tests would prove nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

ASK = "import urllib.request; urllib.request.urlopen('http://example.org', timeout=5)"


@pytest.mark.parametrize(
    "ask", [ASK, "import socket; socket.create_connection(('192.0.2.1', 80), timeout=5)"]
)
def test_another_machine_is_refused_and_noted(ask: str, offline: dict[str, str]) -> None:
    notes = Path(offline["COURSE_REFUSED"])

    done = subprocess.run([sys.executable, "-c", ask], env=offline, capture_output=True, text=True)

    assert "no network in this test" in done.stderr
    assert notes.read_text().split() in (["example.org"], ["192.0.2.1"])
    notes.unlink()
