"""A call under guard: it may loop, print, exit, ask, or rewrite NumPy, and nothing comes of it."""

import _thread
import builtins
import contextlib
import ctypes
import math
import random
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np

MAX_PRINTED = 2_000
GRACE = 0.3
STACK = 32 * 1024 * 1024
# Short enough that an interrupt is felt at once, also where waiting for a lock cannot be broken.
_SLICE = 0.05
_MODULES = (np, np.linalg, np.random, np.fft, math)
_PRISTINE = [dict(vars(module)) for module in _MODULES]


class TimeUp(SystemExit):
    """Raised inside a function that ran too long. A thread that ends with it ends silently."""


@dataclass(frozen=True)
class Watched:
    """What became of the work: ``result`` is None where it did not finish in time."""

    finished: bool
    result: Any
    printed: str
    warned: tuple[str, ...]


def watch(work: Callable[[], Any], limit: float) -> Watched:
    """Do ``work`` in a thread of its own and wait for it, at most ``limit`` seconds.

    Comes back even if the thread never ends. An interrupt of the waiting thread is the user's:
    it passes through at once.
    """
    worker = _Worker(work)
    with pristine(), _kept_settings(), _hushed(worker) as heard:
        try:
            with _deep_stack():
                worker.start()
            in_time = worker.wait(limit)
        finally:
            if worker.busy:
                _stop(worker)
        worker.wait(GRACE)  # for what it heard to be complete, and its ear to be taken away
    finished = in_time and worker.finished
    return Watched(finished, worker.result if finished else None, heard.said(), tuple(heard.warned))


class _Worker:
    """Does the work in a thread of its own.

    A bare thread: after ``_body`` no Python runs in it that a late TimeUp could strike, and it
    ends silently. For the same reason ``busy`` ends with a plain assignment: an exception from
    another thread is raised at calls, never there.
    """

    def __init__(self, work: Callable[[], Any]) -> None:
        self.work = work
        self.busy, self.finished, self.result = True, False, None
        self.ident = 0
        self._done = threading.Event()

    def start(self) -> None:
        self.ident = _thread.start_new_thread(self._body, ())

    def _body(self) -> None:
        self.ident = threading.get_ident()
        try:
            self.result = self.work()
            self.finished = True
        except BaseException:  # the work reports its own failures; this is TimeUp arriving late
            self.finished = False
        self.busy = False
        self._done.set()

    def wait(self, seconds: float) -> bool:
        """Whether the work was over within so many seconds."""
        end = time.monotonic() + seconds
        while self.busy and (left := end - time.monotonic()) > 0:
            self._done.wait(min(left, _SLICE))
        return not self.busy


@contextlib.contextmanager
def pristine() -> Iterator[None]:
    """NumPy as it was when the course was imported; afterwards as it was found."""
    found = [dict(vars(module)) for module in _MODULES]
    _put(_PRISTINE)
    try:
        yield
    finally:
        _put(found)


def _put(saved: list[dict[str, Any]]) -> None:
    for module, names in zip(_MODULES, saved, strict=True):
        current = vars(module)
        for name, thing in names.items():
            if current.get(name) is not thing:
                current[name] = thing


@contextlib.contextmanager
def _deep_stack() -> Iterator[None]:
    """Room enough on the thread's stack for Python itself to notice an endless recursion."""
    before = threading.stack_size()
    with contextlib.suppress(ValueError, RuntimeError):
        threading.stack_size(STACK)
    try:
        yield
    finally:
        threading.stack_size(before)


def _stop(worker: _Worker) -> None:
    """Raise TimeUp in the worker for as long as it is busy.

    A function may catch it and go on, and Python may lose it while the function waits. Not a
    moment longer: the number of a thread that has ended may belong to the next one.
    """

    def insist() -> None:
        inject = ctypes.pythonapi.PyThreadState_SetAsyncExc
        while worker.busy:
            inject(ctypes.c_ulong(worker.ident), ctypes.py_object(TimeUp))
            time.sleep(0.01)

    threading.Thread(target=insist, name="time is up", daemon=True).start()


@contextlib.contextmanager
def _kept_settings() -> Iterator[None]:
    """Built-ins, random state and recursion limit come back as they were."""
    names, depth = dict(vars(builtins)), sys.getrecursionlimit()
    numpy_state, python_state = np.random.get_state(), random.getstate()
    builtins.input = _nobody_to_ask
    try:
        yield
    finally:
        vars(builtins).update(names)
        sys.setrecursionlimit(depth)
        np.random.set_state(numpy_state)
        random.setstate(python_state)


def _nobody_to_ask(*_: object) -> NoReturn:
    raise RuntimeError("input() has nobody to ask here: take the value from a parameter")


class _Ear:
    """Stands for ``sys.stdout``: hears one thread, and lets every other one speak as before."""

    def __init__(self, worker: _Worker, others: Any) -> None:
        self.worker, self.others = worker, others
        self.heard: list[str] = []
        self.length = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.others, name)

    def write(self, text: str) -> int:
        if threading.get_ident() != self.worker.ident:
            return self.others.write(text)
        if self.length < MAX_PRINTED:
            self.heard.append(str(text)[: MAX_PRINTED - self.length])
        self.length += len(text)
        return len(text)

    def close(self) -> None:
        if threading.get_ident() != self.worker.ident:
            self.others.close()

    def flush(self) -> None:
        if threading.get_ident() != self.worker.ident:
            self.others.flush()


def _real(stream: Any) -> Any:
    """The stream behind the ears of threads that have ended since."""
    while isinstance(stream, _Ear) and not stream.worker.busy:
        stream = stream.others
    return stream


@dataclass
class _Heard:
    out: _Ear
    err: _Ear
    warned: list[str]

    def said(self) -> str:
        """What was printed, shortened; it says how much there was."""
        text = "".join(self.out.heard + self.err.heard)
        length = self.out.length + self.err.length
        more = length - len(text)
        return text if more <= 0 else f"{text}\n… and {more:,} characters more"


@contextlib.contextmanager
def _hushed(worker: _Worker) -> Iterator[_Heard]:
    """What ``worker`` prints is kept, not shown; warnings are kept as well."""
    stdout, stderr = _real(sys.stdout), _real(sys.stderr)
    heard = _Heard(_Ear(worker, stdout), _Ear(worker, stderr), [])
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        sys.stdout, sys.stderr = heard.out, heard.err
        try:
            yield heard
        finally:
            # A thread that cannot be stopped goes on unheard rather than into the notebook.
            if not worker.busy:
                sys.stdout, sys.stderr = stdout, stderr
            heard.warned = list(dict.fromkeys(str(w.message)[:MAX_PRINTED] for w in caught[:20]))
