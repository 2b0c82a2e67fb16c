"""Stand in for GitHub: the REST API on loopback, artifacts, caches, and Pages as a folder."""

from __future__ import annotations

import http.server
import json
import re
import shutil
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

REPOSITORY = "sample-owner/radar"
TOKEN = "ghs-sample-token-that-must-stand-nowhere"  # noqa: S105 - looked for, and not to be found


@dataclass
class GitHub:
    """Hold what a repository's services hold, below one folder."""

    root: Path
    pages: str = "workflow"
    """`workflow`, `legacy`, or empty while Pages is off."""
    issues_on: bool = True
    issues: list[dict[str, Any]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    url: str = ""

    @property
    def live(self) -> Path:
        """Find what Pages serves."""
        return self.root / "live"

    @contextmanager
    def serving(self) -> Iterator[GitHub]:
        """Serve the API while the block runs."""
        github = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do(self) -> None:
                size = int(self.headers.get("Content-Length") or 0)
                body = json.loads(self.rfile.read(size) or b"{}")
                allowed = self.headers.get("Authorization") == f"Bearer {TOKEN}"
                status, data = github.answer(self.command, self.path, body) if allowed else (401, {})
                said = b"" if data is None else json.dumps(data).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            do_GET = do_POST = do_PATCH = do_PUT = do  # noqa: N815 - names that http.server looks for

            def log_message(self, *_: Any) -> None:
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        self.url = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

    def answer(self, method: str, path: str, body: dict[str, Any]) -> tuple[int, Any]:
        """Answer as docs.github.com/en/rest says: pages/pages, issues/issues, actions/workflows."""
        place = path.removeprefix(f"/repos/{REPOSITORY}")
        self.asked.append((method, place))
        if (method, place) == ("GET", "/pages"):
            found = {"html_url": "https://sample-owner.github.io/radar/", "build_type": self.pages, "cname": None}
            return (200, found) if self.pages else (404, {"message": "Not Found"})
        if method == "PUT" and re.fullmatch(r"/actions/workflows/radar\.yml/enable", place):
            return 204, None
        if place.startswith("/issues"):
            return (
                self._issues(method, place, body)
                if self.issues_on
                else (410, {"message": "Issues has been disabled"})
            )
        return 404, {"message": "Not Found"}

    def _issues(self, method: str, place: str, body: dict[str, Any]) -> tuple[int, Any]:
        if method == "GET":
            return 200, [issue for issue in self.issues if issue["state"] == "open"]
        if (method, place) == ("POST", "/issues"):
            self.issues.append({"number": len(self.issues) + 1, "state": "open"} | body)
            return 201, self.issues[-1]
        number, _, rest = place.removeprefix("/issues/").partition("/")
        if rest == "comments":
            self.comments.append(body["body"])
            return 201, body
        self.issues[int(number) - 1].update(body)
        return 200, self.issues[int(number) - 1]

    # -- artifacts, of one run; caches, of all runs -------------------------------------

    def upload(self, name: str, source: Path) -> None:
        """Keep an artifact: regular files that are not hidden, as actions/upload-artifact does."""
        place = self.root / "artifacts" / name
        shutil.rmtree(place, ignore_errors=True)
        for path in sorted(source.rglob("*")):
            relative = path.relative_to(source)
            if path.is_file() and not any(part.startswith(".") for part in relative.parts):
                (place / relative).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, place / relative)
        assert place.exists(), f"no files to upload as {name}"

    def download(self, name: str, target: Path) -> None:
        """Bring an artifact; fail where there is none."""
        place = self.root / "artifacts" / name
        assert place.is_dir(), f"no artifact {name}"
        shutil.copytree(place, target, dirs_exist_ok=True)

    def upload_site(self, source: Path) -> None:
        """Pack a site as actions/upload-pages-artifact does: artifact.tar in the artifact github-pages."""
        packed = self.root / "packed"
        shutil.rmtree(packed, ignore_errors=True)
        packed.mkdir()
        with tarfile.open(packed / "artifact.tar", "w", dereference=True) as tar:
            tar.add(source, arcname=".")
        self.upload("github-pages", packed)

    def deploy(self) -> str:
        """Publish the artifact github-pages; fail where Pages is not ready, as actions/deploy-pages does."""
        assert self.pages == "workflow", "Failed to create deployment (status: 404). Ensure Pages is enabled"
        fresh = self.root / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        with tarfile.open(self.root / "artifacts" / "github-pages" / "artifact.tar") as tar:
            tar.extractall(fresh, filter="data")
        shutil.rmtree(self.live, ignore_errors=True)
        fresh.rename(self.live)
        return "https://sample-owner.github.io/radar/"

    def save_cache(self, key: str, paths: list[str], job: Path) -> None:
        """Keep folders under a key, which cannot be written twice."""
        place = self.root / "caches" / key
        found = [path for path in paths if (job / path).exists()]
        if place.exists() or not found:
            return
        for path in found:
            shutil.copytree(job / path, place / path, symlinks=True)
        with (self.root / "caches" / "order.txt").open("a") as order:
            order.write(f"{key}\n")

    def restore_cache(self, key: str, prefixes: list[str], job: Path) -> str:
        """Bring back the folders of a key, else of the newest that begins with one of the prefixes."""
        order = self.root / "caches" / "order.txt"
        known = order.read_text().split() if order.exists() else []
        fitting = [each for each in known if each == key or any(each.startswith(prefix) for prefix in prefixes)]
        if not fitting:
            return ""
        shutil.copytree(self.root / "caches" / fitting[-1], job, dirs_exist_ok=True, symlinks=True)
        return fitting[-1]
