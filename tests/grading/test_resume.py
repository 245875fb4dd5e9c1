"""No grade is ever lost: an interrupted run keeps what it has, and the next one goes on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from handing_in import Submit

from course_utils.grading import GradingError, classroom, grade
from course_utils.grading.gradebook import Report
from course_utils.grading.journal import Journal

WRITES = "def bias_grad(delta):\n    return delta.sum(axis=0)"


@pytest.fixture
def four(submit: Submit) -> Path:
    for learner in ("ada", "ben", "cem", "dua"):
        folder = submit(learner, f"# {learner}\n{WRITES}")
    return folder


def count_marked(monkeypatch: pytest.MonkeyPatch, stop_at: int | None = None) -> list[str]:
    """Note which learners are marked; interrupt as Ctrl-C would at the ``stop_at``-th."""
    marked: list[str] = []
    mark = classroom.mark

    def counting(ran, settings) -> Report:
        if len(marked) == stop_at:
            raise KeyboardInterrupt
        marked.append(ran.submission.learner)
        return mark(ran, settings)

    monkeypatch.setattr(classroom, "mark", counting)
    return marked


def test_an_interrupt_keeps_the_finished_and_the_next_run_does_the_rest(
    four: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_rows
) -> None:
    out = tmp_path / "out"
    with monkeypatch.context() as patch:
        first = count_marked(patch, stop_at=2)
        with pytest.raises(KeyboardInterrupt):
            grade(four, out, quiet=True)
    assert {row["learner"] for row in read_rows(out / "grades.csv")} == set(first)
    assert "interrupted" in (out / "index.html").read_text()

    second = count_marked(monkeypatch)
    grade(four, out, quiet=True)
    assert sorted(first + second) == ["ada", "ben", "cem", "dua"]
    assert "interrupted" not in (out / "index.html").read_text()
    grade(four, tmp_path / "at once", quiet=True)
    assert (out / "grades.csv").read_bytes() == (tmp_path / "at once/grades.csv").read_bytes()


def test_only_what_changed_is_graded_again(
    four: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, submit: Submit
) -> None:
    grade(four, tmp_path / "out", quiet=True)
    submit("ben", WRITES.replace("sum", "mean"))
    marked = count_marked(monkeypatch)
    book = grade(four, tmp_path / "out", quiet=True)
    assert marked == ["ben"]
    assert {r.learner: r.points > 0 for r in book.reports} == {
        **{"ada": True, "ben": False, "cem": True, "dua": True}
    }


@pytest.mark.parametrize("change", [{"seed": 3}, {"limit": 60.0}, {"fresh": True}])
def test_other_settings_grade_everything_again(
    four: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: dict
) -> None:
    grade(four, tmp_path / "out", quiet=True)
    marked = count_marked(monkeypatch)
    grade(four, tmp_path / "out", quiet=True, **change)
    assert len(marked) == 4


def test_a_half_written_journal_line_is_passed_over(
    four: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grade(four, tmp_path / "out", quiet=True)
    journal = tmp_path / "out" / "journal.jsonl"
    lines = journal.read_text().splitlines(keepends=True)
    journal.write_text("".join(lines[:3]) + lines[3][:40])
    marked = count_marked(monkeypatch)
    grade(four, tmp_path / "out", quiet=True)
    assert len(marked) == 1
    with Journal(journal) as repaired:
        assert len(repaired.known) == 4


def test_two_runs_into_one_folder_do_not_mix(four: Path, tmp_path: Path) -> None:
    with (
        Journal(tmp_path / "out" / "journal.jsonl"),
        pytest.raises(GradingError, match="Another grading run"),
    ):
        grade(four, tmp_path / "out", quiet=True)


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
def test_a_real_interrupt_saves_and_leaves_no_process(submit: Submit, tmp_path: Path) -> None:
    submit("ada", WRITES)
    folder = submit("zoe", "while True: pass")
    program = (
        "import sys; from course_utils.grading import grade\n"
        f"try: grade({str(folder)!r}, {str(tmp_path / 'out')!r}, jobs=2, quiet=True)\n"
        "except KeyboardInterrupt: sys.exit(130)"
    )
    process = subprocess.Popen([sys.executable, "-c", program], env=dict(os.environ))
    try:
        journal = tmp_path / "out" / "journal.jsonl"
        until = time.monotonic() + 60
        while not (journal.exists() and journal.stat().st_size):
            assert time.monotonic() < until
            assert process.poll() is None
            time.sleep(0.05)
        [looping] = _children(process.pid)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
    finally:
        process.kill()
    assert "ada,algorithm,bias_grad,3,3,right" in (tmp_path / "out/grades.csv").read_text()
    with pytest.raises(ProcessLookupError):
        os.kill(looping, 0)


def _children(pid: int) -> list[int]:
    said = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    return [int(line) for line in said.stdout.split()]
