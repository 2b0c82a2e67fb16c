"""Sort what a run wrote, said and sent by who reads it, each with the judge of its form."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from lxml import html

from faults import hostile_judges as judges
from faults import hostile_messages as messages
from faults.hostile_owner import Owner
from faults.hostile_words import marks

Judge = Callable[[Any], Iterator[str]]
PICTURES: Final = (".png", ".ico", ".woff2")
INDEXES: Final = (".pf_index", ".pf_filter", ".pf_meta", ".pagefind")
"""What Pagefind's program reads; what it shows of it is in files of JSON beside."""


@dataclass(kw_only=True)
class Sink:
    """Hold everything of one kind."""

    name: str
    judge: Judge
    texts: list[tuple[str, Any]] = field(default_factory=list)
    """What it is called, and what is judged."""

    def complaints(self) -> list[str]:
        return [f"{name}: {said}" for name, text in self.texts for said in self.judge(text)]

    def marks(self) -> set[tuple[str, int]]:
        """List the fields and payloads that came so far."""
        return {found for _, text in self.texts for found in marks(_words(text))}


def _words(text: Any) -> str:
    if isinstance(text, bytes):
        return text.decode("latin-1")
    if isinstance(text, str):
        return text
    if hasattr(text, "walk"):
        heads = " ".join(text.values())
        return " ".join([heads, *(p.get_content() for p in text.walk() if not p.is_multipart())])
    return json.dumps(text, ensure_ascii=False)


_PAGES: Final = (
    *(("home", r"(en/)?index\.html"), ("day page", r"(en/)?\d{4}/\d\d/\d\d/index\.html")),
    *(
        ("topic pages", r"(en/)?topics/.*"),
        ("source pages", r"(en/)?sources/.*"),
        ("status page", r"(en/)?status/.*"),
    ),
    *(("paper pages", r"(en/)?p/.*"), ("briefing pages", r"(en/)?briefings/.*"), ("other pages", ".*")),
)
_FILES: Final[tuple[tuple[str, str, Judge], ...]] = (
    ("Atom", r".*\.atom\.xml", judges.feed),
    ("RSS", r".*\.rss\.xml", judges.feed),
    ("OPML", r".*\.opml", judges.feed),
    ("site map", r".*\.xml(\.gz)?", judges.feed),
    ("JSON feeds", r"(en/)?feeds/.*\.json", judges.data),
    ("Markdown twins", r".*\.md", judges.prose),
    ("llms.txt", r"llms\.txt", judges.prose),
    ("BibTeX", r".*\.bib", judges.bibtex),
    ("RIS", r".*\.ris", judges.ris),
    ("CSL", r".*\.csl\.json", judges.data),
    ("search cards", r"data/search/.*\.json", judges.data),
    ("open data", r"(data|schema)/.*\.(json|jsonl\.gz)", judges.data),
    ("manifest", r".*\.webmanifest", judges.data),
    ("robots, scripts, styles", r"robots\.txt|.*\.(js|css|svg)", judges.silent),
)


Found = Iterator[tuple[str, Judge, str, Any]]
"""Sink, judge, what it is called, what is judged."""


def sinks(owner: Owner, folder: Path) -> dict[str, Sink]:
    """Read all of it; fail on a file that is of no kind."""
    found: dict[str, Sink] = {}
    for name, judge, called, text in (*_site(owner), *_archive(owner), *_said(owner, folder)):
        found.setdefault(name, Sink(name=name, judge=judge)).texts.append((called, text))
    return found


def _site(owner: Owner) -> Found:
    for path in sorted(path for path in owner.output.rglob("*") if path.is_file()):
        name = path.relative_to(owner.output).as_posix()
        if path.suffix in PICTURES:
            yield "pictures", picture, name, path.read_bytes()
        elif path.suffix == ".html":
            text = path.read_text("utf-8")
            yield next(kind for kind, form in _PAGES if re.fullmatch(form, name)), judges.page, name, text
            for kind, part, judge in _inside(text):
                yield kind, judge, name, part
        elif path.suffix not in INDEXES:
            kind, judge = next((kind, judge) for kind, form, judge in _FILES if re.fullmatch(form, name))
            raw = path.read_bytes()
            yield kind, judge, name, (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()


def _archive(owner: Owner) -> Found:
    for path in sorted((owner.archive / "days").rglob("2026-*.md")):
        yield "archive's days", judges.prose, path.name, path.read_text("utf-8")
    for path in sorted(owner.archive.rglob("2026-*.json*")):
        yield "archive's data", judges.data, path.name, path.read_text("utf-8")


def _said(owner: Owner, folder: Path) -> Found:
    for name, said in owner.said.items():
        yield "logs", messages.log, name, said
    for message in owner.mails:
        yield "e-mail", messages.mail, str(message["To"]), message
    for kind, body in owner.chats.items():
        yield f"chat: {kind}", messages.CHATS[kind], kind, body
    yield "job summary", judges.prose, "summary", (folder / "summary.md").read_text("utf-8")
    yield "job outputs", judges.silent, "outputs", (folder / "outputs.txt").read_text("utf-8")
    for issue in owner.github:
        yield "issue", judges.silent, str(issue["number"]), issue.get("title", "") + issue["body"]
    yield "commits", judges.silent, "log", owner.commits


def _inside(text: str) -> Iterator[tuple[str, Any, Judge]]:
    """Give what of a page others read than who looks at it."""
    root = html.document_fromstring(text)
    for script in root.xpath("//script[@type='application/ld+json']/text()"):
        yield "JSON-LD", json.loads(script), judges.linked_data
    for kind, path in (
        ("Open Graph", "//meta[starts-with(@property, 'og:')]/@content"),
        ("citation_ metas", "//meta[starts-with(@name, 'citation_')]/@content"),
        ("COinS", "//span[contains(@class, 'Z3988')]/@title"),
    ):
        if values := root.xpath(path):
            yield kind, "\n".join(values), judges.unseen


def picture(raw: bytes) -> Iterator[str]:
    """Want a picture without a stranger's words in its bytes: what it shows is drawn."""
    if raw.startswith(b"\x89PNG") and (words := re.findall(rb"iTXt|zTXt|eXIf", raw)):
        yield f"packed words: {words}"
    yield from judges.silent(raw.decode("latin-1"))
