"""Progress survives sessions, damage, other writers and read-only folders."""

import json
import os
import threading
from dataclasses import replace

import pytest

from course_utils.exercises import store
from course_utils.exercises.store import Record
from course_utils.exercises.verdict import Verdict


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_PROGRESS_DIR", str(tmp_path / "kept"))
    return tmp_path / "kept"


def verdict(name="sigmoid", status="right", points=5):
    return Verdict(name, "introduction", status, points, 5, "…")


def test_nothing_yet():
    assert store.load() == ({}, "")


def test_kept():
    assert store.save([verdict(), verdict("tanh_grad", "wrong", 0)]) == ""
    records, notice = store.load()
    assert records == {"sigmoid": Record("right", 5), "tanh_grad": Record("tried", 0)}
    assert notice == ""


def test_the_best_result_stays():
    store.save([verdict()])
    store.save([verdict(status="wrong", points=0)])
    assert store.load()[0]["sigmoid"] == Record("right", 5)


def test_known_mistakes_stay_in_the_order_they_were_made():
    for mistake in ("sign", "no_mean", "sign"):
        store.save([replace(verdict("mse_grad", "wrong", 0), misconception=mistake)])
    store.save([verdict("mse_grad")])
    assert store.load()[0] == {"mse_grad": Record("right", 5, ("sign", "no_mean"))}


def test_a_file_from_before_mistakes_were_kept(folder):
    folder.mkdir()
    old = {"version": 1, "exercises": {"sigmoid": {"status": "tried", "points": 0}}}
    (folder / "progress.json").write_text(json.dumps(old), "utf-8")
    assert store.load() == ({"sigmoid": Record("tried", 0)}, "")


def test_to_do_is_not_noted(folder):
    store.save([verdict(status="todo", points=0)])
    assert store.load() == ({}, "")
    assert not folder.exists()


@pytest.mark.parametrize(
    "damage",
    ["", "{", "[]", "3", '{"version": 2, "exercises": {}}', '{"version": 1, "exercises": [1]}',
     '{"version": 1, "exercises": {"a": {"status": "great", "points": 1}}}', "\ud800"],
)  # fmt: skip
def test_a_damaged_file_is_set_aside(folder, damage):
    folder.mkdir()
    raw = damage.encode("utf-8", "surrogatepass")
    (folder / "progress.json").write_bytes(raw)
    notice = store.save([verdict()])
    assert "progress.damaged-1.json" in notice
    assert (folder / "progress.damaged-1.json").read_bytes() == raw
    assert store.load() == ({"sigmoid": Record("right", 5)}, "")


def test_a_second_damaged_file_does_not_replace_the_first(folder):
    folder.mkdir()
    for content in ("first", "second"):
        (folder / "progress.json").write_text(content)
        store.load()
    assert (folder / "progress.damaged-1.json").read_text() == "first"
    assert (folder / "progress.damaged-2.json").read_text() == "second"


def test_a_folder_that_cannot_be_made(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("COURSE_PROGRESS_DIR", str(tmp_path / "file" / "below"))
    notice = store.save([verdict()])
    assert "the course works without it." in notice


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder(folder):
    folder.mkdir()
    folder.chmod(0o500)
    assert "could not be saved" in store.save([verdict()])


def test_a_failing_write_leaves_the_old_file(folder, monkeypatch):
    store.save([verdict("a")])

    def broken(*_, **__):
        raise OSError("disk full")

    monkeypatch.setattr(store.json, "dump", broken)
    assert "could not be saved" in store.save([verdict("b")])
    assert list(store.load()[0]) == ["a"]
    assert [p.name for p in folder.iterdir() if p.suffix == ".tmp"] == []


def test_writers_at_once_lose_nothing(folder):
    names = [f"exercise_{i}" for i in range(12)]
    threads = [threading.Thread(target=store.save, args=([verdict(n)],)) for n in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(store.load()[0]) == sorted(names)
    assert json.loads((folder / "progress.json").read_text())["version"] == 1
