"""Turn papers and briefings into the items that every feed format is written from."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final

from markupsafe import Markup

from radar.models import Briefing, Gist, Paper
from radar.publish import urls
from radar.publish.formulas import tex
from radar.publish.i18n import TAGS, text_language
from radar.publish.render import briefing_html, paragraph_html, sanitised, text_html
from radar.publish.view import Entry
from radar.sift.sentences import sentences

NAMESPACE: Final = uuid.UUID("b4377818-0f36-4976-ab2f-58bb1da2156a")
"""Fixed for ever: an item whose id changed is a new item to every reader."""

AI_TERM: Final = "ai-generated"
"""The category of what a model wrote."""

AI_LABEL: Final = {"zh": "AI 生成 · 未经人工核对", "en": "AI-generated · not checked by a person"}
"""Stands before whatever a model wrote, in feeds as on pages."""
_AI_TITLE: Final = {"zh": "【AI 生成】{}", "en": "[AI-generated] {}"}
_AI_SUMMARY: Final = {"zh": "【{}】{}", "en": "[{}] {}"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Ai:
    """Say how a model's text came about, as far as is known."""

    model: str = ""
    prompt: str = ""
    generated: str = ""
    """An ISO instant in UTC."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedItem:
    """Hold one entry of a feed."""

    urn: str
    title: str
    url: str
    """Where the item is read; empty when it is nowhere."""
    published: datetime
    """First announced, midnight UTC."""
    updated: datetime
    """Later than `published` only when something happened to what the item is about."""
    authors: tuple[str, ...]
    summary: str
    """Plain text; may be empty."""
    content: str
    """Sanitised HTML."""
    source: str
    lang: str
    """Language tag of the title."""
    source_url: str = ""
    """The source's own page of it."""
    summary_lang: str = ""
    categories: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    """Ids of the topics it matches; `categories` holds them too."""
    reason: str = ""
    """Why it is here, in words."""
    paper_id: str = ""
    """Id of the paper that the item is; empty for others."""
    doi: str = ""
    licence: str = ""
    """Of the paper: mostly an address."""
    ai: Ai | None = None
    """None where no model wrote any of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """Hold a feed, newest item first."""

    urn: str
    title: str
    site: str
    """Name of the site: the author where a source names none."""
    lang: str
    """Language tag: `zh-CN` or `en`."""
    updated: datetime
    items: tuple[FeedItem, ...]
    subtitle: str = ""
    self_url: str = ""
    """Absolute; empty while the site's address is not known."""
    home_url: str = ""
    hub: str = ""
    """The WebSub hub that tells subscribers of new items; empty where there is none."""
    stylesheet: str = ""
    """Address of the feed's CSS, relative to the feed."""


def urn(*parts: str) -> str:
    """Give the lasting id of what `parts` name: never an address, which may move."""
    return uuid.uuid5(NAMESPACE, "\n".join(parts)).urn


def midnight(day: date) -> datetime:
    """Give the first moment of a day, UTC."""
    return datetime.combine(day, time(), UTC)


def paper_item(
    entry: Entry, *, lang: str, page_url: str = "", reasons: str = "", touched: date | None = None
) -> FeedItem:
    """Make the item of a paper.

    `page_url` is its absolute address on the site; without one the item leads to the
    source. `reasons` says in words why it is here, `touched` is the day of its newest
    event.
    """
    paper, gist = entry.paper, entry.gist(lang)
    is_ai = gist is not None and gist.by == "model"
    summary = gist.text if gist else next(iter(sentences(paper.abstract)), "")
    source_url = paper.url if urls.is_web(paper.url) else ""
    topics = tuple(match.topic_id for match in entry.matches)
    return FeedItem(
        urn=urn(paper.id, lang),
        title=tex.plain(paper.title),
        url=page_url or source_url,
        source_url=source_url,
        published=midnight(paper.day),
        updated=midnight(max(paper.day, touched or paper.day)),
        authors=paper.authors,
        summary=tex.plain(labelled(summary, lang) if is_ai else summary),
        summary_lang=TAGS[lang] if is_ai else text_language(summary),
        content=_paper_content(paper, gist=gist, lang=lang, reasons=reasons),
        source=paper.places[0].name if paper.places else "",
        categories=tuple(dict.fromkeys((*paper.categories, *topics))),
        topics=topics,
        reason=reasons,
        lang=text_language(paper.title),
        paper_id=paper.id,
        doi=paper.doi,
        licence=paper.license,
        ai=Ai(model=gist.model, prompt=gist.prompt) if gist and is_ai else None,
    )


def briefing_item(
    briefing: Briefing,
    *,
    papers: Mapping[str, Paper],
    href: Callable[[str], str],
    site: str,
    page_url: str = "",
) -> FeedItem:
    """Make the item of a briefing, by the site's name; `href` gives a paper's absolute address by its id.

    What a model wrote after the day itself is an update of it.
    """
    is_ai = briefing.by == "model"
    summary = next((s.text for section in briefing.sections for s in section.sentences), "")
    body = briefing_html(briefing, papers=papers, href=href)
    published = midnight(briefing.day)
    return FeedItem(
        urn=urn("briefing", briefing.day.isoformat(), briefing.kind, briefing.slug, briefing.lang),
        title=briefing_title(briefing),
        url=page_url,
        published=published,
        updated=max(published, _instant(briefing.made)) if briefing.made else published,
        authors=(site,),
        summary=tex.plain(labelled(summary, briefing.lang) if is_ai else summary),
        summary_lang=TAGS[briefing.lang] if is_ai else text_language(summary),
        content=str(label(briefing.lang) + body if is_ai else body),
        source=site,
        categories=(briefing.slug, *briefing.fields),
        topics=(briefing.slug,) if briefing.kind == "topic" else (),
        lang=TAGS[briefing.lang],
        ai=Ai(model=briefing.model, prompt=briefing.prompt, generated=briefing.made) if is_ai else None,
    )


def briefing_title(briefing: Briefing) -> str:
    """Write a briefing's title as plain text; a model's says so, wherever it is shown alone."""
    return tex.plain(_AI_TITLE[briefing.lang].format(briefing.title) if briefing.by == "model" else briefing.title)


def labelled(text: str, lang: str) -> str:
    """Put the label of a model's text before it, where there is no markup."""
    return _AI_SUMMARY[lang].format(AI_LABEL[lang], text)


def label(lang: str) -> Markup:
    """Set the label of a model's text as a paragraph of its own."""
    return Markup('<p lang="{}"><strong>{}</strong></p>').format(TAGS[lang], AI_LABEL[lang])


def _paper_content(paper: Paper, *, gist: Gist | None, lang: str, reasons: str) -> str:
    """Set a model's gist, labelled; what may be shown of the abstract; where it stands; why it is here."""
    parts = [paragraph_html(tex.plain(paper.abstract), text_language(paper.abstract)), _origin(paper)]
    if gist and gist.by == "model":
        parts.insert(0, label(lang) + paragraph_html(tex.plain(gist.text), TAGS[lang]) + _quotation(gist))
    if reasons:
        parts.append(paragraph_html(reasons, TAGS[lang]))
    return str(sanitised(Markup("\n").join(part for part in parts if part)))


def _origin(paper: Paper) -> Markup:
    """Name every place that showed the paper, and lead to it."""
    names = " · ".join(dict.fromkeys(f"{p.name} ({p.category})" if p.category else p.name for p in paper.places))
    links = [(names or paper.url, paper.url), ("PDF", paper.pdf)]
    if paper.doi:
        links.append(("DOI", urls.doi(paper.doi)))
    shown = [Markup('<a href="{}">{}</a>').format(href, text_html(name)) for name, href in links if urls.is_web(href)]
    return Markup("<p>{}</p>").format(Markup(" · ").join(shown))


def _quotation(gist: Gist) -> Markup:
    """Set the passage that a gist rests on."""
    quoted = Markup('<blockquote lang="{}">{}</blockquote>').format(text_language(gist.span), tex.plain(gist.span))
    return quoted if gist.span else Markup("")


def _instant(made: str) -> datetime:
    """Read when a model wrote something; the archive has checked that it is an instant."""
    return datetime.fromisoformat(made).astimezone(UTC).replace(microsecond=0)
