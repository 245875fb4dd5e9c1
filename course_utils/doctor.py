"""What the course needs of a machine, looked at one by one."""

import os
import platform
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec

REINSTALL = "run 'pip install -r requirements.txt' in the course's folder"
ENOUGH_MEMORY = 1.0  # GB: training with Keras takes half of it, JupyterLab a good part of the rest
# The widgets' Python half and the half inside JupyterLab have to be of one generation:
# https://github.com/jupyter-widgets/ipywidgets/issues/2498
_GENERATIONS = {"jupyterlab": "4", "ipywidgets": "8", "jupyterlab_widgets": "3"}


@dataclass(frozen=True)
class Finding:
    """One line of the report."""

    subject: str
    ok: bool
    says: str

    def __str__(self) -> str:
        return f"{'ok' if self.ok else 'problem':8} {self.subject}: {self.says}"


def examine() -> list[Finding]:
    """Every finding, in the order in which one would mend them."""
    return [python(), *packages(), *generations(), kernel(), memory(), frameworks()]


def python() -> Finding:
    """Which one it is; an older one than the course's could not have come this far."""
    return Finding("Python", True, f"{platform.python_version()}, {sys.executable}")


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def packages() -> Iterator[Finding]:
    """Only what is missing gets a line of its own."""
    required = metadata.requires("backpropagation-course") or []
    needed = [re.split(r"[^\w.-]", line)[0] for line in required if "extra ==" not in line]
    missing = [name for name in needed if _version(name) is None]
    for name in missing:
        yield Finding(name, False, f"not installed; {REINSTALL}")
    if not missing:
        yield Finding("Packages", True, f"all {len(needed)} installed")


def generations() -> Iterator[Finding]:
    for name, generation in _GENERATIONS.items():
        version = _version(name)
        if version is None:
            yield Finding(name, False, f"not installed; {REINSTALL}")
        elif version.split(".")[0] != generation:
            yield Finding(name, False, f"{version}, and the demos need {generation}.x; {REINSTALL}")
        else:
            yield Finding(name, True, version)


def kernel() -> Finding:
    """Whether a notebook would run on this Python."""
    try:
        from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

        specification = KernelSpecManager().get_kernel_spec("python3")
    except (ImportError, NoSuchKernel):
        return Finding("Kernel", False, f"there is no kernel 'python3'; {REINSTALL}")
    program = specification.argv[0]
    if os.path.isabs(program) and not os.path.exists(program):
        repair = "run 'python -m ipykernel install --sys-prefix'"
        return Finding("Kernel", False, f"it starts {program}, which is gone; {repair}")
    return Finding("Kernel", True, f"{specification.display_name}, {program}")


def memory() -> Finding:
    if find_spec("psutil") is None:
        return Finding("Memory", True, "unknown: psutil is not installed")
    import psutil

    free = psutil.virtual_memory().available / 2**30
    if free < ENOUGH_MEMORY:
        return Finding("Memory", False, f"{free:.1f} GB free; close programs until 1 GB is free")
    return Finding("Memory", True, f"{free:.1f} GB free")


def frameworks() -> Finding:
    """PyTorch and Keras are for a few sections only, so their absence is no problem."""
    torch, keras = _version("torch"), _version("keras")
    backend = os.environ.get("KERAS_BACKEND", "torch")
    if keras and not torch and backend == "torch":
        return Finding("Frameworks", False, f"Keras {keras} without PyTorch; {REINSTALL}")
    if not (torch and keras):
        return Finding(
            "Frameworks", True, f"not complete; for the sections that use them {REINSTALL}"
        )
    return Finding("Frameworks", True, f"PyTorch {torch}, Keras {keras}")
