from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from radar.collect import catalogue
from radar.collect.catalogue import PLATFORMS, QUIRKS, Entry
from radar.config_sources import FIELDS
from radar.errors import ConfigError

ENTRIES = catalogue.load().entries
CATEGORIES = catalogue.load().categories

PREPRINTS = ("arxiv", "biorxiv", "medrxiv", "chemrxiv", "ssrn", "psyarxiv", "iacr-eprint", "eartharxiv")
NATURE = (
    *("nature", "nature-methods", "nature-medicine", "nature-biotechnology", "nature-machine-intelligence"),
    *("nature-physics", "nature-materials", "nature-climate-change", "nature-human-behaviour"),
    "nature-communications",
)
FAMILIES = (
    *("science", "science-advances", "science-robotics", "science-immunology", "science-signaling"),
    *("science-translational-medicine", "pnas", "cell", "molecular-cell", "cell-reports", "neuron"),
    *("immunity", "cancer-cell", "cell-metabolism", "cell-stem-cell", "cell-host-microbe", "current-biology"),
)
MEDICINE = (
    *("nejm", "lancet", "lancet-oncology", "lancet-neurology", "lancet-psychiatry", "lancet-global-health"),
    *("lancet-infectious-diseases", "lancet-digital-health", "lancet-diabetes-endocrinology", "lancet-haematology"),
    *("lancet-hiv", "lancet-rheumatology", "lancet-healthy-longevity", "jama", "bmj"),
)
OTHERS = (
    *("plos-one", "plos-biology", "plos-medicine", "elife"),
    *("physical-review-letters", "physical-review-x", "reviews-of-modern-physics"),
    *("jacs", "angewandte-chemie", "advanced-materials", "annals-of-mathematics"),
    *("jmlr", "tmlr", "tacl", "acl-anthology"),
    *("proceedings-of-the-ieee", "ieee-tpami", "journal-of-the-acm", "communications-of-the-acm"),
    *("american-economic-review", "quarterly-journal-of-economics", "econometrica"),
)
NAMED = (*PREPRINTS, *NATURE, *FAMILIES, *MEDICINE, *OTHERS)

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def entry_data(**changes: object) -> dict[str, object]:
    """Give one sound entry as TOML would, with changes; a change to None takes the key out."""
    data: dict[str, object] = {
        "id": "sample-journal",
        "name": {"zh": "样刊", "en": "Sample Journal"},
        "publisher": "Sample Press",
        "fields": ["cs"],
        "kind": "feed",
        "feed": ["https://sample.example/feed.xml"],
        "hosts": ["sample.example"],
        "language": "en",
        "issn": ["2049-3630"],
        "licence": "publisher",
        "abstract": "snippet",
        "platform": "own",
        "evidence": "unverified",
        **changes,
    }
    return {key: value for key, value in data.items() if value is not None}


def mistakes(*entries: dict[str, object], categories: tuple[dict[str, object], ...] = ()) -> list[str]:
    """Parse entries that must be refused and tell every mistake as `path: what`."""
    with pytest.raises(ConfigError) as caught:
        catalogue.parse({"journals": entries}, {"categories": categories})
    return [f"{mistake.path}: {mistake.what}" for mistake in caught.value.mistakes]


def test_the_catalogue_is_large_enough_and_its_ids_are_unique() -> None:
    assert len(ENTRIES) >= 80
    assert [entry_id for entry_id, count in Counter(e.id for e in ENTRIES).items() if count > 1] == []


@pytest.mark.parametrize("entry_id", NAMED)
def test_every_journal_the_plan_names_is_there(entry_id: str) -> None:
    assert catalogue.load().find(entry_id) is not None


@pytest.mark.parametrize("field", FIELDS)
def test_every_discipline_has_several_entries(field: str) -> None:
    assert sum(field in entry.fields for entry in ENTRIES) >= 5


def test_every_entry_is_named_in_chinese_and_in_english() -> None:
    for entry in ENTRIES:
        assert CHINESE.search(entry.name["zh"]), entry.id
        assert not CHINESE.search(entry.name["en"]), entry.id
    for lang in ("zh", "en"):
        names = Counter(entry.name[lang] for entry in ENTRIES)
        assert [name for name, count in names.items() if count > 1] == []


def test_no_address_and_no_issn_is_used_twice() -> None:
    for values in ([a for e in ENTRIES for a in e.feed], [i for e in ENTRIES for i in e.issn]):
        assert [value for value, count in Counter(values).items() if count > 1] == []


def test_every_entry_can_be_asked_for_somewhere() -> None:
    for entry in ENTRIES:
        assert entry.feed or entry.issn or entry.prefix, entry.id


def test_chinese_journals_are_told_by_their_language() -> None:
    assert sum(entry.language == "zh" for entry in ENTRIES) >= 10


def test_every_word_of_the_vocabularies_is_used_and_explained() -> None:
    assert {quirk for entry in ENTRIES for quirk in entry.quirks} == set(QUIRKS)
    assert {entry.platform for entry in ENTRIES} == PLATFORMS
    assert all(meaning.endswith(".") for meaning in QUIRKS.values())


def test_entries_say_what_bears_them_out() -> None:
    for entry in ENTRIES:
        assert entry.is_unverified == (entry.evidence == "unverified")
        if entry.evidence == "docs":
            assert re.fullmatch(r"https://[\w.-]+/\S+", entry.evidence_url), entry.id
        if entry.evidence == "capture":
            assert entry.capture, entry.id
    assert {entry.evidence for entry in ENTRIES} == {"capture", "docs", "unverified"}


def test_all_of_arxivs_active_categories_belong_to_a_field() -> None:
    assert len(CATEGORIES) == 155
    archives = {one.id.split(".")[0] for one in CATEGORIES}
    assert len(archives) == 20
    for one in CATEGORIES:
        assert one.fields, one.id
        assert CHINESE.search(one.name["zh"]), one.id
        assert one.name["en"] != one.name["zh"], one.id


def test_the_categories_are_those_of_arxivs_own_taxonomy(shared: Path) -> None:
    table = shared / "data" / "feeds" / "taxonomy" / "arxiv_categories.tsv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["active"] == "True"]
    ours = {one.id: (one.name["en"], one.same_as or one.id) for one in CATEGORIES}
    assert ours == {row["id"]: (row["name"], row["canonical"]) for row in rows}


def test_named_captures_are_there_and_captured_addresses_are_claimed(shared: Path) -> None:
    feeds = shared / "data" / "feeds"
    assert [e.id for e in ENTRIES if e.capture and not (feeds / e.capture).is_dir()] == []
    with (shared / "data" / "PROVENANCE.tsv").open(encoding="utf-8", newline="") as file:
        captured = {row["source_url"]: row["kind"] for row in csv.DictReader(file, delimiter="\t")}
    seen = [entry for entry in ENTRIES if captured.keys() & set(entry.feed)]
    assert len(seen) >= 9
    for entry in seen:
        assert entry.evidence == "capture", entry.id
        assert entry.capture in {captured.get(address) for address in entry.feed}, entry.id


@pytest.mark.parametrize("issn", ["0028-0836", "1476-4687", "0304-405X", "2049-3630"])
def test_a_right_check_digit_is_accepted(issn: str) -> None:
    assert catalogue.issn_is_valid(issn)


@pytest.mark.parametrize("issn", ["0028-0837", "1746-4687", "00280836", "0028-083", "0304-405x", "", "X028-0836"])
def test_a_wrong_issn_is_refused(issn: str) -> None:
    assert not catalogue.issn_is_valid(issn)


def test_a_sound_entry_is_read_whole() -> None:
    read = catalogue.parse({"journals": [entry_data(quirks=["no-dates"])]}, {})
    assert read.entries == (
        Entry(
            id="sample-journal",
            name={"zh": "样刊", "en": "Sample Journal"},
            publisher="Sample Press",
            fields=("cs",),
            kind="feed",
            feed=("https://sample.example/feed.xml",),
            hosts=("sample.example",),
            language="en",
            issn=("2049-3630",),
            licence="publisher",
            abstract="snippet",
            platform="own",
            evidence="unverified",
            quirks=("no-dates",),
        ),
    )


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"id": "Sample_Journal"}, "id is no slug"),
        ({"name": {"en": "Sample Journal"}}, "name must be given in zh and en"),
        ({"name": {"zh": "", "en": "Sample Journal"}}, "name must be given in zh and en"),
        ({"fields": []}, "belongs to no field"),
        ({"fields": ["cs", "alchemy"]}, "unknown field: alchemy"),
        ({"issn": ["2049-3631"]}, "ISSN is wrong: 2049-3631"),
        ({"prefix": ["11.1234"]}, "DOI prefix is wrong: 11.1234"),
        ({"feed": None}, "feed belongs to kind feed, and is needed there"),
        ({"kind": "crossref"}, "feed belongs to kind feed, and is needed there"),
        ({"kind": "crossref", "feed": None, "issn": None}, "kind crossref needs an ISSN or a prefix"),
        ({"kind": "biorxiv", "feed": None}, "server belongs to kind biorxiv, and is needed there"),
        ({"server": "medrxiv"}, "server belongs to kind biorxiv, and is needed there"),
        ({"hosts": ["https://sample.example"]}, "no host: https://sample.example"),
        ({"hosts": ["other.example"]}, "host of the address is not allowed: https://sample.example/feed.xml"),
        ({"feed": ["http://sample.example/f"]}, "address is not https: http://sample.example/f"),
        ({"quirks": ["odd"]}, "unknown quirk: odd"),
        ({"platform": "abacus"}, "unknown platform: abacus"),
        ({"abstract": "full"}, "a full abstract is not open under licence publisher"),
        ({"abstract": "full", "licence": "mixed"}, "a full abstract is not open under licence mixed"),
        ({"evidence": "capture"}, "evidence capture must name the file group"),
        ({"evidence": "docs"}, "evidence docs needs an https evidence_url, and no other evidence has one"),
        (
            {"evidence_url": "https://docs.example/list"},
            "evidence docs needs an https evidence_url, and no other evidence has one",
        ),
    ],
)
def test_an_inconsistent_entry_is_refused(changes: dict[str, object], what: str) -> None:
    entry = entry_data(**changes)
    assert f"journals.{entry['id']}: {what}" in mistakes(entry)


def test_unknown_keys_and_words_are_refused_with_their_place() -> None:
    told = "\n".join(mistakes(entry_data(colour="red"), entry_data(kind="pigeon"), entry_data(publisher=None)))
    assert "journals.0.colour" in told
    assert "journals.1.kind" in told
    assert "journals.2.publisher" in told


def test_all_mistakes_are_told_at_once() -> None:
    category: dict[str, object] = {
        "id": "xx.YY",
        "name": {"zh": "样例", "en": "Sample"},
        "fields": ["cs"],
        "same_as": "zz.ZZ",
    }
    assert mistakes(entry_data(), entry_data(fields=[]), categories=(category,)) == [
        "journals.sample-journal: belongs to no field",
        "journals.sample-journal: id used 2 times",
        "categories.xx.YY: same_as names no category: zz.ZZ",
    ]


@pytest.mark.parametrize(
    ("word", "entry_id"),
    [
        ("natur", "nature"),
        ("Nature Method", "nature-methods"),
        ("柳叶刀", "lancet"),
        ("prl", "physical-review-letters"),
        ("AER", "american-economic-review"),
        ("qqqqzzzz", ""),
        ("", ""),
    ],
)
def test_the_nearest_entry_is_offered(word: str, entry_id: str) -> None:
    assert catalogue.load().nearest(word) == entry_id


@pytest.mark.parametrize(
    ("word", "category_id"),
    [("cs.ai", "cs.AI"), ("machine learning", "cs.LG"), ("量子物理", "quant-ph"), ("", "")],
)
def test_the_nearest_category_is_offered(word: str, category_id: str) -> None:
    assert catalogue.load().nearest_category(word) == category_id


def test_what_is_not_in_the_catalogue_is_not_found() -> None:
    known = catalogue.load()
    assert known.find("Nature") is None
    assert known.category("cs.ai") is None
    found = known.category("cs.AI")
    assert found is not None
    assert (found.title("zh"), found.title("en"), found.title("xx")) == (
        "人工智能",
        found.name["en"],
        found.name["en"],
    )


def test_an_entry_is_named_in_the_readers_language() -> None:
    nature = catalogue.load().find("nature")
    assert nature is not None
    assert (nature.title("zh"), nature.title("en"), nature.title("fr")) == ("自然", "Nature", "Nature")
