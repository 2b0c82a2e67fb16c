"""`radar probe`: what the catalogue claims, held against what answers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from collect.loopback import Loopback, answer, serving
from faults.hostile_judges import prose
from faults.hostile_messages import command
from radar.cli import main, probing
from radar.collect import catalogue
from radar.collect.catalogue import Catalogue, Entry
from radar.collect.probe import Probed
from radar.outcomes import Harvest, SourceState

ITEM = "<item><title>Invented Tide of {0}</title><link>{0}/1</link><author>Sample Author</author></item>"


def feed(base: str) -> bytes:
    return f'<rss version="2.0"><channel><title>S</title>{ITEM.format(base)}</channel></rss>'.encode()


def entry(ident: str, url: str, evidence: str) -> dict[str, object]:
    return {
        "id": ident,
        "name": {"zh": "示例", "en": "Sample"},
        "publisher": "Sample Press",
        "fields": ["bio"],
        "kind": "feed",
        "hosts": ["127.0.0.1"],
        "language": "en",
        "licence": "CC-BY-4.0",
        "abstract": "full",
        "platform": "own",
        "evidence": evidence,
        "capture": "own",
        "feed": [url],
    } | ({"evidence_url": "https://journal.example/about"} if evidence == "docs" else {})


@pytest.fixture
def journals(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    """Serve a catalogue of four: one that answers, one gone, and one of each that nobody had tried."""
    monkeypatch.setenv("RADAR_ALLOW_HOST", "127.0.0.1")
    monkeypatch.setenv("RADAR_PACE", "0")

    good = answer(feed("https://journal.example"))
    with serving({"/good": good, "/good/2": good}) as place:
        tables = [
            entry("good", place.url("/good"), "capture"),
            entry("moved", place.url("/moved"), "docs"),
            entry("new-good", place.url("/good/2"), "unverified"),
            entry("new-bad", place.url("/bad"), "unverified"),
        ]
        monkeypatch.setattr(catalogue, "_address_faults", lambda _: iter(()))  # plain http, here alone
        known: Catalogue = catalogue.parse({"journals": tables}, {"categories": []})
        monkeypatch.setattr(catalogue, "load", lambda: known)
        yield place


def test_a_journal_that_claims_to_work_and_does_not_is_told(
    journals: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["probe", "--json"]) == 3
    said = json.loads(capsys.readouterr().out)
    states = {name: (one["state"], one["records"]) for name, one in said["data"]["journals"].items()}
    assert states == {"good": ("ok", 1), "moved": ("gone", 0), "new-good": ("ok", 1), "new-bad": ("gone", 0)}
    assert [line.partition(":")[0] for line in said["warnings"]] == ["moved"]
    assert said["data"]["journals"]["good"]["lacks"] == "dates, abstracts, DOIs"


def test_the_table_begins_with_what_should_work_and_counts_what_was_proved(
    journals: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["probe"])
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| ")]
    assert [row.split(" | ")[0] for row in rows[1:]] == ["| moved", "| new-bad", "| good", "| new-good"]


@pytest.mark.fault("C6")
def test_the_table_may_stand_in_a_job_s_summary(
    journals: Loopback, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    reason = "a | b <img src=x> [x](https://evil.example) `x`\n::error::x ##[error]x"

    def ask(entries: Sequence[Entry], *_: object) -> list[Probed]:
        harvest = Harvest(source="x", kind="feed", state=SourceState.ERROR, reason=reason)
        return [Probed(entry=one, harvest=harvest) for one in entries]

    monkeypatch.setattr(probing, "ask", ask)
    main(["probe"])
    out = capsys.readouterr().out
    assert not [line for line in out.splitlines() if command(line)]
    assert out.count("|") == 6 * 8, "six rows of seven cells"
    assert list(prose(out)) == []


def test_only_those_named_are_asked_each_once(journals: Loopback) -> None:
    assert main(["probe", "new-good", "good", "good"]) == 0
    assert sorted(journals.paths) == ["/good", "/good/2"]


def test_an_unknown_journal_is_a_mistake_with_the_nearest_right_word(
    journals: Loopback, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["probe", "mooved"]) == 2
    assert "moved" in capsys.readouterr().err
    assert journals.paths == []
