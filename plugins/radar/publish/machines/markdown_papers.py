"""Write papers and briefings as Markdown: what strangers wrote stays text (`archive.dialect`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from urllib.parse import quote

from radar.archive.dialect import address, escape, sentence_line, source_line
from radar.models import Briefing, Gist, Paper
from radar.publish import cards
from radar.publish.formulas import tex
from radar.publish.machines.markdown_words import WORDS
from radar.publish.syndication.feed_items import AI_LABEL
from radar.publish.syndication.feed_selections import reasons
from radar.publish.view import Entry, EventEntry, Site

_AUTHORS: Final = 6
_IN_CODE: Final = "/:.-_()+,;=@"
"""Signs of an id left as they are: in code nothing is markup but its end."""


def plain(text: str) -> str:
    """Write a text of a paper: formulas as Unicode, nothing that Markdown would take for markup."""
    return escape(tex.plain(text))


def code(paper_id: str) -> str:
    """Write an id as code."""
    return f"`{quote(paper_id, safe=_IN_CODE, errors='replace')}`"


def paper_title(paper: Paper) -> str:
    """Write a paper's title, linked to its source."""
    title = plain(paper.title or paper.id)
    return f"[{title}]({target})" if (target := address(paper)) else title


def paper_lines(site: Site, lang: str, entries: Sequence[Entry], first: int = 1) -> Iterator[str]:
    """Write papers as a numbered list, each with what its card shows but for the abstract."""
    for number, entry in enumerate(entries, first):
        head = f"{number}. "
        yield f"{head}{paper_title(entry.paper)}"
        for line in _about(site, lang, entry):
            yield f"{' ' * len(head)}- {line}"


def _about(site: Site, lang: str, entry: Entry) -> Iterator[str]:
    say, paper = WORDS[lang], entry.paper
    places = (escape(label) for label in cards.place_labels(paper))
    yield " · ".join((code(paper.id), paper.day.isoformat(), *places))
    if entry.retracted:
        yield f"**{say['retracted']}**"
    if paper.authors:
        yield say["authors"] + _names(paper.authors, say)
    if gist := entry.gist(lang):
        yield say["gist"] + gist_words(gist, lang)
    if why := _why(site, entry, lang):
        yield say["why"] + escape(why)


def _why(site: Site, entry: Entry, lang: str) -> str:
    """Say which topics it matches, and by what; and who or what of it is followed."""
    say = WORDS[lang]
    followed = (say["watched"].format(each.text) for each in cards.own_reasons(entry) if each.kind == "watch")
    return say["stop"].join(filter(None, (reasons(site, entry, lang), *followed)))


def _names(authors: Sequence[str], say: Mapping[str, str]) -> str:
    names = say["comma"].join(escape(name) for name in authors[:_AUTHORS])
    return names if len(authors) <= _AUTHORS else say["and"].format(names=names, count=len(authors))


def gist_words(gist: Gist, lang: str) -> str:
    """Write a gist, a model's with its label before it."""
    label = f"*{AI_LABEL[lang]}* " if gist.by == "model" else ""
    return label + plain(gist.text)


def event_lines(lang: str, events: Sequence[EventEntry]) -> Iterator[str]:
    """Write what is new about papers that are known."""
    say = WORDS[lang]
    for event in events:
        key = "event-retracted" if event.event == "retracted" else event.event.value
        version = f" v{event.version}" if event.event == "version" and event.version else ""
        place = f" · {escape(event.place)}" if event.place else ""
        paper = event.paper
        yield f"- {say[key]}{version}{place}{say['colon']}{paper_title(paper)} · {code(paper.id)}"


def briefing_blocks(site: Site, briefing: Briefing, level: int) -> Iterator[str]:
    """Write a briefing below its title: who wrote it, its sections, its sources; `level` is of its headings."""
    say, marks = WORDS[briefing.lang], "#" * level
    quoted = say["joined" if briefing.kind == "cross" else "quoted"]
    yield f"**{AI_LABEL[briefing.lang]}**" if briefing.by == "model" else f"*{quoted}*"
    addresses = {c.number: address(site.papers[c.paper_id]) for c in briefing.citations}
    for section in briefing.sections:
        if section.heading:
            yield f"{marks} {plain(section.heading)}"
        yield from (sentence_line(sentence, addresses) for sentence in section.sentences)
    if briefing.citations:
        yield f"{marks} {say['sources']}"
        yield "\n".join(source_line(c, site.papers[c.paper_id]) for c in briefing.citations)
    if briefing.by == "model":
        yield _made(briefing)


def _made(briefing: Briefing) -> str:
    say = WORDS[briefing.lang]
    model, prompt, made = (escape(text) for text in (briefing.model, briefing.prompt, briefing.made))
    words = say["made"].format(model=model, prompt=prompt, made=made, papers=briefing.paper_count)
    return f"{words} {say['dropped'].format(dropped=briefing.dropped)}" if briefing.dropped else words
