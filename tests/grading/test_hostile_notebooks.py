"""Notebooks that mean harm gain nothing, and harm nobody."""

import json
import os
from pathlib import Path

import pytest
from handing_in import Submit

from course_utils.exercises.running import run
from course_utils.exercises.tasks import all_tasks
from course_utils.grading import grade
from course_utils.grading.gradebook import Grade

HONEST = """
import numpy as np
def weight_grad(a_prev, delta):
    return a_prev.T @ delta
"""
ANSWERS = Path(__file__).parents[2] / "course_utils" / "exercises" / "answers" / "introduction.py"
CAPSTONE = "06_questions.ipynb"
TRIES_EVERY_PIPE = """
import json, os
def send(line):
    for fd in range(3, 12):
        try:
            os.write(fd, line + b"\\n")
        except OSError:
            pass
"""


def marked(submit: Submit, tmp_path: Path, *cells: str) -> dict[str, Grade]:
    """Grades of a hostile notebook by exercise; an honest one beside it must not suffer."""
    submit("honest", HONEST)
    book = grade(submit("mallory", *cells), tmp_path / "out", limit=12.0, jobs=2, quiet=True)
    [honest], [hostile] = book.of("honest"), book.of("mallory")
    assert honest.points == all_tasks()["weight_grad"].points
    assert (tmp_path / "out" / "grades.csv").exists()
    return {item.exercise: item for item in hostile.grades}


@pytest.mark.parametrize(
    "attack",
    [
        "while True: print('all work and no play' * 1000)",
        "x = [bytearray(1 << 28) for _ in range(1000)]",
        "import os\nwhile True: os.fork()",
        "import subprocess\nsubprocess.Popen(['sleep', '1000'])",
        "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)",
        "import os, signal\nos.killpg(os.getpgid(os.getppid()), signal.SIGKILL)",
        "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)",
        "import os\nos._exit(0)",
        "import sys\nsys.setrecursionlimit(10**9)\ndef f(): f()\nf()",
        "import os\nfor fd in range(0, 30):\n    try: os.close(fd)\n    except OSError: pass",
        "import os\nwhile True:\n    os.mkdir('d'); os.chdir('d')",
        "import threading\ndef spin():\n    while True: pass\n"
        "for _ in range(3): threading.Thread(target=spin).start()",
        "import builtins\nbuiltins.isinstance = lambda *a: True\nbuiltins.open = None",
        "import sys\nfor name in list(sys.modules): del sys.modules[name]",
    ],
)
def test_an_attack_costs_at_most_the_attacker(submit: Submit, tmp_path: Path, attack: str) -> None:
    grades = marked(submit, tmp_path, attack, "def bias_grad(delta):\n    return delta * 0")
    assert sum(item.points for item in grades.values()) == 0
    assert {item.status for item in grades.values()} <= {
        *("not submitted", "wrong", "error", "crashed", "time limit")
    }


def test_what_stands_beside_a_deadly_cell_still_counts(submit: Submit, tmp_path: Path) -> None:
    grades = marked(submit, tmp_path, "import os\nos._exit(0)", "while True: pass", HONEST)
    assert grades["weight_grad"].status == "right"


def test_text_that_no_file_can_hold_costs_no_class_its_grades(
    submit: Submit, tmp_path: Path
) -> None:
    attack = "def bias_grad(delta):\n    raise ValueError(chr(0xD800) + chr(0))"
    grades = marked(submit, tmp_path, attack, "raise KeyError(chr(0xDFFF))", HONEST)
    assert grades["weight_grad"].status == "right"
    assert "ValueError" in grades["bias_grad"].message
    assert (tmp_path / "out" / "grades.csv").read_text(encoding="utf-8").count("\n") > 1


def test_nothing_private_can_be_read_or_written(submit: Submit, tmp_path: Path) -> None:
    target = tmp_path / "written"
    other = tmp_path / "class" / "honest" / "02_algorithm.ipynb"
    grades = marked(
        submit,
        tmp_path,
        f"def sigmoid_grad(z):\n    return open({str(ANSWERS)!r}).read()",
        f"def tanh_grad(z):\n    return open({str(target)!r}, 'w').write('here I was')",
        f"def relu_grad(z):\n    return open({str(other)!r})",
        "def mse_loss(P, Y):\n    import socket\n    socket.socket()",
        "def softmax(Z):\n    import os\n    os.kill(os.getppid(), 0)",
        "def mse_grad(P, Y):\n    import os\n    os.fork()",
    )
    assert not target.exists()
    refused = {name for name, item in grades.items() if "PermissionError" in item.message}
    if {"landlock", "seccomp"} <= set(_layers(tmp_path)):
        assert refused == {
            *("sigmoid_grad", "tanh_grad", "relu_grad", "mse_loss", "softmax", "mse_grad")
        }
    assert sum(item.points for item in grades.values()) == 0


def _layers(tmp_path: Path) -> list[str]:
    lines = (tmp_path / "out" / "journal.jsonl").read_text().splitlines()
    return next(layers for line in lines if (layers := json.loads(line)["layers"]))


def test_the_course_itself_is_out_of_reach(submit: Submit, tmp_path: Path) -> None:
    grades = marked(
        submit,
        tmp_path,
        "def bias_grad(delta):\n"
        "    import sys\n"
        "    sys.modules.pop('course_utils', None)\n"
        "    from course_utils.exercises.answers import answer_for\n"
        "    return answer_for('bias_grad', 'algorithm').reference(delta)",
    )
    assert grades["bias_grad"].status == "error"
    assert "ModuleNotFoundError" in grades["bias_grad"].message


@pytest.mark.parametrize(
    "data",
    [
        '{"points": 100, "status": "right"}',
        "NaN",
        "[" * 100_000,
        '{"exercise": "softmax", "seed": 0, "problem": "", "calls": [], "again": null, '
        '"overwritten": false, "parameters": [], "printed": "", "warned": [], "given": "", '
        '"type": "function"}',
    ],
)
def test_forged_messages_are_worth_nothing(submit: Submit, tmp_path: Path, data: str) -> None:
    forged = {"run": "softmax", "data": data}
    lines = [json.dumps(forged), json.dumps({"points": 100}), '{"run": "softmax", "data": NaN}']
    sends = "".join(f"send({line.encode()!r})\n" for line in lines)
    grades = marked(submit, tmp_path, TRIES_EVERY_PIPE + sends)
    assert sum(item.points for item in grades.values()) == 0


@pytest.mark.parametrize("line", [b"x" * (20 << 20), b"[" * 100_000, b"9" * 10_000, b"\xff\xfe"])
def test_what_is_no_message_ends_the_conversation(
    submit: Submit, tmp_path: Path, line: bytes
) -> None:
    compact = f"{line[:1]!r} * {len(line)}"
    grades = marked(submit, tmp_path, TRIES_EVERY_PIPE + f"send({compact})")
    assert sum(item.points for item in grades.values()) == 0


def test_results_on_chosen_inputs_do_not_count(submit: Submit, tmp_path: Path) -> None:
    """A learner's process says what inputs it used; the judge takes its own."""
    task = all_tasks()["relu_grad"]
    easy = run(lambda z: (z > 0).astype(float), task, seed=0).to_json()
    line = json.dumps({"run": "relu_grad", "data": easy})
    end = json.dumps({"end": True})
    cell = TRIES_EVERY_PIPE + f"send({line.encode()!r})\nsend({end.encode()!r})"
    assert marked(submit, tmp_path, cell)["relu_grad"].points == 0


NOTHING = {"value": None, "failure": None, "changed": []}


@pytest.mark.parametrize(("exercise", "calls"), [("capstone", 2), ("pick_probe", 7)])
def test_a_call_of_which_nothing_came_back_is_not_right(
    submit: Submit, tmp_path: Path, exercise: str, calls: int
) -> None:
    """Where many results are right, each is tried by itself; none at all must not slip through."""
    forged = json.loads(run(print, all_tasks()["relu_grad"], seed=0).to_json())
    forged |= {"problem": "", "exercise": exercise, "calls": [NOTHING] * calls}
    line = json.dumps({"run": exercise, "data": json.dumps(forged)})
    cell = (
        TRIES_EVERY_PIPE + f"send({line.encode()!r})\nsend({json.dumps({'end': True}).encode()!r})"
    )
    book = grade(submit("mallory", cell, file=CAPSTONE), tmp_path / "out", limit=12.0, quiet=True)
    [report] = book.of("mallory")
    assert report.points == 0
    assert {item.exercise: item.status for item in report.grades}[exercise] == "crashed"


def test_rewriting_numpy_moves_no_judge(submit: Submit, tmp_path: Path) -> None:
    rewrite = (
        "import numpy as np\n"
        "np.allclose = np.isclose = lambda *a, **k: True\n"
        "np.random.default_rng = lambda *a: None\n"
        "np.ndarray.__doc__\n"
    )
    wrong = "def bias_grad(delta):\n    return delta.mean(axis=0)"
    grades = marked(submit, tmp_path, rewrite, wrong)
    assert grades["bias_grad"].misconception == "mean_again"


def test_no_file_descriptor_or_variable_comes_along(
    submit: Submit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "42")
    handle = os.open(ANSWERS, os.O_RDONLY)
    os.set_inheritable(handle, True)
    cell = (
        "import os, stat\n"
        "def softmax(Z):\n"
        "    found = []\n"
        "    for fd in range(256):\n"
        "        try:\n"
        "            found.append(stat.S_IFMT(os.fstat(fd).st_mode) == stat.S_IFREG)\n"
        "        except OSError:\n"
        "            pass\n"
        "    raise ValueError(f'{any(found)} {os.environ.get(\"SECRET_TOKEN\")}'"
        " f' {os.listdir()}')"
    )
    try:
        grades = marked(submit, tmp_path, cell)
    finally:
        os.close(handle)
    assert "False None []" in grades["softmax"].message
