"""Run one notebook in a process of its own and bring back what it did, as plain data.

This is the *run* half: nothing here knows an answer. The process is trusted with nothing. It is
given a copy of the public half of the exercises and an empty folder, it is watched by the clock,
and what it says is read as bounded JSON. When a cell or an exercise takes the process down, the
notebook is run once more without it, so that a learner loses only what cannot be read.
"""

import contextlib
import functools
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import numpy as np

import course_utils

_PACKAGE = Path(course_utils.__file__).parent
_INSIDE = Path(__file__).parent / "inside"
_SHARED = (
    "lectures.py",
    "exercises/guard.py",
    "exercises/plain.py",
    "exercises/running.py",
    "exercises/task.py",
)
_LONGEST_MESSAGE = 8 << 20
_MOST_READ = 64 << 20
_RESTARTS = 5


@dataclass(frozen=True)
class Limits:
    """Bounds of one submission: ``seconds`` for all of it, ``step`` seconds for one cell or
    exercise, ``memory`` in megabytes."""

    seconds: float = 120.0
    step: float = 20.0
    memory: int = 2048


@dataclass
class Transcript:
    """What a notebook did. Everything in it comes from the learner's process: data, not truth.

    ``runs`` holds a run (as JSON) for each exercise, ``answers`` those to questions (all of them
    once it has ``answered``), ``absent`` the exercises without a function, ``lost`` the cells and
    exercises that took the process down and how, ``problems`` the cells that raised. ``ended``
    tells why the rest is missing, if it is.
    """

    runs: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    answered: bool = False
    absent: set[str] = field(default_factory=set)
    lost: dict[str, str] = field(default_factory=dict)
    problems: dict[int, str] = field(default_factory=dict)
    layers: tuple[str, ...] = ()
    ended: str | None = None


class StoppedError(Exception):
    """The instructor interrupted the run."""


def run_notebook(
    cells: list[str],
    exercises: list[str],
    seed: int,
    limits: Limits,
    private: tuple[Path, ...] = (),
    stopped: Callable[[], bool] = lambda: False,
) -> Transcript:
    """Run ``cells`` and then ``exercises`` on the inputs of ``seed``; never raises for a learner.

    ``private`` folders cannot be opened from inside where the kernel can see to that; the course's
    own package never can. ``stopped`` is asked often, and ends everything with ``StoppedError``.
    """
    transcript, deadline = Transcript(), time.monotonic() + limits.seconds
    for _ in range(_RESTARTS + 1):
        skip = [*transcript.lost, *(f"exercise {name}" for name in transcript.runs)]
        job = {"cells": cells, "exercises": exercises, "seed": seed, "skip": skip}
        with _own_folder() as folder:
            attempt = _Attempt(folder, job, limits, deadline, private)
            at, transcript.ended = attempt.follow(transcript, stopped)
        if transcript.ended is None or at is None or time.monotonic() > deadline:
            break
        transcript.lost[at] = transcript.ended
    return transcript


@contextlib.contextmanager
def _own_folder() -> Iterator[Path]:
    """A new folder, gone afterwards, however deep a submission has dug in it."""
    folder = Path(tempfile.mkdtemp(prefix="course-"))
    try:
        yield folder
    finally:
        try:
            shutil.rmtree(folder)
        except RecursionError:
            subprocess.run(["rm", "-rf", str(folder)], check=False)
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)


class _Attempt:
    """One process, from its start to its certain end."""

    def __init__(
        self,
        folder: Path,
        job: dict[str, Any],
        limits: Limits,
        deadline: float,
        private: tuple[Path, ...],
    ) -> None:
        self.limits, self.deadline = limits, deadline
        code, work = folder / "code", folder / "work"
        _furnish(code)
        work.mkdir()
        site = str(Path(np.__file__).parent.parent)
        confine = {
            "readable": [str(code), *readable_paths((_PACKAGE.resolve(), *private))],
            "writable": [str(work), "/dev/null", "/dev/zero", "/dev/urandom"],
            "memory": limits.memory << 20,
            "seconds": int(limits.seconds) + 1,
        }
        job = job | {"package": str(code), "site": [site], "confine": confine}
        self.process = _start(code / "child.py", work)
        self.messages: queue.Queue[dict[str, Any] | None] = queue.Queue()
        for talk in (self._listen, lambda: self._tell(job)):
            threading.Thread(target=talk, daemon=True).start()

    def _tell(self, job: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        with contextlib.suppress(OSError):  # it died first: the listener finds out
            self.process.stdin.write(json.dumps(job).encode())
            self.process.stdin.close()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with contextlib.suppress(ValueError, RecursionError, OSError):  # not ours, or too much
            for message in _messages(self.process.stdout):
                self.messages.put(message)
        self.messages.put(None)

    def follow(
        self, transcript: Transcript, stopped: Callable[[], bool]
    ) -> tuple[str | None, str | None]:
        """Collect messages to the end: (what was being run, why it ended early or None)."""
        at: str | None = None
        try:
            while True:
                message = self._next(stopped)
                if message is None:
                    return at, "crashed"
                if message.get("end"):
                    return at, None
                at = _note(message, transcript) or at
        except TimeoutError:
            return at, "time limit"
        finally:
            self._end()

    def _next(self, stopped: Callable[[], bool]) -> dict[str, Any] | None:
        """The next message; ``TimeoutError`` where this step or the whole takes too long."""
        until = min(time.monotonic() + self.limits.step, self.deadline)
        while (left := until - time.monotonic()) > 0:
            if stopped():
                raise StoppedError
            try:
                return self.messages.get(timeout=min(left, 0.2))
            except queue.Empty:
                continue
        raise TimeoutError

    def _end(self) -> None:
        """Kill the process and whatever it started."""
        if hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.wait()


def _start(program: Path, work: Path) -> subprocess.Popen[bytes]:
    """Python on its own: no user site, no environment, no path but the standard library's."""
    environment = {
        "HOME": str(work),
        "LANG": "C.UTF-8",
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": str(work),
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PATH": "/usr/bin:/bin",
        "TMPDIR": str(work),
    }
    if os.name == "nt":
        environment["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-B", str(program)],
        cwd=work,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _furnish(code: Path) -> None:
    """Copy what a submission may see: the tasks and how to run them, and the stand-in."""
    package = code / "course_utils"
    for name in _SHARED:
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(_PACKAGE / name, package / name)
    shutil.copytree(
        _PACKAGE / "exercises" / "tasks",
        package / "exercises" / "tasks",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    shutil.copy(_INSIDE / "standin.py", package / "__init__.py")
    (package / "exercises" / "__init__.py").write_text(
        "from course_utils import check, evaluate, hint, progress\n"
    )
    for name in ("child.py", "confine.py"):
        shutil.copy(_INSIDE / name, code / name)


@functools.cache
def readable_paths(private: tuple[Path, ...]) -> list[str]:
    """What Python needs to open for itself, NumPy and their libraries, and nothing private."""
    roots = [Path(os.__file__).parent, Path(np.__file__).parent.parent]
    roots += [Path(sys.base_prefix) / "lib", Path("/lib"), Path("/lib64"), Path("/usr/lib")]
    roots += [Path("/usr/share"), Path("/etc/localtime"), Path("/etc/ld.so.cache")]
    return [str(path) for root in roots for path in _without(root.resolve(), private)]


def _without(root: Path, private: tuple[Path, ...]) -> Iterator[Path]:
    """``root`` as the fewest paths that leave the private ones out."""
    if any(root.is_relative_to(path) for path in private):
        return
    if not any(path.is_relative_to(root) for path in private):
        yield root
    elif root.is_dir():
        for child in sorted(root.iterdir()):
            yield from _without(child.resolve(), private)


def _messages(pipe: IO[bytes]) -> Iterator[dict[str, Any]]:
    """Each line as a JSON object; ``ValueError`` for anything else, or for too much."""
    read = 0
    while line := pipe.readline(_LONGEST_MESSAGE):
        read += len(line)
        message = json.loads(line) if line.endswith(b"\n") else None
        if not isinstance(message, dict) or read > _MOST_READ:
            raise ValueError("not a message")
        yield message


def _note(message: dict[str, Any], transcript: Transcript) -> str | None:
    """Enter one message into the transcript, if it is of a known form; the step it announces."""
    match message:
        case {"at": str(step)}:
            return step[:100]
        case {"layers": [*layers]} if not transcript.layers:
            transcript.layers = tuple(str(layer) for layer in layers[:9])
        case {"cell": int(number), "problem": str(problem)}:
            transcript.problems[number] = problem[:300]
        case {"answers": dict(answers)}:
            given = {k: v[:200] for k, v in answers.items() if isinstance(v, str)}
            transcript.answers.update(given)
            transcript.answered = True
        case {"absent": str(name)}:
            transcript.absent.add(name)
        case {"run": str(name), "data": data}:
            transcript.runs[name] = data
    return None
