"""Play the four services that give abstracts by DOI, in their exact formats, on loopback."""

from __future__ import annotations

import contextlib
import json
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

SERVICES = ("crossref", "openalex", "europepmc", "semanticscholar")

Answer = tuple[int, bytes, dict[str, str]]
Fault = Callable[[str], Answer | None]
"""What is answered in place of the truth to a request line; None lets the truth be told."""


def status(code: int, **headers: str) -> Fault:
    return lambda _: (code, b"", headers)


def body(content: bytes) -> Fault:
    return lambda _: (200, content, {})


def once(fault: Fault) -> Fault:
    left = [fault]
    return lambda line: left.pop()(line) if left else None


@dataclass
class Services:
    """Hold what the services know, by service and DOI; `None` is a paper known without abstract."""

    base: str = ""
    known: dict[str, dict[str, str | None]] = field(default_factory=lambda: {name: {} for name in SERVICES})
    faults: dict[str, Fault] = field(default_factory=dict)
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """Every request: the service, and the DOIs it was asked for."""
    lines: list[str] = field(default_factory=list)
    """The same, as they were asked."""

    def table(self, **more: Any) -> dict[str, Any]:
        """Write the `[abstracts]` table that asks here."""
        return {f"{name}_url": f"{self.base}/{name}" for name in SERVICES} | {"ask": tuple(SERVICES)} | more

    def times(self, service: str) -> Counter[str]:
        """Count how often a service was asked for each DOI."""
        return Counter(doi for name, dois in self.asked if name == service for doi in dois)

    def answer(self, line: str) -> Answer:
        """Answer one request for a path with its query."""
        parts = urlsplit(line)
        _, service, *rest = parts.path.split("/", 3)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        dois = _dois(service, "/".join(rest), query)
        self.asked.append((service, dois))
        self.lines.append(line)
        if service in self.faults and (wrong := self.faults[service](line)):
            return wrong
        known = {doi: text for doi, text in self.known[service].items() if doi in dois}
        code, data = _FORMS[service](known, dois, query)
        return code, json.dumps(data).encode(), {"Content-Type": "application/json"}


def _dois(service: str, path: str, query: dict[str, str]) -> tuple[str, ...]:
    if service == "crossref":
        assert path == "works"
        return tuple(part.removeprefix("doi:") for part in query["filter"].split(","))
    if service == "openalex":
        assert path == "works"
        return tuple(query["filter"].removeprefix("doi:").split("|"))
    if service == "europepmc":
        assert (path, query["resultType"], query["format"]) == ("search", "core", "json")
        return tuple(re.findall(r'DOI:"([^"]+)"', query["query"]))
    return (unquote(path).removeprefix("paper/DOI:"),)


Known = dict[str, str | None]


def _crossref(known: Known, dois: tuple[str, ...], query: dict[str, str]) -> tuple[int, Any]:
    assert query["select"] == "DOI,abstract"
    items = [
        {"DOI": doi.upper()} | ({"abstract": f"<jats:p>{text}</jats:p>"} if text else {})
        for doi, text in known.items()
    ]
    message = {
        "facets": {},
        "total-results": len(items),
        "items": items[: int(query["rows"])],
        "items-per-page": int(query["rows"]),
        "query": {"start-index": 0, "search-terms": None},
    }
    return 200, {"status": "ok", "message-type": "work-list", "message-version": "1.0.0", "message": message}


def inverted(text: str) -> dict[str, list[int]]:
    """Write a text as OpenAlex does."""
    index: dict[str, list[int]] = {}
    for place, word in enumerate(text.split()):
        index.setdefault(word, []).append(place)
    return index


def _openalex(known: Known, dois: tuple[str, ...], query: dict[str, str]) -> tuple[int, Any]:
    assert query["select"] == "doi,abstract_inverted_index"
    results = [
        {"doi": f"https://doi.org/{doi}", "abstract_inverted_index": inverted(text) if text else None}
        for doi, text in known.items()
    ]
    size = int(query["per_page"])
    meta = {"count": len(results), "db_response_time_ms": 20, "page": 1, "per_page": size, "groups_count": None}
    return 200, {"meta": meta, "results": results[:size], "group_by": []}


def _europepmc(known: Known, dois: tuple[str, ...], query: dict[str, str]) -> tuple[int, Any]:
    found = [
        {"id": str(n), "source": "MED", "doi": doi} | ({"abstractText": text} if text else {})
        for n, (doi, text) in enumerate(known.items(), 1)
    ]
    return 200, {
        "version": "6.9",
        "hitCount": len(found),
        "request": {"queryString": query["query"], "resultType": "core", "cursorMark": "*", "pageSize": 100},
        "resultList": {"result": found[: int(query["pageSize"])]},
    }


def _semanticscholar(known: Known, dois: tuple[str, ...], query: dict[str, str]) -> tuple[int, Any]:
    assert query["fields"] == "externalIds,abstract"
    (doi,) = dois
    if doi not in known:
        return 404, {"error": f"Paper with id DOI:{doi} not found"}
    return 200, {"paperId": "0" * 40, "externalIds": {"DOI": doi, "CorpusId": 1}, "abstract": known[doi]}


_FORMS: dict[str, Callable[[Known, tuple[str, ...], dict[str, str]], tuple[int, Any]]] = {
    "crossref": _crossref,
    "openalex": _openalex,
    "europepmc": _europepmc,
    "semanticscholar": _semanticscholar,
}


@contextlib.contextmanager
def serving() -> Iterator[Services]:
    """Serve until the block ends."""
    services = Services()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            code, content, headers = services.answer(self.path)
            self.send_response(code)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        services.base = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield services
        finally:
            server.shutdown()
            thread.join()
