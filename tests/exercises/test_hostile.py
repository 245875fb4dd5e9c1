"""Hostile or broken functions never pass, never escape, and always get an answer."""

import _thread
import contextlib
import itertools
import sys
import threading
import time

import numpy as np
import pytest
from small_tasks import LAYER, LAYER_ANSWER, judged, layer

from course_utils.exercises import evaluate
from course_utils.exercises.judging import judge
from course_utils.exercises.running import run


class AlwaysEqual:
    def __eq__(self, other):
        return True

    __hash__ = None

    def __array__(self, *args, **kwargs):
        return np.zeros((7, 5))

    def __float__(self):
        return 1.0


class Liar(np.ndarray):
    shape = (7, 5)
    size = 35

    def __eq__(self, other):
        return np.ones((7, 5), dtype=bool)

    __ne__ = __lt__ = __le__ = __sub__ = __rsub__ = __eq__

    def __array_ufunc__(self, *args, **kwargs):
        return np.zeros((7, 5))

    def __array_function__(self, *args, **kwargs):
        return True

    def astype(self, *args, **kwargs):
        raise RuntimeError


class FakeFloat(float):
    def __float__(self):
        raise RuntimeError

    def __eq__(self, other):
        return True

    __hash__ = float.__hash__


class LyingList(list):
    def __iter__(self):
        return itertools.repeat(1.0)

    def __len__(self):
        return 7


class LyingClass:
    @property
    def __class__(self):
        return np.ndarray


class UnprintableError(Exception):
    def __str__(self):
        raise RuntimeError


class OwnBase(BaseException):
    pass


def raising(error):
    def layer(X, W, b):
        raise error

    return layer


def recursing(X, W, b):
    return recursing(X, W, b)


def patching(X, W, b):
    for name in ("allclose", "isclose", "abs", "isfinite", "array", "stack", "broadcast_to", "sum"):
        setattr(np, name, lambda *args, **kwargs: True)
    return np.zeros_like(X)


def nested(X, W, b):
    box = []
    box.append(box)
    return box


class Callable:
    def __call__(self, X, W, b):
        return 1

    @property
    def __code__(self):
        raise SystemExit

    @property
    def __signature__(self):
        raise KeyboardInterrupt


HOSTILE = {
    "None": lambda X, W, b: None,
    "text": lambda X, W, b: "passed",
    "bytes": lambda X, W, b: b"passed",
    "verdict": lambda X, W, b: judge(LAYER, LAYER_ANSWER, run(layer, LAYER)),
    "endless generator": lambda X, W, b: itertools.count(),
    "endless own generator": lambda X, W, b: (1.0 for _ in itertools.repeat(0)),
    "generator that raises": lambda X, W, b: (1 / 0 for _ in range(3)),
    "equal to everything": lambda X, W, b: AlwaysEqual(),
    "array of such": lambda X, W, b: np.full((7, 5), AlwaysEqual(), dtype=object),
    "lying array": lambda X, W, b: np.zeros((7, 5)).view(Liar),
    "lying list": lambda X, W, b: LyingList(),
    "lying float": lambda X, W, b: FakeFloat(1),
    "lying class": lambda X, W, b: LyingClass(),
    "itself": nested,
    "SystemExit": lambda X, W, b: sys.exit(),
    "SystemExit 0": lambda X, W, b: sys.exit(0),
    "KeyboardInterrupt": raising(KeyboardInterrupt()),
    "GeneratorExit": raising(GeneratorExit()),
    "own BaseException": raising(OwnBase("passed")),
    "no text": raising(UnprintableError()),
    "StopIteration": raising(StopIteration()),
    "input": lambda X, W, b: input("score? "),
    "recursion": recursing,
    "patched numpy": patching,
    "huge": lambda X, W, b: np.broadcast_to(0.0, (10**9, 10**6)),
    "too huge": lambda X, W, b: np.ones((10**9, 10**6)),
    "huge list": lambda X, W, b: [[0.0] * 100] * 100_000,
    "big numbers": lambda X, W, b: [10**400] * 7,
    "dates": lambda X, W, b: np.zeros((7, 5), dtype="M8[s]"),
    "structured": lambda X, W, b: np.zeros((7, 5), dtype=[("a", float)]),
    "masked": lambda X, W, b: np.ma.masked_all((7, 5)),
    "empty": lambda X, W, b: np.zeros((0, 5)),
    "class": dict,
    "callable": Callable(),
    "numpy function": np.add,
    "no parameters": lambda: 1,
    "module": np,
    "warning": lambda X, W, b: [__import__("warnings").warn(str(i), stacklevel=1) for i in X],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_never_passes_never_escapes(name):
    before = dict(vars(np))
    verdict = judged(HOSTILE[name])
    assert verdict.status in ("wrong", "error")
    assert verdict.points == 0
    assert verdict.message
    assert verdict.question
    assert [n for n, thing in before.items() if vars(np)[n] is not thing] == []


def test_numpy_patched_before_does_not_help(monkeypatch):
    for name in ("allclose", "isclose", "abs", "isfinite", "array", "stack"):
        monkeypatch.setattr(np, name, lambda *args, **kwargs: True)
    patched = np.allclose
    assert not judged(lambda X, W, b: 2 * X @ W).passed
    assert judged(layer).passed
    assert np.allclose is patched, "what the learner put there is theirs"


def test_megabytes_are_heard_briefly(capsys):
    def layer(X, W, b):
        for _ in range(20):
            print("passed " * 50_000)
        return X @ W + b

    verdict = judged(layer)
    assert verdict.passed
    assert verdict.printed.startswith("passed passed")
    assert len(verdict.printed) < 500
    assert capsys.readouterr().out == ""


def test_closing_the_output_closes_it_for_nobody_else(capsys):
    def closes(z):
        sys.stdout.close()
        return z

    assert not evaluate("sigmoid", closes).passed
    print("still heard")
    assert "still heard" in capsys.readouterr().out


def test_time_may_have_gone_elsewhere_than_into_a_loop():
    def slow(batch_means, sizes):
        end = time.monotonic() + 30
        while time.monotonic() < end:
            pass

    assert "import" in evaluate("epoch_loss", slow).question


def test_output_is_given_back():
    stdout, depth = sys.stdout, sys.getrecursionlimit()

    def layer(X, W, b):
        sys.stdout = None
        sys.setrecursionlimit(500)
        np.random.seed(3)
        return X @ W + b

    state = np.random.get_state()[1].copy()
    assert judged(layer).passed
    assert sys.stdout is stdout
    assert sys.getrecursionlimit() == depth
    assert (np.random.get_state()[1] == state).all()


def loop(X, W, b):
    while True:
        pass


def stubborn_loop(X, W, b):
    end = time.monotonic() + 5
    while time.monotonic() < end:
        try:
            while time.monotonic() < end:
                pass
        except BaseException:
            continue


def sleeping(X, W, b):
    time.sleep(5)


@pytest.mark.parametrize("fn", [loop, stubborn_loop, sleeping])
def test_returns_though_the_function_does_not(fn):
    begin = time.monotonic()
    verdict = judged(fn, limit=0.2)
    assert verdict.status == "error"
    assert verdict.finding == "time"
    assert time.monotonic() - begin < 4, "not before the function ended by itself"


def test_a_thread_left_behind_is_not_heard(capsys):
    printed = threading.Event()

    def layer(X, W, b):
        if printed.is_set():
            return
        with contextlib.suppress(BaseException):
            time.sleep(0.6)
        print("late")
        printed.set()

    judged(layer, limit=0.05)
    assert printed.wait(5)
    assert "late" not in capsys.readouterr().out


def test_the_learners_own_interrupt_leaves_at_once():
    def layer(X, W, b):
        _thread.interrupt_main()
        time.sleep(5)

    begin = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        run(layer, LAYER, limit=10)
    assert time.monotonic() - begin < 4


def test_learners_settings_do_not_break_the_judge():
    old = np.seterr(all="raise")
    try:
        assert judged(lambda X, W, b: X @ W + b + np.exp(-1e9)).passed
        assert judged(lambda X, W, b: np.log(X @ W + b)).finding == "not finite"
    finally:
        np.seterr(**old)
