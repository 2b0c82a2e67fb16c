"""The bundled sample: invented but for two papers, many-coloured, and what the program itself would write."""

from __future__ import annotations

import importlib.util
import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from radar.archive.ledger import Ledger
from radar.config import Config, load
from radar.models import Event, Paper, Update
from radar.sift import identity, text, topics

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "sample"
REAL = {"arxiv:2402.14035", "arxiv:2601.05106"}
HAN = re.compile("[\u3400-\u9fff]")


def _papers() -> tuple[Paper, ...]:
    ledger = Ledger(SAMPLE / "daily")
    return tuple(paper for day in ledger.days() for paper in ledger.read(day).papers)


def _updates() -> tuple[Update, ...]:
    ledger = Ledger(SAMPLE / "daily")
    return tuple(update for day in ledger.days() for update in ledger.read(day).updates)


PAPERS = _papers()
INVENTED = tuple(paper for paper in PAPERS if paper.id not in REAL)
BY_ID = {paper.id: paper for paper in PAPERS}


@pytest.fixture(scope="module")
def config() -> Config:
    return load(SAMPLE / "radar.toml")


@pytest.fixture(scope="module")
def make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sample_make", SAMPLE / "make.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# -- what it holds -------------------------------------------------------------------


def test_some_forty_papers_over_a_week_of_weekdays() -> None:
    assert len(INVENTED) >= 40
    assert len({paper.id for paper in PAPERS}) == len(PAPERS)
    days = Counter(paper.day for paper in PAPERS)
    assert sorted(days) == [date(2026, 6, day) for day in range(15, 20)]
    assert min(days.values()) >= 8


def test_many_disciplines_by_topic(config: Config) -> None:
    fields_of = {topic.id: topic.fields for topic in config.topics}
    counts: Counter[str] = Counter()
    for paper in PAPERS:
        counts.update({f for match in topics.match(paper, config.topics) for f in fields_of[match.topic_id]})
    assert set(counts) >= {"cs", "bio", "physics", "econ", "chem", "psych", "earth", "math", "med"}
    assert min(counts.values()) >= 3


def test_every_topic_has_papers_and_nearly_every_paper_a_topic(config: Config) -> None:
    matched = {paper.id: topics.match(paper, config.topics) for paper in PAPERS}
    counts = Counter(match.topic_id for found in matched.values() for match in found)
    assert {topic.id for topic in config.topics} == set(counts)
    assert min(counts.values()) >= 3
    without = [paper_id for paper_id, found in matched.items() if not found]
    assert 1 <= len(without) <= 3, "a radar also keeps what matches nothing"


def test_some_papers_bridge_topics_of_different_fields(config: Config) -> None:
    fields_of = {topic.id: set(topic.fields) for topic in config.topics}
    bridges = 0
    for paper in INVENTED:
        found = [fields_of[match.topic_id] for match in topics.match(paper, config.topics)]
        bridges += any(one.isdisjoint(other) for one in found for other in found)
    assert bridges >= 8


def test_authors_are_plainly_invented_and_come_back() -> None:
    names = Counter(name for paper in INVENTED for name in paper.authors)
    assert all(re.fullmatch(r"Sample Author [1-9]\d?", name) for name in names)
    assert all(1 <= len(set(paper.authors)) == len(paper.authors) <= 8 for paper in INVENTED)
    assert sum(count >= 3 for count in names.values()) >= 20, "a filter by author must find several papers"


def test_abstracts_are_short_and_of_many_shapes(config: Config) -> None:
    closed = {source.label for source in config.sources if source.abstract == "none"}
    for paper in INVENTED:
        count = len(text.sentences(paper.abstract))
        expected = range(1) if {place.name for place in paper.places} <= closed else range(4, 8)
        assert count in expected, paper.id
    abstracts = [paper.abstract for paper in INVENTED]
    assert 2 <= sum(bool(HAN.search(paper.title)) for paper in INVENTED) <= 4
    for sign in (r"\$[^$]+\$", "p < 0.05", "CO₂", "Li6PS5Cl", r"\d%", r"\(95% interval"):
        assert any(re.search(sign, abstract) for abstract in abstracts), sign


def test_no_two_abstracts_share_a_sentence() -> None:
    said = Counter(sentence for paper in PAPERS for sentence in text.sentences(paper.abstract))
    assert [sentence for sentence, count in said.items() if count > 1] == []


def test_texts_are_already_clean() -> None:
    for paper in PAPERS:
        assert text.clean_title(paper.title) == paper.title
        assert text.clean_abstract(paper.abstract) == paper.abstract


def test_invented_papers_say_so_and_link_nowhere_real() -> None:
    for paper in INVENTED:
        number = paper.url.removeprefix("https://example.org/sample/")
        assert re.fullmatch(r"\d{3}", number)
        assert paper.id == f"doi:{paper.doi}" == f"doi:10.5555/sample.2026.{number}"
        assert identity.paper_ids(doi=paper.doi) == (paper.id,)
        assert "Invented for" in paper.comment
        assert all("Sample" in place.name or "样例" in place.name for place in paper.places)
        links = (paper.pdf, *paper.links.values())
        assert all(not link or link.startswith("https://example.org/sample/") for link in links)


def test_no_id_or_address_of_another_real_paper_anywhere() -> None:
    for path in sorted((SAMPLE / "daily").rglob("*.*")):
        said = path.read_text(encoding="utf-8")
        arxiv = set(re.findall(r"(?<![\d.])\d{4}\.\d{4,5}(?!\d)", said))
        assert arxiv <= {"2402.14035", "2601.05106"}, path.name
        assert all(doi.startswith("10.5555/sample.2026.") for doi in re.findall(r"10\.\d{4,9}/\S+", said)), path.name
        hosts = set(re.findall(r"https?://([^/\"\s)]+)", said))
        assert hosts <= {"example.org", "arxiv.org", "creativecommons.org"}, path.name


# -- the two real ones, and the events -----------------------------------------------


def test_the_two_real_papers_are_events_by_a_watched_author(config: Config) -> None:
    committee, fusion = BY_ID["arxiv:2402.14035"], BY_ID["arxiv:2601.05106"]
    title = "Wisdom of Committee: Diverse Distillation from Large Foundation Models and Domain Experts"
    assert committee.title == title
    assert (committee.day, committee.places[0].category) == (date(2026, 6, 19), "cs.AI")
    assert (committee.places[0].announce, committee.places[0].version) == ("replace-cross", 4)
    assert fusion.title == "Token-Level LLM Collaboration via FusionRoute"
    assert (fusion.day, fusion.places[0].category) == (date(2026, 6, 15), "cs.CL")
    for paper in (committee, fusion):
        assert paper.is_event
        assert len(paper.places) == 1
        assert "Shuchao Bi" in paper.authors
        assert len(paper.authors) in (8, 9)
    assert config.watch.authors == ("Shuchao Bi",)


def test_their_descriptions_are_one_sentence_and_said_to_be_ours() -> None:
    for paper_id in REAL:
        paper = BY_ID[paper_id]
        assert len(text.sentences(paper.abstract)) == 1
        assert len(paper.abstract) < 250
        assert paper.abstract.startswith("Described by AcademicHub: "), "it must say so wherever it is quoted"
        assert "not the authors' abstract" in paper.comment


def test_invented_papers_are_new_on_their_day() -> None:
    assert not any(paper.is_event for paper in INVENTED)
    announced = Counter(place.announce for paper in INVENTED for place in paper.places)
    assert set(announced) == {"new", "cross"}


def test_a_publication_and_a_retraction_happen_to_known_papers() -> None:
    updates = _updates()
    assert {update.event for update in updates} == {Event.PUBLISHED, Event.RETRACTED}
    assert all(BY_ID[update.id].day < update.day for update in updates)


def test_every_source_of_a_paper_is_in_the_radar_and_none_is_ever_asked(config: Config) -> None:
    named = {place.name for paper in PAPERS for place in paper.places}
    assert named <= {source.label for source in config.sources}
    assert not any(source.enabled for source in config.sources)


# -- what follows from it ------------------------------------------------------------


def test_every_file_is_what_the_program_writes(make: ModuleType) -> None:
    assert make.differences() == (), "run python sample/make.py"


def test_a_changed_file_is_named(
    make: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "sample"
    shutil.copytree(SAMPLE, copy)
    gists = copy / "daily" / "gists" / "2026" / "06" / "2026-06-17.jsonl"
    gists.write_bytes(gists.read_bytes().replace(b"a", b"b", 1))
    (copy / "daily" / "stray.txt").write_text("left over", encoding="utf-8")
    monkeypatch.setattr(make, "SAMPLE", copy)

    assert make.main(["--check"]) == 1
    said = capsys.readouterr().err.splitlines()
    assert [line.split(":")[0] for line in said] == [
        "sample/daily/gists/2026/06/2026-06-17.jsonl",
        "sample/daily/stray.txt",
    ]

    assert make.main([]) == 0
    assert make.main(["--check"]) == 0
    assert gists.read_bytes() == (SAMPLE / gists.relative_to(copy)).read_bytes()
