"""Make the records of the open data from what a day shows: its papers, events and briefings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from radar.models import Briefing, Gist, Reason
from radar.publish import cards, urls
from radar.publish.data.data_rows import kind
from radar.publish.data.first_met import first_met, in_order
from radar.publish.data.open_data_records import (
    VERSION,
    BriefingRecord,
    CitationRecord,
    DayFile,
    EventRecord,
    GistRecord,
    PaperRecord,
    PlaceRecord,
    ReasonRecord,
    SectionRecord,
    SentenceRecord,
)
from radar.publish.formulas import tex
from radar.publish.gathered import Belonging
from radar.publish.references import cite_rows
from radar.publish.syndication.feed_items import AI_LABEL
from radar.publish.told import Told
from radar.publish.view import Day, Entry, EventEntry, Site


def day_file(site: Site, day: Day, records: Iterable[PaperRecord]) -> DayFile:
    """Say what a day holds, its papers as ranked."""
    lang, told = main_language(site), told_on(site, day)
    return DayFile(
        schema_version=VERSION,
        day=day.day,
        site=site.url,
        sample=site.sample,
        papers=tuple(sorted(records, key=lambda record: record.rank)),
        events=tuple(_event(event, lang) for event in day.events if not event.is_first),
        briefings=tuple(map(briefing_record, told)),
    )


def paper_records(site: Site, day: Day, belonging: Belonging) -> tuple[PaperRecord, ...]:
    """Say what may be shown of everything that was first met on a day, in the order of slugs."""
    lang, told = main_language(site), _citing(told_on(site, day))
    ranks = {entry.slug: rank for rank, entry in enumerate(first_met(day))}
    return tuple(
        paper_record(entry, lang, belonging, rank=ranks[entry.slug], briefings=told.get(entry.paper.id, ()))
        for entry in in_order(day)
    )


def main_language(site: Site) -> str:
    """Name the language whose pages the addresses of records lead to."""
    return "zh" if "zh" in site.langs else site.langs[0]


def told_on(site: Site, day: Day) -> tuple[Told, ...]:
    """Give a day's briefings by language, those across fields first; of two with one name the first."""
    found: dict[tuple[str, str], Told] = {}
    for lang in site.langs:
        for briefing in sorted(day.briefings.get(lang, ()), key=lambda each: each.kind != "cross"):
            one = Told(day=day, briefing=briefing)
            found.setdefault((lang, one.name), one)
    return tuple(found.values())


def _citing(told: Iterable[Told]) -> Mapping[str, tuple[str, ...]]:
    """Give the names of the briefings that cite a paper, by its id."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one in told:
        for citation in one.briefing.citations:
            found[citation.paper_id].add(one.name)
    return {paper_id: tuple(sorted(names)) for paper_id, names in found.items()}


def paper_record(
    entry: Entry, lang: str, belonging: Belonging, *, rank: int, briefings: tuple[str, ...]
) -> PaperRecord:
    """Say what may be shown of a paper; `lang` is the language of the page that its address leads to."""
    paper = entry.paper
    title_text = tex.plain(paper.title)
    return PaperRecord(
        schema_version=VERSION,
        id=paper.id,
        aliases=paper.aliases,
        slug=entry.slug,
        day=paper.day,
        day_from=paper.day_from,
        address=urls.paper(lang, paper.day, paper.id),
        genre=paper.genre.value,
        kind=kind(entry),
        rank=rank,
        title=paper.title,
        title_text=title_text if title_text != paper.title else "",
        authors=paper.authors,
        abstract=paper.abstract,
        abstract_text=tex.plain(paper.abstract) if tex.has_tex(paper.abstract) else "",
        abstract_from=paper.abstract_from,
        gists=tuple(_gist(gist) for gist in entry.gists),
        links=dict(cards.source_links(paper)),
        doi=paper.doi,
        license=paper.license,
        sources=tuple(
            PlaceRecord(name=p.name, kind=p.kind, category=p.category, announce=p.announce, version=p.version)
            for p in paper.places
        ),
        categories=paper.categories,
        fields=belonging.fields(entry),
        published=paper.published,
        updated=paper.updated,
        comment=paper.comment,
        journal_ref=paper.journal_ref,
        retracted=entry.retracted,
        topics=tuple(match.topic_id for match in entry.matches),
        reasons=tuple(_reasons(entry)),
        briefings=briefings,
        citation=cite_rows.beside(paper),
    )


def _gist(gist: Gist) -> GistRecord:
    return GistRecord(
        lang=gist.lang,
        text=gist.text,
        span=gist.span,
        written_by="model" if gist.by == "model" else "abstract",
        model=gist.model,
        prompt=gist.prompt,
    )


def _reasons(entry: Entry) -> Iterator[ReasonRecord]:
    for match in entry.matches:
        yield from (_reason(reason, match.topic_id) for reason in match.reasons)
    yield from (_reason(reason, "") for reason in cards.own_reasons(entry))


def _reason(reason: Reason, topic: str) -> ReasonRecord:
    return ReasonRecord(kind=reason.kind, text=reason.text, found_in=reason.where, topic=topic)


def _event(event: EventEntry, lang: str) -> EventRecord:
    paper = event.paper
    return EventRecord(
        event=event.event.value,
        id=paper.id,
        title=paper.title,
        first_day=paper.day,
        address=urls.paper(lang, paper.day, paper.id),
        version=event.version,
        place=event.place,
    )


def briefing_record(one: Told) -> BriefingRecord:
    """Say what a briefing tells, and what by."""
    said = one.briefing
    by = "model" if said.by == "model" else "abstract"
    return BriefingRecord(
        schema_version=VERSION,
        name=one.name,
        lang=said.lang,
        kind=said.kind,
        day=said.day,
        address=urls.briefing(said.lang, one.name),
        written_by=by,
        label=AI_LABEL[said.lang] if by == "model" else "",
        title=said.title,
        sections=_sections(said),
        citations=tuple(CitationRecord(number=c.number, paper=c.paper_id, span=c.span) for c in said.citations),
        fields=said.fields,
        paper_count=said.paper_count,
        dropped=said.dropped,
        model=said.model,
        prompt=said.prompt,
        made=said.made,
        tokens_in=said.tokens_in,
        tokens_out=said.tokens_out,
        usd=said.usd,
    )


def _sections(briefing: Briefing) -> tuple[SectionRecord, ...]:
    return tuple(
        SectionRecord(
            heading=section.heading,
            sentences=tuple(SentenceRecord(text=each.text, cites=each.cites) for each in section.sentences),
        )
        for section in briefing.sections
    )
