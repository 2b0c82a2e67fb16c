"""Make pages of the program's own documentation: `docs/<lang>/*.md` of the checkout, in both languages.

    docs/zh/README.md   the contents; the order of its links is the order of the pages
    docs/zh/<name>.md ──► DocText ──► /docs/<name>/       docs/en/… ──► /en/docs/<name>/

The files are read on GitHub as well, so links between them are relative and end in `.md`,
and headings have the anchors that GitHub gives them. What comes of the Markdown passes
`nh3`, as all composed HTML does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions.toc import TocExtension
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from radar.errors import BuildError
from radar.publish import urls
from radar.publish.incremental import fingerprint
from radar.publish.page import Page, Sheet, in_every_language
from radar.publish.view import HandPage, Site

LANGS: Final = ("zh", "en")
CONTENTS: Final = "README"
"""Name of the file that lists the pages: GitHub shows it below the folder."""

_LINKED: Final = re.compile(r"\]\(([a-z0-9-]+)\.md\)")
_BESIDE: Final = re.compile(r"(?:\.\./(zh|en)/)?(README|[a-z0-9-]+)\.md(#[^\s]+)?")
_NO_PART_OF_ANCHORS: Final = re.compile(r"[^\w\- ]")
_LEVELS: Final = "2-3"
_TAGS: Final = frozenset(
    ("a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "strong", "ul")
) | frozenset(("table", "thead", "tbody", "tr", "th", "td"))
_CLEANER: Final = nh3.Cleaner(
    tags=set(_TAGS),
    attributes={"a": {"href"}, "h2": {"id"}, "h3": {"id"}, "h4": {"id"}},
    url_schemes={"https"},
    link_rel=None,
)

Link = Callable[[str, str], str]
"""Write the link to a page of the documentation, by language and name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DocHeading:
    """Name a part of a page, for its table of contents."""

    anchor: str
    name: str
    level: int


@dataclass(frozen=True, kw_only=True, slots=True)
class DocText:
    """Hold a page of the documentation in one language, as HTML that holds nothing else than a text may."""

    title: str
    lead: str
    """Its first paragraph, as plain text."""
    html: Markup
    headings: tuple[DocHeading, ...]


def files(folder: Path) -> tuple[HandPage, ...]:
    """Name the pages below a folder, contents first, in the order in which the Chinese contents link them.

    Raises BuildError where a page that is linked is not there in every language.
    """
    try:
        contents = (folder / LANGS[0] / f"{CONTENTS}.md").read_text(encoding="utf-8")
    except OSError as error:
        raise BuildError(f"{folder}: the documentation has no contents: {error.strerror}") from error
    names = dict.fromkeys((CONTENTS, *_LINKED.findall(contents)))
    found = [HandPage(slug=_slug(name), files=_by_language(folder, name)) for name in names]
    missing = [path for page in found for path in page.files.values() if not path.is_file()]
    if missing:
        raise BuildError(f"{missing[0]}: the documentation links it, and it is not there")
    return tuple(found)


def docs_sheets(site: Site) -> Iterator[Sheet]:
    """List the pages of the documentation; each is made from all, for it names its neighbours."""
    texts = {
        (doc.slug, lang): doc.files[lang].read_text(encoding="utf-8") for doc in site.docs for lang in site.langs
    }
    of = {"texts": fingerprint(sorted(texts.items()))}
    for doc in site.docs:
        yield Sheet(name=f"docs/{doc.slug}", inputs=of, pages=partial(_pages, site, texts, doc.slug))


def _pages(site: Site, texts: Mapping[tuple[str, str], str], name: str) -> Iterator[Page]:
    names = [doc.slug for doc in site.docs]
    at = names.index(name)
    for lang in site.langs:
        titles = {each: title_of(texts[each, lang]) for each in names}
        address = partial(_address, name)
        path = address(lang)
        values = {
            "text": rendered(texts[name, lang], lang, partial(_link, site, path)),
            "titles": titles,
            "previous": names[at - 1] if at else None,
            "following": names[at + 1] if at + 1 < len(names) else None,
        }
        yield in_every_language(site, lang, "docs.html", address, nav="docs", values=values)


def title_of(text: str) -> str:
    """Give the title of a page: its first line, a heading of the first level."""
    first = text.partition("\n")[0]
    if not first.startswith("# "):
        raise BuildError(f"a page of the documentation begins with `# …`, not with {first[:40]!r}")
    return first.removeprefix("# ").replace("`", "").strip()


def rendered(text: str, lang: str, link: Link) -> DocText:
    """Render a page; raises BuildError for a link that leads neither to another page nor to an https address."""
    contents = TocExtension(toc_depth=_LEVELS, slugify=anchor)
    reader: Any = Markdown(extensions=["tables", "fenced_code", "sane_lists", contents], output_format="html")
    reader.inlinePatterns.deregister("automail")  # it writes addresses in numbers, at which no rule can look
    reader.treeprocessors.register(_Links(reader, lang, link), "documentation", 1)
    html = _CLEANER.clean(reader.convert(text.partition("\n")[2]))
    lead = Markup(html.partition("<p>")[2].partition("</p>")[0]).striptags()  # noqa: S704 - nh3 has just cleaned it
    return DocText(
        title=title_of(text),
        lead=lead,
        html=Markup(_scrolling(html)),  # noqa: S704 - same
        headings=tuple(_headings(reader.toc_tokens)),
    )


def anchor(heading: str, _separator: str = "-") -> str:
    """Name a heading as GitHub does: small letters, no punctuation, a hyphen for each space."""
    return _NO_PART_OF_ANCHORS.sub("", unescape(heading).strip().lower()).replace(" ", "-")


class _Links(Treeprocessor):
    """Lead links between the files to the pages made of them."""

    def __init__(self, reader: Markdown, lang: str, link: Link) -> None:
        super().__init__(reader)
        self._lang, self._link = lang, link

    def run(self, root: Element) -> None:
        """Write every link anew."""
        for element in root.iter("a"):
            element.set("href", self._led(element.get("href", "")))

    def _led(self, href: str) -> str:
        if href.startswith(("https://", "#")):
            return href
        beside = _BESIDE.fullmatch(href)
        if beside is None:
            raise BuildError(f"the documentation links {href[:80]!r}, which is no page of it")
        return self._link(beside[1] or self._lang, _slug(beside[2])) + (beside[3] or "")


def _headings(tokens: Sequence[Mapping[str, Any]]) -> Iterator[DocHeading]:
    for token in tokens:
        yield DocHeading(anchor=token["id"], name=unescape(token["name"]), level=token["level"])
        yield from _headings(token["children"])


def _scrolling(html: str) -> str:
    """Let what is wider than a phone scroll by itself, by keys as well; the tags are ours, for nh3 escapes others."""
    tables = html.replace("<table>", '<div class="scroll" tabindex="0"><table>').replace("</table>", "</table></div>")
    return tables.replace("<pre>", '<pre tabindex="0">')


def _slug(name: str) -> str:
    return "" if name == CONTENTS else name


def _by_language(folder: Path, name: str) -> dict[str, Path]:
    return {lang: folder / lang / f"{name}.md" for lang in LANGS}


def _address(name: str, lang: str) -> str:
    return urls.docs(lang, name)


def _link(site: Site, here: str, lang: str, name: str) -> str:
    """Link a page; one of a language that this site does not have leads to its own."""
    return urls.relative(here, urls.docs(lang if lang in site.langs else site.langs[0], name))
