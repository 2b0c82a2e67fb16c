"""The little server, asked over a real socket."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from radar.publish import serve as serving
from radar.publish.serve import StaticServer, base_path, serve, server

FILES = {
    "index.html": "<!doctype html><p>首页</p>",
    "404.html": "<!doctype html><p>没有</p>",
    "2026/06/19/index.html": "<!doctype html><p>日</p>",
    "feeds/all.atom.xml": "<feed/>",
    "data/status.json": "{}",
    "theme/theme.css": "p{}",
    "theme/theme.js": "0",
    "theme/favicon.svg": "<svg/>",
    "theme/site.webmanifest": "{}",
    "theme/unknown.zzz": "?",
    ".env": "SECRET",
    "empty/readme.txt": "x",
}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "output" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "outside.html").write_text("SECRET", encoding="utf-8")
    (tmp_path / "output" / "link.html").symlink_to(tmp_path / "outside.html")
    return tmp_path / "output"


@pytest.fixture
def running(output: Path) -> Iterator[StaticServer]:
    yield from _run(output, "/hub/")


def _run(output: Path, base: str) -> Iterator[StaticServer]:
    with server(output, 0, base) as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield made
        finally:
            made.shutdown()
            thread.join()


def ask(running: StaticServer, path: str, method: str = "GET") -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection("127.0.0.1", running.server_address[1], timeout=10)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("auto", "/"),
        ("", "/"),
        ("https://radar.example", "/"),
        ("https://radar.example/", "/"),
        ("https://radar.example/hub", "/hub/"),
        ("https://radar.example/a/b/", "/a/b/"),
    ],
)
def test_the_base_path_is_that_of_the_address(url: str, path: str) -> None:
    assert base_path(url) == path


def test_it_listens_on_loopback_alone(running: StaticServer) -> None:
    assert running.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        ("feeds/all.atom.xml", "application/xml; charset=utf-8"),
        ("data/status.json", "application/json; charset=utf-8"),
        ("theme/theme.css", "text/css; charset=utf-8"),
        ("theme/theme.js", "text/javascript; charset=utf-8"),
        ("theme/favicon.svg", "image/svg+xml; charset=utf-8"),
        ("theme/site.webmanifest", "application/manifest+json; charset=utf-8"),
        ("theme/unknown.zzz", "application/octet-stream"),
    ],
)
def test_files_come_with_their_type(running: StaticServer, path: str, kind: str) -> None:
    status, headers, text = ask(running, f"/hub/{path}")
    assert (status, headers["Content-type"], text) == (200, kind, FILES[path or "index.html"])
    assert headers["Cache-Control"] == "no-cache"


def test_a_folder_answers_with_its_index_and_wants_its_slash(running: StaticServer) -> None:
    assert ask(running, "/hub/2026/06/19/")[2] == FILES["2026/06/19/index.html"]
    status, headers, _ = ask(running, "/hub/2026/06/19")
    assert (status, headers["Location"]) == (301, "/hub/2026/06/19/")


def test_a_query_changes_nothing(running: StaticServer) -> None:
    assert ask(running, "/hub/?author=Sample+Author+1")[2] == FILES["index.html"]
    assert ask(running, "/hub/theme/theme.css?v=12345678")[0] == 200


@pytest.mark.parametrize("path", ["/", "/hub"])
def test_outside_the_base_path_one_is_led_home(running: StaticServer, path: str) -> None:
    status, headers, _ = ask(running, path)
    assert (status, headers["Location"]) == (302, "/hub/")


@pytest.mark.parametrize(
    "path",
    [
        "/hub/none/",
        "/hub/empty/",
        "/hub/.env",
        "/hub/link.html",
        "/index.html",
        "/other/",
        "/hubris/",
        "/hub/../outside.html",
        "/hub/%2e%2e/outside.html",
        "/hub/..%2foutside.html",
        "//evil.example/%2e%2e",
    ],
)
def test_what_is_not_published_is_not_found_and_the_sites_own_page_says_so(running: StaticServer, path: str) -> None:
    status, headers, text = ask(running, path)
    assert (status, text) == (404, FILES["404.html"])
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert "SECRET" not in text


def test_head_brings_no_body(running: StaticServer) -> None:
    assert ask(running, "/hub/", "HEAD")[::2] == (200, "")
    assert ask(running, "/hub/none/", "HEAD")[::2] == (404, "")


def test_nothing_can_be_written(running: StaticServer) -> None:
    assert ask(running, "/hub/index.html", "PUT")[0] == 501
    assert ask(running, "/hub/index.html", "POST")[0] == 501


def test_without_a_404_page_there_is_still_an_answer(output: Path) -> None:
    (output / "404.html").unlink()
    for running in _run(output, "/"):
        assert ask(running, "/none")[0] == 404
        assert ask(running, "/")[2] == FILES["index.html"]


def test_serving_tells_where_and_ends_when_interrupted(
    output: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(self: StaticServer, poll_interval: float = 0.5) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(serving.StaticServer, "serve_forever", interrupt)
    serve(output, 0, "/hub/")
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("http://127.0.0.1:")
    assert "/hub/" in told.err


@pytest.mark.parametrize(
    ("asked", "status", "body", "said"),
    [
        ("bytes=2-4", 206, "eed", "bytes 2-4/7"),
        ("bytes=5-", 206, "/>", "bytes 5-6/7"),
        ("bytes=5-900", 206, "/>", "bytes 5-6/7"),
        ("bytes=7-8", 200, "<feed/>", ""),
        ("bytes=-2", 200, "<feed/>", ""),
        ("bytes=0-1,3-4", 200, "<feed/>", ""),
        ("lines=1-2", 200, "<feed/>", ""),
    ],
)
def test_a_part_of_a_file_is_given(running: StaticServer, asked: str, status: int, body: str, said: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", running.server_address[1], timeout=10)
    try:
        connection.request("GET", "/hub/feeds/all.atom.xml", headers={"Range": asked})
        answer = connection.getresponse()
        assert (answer.status, answer.read().decode()) == (status, body)
        assert answer.headers.get("Content-Range", "") == said
    finally:
        connection.close()


def test_a_part_of_what_is_not_published_is_not_given(running: StaticServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", running.server_address[1], timeout=10)
    try:
        connection.request("GET", "/hub/.env", headers={"Range": "bytes=0-2"})
        assert connection.getresponse().status == 404
    finally:
        connection.close()
