"""FAULTS F8, F16, F17, L10, M1 to M3, M13, M14, M18, C6: every field × every sink, through the whole program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import escape
from pathlib import Path

import bibtexparser
import pytest
import rispy

from faults import hostile_judges as judges
from faults import hostile_messages as messages
from faults.hostile_owner import Owner, owner
from faults.hostile_sinks import Judge, Sink, sinks
from faults.hostile_words import FIELDS, PAYLOADS, marked, marks
from faults.matrix import Seen
from radar.config_push import Email
from radar.push import words
from radar.push.channels import SERVICES
from radar.push.digest import (
    Digest,
    ToldBriefing,
    ToldPaper,
    ToldSection,
    ToldSentence,
    ToldSource,
    ToldTopic,
)
from radar.push.email_message import email_message
from radar.push.service import Desk

SITE = "https://radar.example/hub/2026/03/02/"
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)

REFUSED = {
    "xl": "only addresses of licences are kept",
    "xc": "only what is a category of arXiv's is kept",
    "bl": "only names of licences that bioRxiv has are kept",
    **dict.fromkeys(("rc", "ac", "rg", "rp", "rh", "rj"), "read, and not kept"),
    **dict.fromkeys(("hs", "hh", "hb", "me"), "failures are told in words of ours"),
    **dict.fromkeys(("mh", "mt", "mi", "mk"), "what stands in no paper, and ids and keys of nobody, are dropped"),
    **dict.fromkeys(("gi", "gj"), "only lines and jobs of ours are told"),
    **dict.fromkeys(("fn", "gb"), "files are found by their day; the branch has one name"),
}
"""Fields of which nothing is kept anywhere, and why; every other must be found in places."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def ran(folder: Path) -> Iterator[Owner]:
    with owner(folder) as done:
        yield done


@pytest.fixture(scope="module")
def found(ran: Owner, folder: Path) -> dict[str, Sink]:
    return sinks(ran, folder)


# -- every field × every sink ----------------------------------------------------------

PAGES = ("home", "day page", "topic pages", "source pages", "paper pages", "briefing pages", "other pages")
ROWS = {
    **dict.fromkeys((*PAGES, "status page", "JSON-LD", "Open Graph", "pictures"), ("F8", "F9", "M2")),
    **dict.fromkeys(("citation_ metas", "COinS", "search cards", "open data", "manifest"), ("M2", "M18")),
    **dict.fromkeys(("robots, scripts, styles", "site map"), ("M2",)),
    **dict.fromkeys(("Atom", "RSS", "JSON feeds", "OPML"), ("F8", "M3")),
    **dict.fromkeys(("Markdown twins", "archive's days", "llms.txt"), ("F16", "F17", "L10")),
    **dict.fromkeys(("archive's data",), ("F7", "M14")),
    **dict.fromkeys(("BibTeX", "RIS", "CSL", "e-mail", *(f"chat: {name}" for name in messages.CHATS)), ("M18",)),
    **dict.fromkeys(("logs", "job summary", "job outputs", "issue", "commits"), ("M13", "C6")),
}
SILENT = ("robots, scripts, styles", "pictures", "job outputs", "issue", "commits")
"""Sinks into which no stranger may put a word."""
LEAST = {"home": 1000, "Atom": 1000, "BibTeX": 600, "e-mail": 250, "logs": 90, "job summary": 90, "open data": 1000}
"""Marks that must be found, or nothing was judged."""


@pytest.mark.fault(quick=False)
@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.fault(*rows)) for name, rows in ROWS.items()])
def test_what_stands_in_a_sink_is_text(found: dict[str, Sink], name: str, seen: Seen) -> None:
    sink = found[name]
    assert sink.complaints() == []
    stood = sink.marks()
    assert (len(stood) == 0) == (name in SILENT)
    assert len(stood) >= LEAST.get(name, 0)
    seen(
        f"{name}: {len(sink.texts)} files, {len(stood)} hostile texts of {len({f for f, _ in stood})} fields as text"
    )


@pytest.mark.fault("M2", "M3", "M13", "M14", quick=False)
def test_every_sink_is_judged_and_every_field_came_somewhere_or_was_refused(
    found: dict[str, Sink], ran: Owner, seen: Seen
) -> None:
    assert found.keys() == ROWS.keys()
    assert not [path for path in ran.output.rglob("*") if path.suffix == ".csv"], "no sheet reads what we write"
    matrix = {name: sink.marks() for name, sink in found.items()}
    came = {field: {name for name, stood in matrix.items() if any(f == field for f, _ in stood)} for field in FIELDS}
    assert {field for field, places in came.items() if not places} == REFUSED.keys()
    cells = sum(map(len, came.values()))
    texts = sum(map(len, matrix.values()))
    seen(
        f"{len(FIELDS)} fields × {len(matrix)} sinks: {cells} cells, {texts} texts, all text; {len(REFUSED)} refused"
    )


@pytest.mark.fault("M1", "C6", "M13", quick=False)
def test_the_model_s_mouth_was_heard_and_no_key_was(found: dict[str, Sink], ran: Owner, seen: Seen) -> None:
    by_model = [line for line in ran.gists() if line["by"] == "model" and marks(line["text"])]
    assert len(by_model) > 100, "texts with payloads passed through the model's mouth"
    secrets = ("OPENAI_API_KEY", "GITHUB_TOKEN", *(name for name in ran.variables if name.startswith("HOOK_")))
    for name in secrets:
        everything = (str(text) for sink in found.values() for _, text in sink.texts)
        assert not any(ran.variables[name] in text for text in everything), name
    seen(f"{len(by_model)} hostile sentences by the model; {len(secrets)} secrets in 0 places")


@pytest.mark.fault("M18", quick=False)
def test_no_title_makes_an_entry_of_a_bibliography(ran: Owner, seen: Seen) -> None:
    counts = []
    for path in ran.output.rglob("cite.csl.json"):
        counts.append(len(json.loads(path.read_bytes())))
        assert len(bibtexparser.parse_string(path.with_name("cite.bib").read_text("utf-8")).entries) == counts[-1]
        assert len(rispy.loads(path.with_name("cite.ris").read_text("utf-8"))) == counts[-1]
    assert sum(counts) > 300
    seen(f"{len(counts)} bibliographies, {sum(counts)} entries, in BibTeX and RIS as many as in JSON")


@pytest.mark.fault("F7", "F16", quick=False)
def test_the_site_of_a_hostile_day_is_published(ran: Owner, seen: Seen) -> None:
    """A source that could make `verify` fail would keep the site from coming out."""
    assert ran.codes["verify"] == 0, ran.said["verify"]
    assert {code for words, code in ran.codes.items() if words not in ("verify", "doctor")} <= {0, 3}
    seen(f"`radar verify`: {' '.join(ran.said['verify'].split())}")


# -- each payload in each message ------------------------------------------------------


def digest(text: str, lang: str) -> Digest:
    """Tell of a day all of whose texts are a payload, cleaned as digests are."""
    said, link = words.plain(text, 300), words.web(f"https://journal.example/{text}")
    paper = ToldPaper(id=said, title=said, authors=words.names((text,) * 4, lang), source=said, url=link, gist=said)
    section = ToldSection(heading=said, sentences=(ToldSentence(text=said, cites=(1,)),))
    source = ToldSource(number=1, title=said, url=link, span=said)
    briefing = ToldBriefing(
        title=said, url=link, kind="topic", ai=True, model=said, sections=(section,), sources=(source,)
    )
    return Digest(
        site=said,
        day=date(2026, 3, 2),
        lang=lang,
        url=SITE,
        about=SITE,
        subscribe=SITE,
        papers=1,
        events=0,
        briefings=(briefing,),
        topics=(ToldTopic(title=said, url=SITE, papers=(paper,), more=3),),
    )


@pytest.mark.fault("M18")
@pytest.mark.parametrize("kind", ["e-mail", *messages.CHATS])
def test_each_payload_in_every_field_of_a_message_is_text(kind: str, seen: Seen) -> None:
    rules = Email(host="mail.example", sender="radar@mail.example", to={"en": ("two@mail.example",)})
    stood = set[tuple[str, int]]()
    for n in range(len(PAYLOADS)):
        told = digest(marked("xt", n), ("zh", "en")[n % 2])
        if kind == "e-mail":
            sent = email_message(told, rules, ["two@mail.example"], now=NOW).as_bytes()
            message = message_from_bytes(sent, EmailMessage, policy=policy.default)
            assert list(messages.mail(message)) == [], told.site
            stood |= marks(message.get_body(("plain",)).get_content())
        else:
            letter = SERVICES[kind].write(told, Desk(url="https://chat.example/hook", secret="", chat="1", now=NOW))
            assert list(messages.CHATS[kind](json.loads(letter.body))) == [], told.site
            stood |= marks(letter.body.decode())
    assert len(stood) == len(PAYLOADS)
    seen(f"{kind}: {len(stood)} payloads, each in every field: text")


# -- the judges ------------------------------------------------------------------------

HEAD = "<html><head><meta http-equiv='Content-Security-Policy' content='x'><title>x</title></head><body>"
FEED = "<rss version='2.0'><channel><title>x</title><item><description>{}</description></item></channel></rss>"
HTML = (0, 1, 2, 7, 10, 12)
"""Payloads that are elements or open one."""


@pytest.mark.parametrize(
    ("judge", "text"),
    [
        *((judges.page, f"{HEAD}<p>{marked('xt', n)}'></p>") for n in HTML),
        (judges.page, f"{HEAD}<p title='{marked('xt', 3)}'>x</p>"),
        *((judges.page, f'{HEAD}<a href="{marked("xt", n)}">x</a>') for n in (4, 5)),
        (judges.page, f'{HEAD}<script type=\'application/ld+json\'>{{"url": "javascript:x"}}</script>'),
        *((judges.feed, FEED.format(escape(marked("xt", n) + "'>"))) for n in HTML),
        *((judges.prose, marked("xt", n)) for n in (0, 7, 10, 12, 36, 37, 38, 45)),
        *((judges.bibtex, f"@article{{a,\n  title = {{{marked('xt', n)}}},\n}}\n") for n in (28, 29, 30, 31)),
        (judges.ris, "TY  - JOUR\nTI  - \u202ex\nER  - \n"),
        *((messages.log, f"radar: {marked('xt', n)}") for n in (19, 20, 22, 59)),
        *((messages.log, marked("xt", n)) for n in (57, 58, 60)),
        (judges.data, '{"x": "\u202e"}'),
        (judges.data, '{"content_html": "<script>x</script>"}'),
        (judges.silent, marked("xt", 0)),
        *(
            (messages.CHATS["slack"], {"blocks": [{"text": {"type": "mrkdwn", "text": text}}]})
            for text in ("<!here>", "`")
        ),
        *((messages.CHATS["telegram"], {"text": text}) for text in ("<script>", "@everyone", "https://evil.example")),
        (messages.CHATS["discord"], {"embeds": [{"description": "@here"}], "allowed_mentions": {"parse": []}}),
        (messages.CHATS["discord"], {"embeds": [], "allowed_mentions": {"parse": ["users"]}}),
        (messages.CHATS["feishu"], {"content": {"post": {"en_us": {"content": [[{"tag": "at", "text": "x"}]]}}}}),
        *((messages.CHATS["wecom"], {"markdown": {"content": text}}) for text in ("<@all>", marked("xt", 36))),
    ],
)
def test_a_judge_finds_what_is_left_bare(judge: Judge, text: object) -> None:
    assert list(judge(text))
