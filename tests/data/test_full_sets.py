"""The full sets come through Keras's own loaders: here from a small server on this machine.

Only the address, the cache and the checksums of the files are replaced; download, progress bar,
cache and verification are Keras's.
"""

import functools
import hashlib
import io
import json
import re
import socket
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from course_utils import data
from course_utils.data import full as full_module

WORDS = {"the": 1, "film": 2, "br": 3, "moved": 4, "me": 5, "rarest": 6}
LOADERS = {"digits": data.load_digits, "reviews": data.load_reviews}
EMBEDDED = {"digits": "5,000 digits", "reviews": "10,043 sentences"}


def packed(**arrays: np.ndarray) -> bytes:
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def ragged(*rows: list[int]) -> np.ndarray:
    array = np.empty(len(rows), dtype=object)
    array[:] = rows
    return array


def public_files() -> dict[str, bytes]:
    """Small files in the form of the public ones."""
    images, labels = np.zeros((3, 28, 28), np.uint8), np.array([7, 0, 1], np.uint8)
    images[0, 0, :2] = 255, 51
    halves = {"x_train": images, "y_train": labels, "x_test": images[:2], "y_test": labels[:2]}
    read, unread = ragged([1, 2, 4, 5], [6, 3, 3, 2]), ragged([5, 5])
    verdicts = {"y_train": np.array([1, 0]), "y_test": np.array([1])}
    return {
        "mnist.npz": packed(**halves),
        "imdb.npz": packed(x_train=read, x_test=unread, **verdicts),
        "imdb_word_index.json": json.dumps(WORDS).encode(),
    }


class Origin:
    """A server of some files, which counts how often each was asked for."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files, self.asked = files, list[str]()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        origin = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                name = self.path.lstrip("/")
                origin.asked.append(name)
                if name not in origin.files:
                    self.send_error(404)
                    return
                self.send_response(200)
                self.send_header("Content-Length", str(len(origin.files[name])))
                self.end_headers()
                self.wfile.write(origin.files[name])

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def redirect(monkeypatch: pytest.MonkeyPatch, address: str, cache: Path, sums: dict) -> None:
    """Let Keras fetch from ``address`` and expect the checksums ``sums``, its own where none is."""
    from keras.src.datasets import imdb, mnist
    from keras.src.utils.file_utils import get_file

    @functools.wraps(get_file)
    def fetched(fname: str, origin: str, file_hash: str) -> str:
        sha256 = sums.get(fname, file_hash)
        return get_file(fname, origin=address + fname, file_hash=sha256, cache_dir=str(cache))

    for module in (mnist, imdb):
        monkeypatch.setattr(module, "get_file", fetched)


@pytest.fixture
def origin(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Origin]:
    pytest.importorskip("torch")
    pytest.importorskip("keras")
    origin = Origin(public_files())
    sums = {name: hashlib.sha256(file).hexdigest() for name, file in origin.files.items()}
    redirect(monkeypatch, origin.address, tmp_path, sums)
    yield origin
    origin.close()


def test_full_digits(origin: Origin) -> None:
    digits = data.load_digits(full=True)
    assert digits.X_train.shape == (3, 784)
    assert digits.X_train.dtype == np.float32
    assert digits.X_train[0, :3].tolist() == [1, np.float32(0.2), 0]
    assert digits.y_train.tolist() == [7, 0, 1]
    assert digits.y_train.dtype == np.int64
    assert len(digits.X_test) == len(digits.y_test) == 2


def test_full_reviews_are_words_again(origin: Origin) -> None:
    reviews = data.load_reviews(full=True)
    verdict = dict(zip(reviews.texts_train, reviews.y_train.tolist(), strict=True))
    assert verdict == {"the film moved me": 1, "rarest film": 0}
    assert reviews.texts_test == ["me me"]
    assert reviews.y_test.tolist() == [1]
    assert reviews.y_train.dtype == np.int64


def test_a_progress_bar_is_shown(origin: Origin, capsys: pytest.CaptureFixture[str]) -> None:
    data.load_digits(full=True)
    shown = capsys.readouterr().out
    assert f"Downloading data from {origin.address}mnist.npz" in shown
    assert "━" in shown


def test_what_was_fetched_is_kept(origin: Origin) -> None:
    for _ in range(2):
        data.load_digits(full=True)
        data.load_reviews(full=True)
    assert sorted(origin.asked) == sorted(origin.files)


def test_a_damaged_file_in_the_cache_is_fetched_again(origin: Origin, tmp_path: Path) -> None:
    data.load_digits(full=True)
    (tmp_path / "datasets" / "mnist.npz").write_bytes(b"cut short")
    assert len(data.load_digits(full=True).X_train) == 3
    assert origin.asked == ["mnist.npz"] * 2


def said_once(capsys: pytest.CaptureFixture[str]) -> str:
    """What stands on the error stream: one sentence in one line."""
    said = capsys.readouterr().err
    assert re.fullmatch(r"The full set could not be fetched \(.+\), so this is [^\n]+\.\n", said)
    return said


@pytest.mark.parametrize("name", LOADERS)
def test_a_file_with_another_checksum_is_refused(
    name: str,
    origin: Origin,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Against the checksums that Keras itself states: the small files are not the public ones."""
    redirect(monkeypatch, origin.address, tmp_path, {})
    loaded = LOADERS[name](full=True)
    assert len(loaded[0]) == len(LOADERS[name]()[0])
    said = said_once(capsys)
    assert "file hash does not match" in said
    assert EMBEDDED[name] in said


@pytest.mark.parametrize("name", LOADERS)
def test_without_a_network(name: str, origin: Origin, capsys: pytest.CaptureFixture[str]) -> None:
    origin.close()
    loaded = LOADERS[name](full=True)
    assert len(loaded[0]) == len(LOADERS[name]()[0])
    assert "(the network did not answer)" in said_once(capsys)


def test_a_network_that_never_answers(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    origin: Origin,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """As behind some firewalls: the connection stands and nothing comes. Nobody waits for ever."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        redirect(monkeypatch, f"http://127.0.0.1:{silent.getsockname()[1]}/", tmp_path, {})
        monkeypatch.setattr(full_module, "PATIENCE", 0.2)
        assert len(data.load_digits(full=True).X_train) == 4000
    assert "(the network did not answer)" in said_once(capsys)
    assert socket.getdefaulttimeout() is None


def test_a_server_without_the_file(origin: Origin, capsys: pytest.CaptureFixture[str]) -> None:
    origin.files.clear()
    data.load_digits(full=True)
    assert "404 -- Not Found" in said_once(capsys)


@pytest.mark.parametrize("name", LOADERS)
def test_without_keras(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for loader in ("mnist", "imdb"):
        monkeypatch.setitem(sys.modules, f"keras.datasets.{loader}", None)
    loaded = LOADERS[name](full=True)
    assert len(loaded[0]) == len(LOADERS[name]()[0])
    assert "keras is not installed: pip install keras" in said_once(capsys)


def test_the_checksums_stated_are_those_keras_compares(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("keras")
    from keras.src.datasets import imdb, mnist

    compared: dict[str, str] = {}

    def noted(fname: str, origin: str, file_hash: str) -> str:
        compared[fname] = file_hash
        raise FileNotFoundError(fname)

    for module, load in ((mnist, "load_data"), (imdb, "load_data"), (imdb, "get_word_index")):
        monkeypatch.setattr(module, "get_file", noted)
        with pytest.raises(FileNotFoundError):
            getattr(module, load)()
    sources = (Path(data.__file__).parent / "SOURCES.md").read_text(encoding="utf-8")
    for name, checksum in compared.items():
        assert f"`{name}`" in sources
        assert f"`{checksum[:8]}…{checksum[-8:]}`" in sources
