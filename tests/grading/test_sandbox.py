"""The process beside a submission: what it runs, what it is given, and how it ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from course_utils.exercises.answers import answer_for
from course_utils.exercises.judging import judge
from course_utils.exercises.running import Run
from course_utils.exercises.tasks import all_tasks
from course_utils.grading.inside import confine
from course_utils.grading.sandbox import Limits, StoppedError, run_notebook
from course_utils.grading.transcript import Transcript

INSIDE = Path(confine.__file__).parent
QUICK = Limits(seconds=30.0, step=3.0)


def ran(*cells: str, exercises: tuple[str, ...] = ("bias_grad",)) -> Transcript:
    return run_notebook(list(cells), list(exercises), seed=1, limits=QUICK)


def test_cells_share_one_namespace_and_go_on_after_an_error() -> None:
    transcript = ran("x = 2", "1 / 0", "import sys; sys.exit(1)", "def bias_grad(d): return x")
    assert set(transcript.runs) == {"bias_grad"}
    assert transcript.problems == {**{2: "ZeroDivisionError: division by zero", 3: "SystemExit: 1"}}
    assert transcript.ended is None


@pytest.mark.parametrize(
    "cell",
    [
        "%matplotlib inline\ndef bias_grad(d): return d",
        "%%time\ndef bias_grad(d): return d",
        "!pip install nothing\ndef bias_grad(d): return d",
        "files = !ls\ndef bias_grad(d): return d",
        "%time bias_grad = lambda d: d",
        "display(3)\nget_ipython()\ndef bias_grad(d): return d",
        "from course_utils import check\ncheck(bias_grad=lambda d: d)",
    ],
)
def test_a_notebook_s_own_forms_are_understood(cell: str) -> None:
    transcript = ran(cell)
    assert transcript.problems == {}
    assert "bias_grad" in transcript.runs


def test_engine_demos_and_data_are_inert() -> None:
    transcript = ran(
        "from course_utils import check, data, demos, evaluate, hint, nn, progress",
        "import course_utils.nn.layers as layers\nfrom course_utils.demos.algorithm import ledger",
        "demos.algorithm.ledger('a*b', a=1)\nledger().step(3)\nprogress(); hint(print)",
        "model = nn.Sequential(nn.Dense(2, 3, rng=1), nn.ReLU())\nloss = model.forward(3) - 1",
        "print(f'{loss:.3f} {float(loss) + 1}')\nfor x in model.parameters(): x.value -= 1",
        "digits = data.load_digits()\nassert not evaluate('bias_grad', print).passed",
        "from course_utils.exercises import check as same\nsame(why='c'); check(why='b')",
    )
    assert transcript.problems == {}
    assert transcript.answers == {"why": "b"}
    assert transcript.absent == {"bias_grad"}


def test_what_follows_an_inert_thing_is_neither_lost_nor_blamed() -> None:
    """In the notebook these lines ran; here what they name is inert too, and the rest goes on."""
    transcript = ran(
        "from course_utils import data\nX = data.load_digits().X_train",
        "assert X.shape == (4000, 784)\ninked = (X > 0).any(axis=0)\ndef bias_grad(d): return d",
        "print(f'{inked.sum()} of {inked.size}')",
        "missing + 1\ndef softmax(Z): return Z",
        exercises=("bias_grad", "softmax"),
    )
    assert set(transcript.runs) == {"bias_grad"}
    assert transcript.problems == {4: "NameError: name 'missing' is not defined"}


def test_a_future_import_holds_in_the_cells_below_it() -> None:
    transcript = ran("from __future__ import annotations", "def bias_grad(d: Later): return d")
    assert transcript.problems == {}
    assert "bias_grad" in transcript.runs


def test_a_deadly_exercise_costs_only_itself() -> None:
    transcript = ran(
        "def tanh_grad(z): return z",
        "def relu_grad(z):\n    import os\n    os._exit(1)",
        "def sigmoid_grad(z): return z",
        exercises=("tanh_grad", "relu_grad", "sigmoid_grad"),
    )
    assert set(transcript.runs) == {"tanh_grad", "sigmoid_grad"}
    assert transcript.lost == {"exercise relu_grad": "crashed"}


@pytest.mark.parametrize("shape", ["(400, 784)", "(400, 49)", "(1000, 999)"])
def test_a_large_result_is_wrong_and_no_crash(shape: str) -> None:
    """The activations in place of the digits, say; also what the experiments gave is large."""
    cell = f"import numpy as np\ndef capstone(X): return np.ones({shape})"
    transcript = ran(cell, exercises=("capstone",))
    assert transcript.lost == {}
    seen = Run.from_json(transcript.runs["capstone"])
    verdict = judge(all_tasks()["capstone"], answer_for("capstone", "questions"), seen)
    assert verdict.misconception == "no_labels"


def test_of_a_message_too_long_the_experiments_are_left_out() -> None:
    cell = "import numpy as np\ndef conv2d_forward(*a): return np.ones((100, 199))"
    transcript = ran(cell, exercises=("conv2d_forward",))
    seen = Run.from_json(transcript.runs["conv2d_forward"])
    assert len(seen.calls) == 2
    assert seen.tried == ()


def test_a_cell_that_never_ends_costs_only_itself() -> None:
    transcript = ran("while True: pass", "def bias_grad(d): return d")
    assert transcript.lost == {"cell 1": "time limit"}
    assert "bias_grad" in transcript.runs


def test_the_clock_of_the_whole_notebook_cannot_be_wound_back() -> None:
    cells = ["import os\nos._exit(0)"] * 40
    transcript = run_notebook(cells, ["bias_grad"], seed=1, limits=Limits(1.0, 1.0))
    assert transcript.ended == "crashed" or transcript.ended == "time limit"
    assert transcript.runs == {}


def test_the_instructor_can_stop_a_run() -> None:
    with pytest.raises(StoppedError):
        run_notebook(["while True: pass"], [], seed=1, limits=QUICK, stopped=lambda: True)


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ran("import os\nos.mkdir('d')\nos.chmod('d', 0)\nopen('file', 'w').write('x')")
    assert list(tmp_path.iterdir()) == []


PROBES = {
    "fork": "os.fork()",
    "kill": "os.kill(os.getppid(), 0)",
    "socket": "socket.socket()",
    "unix socket": "socket.socket(socket.AF_UNIX)",
    "execute": "os.execv('/bin/true', ['true'])",
    "limit": "resource.prlimit(os.getppid(), resource.RLIMIT_CPU)",
    "truncate": "os.truncate(FILE, 0)",
    "open to truncate": "os.open(FILE, os.O_RDONLY | os.O_TRUNC)",
    "memory outside the limit": "os.memfd_create('bomb')",
}


def under_seccomp(program: str) -> list[str]:
    """What a program prints, a word each, behind the filter of system calls alone."""
    lock = (
        "import ctypes, os, resource, socket, threading, confine\n"
        "libc = ctypes.CDLL(None, use_errno=True)\n"
        "libc.prctl(38, 1, 0, 0, 0)\n"
        "if not confine.seccomp(libc): raise SystemExit('none here')\n"
    )
    command = [sys.executable, "-c", lock + program]
    done = subprocess.run(command, cwd=INSIDE, capture_output=True, text=True, check=False)
    if "none here" in done.stderr:
        pytest.skip("no seccomp on this machine")
    assert not done.returncode, done.stderr
    return done.stdout.split()


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp is Linux")
@pytest.mark.parametrize("act", PROBES.values(), ids=PROBES)
def test_seccomp_alone_refuses_what_reaches_out(act: str, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("theirs")
    program = (
        "threading.Thread(target=print).start()\n"
        "os.kill(os.getpid(), 0)\n"
        f"try: {act.replace('FILE', repr(str(file)))}\n"
        "except PermissionError: print('refused')\n"
    )
    assert under_seccomp(program) == ["refused"]
    assert file.read_text() == "theirs"


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp is Linux")
@pytest.mark.parametrize(
    "act",
    [
        "os.chmod(FILE, 0)",
        "os.fchmod(os.open(FILE, os.O_RDONLY), 0)",
        "os.utime(FILE, (0, 0))",
        "os.chown(FILE, os.getuid(), os.getgid())",
        "os.setxattr(FILE, 'user.mark', b'1')",
    ],
)
def test_what_files_are_marked_with_stays_and_nobody_stumbles(act: str, tmp_path: Path) -> None:
    """Landlock does not look at these. They are said to be done: `shutil.copy` needs them."""
    file = tmp_path / "file"
    file.write_text("theirs")
    before = file.stat()
    assert under_seccomp(f"{act.replace('FILE', repr(str(file)))}\nprint('went on')") == [
        *("went", "on")
    ]
    assert (file.stat().st_mode, file.stat().st_ctime_ns) == (before.st_mode, before.st_ctime_ns)
    assert not hasattr(os, "listxattr") or "user.mark" not in os.listxattr(file)


@pytest.mark.parametrize(
    "cell",
    [
        "data, n = bytes(16 << 20), 0\n"
        "while True:\n    n += 1\n    open(f'f{n}', 'wb').write(data)",
        "n = 0\nwhile True:\n    n += 1\n    open(f'f{n}', 'wb').close()",
    ],
    ids=["large", "many"],
)
def test_a_notebook_cannot_fill_the_disk(cell: str) -> None:
    cells = [cell, "def bias_grad(d): return d"]
    transcript = run_notebook(cells, ["bias_grad"], seed=1, limits=Limits())
    assert transcript.lost == {"cell 1": "too many files"}
    assert "bias_grad" in transcript.runs


def test_the_capstone_may_use_the_engine_and_the_data() -> None:
    """Judged like any other function; in the other lectures both are inert."""
    cells = (
        "import numpy as np\nfrom course_utils import data, nn",
        "digits, rng = data.load_digits(), np.random.default_rng(1)\n"
        "model = nn.Sequential(nn.Dense(784, 10, rng=rng))\n"
        "optimizer = nn.Adam(model.parameters(), lr=1e-3)\n"
        "nn.fit(model, nn.SoftmaxCrossEntropy(), optimizer, digits.X_train.astype(float), "
        "digits.y_train, epochs=2)",
        "def capstone(X): return model.forward(X.astype(float), training=False).argmax(axis=1)",
    )
    transcript = run_notebook(list(cells), ["capstone"], seed=1, limits=Limits())
    assert transcript.problems == {}
    seen = Run.from_json(transcript.runs["capstone"])
    verdict = judge(all_tasks()["capstone"], answer_for("capstone", "questions"), seen)
    assert verdict.passed or verdict.misconception == "below", verdict.message
