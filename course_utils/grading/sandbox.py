"""Run one notebook in a process of its own and bring back what it did, as plain data.

This is the *run* half: nothing here knows an answer. The process is trusted with nothing. It is
given a copy of the public half of the exercises and an empty folder, it is watched by the clock,
and what it says is read as bounded JSON. When a cell or an exercise takes the process down, the
notebook is run once more without it, so that a learner loses only what cannot be read.
"""

import contextlib
import json
import os
import queue
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_utils.exercises.task import Task
from course_utils.exercises.tasks import all_tasks
from course_utils.grading.room import SITE, Room, own_folder
from course_utils.grading.transcript import Transcript, messages_in, note

_RESTARTS = 5


@dataclass(frozen=True)
class Limits:
    """Bounds of one submission: ``seconds`` for all of it, ``step`` seconds for one cell or
    exercise, ``memory`` in megabytes. To import PyTorch and Keras may take a busy machine 15."""

    seconds: float = 120.0
    step: float = 40.0
    memory: int = 2048


class StoppedError(Exception):
    """The instructor interrupted the run."""


class _TooManyFilesError(Exception):
    """A submission fills the disk."""


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
        with own_folder() as folder:
            attempt = _Attempt(folder, job, limits, deadline, private)
            at, transcript.ended = attempt.follow(transcript, stopped)
        if transcript.ended is None or at is None or time.monotonic() > deadline:
            break
        transcript.lost[at] = transcript.ended
    return transcript


def _may_use_engine(exercises: list[str]) -> bool:
    """Whether one of the exercises is to be solved with the course's own engine and data."""
    asked = (all_tasks().get(name) for name in exercises)
    return any(isinstance(task, Task) and task.engine for task in asked)


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
        self.room = Room(folder, engine=_may_use_engine(job["exercises"]))
        confine = {
            "readable": self.room.readable(private),
            "writable": self.room.writable(),
            "memory": limits.memory << 20,
            "seconds": int(limits.seconds) + 1,
        }
        job = job | {"package": str(self.room.code), "site": [str(SITE)], "confine": confine}
        self.process = self.room.start_python()
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
            for message in messages_in(self.process.stdout):
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
                at = note(message, transcript) or at
        except TimeoutError:
            return at, "time limit"
        except _TooManyFilesError:
            return at, "too many files"
        finally:
            self._end()

    def _next(self, stopped: Callable[[], bool]) -> dict[str, Any] | None:
        """The next message. Raises where this step or the whole takes too long or too much."""
        until = min(time.monotonic() + self.limits.step, self.deadline)
        while (left := until - time.monotonic()) > 0:
            if stopped():
                raise StoppedError
            if self.room.is_full():
                raise _TooManyFilesError
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
