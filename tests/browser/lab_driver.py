"""JupyterLab in a headless Chromium, driven as a learner would: open, run all, type, look.

The page may talk to its own server only: every other request is refused and noted, so an empty
list of them shows that the course needs no network.
"""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Route, sync_playwright

START_SECONDS = 120
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic"]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_NOTEBOOK = "window.jupyterapp.shell.currentWidget"


def find_browser() -> str | None:
    """A Chromium of this machine; None means the one that playwright installed."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@dataclass
class Server:
    """A running JupyterLab with its own settings, progress and token."""

    url: str
    token: str

    def address(self, notebook: str) -> str:
        return f"{self.url}/lab/tree/{notebook}?token={self.token}&reset"


@contextmanager
def server(root: Path, private: Path) -> Iterator[Server]:
    """JupyterLab on ``root``; everything it writes elsewhere goes to ``private``."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    running = Server(f"http://127.0.0.1:{port}", secrets.token_hex(16))
    _configure(private)
    command = (
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1"),
        *(f"--port={port}", "--ServerApp.port_retries=0", "--allow-root"),
        *(f"--IdentityProvider.token={running.token}", f"--ServerApp.root_dir={root}"),
        *("--expose-app-in-browser", "--LabApp.extension_manager=readonly"),
    )
    with (private / "lab.log").open("w") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=log, env=_environment(private), start_new_session=True
        )
        try:
            _wait_until_up(running, process, private / "lab.log")
            yield running
        finally:
            _stop(process)


def _configure(private: Path) -> None:
    """No question about news in front of the page."""
    folder = private / "config" / "labconfig"
    folder.mkdir(parents=True)
    quiet = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}
    (folder / "page_config.json").write_text(json.dumps(quiet))


def _environment(private: Path) -> dict[str, str]:
    folders = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "IPYTHONDIR": "ipython",
        "COURSE_PROGRESS_DIR": "progress",
    }
    return {**os.environ, **{name: str(private / folder) for name, folder in folders.items()}}


def _wait_until_up(running: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError):
            urllib.request.urlopen(f"{running.url}/api?token={running.token}", timeout=5).read()
            return
        time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()[-3000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the server and its kernels: they are a process group of their own."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(20)
            return


@dataclass
class Notebook:
    """An open notebook. Cells go by their id, the same as in the file."""

    page: Page
    external: list[str] = field(default_factory=list)
    console_errors: list[str] = field(default_factory=list)

    def hear(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.console_errors.append(said.text)

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.page.wait_for_function(
            f"() => window.jupyterapp && {_NOTEBOOK}?.sessionContext?.session?.kernel"
            f" && {_NOTEBOOK}.sessionContext.session.kernel.status === 'idle'"
        )
        self.page.evaluate(
            f"() => {_NOTEBOOK}.content.widgets.forEach(w => w.node.dataset.cell = w.model.id)"
        )

    def run_all(self) -> None:
        self.page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")

    def outputs(self) -> dict[str, list[dict[str, Any]]]:
        """Every code cell's outputs, read off the notebook's model: shown on screen or not."""
        found: dict[str, list[dict[str, Any]]] = self.page.evaluate(
            f"() => Object.fromEntries({_NOTEBOOK}.content.widgets"
            ".filter(w => w.model.type === 'code')"
            ".map(w => [w.model.id, w.model.outputs.toJSON()]))"
        )
        return found

    def cell_with(self, source: str) -> str:
        """The id of the one code cell that contains this piece of source."""
        found: list[str] = self.page.evaluate(
            f"source => {_NOTEBOOK}.content.widgets"
            ".filter(w => w.model.type === 'code' && w.model.sharedModel.source.includes(source))"
            ".map(w => w.model.id)",
            source,
        )
        if len(found) != 1:
            raise LookupError(f"{len(found)} code cells contain {source!r}, expected one")
        return found[0]

    def cell(self, cell_id: str) -> Locator:
        """The cell's place on the page, scrolled into view."""
        self.page.evaluate(
            f"""async id => {{
                const content = {_NOTEBOOK}.content;
                const index = content.widgets.findIndex(w => w.model.id === id);
                if (index < 0) throw new Error('no cell ' + id);
                content.activeCellIndex = index;
                await content.scrollToItem(index, 'center');
            }}""",
            cell_id,
        )
        place = self.page.locator(f'[data-cell="{cell_id}"]')
        place.wait_for(state="visible")
        return place

    def write(self, cell_id: str, source: str) -> None:
        """Replace what stands in a cell, by keyboard."""
        self.cell(cell_id).locator(".cm-content").click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(source)

    def run(self, cell_id: str) -> None:
        """Run one cell and wait for its kernel."""
        self.cell(cell_id)
        self.page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-cell')")


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless Chromium; playwright allows one at a time."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        try:
            yield chromium
        finally:
            chromium.close()


@contextmanager
def browser_page(chromium: Browser) -> Iterator[Notebook]:
    """A page on which only the local server can be reached."""
    page = chromium.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(60_000)
    notebook = Notebook(page)

    def guard(route: Route) -> None:
        if route.request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            route.continue_()
        else:
            notebook.external.append(route.request.url)
            route.abort()

    page.route("**/*", guard)
    page.on("pageerror", lambda error: notebook.console_errors.append(str(error)))
    page.on("console", notebook.hear)
    try:
        yield notebook
    finally:
        page.close()
