"""Pages of topics and lists of briefings: what a reader sees before following a link."""

from __future__ import annotations

from pathlib import Path

import briefed
import pytest
from briefed import LABELS, WRITTEN

import built_site
import small_archive
from radar.publish.site import load_site
from radar.publish.verification.verify import verify

PREFIXES = {"zh": "", "en": "en/"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("topic-pages")
    briefed.write(folder / "content")
    built_site.make(folder, briefed.settings())
    return folder / "output"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_topic_leads_to_its_newest_briefings_by_their_days(site: Path, lang: str) -> None:
    name = f"{PREFIXES[lang]}topics/routing/index.html"
    here = built_site.page(site, f"{PREFIXES[lang]}topics/routing/")
    rows = here.xpath("//section[@aria-labelledby='topic-briefings']//li")
    assert [built_site.target(name, href)[0] for row in rows for href in row.xpath("a/@href")] == [
        f"{PREFIXES[lang]}briefings/2026-06-19-routing/index.html"
    ]
    assert [row.xpath(".//time/@datetime") for row in rows] == [["2026-06-19"]]
    older = built_site.page(site, f"{PREFIXES[lang]}topics/routing/page/1/")
    assert not older.xpath("//section[@aria-labelledby='topic-briefings']")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_list_of_topics_tells_what_counts_and_what_is_newest(site: Path, lang: str) -> None:
    here = built_site.page(site, f"{PREFIXES[lang]}topics/")
    routing, tides = here.xpath("//ul[contains(@class, 'topics')]/li")
    assert "router" in built_site.text(routing)
    assert built_site.text(tides.xpath("p[@class='note']")[0]) == "How seas rise."
    loaded = load_site(briefed.settings(), site.parent / "content", sample=False)
    for row, view in zip((routing, tides), loaded.topics, strict=True):
        assert built_site.text(row.xpath("p[@class='newest']")[0]) == view.entries[0].paper.title


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_briefings_are_listed_with_their_first_sentence_in_its_language(site: Path, lang: str) -> None:
    here = built_site.page(site, f"{PREFIXES[lang]}briefings/")
    written, quoted = (
        here.xpath(f"//li[@id='briefing-2026-06-19-{slug}']")[0] for slug in (briefed.CROSS_SLUG, "tides")
    )
    assert built_site.text(written.xpath("p[@class='telling-lead']")[0]) == WRITTEN[lang][1]
    assert LABELS[lang] in built_site.text(written)
    lead = quoted.xpath("p[@class='telling-lead']")[0]
    assert built_site.text(lead) == "A tide is invented."
    assert lead.get("lang") == ("en" if lang == "zh" else None)
    assert LABELS[lang] not in built_site.text(quoted)


def test_a_topic_is_named_beside_a_briefing_only_where_its_title_does_not_name_it(site: Path) -> None:
    here = built_site.page(site, "en/briefings/")
    found = {
        slug: built_site.text(here.xpath(f"//li[@id='briefing-2026-06-19-{slug}']//p[@class='telling-meta']")[0])
        for slug in ("routing", "tides")
    }
    assert "Routing" not in found["routing"]
    chinese = built_site.page(site, "briefings/")
    assert "潮汐" in built_site.text(chinese.xpath("//li[@id='briefing-2026-06-19-tides']")[0])


def test_topics_without_papers_or_words_are_listed_too(tmp_path: Path) -> None:
    topics = [{"id": "mute", "name": "Mute", "categories": ["math.XX"]}]
    small_archive.write(tmp_path / "content", with_saturday=False)
    config = small_archive.settings(topics=topics)
    built_site.make(tmp_path, config)
    row = built_site.page(tmp_path / "output", "en/topics/").xpath("//ul[contains(@class, 'topics')]/li")[0]
    assert built_site.text(row) == "Mute 0 papers"
    assert verify(tmp_path / "output", site=load_site(config, tmp_path / "content", sample=False)) == ()
