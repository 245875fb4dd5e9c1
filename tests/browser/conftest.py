"""One browser for all: lecture 2 in it as on a learner's first day, and demos one by one."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from ipywidgets import Widget
from lab_driver import Notebook, browser, browser_page, server
from playwright.sync_api import Browser, Page
from stand_in import render

LECTURE = "02_algorithm.ipynb"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


@pytest.fixture(scope="session")
def lecture(
    chromium: Browser, tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[Notebook]:
    root, private = tmp_path_factory.mktemp("lectures"), tmp_path_factory.mktemp("private")
    shutil.copy(pytestconfig.rootpath / "lectures" / LECTURE, root)
    with server(root, private) as lab, browser_page(chromium) as notebook:
        notebook.open(lab.address(LECTURE))
        notebook.run_all()
        yield notebook


@pytest.fixture(scope="module")
def blank_page(chromium: Browser) -> Iterator[Notebook]:
    with browser_page(chromium) as empty:
        empty.page.emulate_media(reduced_motion="reduce")
        yield empty


@pytest.fixture
def show(blank_page: Notebook) -> Iterator[Callable[[Widget], Page]]:
    """Put a demo on the page; afterwards there was no console error and no request outside."""

    def show(widget: Widget) -> Page:
        render(blank_page.page, widget)
        return blank_page.page

    yield show
    assert blank_page.console_errors == []
    assert blank_page.external == []
