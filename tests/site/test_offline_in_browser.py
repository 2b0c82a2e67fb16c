"""The site without a network, in Chromium: what is kept, what is said, what is let go."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import built_site
import small_archive
from radar.publish.serve import StaticServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

DAYS = {"2026/06/19/": ("6月19日", "19 June"), "2026/06/18/": ("6月18日", "18 June")}
OFFLINE = {"zh": "离线：显示上次缓存的{}。", "en": "Offline: this is the copy kept of {}."}
SLOW = "网络不畅：显示上次缓存的6月19日。"
WAIT = """async (address) => {
  for (let n = 0; n < 600; n++) {
    if (navigator.serviceWorker.controller && await caches.match(address)) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`${address} is not kept`);
}"""
WAIT_GONE = """async () => {
  for (let n = 0; n < 600; n++) {
    const own = (await caches.keys()).filter((name) => name.startsWith("ah:"));
    if (!own.length && !(await navigator.serviceWorker.getRegistrations()).length) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error("still there");
}"""


class Server(StaticServer):
    """A static host that lets browsers keep pages for ten minutes, as many do, and that may fall ill."""

    delay = 0.0
    fails = False
    is_gone = False

    def __init__(self, output: Path, port: int, base: str) -> None:
        super().__init__(output, port, base)
        handler: Any = self.RequestHandlerClass

        class Handler(handler):  # type: ignore[misc] # the server's own
            def do_GET(self) -> None:  # noqa: N802 - the standard library's name
                if not self.server.is_gone:  # a browser opens connections ahead, which outlive the listening socket
                    super().do_GET()

            def send_header(self, keyword: str, value: str) -> None:
                super().send_header(keyword, "max-age=600" if keyword == "Cache-Control" else value)

        self.RequestHandlerClass = Handler

    def finish_request(self, request: Any, client_address: Any) -> None:
        time.sleep(self.delay)
        if self.fails:
            request.recv(65536)
            request.sendall(b"HTTP/1.0 503 Service Unavailable\r\nContent-Length: 4\r\n\r\ndown")
            return
        super().finish_request(request, client_address)


class Host:
    """Serve a folder; the server can go away."""

    def __init__(self, output: Path, base: str = "/hub/") -> None:
        self.server = Server(output, 0, base)
        self.base = f"http://127.0.0.1:{self.server.server_address[1]}{base}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.server.is_gone = True
        if self.thread.is_alive():
            self.server.shutdown()
            self.thread.join()
            self.server.server_close()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("offline")
    small_archive.write(folder / "content")
    built_site.make(folder, small_archive.settings())
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "site"))


@pytest.fixture
def host(folder: Path) -> Iterator[Host]:
    host = Host(folder / "output")
    yield host
    host.stop()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context: BrowserContext = browser.new_context()
    yield context.new_page()
    context.close()


def visit(page: Page, address: str, kept: str) -> None:
    """Open a page and wait until the worker is in charge and keeps another."""
    page.goto(address)
    page.evaluate(WAIT, kept)


@pytest.mark.parametrize(("lang", "prefix"), [("zh", ""), ("en", "en/")])
def test_the_last_days_open_without_a_server_and_say_so(host: Host, page: Page, lang: str, prefix: str) -> None:
    visit(page, host.base + prefix, f"{host.base}{prefix}2026/06/18/")
    host.stop()
    page.goto(host.base + prefix)
    assert page.locator("[data-offline]").inner_text() == OFFLINE[lang].format(DAYS["2026/06/19/"][lang == "en"])
    for day, words in DAYS.items():
        page.goto(host.base + prefix + day)
        assert page.locator("[data-offline]").inner_text() == OFFLINE[lang].format(words[lang == "en"])
        assert page.locator(".card").count() > 2
        assert page.locator("html[data-ready]").count() == 1
        assert page.evaluate("document.styleSheets[0].cssRules.length > 0")


def test_what_is_not_kept_leads_home(host: Host, page: Page) -> None:
    visit(page, host.base, f"{host.base}2026/06/18/")
    host.stop()
    page.goto(f"{host.base}topics/routing/")
    page.wait_for_url(host.base)
    page.goto(f"{host.base}?author=Sample+Author+1")
    assert page.locator("[data-offline]").count() == 1


def test_a_new_build_is_seen_at_once(host: Host, folder: Path, page: Page) -> None:
    visit(page, host.base, f"{host.base}2026/06/18/")
    built_site.make(folder, small_archive.settings(site={"title": "Another Name"}))
    page.goto(host.base)
    assert page.title().startswith("Another Name")
    assert page.locator("[data-offline]").count() == 0
    page.goto(f"{host.base}2026/06/19/")
    assert "Another Name" in page.title()


def test_a_page_that_does_not_come_is_shown_from_its_copy_after_three_seconds(host: Host, page: Page) -> None:
    visit(page, host.base, f"{host.base}2026/06/18/")
    host.server.delay = 15.0  # long past the three seconds, however slow the machine
    start = time.monotonic()
    page.goto(host.base, wait_until="domcontentloaded")
    assert page.locator("[data-offline]").inner_text() == SLOW
    assert time.monotonic() - start >= 3


def test_a_server_that_fails_is_no_server(host: Host, page: Page) -> None:
    visit(page, host.base, f"{host.base}2026/06/18/")
    host.server.fails = True
    page.goto(host.base)
    assert page.locator("[data-offline]").count() == 1
    answer = page.goto(f"{host.base}about/")
    assert answer is not None
    assert answer.status == HTTPStatus.SERVICE_UNAVAILABLE


def test_switched_off_it_lets_go_of_everything(host: Host, folder: Path, page: Page) -> None:
    visit(page, host.base, f"{host.base}2026/06/18/")
    built_site.make(folder, small_archive.settings(site={"title": "Sample Radar", "pwa": False}))
    assert not list((folder / "output").rglob("*.webmanifest"))
    page.goto(host.base)
    page.evaluate(WAIT_GONE)
    page.reload()
    assert page.evaluate("navigator.serviceWorker.controller") is None
    assert page.locator("link[rel=manifest], script[data-worker]").count() == 0


def test_neighbours_on_the_same_origin_are_left_alone(folder: Path, page: Page) -> None:
    web = folder / "web"
    shutil.copytree(folder / "output", web)
    (web / "other").mkdir()
    (web / "other" / "index.html").write_text("<!doctype html><title>Other</title>", encoding="utf-8")
    host = Host(web, "/")
    try:
        page.goto(f"{host.base}other/")
        page.evaluate("caches.open('other:v1').then((kept) => kept.put('/other/x', new Response('x')))")
        page.evaluate("caches.open('ah:/other/:v1')")
        visit(page, host.base, f"{host.base}2026/06/18/")
        page.goto(f"{host.base}other/")
        assert page.title() == "Other"
        assert {"other:v1", "ah:/other/:v1"} <= set(page.evaluate("caches.keys()"))
        assert page.evaluate("caches.match('/other/').then((kept) => kept === undefined)")
        host.stop()
        with pytest.raises(Exception, match=r"ERR_(CONNECTION_REFUSED|EMPTY_RESPONSE)"):
            page.goto(f"{host.base}other/more/")
    finally:
        host.stop()


def test_a_first_visit_to_home_stays_within_six_requests_and_complains_of_nothing(host: Host, page: Page) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    visit(page, host.base, f"{host.base}2026/06/18/")
    assert len(asked) <= 6
    assert not said
