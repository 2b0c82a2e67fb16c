"""Serve a built site on loopback, under the site's base path, as a static host would."""

from __future__ import annotations

import http.server
import mimetypes
import re
import socketserver
import sys
from http import HTTPStatus
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final
from urllib.parse import urlsplit

TYPES: Final = {
    ".bib": "application/x-bibtex; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".opml": "text/xml; charset=utf-8",
    ".png": "image/png",
    ".ris": "application/x-research-info-systems; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
}
"""By ending, so that answers are the same on every machine, whatever its table of types."""


_RANGE: Final = re.compile(r"bytes=(\d{1,15})-(\d{0,15})", re.ASCII)


def base_path(url: str) -> str:
    """Give the path of a site's address with a slash at both ends; `/` for `auto`."""
    path = urlsplit(url).path.strip("/")
    return f"/{path}/" if path and url != "auto" else "/"


def serve(output: Path, port: int = 8000, base_path: str = "/") -> None:
    """Serve until interrupted, the address told on stderr; `port` 0 takes any free one."""
    with server(output, port, base_path) as running:
        host, number = running.server_address[:2]
        _say(f"http://{host!s}:{number}{running.base_path}")
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            _say("stopped")


def server(output: Path, port: int = 0, base_path: str = "/") -> StaticServer:
    """Make the server, bound but not yet running; a context manager that closes its socket."""
    return StaticServer(output.resolve(), port, base_path)


class StaticServer(socketserver.ThreadingMixIn, http.server.HTTPServer):
    """Listen on 127.0.0.1 alone, one daemon thread a request."""

    daemon_threads = True

    def __init__(self, output: Path, port: int, base_path: str) -> None:
        """Bind; raises OSError when the port is taken."""
        self.output = output
        self.base_path = f"/{base_path.strip('/')}/".replace("//", "/")
        super().__init__(("127.0.0.1", port), _Handler)

    def server_bind(self) -> None:
        """Bind without the look-up of the host's name, which can hang where there is no network."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Answer GET and HEAD for files below the output folder."""

    server: StaticServer
    server_version = "radar"
    sys_version = ""

    def translate_path(self, path: str) -> str:
        """Find the file of a request path: the standard library's own rules, below the base path."""
        self.directory = str(self.server.output)
        below = urlsplit(path).path.removeprefix(self.server.base_path)
        return super().translate_path("/" + below)

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Lead outsiders to the base path; refuse what a static host would not publish."""
        path = urlsplit(self.path).path
        if path in ("/", self.server.base_path.rstrip("/")) and path != self.server.base_path:
            self._lead_home()
            return None
        if not path.startswith(self.server.base_path) or not self._is_published():
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return self._part() or super().send_head()

    def _part(self) -> BytesIO | None:
        """Answer with a part of a file (RFC 9110, 14): of ranges only those from a byte on, others are ignored."""
        asked, path = _RANGE.fullmatch(self.headers.get("Range", "")), Path(self.translate_path(self.path))
        if not asked or not path.is_file() or int(asked[1]) >= (size := path.stat().st_size):
            return None
        first, last = int(asked[1]), min(int(asked[2] or size), size - 1)
        with path.open("rb") as file:
            file.seek(first)
            data = file.read(max(last + 1 - first, 0))
        self.send_response(HTTPStatus.PARTIAL_CONTENT)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Range", f"bytes {first}-{first + len(data) - 1}/{size}")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return BytesIO(data)

    def list_directory(self, path: object) -> None:
        """List nothing: a folder without an index is not found."""
        del path
        self.send_error(HTTPStatus.NOT_FOUND)

    def guess_type(self, path: object) -> str:
        """Name a file's type and its encoding."""
        ending = PurePosixPath(str(path)).suffix.lower()
        return TYPES.get(ending) or mimetypes.types_map.get(ending, "application/octet-stream")

    def end_headers(self) -> None:
        """Have browsers ask again each time: the site is rebuilt under them."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what is not found with the site's own page."""
        page = self.server.output / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", TYPES[".html"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _lead_home(self) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", self.server.base_path)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _is_published(self) -> bool:
        """Tell whether the path stays inside the output, links and dotfiles left out."""
        found = Path(self.translate_path(self.path))
        inside = found.resolve().is_relative_to(self.server.output)
        return inside and not any(part.startswith(".") for part in found.parts[len(self.server.output.parts) :])


def _say(line: str) -> None:
    """Tell the person at the terminal, on stderr: stdout is data (CONTRACT)."""
    sys.stderr.write(line + "\n")
