"""``course …``: every command in one place, each a few lines that call the room it belongs to.

Rooms are imported where they are used, so that ``course --help`` answers at once.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

app = typer.Typer(
    help="An interactive course on backpropagation.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

_SIGNS = {"right": "ok", "wrong": "--", "error": "--", "todo": "  "}


def main() -> None:
    """The command line; a fault that has a sentence gets it, never a traceback."""
    try:
        app()
    except (OSError, ValueError, ImportError) as fault:
        _stop(_sentence(fault), code=2)
    except KeyboardInterrupt:
        _stop("Interrupted.", code=130)


def _sentence(fault: Exception) -> str:
    """What the fault says; what the system says of a file comes with its name, without a number."""
    if isinstance(fault, OSError) and fault.filename and fault.strerror:
        return f"{fault.filename} cannot be used: {fault.strerror}."
    return str(fault)


def _stop(sentence: str, code: int) -> NoReturn:
    print(sentence, file=sys.stderr)
    sys.exit(code)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def lab(context: typer.Context) -> None:
    """Open JupyterLab in lectures/; further arguments go to JupyterLab."""
    from course_utils.authoring.folders import Folders

    command = lab_command(Folders.find().lectures, context.args)
    os.environ.setdefault("KERAS_BACKEND", "torch")
    if os.name == "posix":
        os.execv(command[0], command)
    raise typer.Exit(subprocess.call(command))


def lab_command(folder: Path, arguments: list[str]) -> list[str]:
    """JupyterLab of the Python that runs this, with ``folder`` as its root."""
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder}"]
    # In a container the only user is often root, and the server listens to this machine alone.
    as_root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [*command, *as_root, *arguments]


@app.command()
def check(
    notebook: Annotated[Path, typer.Argument(help="A saved notebook of the course.")],
) -> None:
    """Judge a saved notebook; exit code 1 unless every exercise is right."""
    from course_utils.grading import check_notebook

    verdicts = check_notebook(notebook)
    for verdict in verdicts:
        said = " ".join(filter(None, (verdict.message, verdict.question)))
        print(f"{_SIGNS[verdict.status]} {verdict.exercise}: {said}")
    earned = sum(verdict.points for verdict in verdicts)
    print(f"{earned} of {sum(verdict.max_points for verdict in verdicts)} points")
    raise typer.Exit(not all(verdict.passed for verdict in verdicts))


@app.command()
def grade(
    submissions: Annotated[Path, typer.Argument(help="A folder with one folder a learner.")],
    output: Annotated[Path, typer.Option(help="Folder for gradebook and feedback.")],
    jobs: Annotated[
        int | None, typer.Option(help="Notebooks at a time, by default one a core.")
    ] = None,
    limit: Annotated[float, typer.Option(help="Seconds for a whole notebook.")] = 120.0,
    memory: Annotated[int, typer.Option(help="Megabytes for a notebook.")] = 2048,
    seed: Annotated[int | None, typer.Option(help="Seed of the inputs drawn.")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Grade again what is graded.")] = False,
) -> None:
    """Grade a class: writes grades.csv, mistakes.csv and a page of feedback for each learner."""
    from course_utils import grading

    chosen = {} if seed is None else {"seed": seed}
    settings = {"jobs": jobs, "limit": limit, "memory": memory, "fresh": fresh, **chosen}
    print(grading.grade(submissions, output, **settings))


@app.command()
def build(
    check: Annotated[bool, typer.Option("--check", help="Only say which files drifted.")] = False,
    run: Annotated[bool, typer.Option("--run", help="First execute the solutions.")] = False,
) -> None:
    """Write lectures/ from solutions/, for authors."""
    from course_utils import authoring

    folders = authoring.Folders.find()
    if check:
        drifted = authoring.drift(folders)
        for path in drifted:
            print(f"{path.relative_to(folders.root)} drifted; run 'course build'.")
        raise typer.Exit(bool(drifted))
    for path in authoring.run(folders) if run else ():
        print(f"{path.relative_to(folders.root)} executed")
    for path in authoring.build(folders):
        print(f"{path.relative_to(folders.root)} {'written' if path.exists() else 'removed'}")


@app.command()
def slides(
    lectures: Annotated[
        list[str] | None, typer.Argument(help="Such as 02_algorithm; by default all.")
    ] = None,
    output: Annotated[Path, typer.Option(help="Folder for the pages.")] = Path("slides"),
) -> None:
    """Write slides (reveal.js) for reading; live, present the notebooks in JupyterLab."""
    from course_utils.authoring import Folders
    from course_utils.authoring.slides import write_slides

    for path in write_slides(Folders.find(), lectures or [], output):
        print(f"{path} written")


@app.command()
def doctor() -> None:
    """Look whether this machine has what the course needs, and say what to do if not."""
    from course_utils.doctor import examine

    findings = examine()
    for finding in findings:
        print(finding)
    raise typer.Exit(not all(finding.ok for finding in findings))
