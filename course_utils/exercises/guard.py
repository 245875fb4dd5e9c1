"""A call under guard: it may loop, print, exit, ask, or rewrite NumPy, and nothing comes of it."""

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
    done, box = threading.Event(), []

    def body() -> None:
        try:
            box.append(work())
        except BaseException:  # the work reports its own failures; this is TimeUp arriving late
            box.clear()
        finally:
            done.set()

    worker = threading.Thread(target=body, name="exercise", daemon=True)
    with pristine(), _kept_settings(), _hushed(worker) as heard:
        try:
            with _deep_stack():
                worker.start()
            finished = _wait(done, limit)
        finally:
            if not done.is_set():
                _stop(worker, done)
        if finished or done.wait(GRACE):
            worker.join(GRACE)  # what it heard is complete, and its ear can be taken away
    result = box[0] if finished and box else None
    return Watched(finished and bool(box), result, heard.said(), tuple(heard.warned))


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


def _wait(done: threading.Event, limit: float) -> bool:
    end = time.monotonic() + limit
    while not done.is_set():
        left = end - time.monotonic()
        if left <= 0:
            return False
        done.wait(min(left, _SLICE))
    return True


def _stop(worker: threading.Thread, done: threading.Event) -> None:
    """Raise TimeUp in the worker for as long as it is busy.

    A function may catch it and go on, and Python may lose it while the function waits. Not a
    moment longer: the number of a thread that has ended may belong to the next one.
    """

    def insist() -> None:
        inject = ctypes.pythonapi.PyThreadState_SetAsyncExc
        while worker.is_alive() and not done.is_set():
            inject(ctypes.c_ulong(worker.ident or 0), ctypes.py_object(TimeUp))
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

    def __init__(self, worker: threading.Thread, others: Any) -> None:
        self.worker, self.others = worker, others
        self.heard: list[str] = []
        self.length = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.others, name)

    def write(self, text: str) -> int:
        if threading.current_thread() is not self.worker:
            return self.others.write(text)
        if self.length < MAX_PRINTED:
            self.heard.append(str(text)[: MAX_PRINTED - self.length])
        self.length += len(text)
        return len(text)

    def flush(self) -> None:
        if threading.current_thread() is not self.worker:
            self.others.flush()


def _real(stream: Any) -> Any:
    """The stream behind the ears of threads that have ended since."""
    while isinstance(stream, _Ear) and not stream.worker.is_alive():
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
def _hushed(worker: threading.Thread) -> Iterator[_Heard]:
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
            if not worker.is_alive():
                sys.stdout, sys.stderr = stdout, stderr
            heard.warned = list(dict.fromkeys(str(w.message)[:MAX_PRINTED] for w in caught[:20]))
