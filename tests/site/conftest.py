"""A browser for the tests that open built pages."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from radar.publish.serve import server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The shell first, as Playwright prefers: the same engine without a browser's windows, for a third of the time."""
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def _system_chromium() -> str:
    return next((path for name in NAMES if (path := shutil.which(name))), "")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Launch the system's Chromium, or Playwright's own; skip, saying so, where there is neither.

    In CI a Chromium that is there must be used: what would be a skip fails.
    """
    path = _system_chromium()
    give_up: Callable[[str], object] = pytest.fail if path and os.environ.get("CI") == "true" else pytest.skip
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - the rest of the suite runs without it
    except ImportError:
        give_up("skipped: playwright is not installed (it is among the dev extras)")
        return
    with sync_playwright() as playwright:
        path = path or playwright.chromium.executable_path
        if not Path(path).exists():
            give_up("skipped: no Chromium (install one, or run `playwright install chromium`)")
        launched = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serve built sites on loopback under `/hub/`; gives the function from output folder to base address."""
    running = []

    def start(output: Path) -> str:
        found = server(output, 0, "/hub/")
        thread = threading.Thread(target=found.serve_forever, daemon=True)
        thread.start()
        running.append((found, thread))
        return f"http://127.0.0.1:{found.server_address[1]}{found.base_path}"

    yield start
    for found, thread in running:
        found.shutdown()
        thread.join()
        found.server_close()
