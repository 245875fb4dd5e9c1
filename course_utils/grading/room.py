"""The room a submission runs in: what lies in it, what can be opened from it, Python started."""

import contextlib
import functools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

import course_utils

SITE = Path(np.__file__).parent.parent
"""Where NumPy and what else a notebook may import is installed."""
_PACKAGE = Path(course_utils.__file__).parent
_INSIDE = Path(__file__).parent / "inside"
_MOST_FILES, _MOST_WRITTEN = 2_000, 256 << 20
_SHARED = ("lectures.py", "exercises/task.py", "exercises/running", "exercises/tasks")


@contextlib.contextmanager
def own_folder() -> Iterator[Path]:
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


class Room:
    """Two folders: ``code``, the public half of the exercises, and ``work``, empty.

    With ``engine`` the engine and the data are there too, and real.
    """

    def __init__(self, folder: Path, engine: bool = False) -> None:
        self.code, self.work = folder / "code", folder / "work"
        _furnish(self.code, ("nn", "data") if engine else ())
        self.work.mkdir()

    def readable(self, private: tuple[Path, ...]) -> list[str]:
        """What may be read: this room's code and what Python needs, never the course itself."""
        return [str(self.code), *_readable_paths((_PACKAGE.resolve(), *private))]

    def writable(self) -> list[str]:
        return [str(self.work), "/dev/null", "/dev/zero", "/dev/urandom"]

    def is_full(self) -> bool:
        """Whether there are more files in ``work``, or larger ones, than any exercise asks for."""
        files, written, folders = 0, 0, [str(self.work)]
        while folders:
            with contextlib.suppress(OSError), os.scandir(folders.pop()) as entries:
                for entry in entries:
                    files += 1
                    written += entry.stat(follow_symlinks=False).st_size
                    if files > _MOST_FILES or written > _MOST_WRITTEN:
                        return True
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
        return False

    def start_python(self) -> subprocess.Popen[bytes]:
        """Python on its own: no user site, no environment, no path but the standard library's."""
        environment = {
            "HOME": str(self.work),
            "LANG": "C.UTF-8",
            "MPLBACKEND": "Agg",
            "MPLCONFIGDIR": str(self.work),
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "PATH": "/usr/bin:/bin",
            "TMPDIR": str(self.work),
        }
        if os.name == "nt":
            environment["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
        return subprocess.Popen(
            [sys.executable, "-I", "-S", "-B", str(self.code / "child.py")],
            cwd=self.work,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


def _furnish(code: Path, rooms: tuple[str, ...]) -> None:
    """Copy what a submission may see: the tasks, how to run them, the stand-in, and ``rooms``."""
    package = code / "course_utils"
    for name in (*_SHARED, *rooms):
        _copy(_PACKAGE / name, package / name)
    shutil.copy(_INSIDE / "standin.py", package / "__init__.py")
    (package / "exercises" / "__init__.py").write_text(
        "from course_utils import check, evaluate, hint, progress\n"
    )
    for name in ("child.py", "confine.py"):
        shutil.copy(_INSIDE / name, code / name)


def _copy(source: Path, target: Path) -> None:
    """A file or a whole folder, compiled files left behind."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, target)


@functools.cache
def _readable_paths(private: tuple[Path, ...]) -> list[str]:
    """What Python needs to open for itself, NumPy and their libraries, and nothing private."""
    roots = [Path(os.__file__).parent, SITE]
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
