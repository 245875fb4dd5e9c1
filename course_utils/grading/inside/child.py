"""The process beside a submission: run its cells, then its exercises, and report on them.

Started as ``python -I -S child.py``, with the job as JSON on standard input and one JSON message
a line on standard output: ``at`` before each cell and exercise, so that the parent knows what a
process died of, and what was found after it. Nothing here judges anything, and the parent
believes nothing of it: a learner's cell may have replaced every function below.
"""

import ast
import codeop
import dis
import json
import linecache
import os
import sys
import threading
import types
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import Any

Say = Callable[..., None]
_LONGEST_RUN = 7 << 20


def main() -> None:
    say, job = _channel(), json.loads(sys.stdin.read())
    sys.path[:0] = [job["package"]]
    sys.path += job["site"]
    from confine import confine

    exercises = Exercises()
    _nobody_listens()
    say(layers=confine(**job["confine"]))
    names = run_cells(job["cells"], job["skip"], exercises, say)
    say(answers=exercises.answers)
    exercises.run(names, job, say)
    say(end=True)
    os._exit(0)  # threads of endless functions, exit handlers: none of them is waited for


def _channel() -> Say:
    """Keep standard output for messages alone: one write a message, JSON, no line breaks in it."""
    channel = os.dup(1)

    def say(**message: Any) -> None:
        data = json.dumps(message).encode() + b"\n"
        while data:
            data = data[os.write(channel, data) :]

    return say


def _nobody_listens() -> None:
    """What a notebook prints or reads goes nowhere, in Python and below it."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def run_cells(
    cells: list[str], skip: list[str], exercises: "Exercises", say: Say
) -> dict[str, Any]:
    """All cells in order in one namespace; one that raises is reported, and the next goes on."""
    compiler = codeop.Compile()  # remembers imports from __future__, as a notebook does
    module = sys.modules["__main__"] = types.ModuleType("__main__")
    module.__dict__.update(_as_in_a_notebook(module.__dict__))
    for number, source in enumerate(cells, start=1):
        if f"cell {number}" in skip:
            continue
        say(at=f"cell {number}")
        name = f"<cell {number}>"
        linecache.cache[name] = len(source), None, source.splitlines(keepends=True), name
        try:
            for statement in ast.parse(_python(source), name).body:
                tree: Any = ast.Module([statement], [])
                code = compiler(tree, name, "exec")
                _execute(code, module.__dict__, exercises)
        except BaseException as problem:  # sys.exit and KeyboardInterrupt too
            say(cell=number, problem=_describe(problem))
    return module.__dict__


def _execute(code: types.CodeType, names: dict[str, Any], exercises: "Exercises") -> None:
    """Run one statement. One that leans on what is inert here would have run in the notebook:
    if it fails, it is passed over, and what it would have named is inert too."""
    try:
        exec(code, names)
    except BaseException:
        if not any(exercises.is_inert(names.get(name)) for name in code.co_names):
            raise
        steps = dis.get_instructions(code)
        named = [step.argval for step in steps if step.opname == "STORE_NAME"]
        names.update({name: exercises.nothing for name in named if name not in names})


def _describe(problem: BaseException) -> str:
    try:
        said = str(problem)
        if isinstance(problem, SyntaxError):
            said = f"{problem.msg} (line {problem.lineno})"
        return f"{type(problem).__name__}: {said}"[:300]
    except BaseException:  # the learner's own exception class may raise
        return type(problem).__name__[:300]


def _python(source: str) -> str:
    """A cell as plain Python: %magics and !commands are translated only where there are any."""
    try:
        ast.parse(source)
        return source
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        pass
    try:
        from IPython.core.inputtransformer2 import TransformerManager
    except ImportError:
        return source
    return TransformerManager().transform_cell(source)


def _as_in_a_notebook(names: dict[str, Any]) -> dict[str, Any]:
    """The two names Jupyter adds: magics that wrap a statement run it, all others do nothing."""

    def run_magic(magic: str, line: str, body: str | None = None) -> None:
        if magic in ("time", "timeit", "capture", "prun"):
            exec(compile(_python(line if body is None else body), f"<%{magic}>", "exec"), names)

    shell = types.SimpleNamespace(
        run_line_magic=run_magic,
        run_cell_magic=run_magic,
        system=lambda command: None,
        getoutput=lambda command: [],
    )
    return {"get_ipython": lambda: shell, "display": lambda *shown, **options: None}


class Exercises:
    """The public half of the exercises, imported before a cell can get in the way."""

    def __init__(self) -> None:
        package = import_module("course_utils")
        self.answers: dict[str, str] = package.ANSWERS
        self.handed_over: dict[str, Any] = package.FUNCTIONS
        self.inert = (package.InertWhileGrading, package.InertModule)
        self.nothing = package.INERT
        self.tasks = import_module("course_utils.exercises.tasks").all_tasks()
        self.running = import_module("course_utils.exercises.running")
        self.guard = import_module("course_utils.exercises.running.guard")

    def is_inert(self, thing: Any) -> bool:
        return type(thing) in self.inert

    def run(self, names: dict[str, Any], job: dict[str, Any], say: Say) -> None:
        """Call each function that is there on its task's inputs; report what came back."""
        for name in job["exercises"]:
            if f"exercise {name}" in job["skip"]:
                continue
            if name not in names and name not in self.handed_over:
                say(absent=name)
                continue
            say(at=f"exercise {name}")
            function = names.get(name, self.handed_over.get(name))
            with self.guard.pristine():  # a cell may have rewritten what draws the inputs
                run = self.running.run(function, self.tasks[name], seed=job["seed"])
            say(run=name, data=_short(run))
            if run.problem == "time" and _still_running():
                os._exit(1)  # it would slow down the others: the parent starts afresh without it


def _short(run: Any) -> str:
    """The run as JSON. Too long for a message, it goes without the experiments."""
    text: str = run.to_json()
    return text if len(text) < _LONGEST_RUN else replace(run, tried=()).to_json()


def _still_running() -> bool:
    others = [t for t in threading.enumerate() if t.name == "exercise"]
    for thread in others:
        thread.join(timeout=1.0)
    return any(thread.is_alive() for thread in others)


if __name__ == "__main__":
    main()
