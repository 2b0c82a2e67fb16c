"""Pages that show what a model wrote: labelled, with its evidence, and how it came about."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import briefed
import pytest
from briefed import CROSS_SLUG, EARLIER, LABELS, ROUTER, SPAN, TIDE, TROUBLE
from lxml import html

import built_site
import small_archive
from radar.archive import closeness, days, gists, runs
from radar.archive.ledger import Ledger
from radar.models import Briefing, Closeness, Event, Gist, Update
from radar.publish.site import load_site
from radar.publish.verification.verify import verify
from radar.sift import identity
from small_archive import FRIDAY, SATURDAY, SENTENCE

OWN_PAGE = {"zh": "单独查看这篇简报", "en": "This briefing on a page of its own"}
DAYS = {"zh": "2026/06/19/", "en": "en/2026/06/19/"}
HOMES = {"zh": "", "en": "en/"}
MODEL, MADE = "sample/model-1", "2026-06-19 02:11 UTC"
HOW = {"zh": "AI文字如何生成", "en": "How AI text is made"}
MIXED = "4 (by a model 1, quoted from abstracts 3) · 2 not written by the model as wanted"
TIDE_SLUG = identity.slug(TIDE)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("briefed")
    briefed.write(folder / "content")
    built_site.make(folder, briefed.settings())
    return folder


def page(folder: Path, path: str) -> html.HtmlElement:
    return built_site.page(folder / "output", path)


def words(element: html.HtmlElement) -> str:
    return built_site.text(element)


def shown(element: html.HtmlElement) -> str:
    """Give a sentence as it is seen: without the passages behind its markers."""
    return re.sub(r"\s+", " ", "".join(element.xpath(".//text()[not(ancestor::q)]"))).strip()


def test_the_site_is_sound(site: Path) -> None:
    assert verify(site / "output", site=load_site(briefed.settings(), site / "content", sample=False)) == ()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("paths", [DAYS, HOMES], ids=["day", "home"])
def test_briefings_across_fields_stand_before_those_of_topics(site: Path, lang: str, paths: dict[str, str]) -> None:
    here = page(site, paths[lang])
    sections = here.xpath("//section[@class='briefings']")
    headings = {"zh": ["跨学科 1", "简报 2"], "en": ["Across fields 1", "Briefings 2"]}[lang]
    assert [words(section[0]) for section in sections] == headings
    assert [each.get("id") for each in here.xpath("//*[starts-with(@id, 'briefing-')]")] == [
        *(f"briefing-{CROSS_SLUG}", "briefing-routing", "briefing-tides")
    ]
    chips = {"zh": ["计算机科学", "地球科学"], "en": ["Computer science", "Earth science"]}[lang]
    assert [chip.text for chip in here.xpath("//span[@class='chip']")] == chips
    assert [each.get("id") for each in here.xpath("//details[contains(@class, 'briefing')][@open]")] == [
        f"briefing-{CROSS_SLUG}"
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("paths", [DAYS, HOMES], ids=["day", "home"])
def test_whatever_a_model_wrote_says_so_even_while_it_is_closed(site: Path, lang: str, paths: dict[str, str]) -> None:
    here = page(site, paths[lang])
    for slug in (CROSS_SLUG, "routing"):
        one = here.get_element_by_id(f"briefing-{slug}")
        assert "ai" in one.get("class").split()
        assert [words(label) for label in one.xpath("./summary/span[@class='label'] | ./p/span[@class='label']")] == [
            LABELS[lang]
        ]
    extract = here.get_element_by_id("briefing-tides")
    assert "ai" not in extract.get("class").split()
    assert LABELS[lang] not in words(extract)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_extract_says_where_its_sentences_come_from(site: Path, lang: str) -> None:
    extract = page(site, DAYS[lang]).get_element_by_id("briefing-tides")
    origin = {"zh": "摘自论文摘要原文。", "en": "Quoted from the papers’ abstracts."}[lang]
    assert [words(note) for note in extract.xpath("./p[@class='note']")] == [origin, OWN_PAGE[lang]]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_home_shows_topics_briefings_by_title_and_first_sentence(site: Path, lang: str) -> None:
    row = page(site, HOMES[lang]).get_element_by_id("briefing-routing")
    (link,) = row.xpath(".//a")
    assert link.get("href") == "briefings/2026-06-19-routing/"
    said = next(
        one
        for one in days.read_day(days.path(site / "content" / "daily", FRIDAY, lang)).briefings
        if one.slug == "routing"
    )
    assert words(row.xpath("./p[@class='telling-lead']")[0]) == said.sections[0].sentences[0].text


def test_a_marker_leads_to_the_papers_card_and_holds_its_passage(site: Path) -> None:
    one = page(site, DAYS["zh"]).get_element_by_id(f"briefing-{CROSS_SLUG}")
    first, second = one.xpath(".//ul[@class='sentences']/li")
    assert shown(first) == "路由器没有把任何东西减半。[1][3]"
    assert first.xpath(".//a/@href") == ["#arxiv-2606.00001", "../18/#arxiv-2606.00102"]
    assert [(q.text, q.get("lang")) for q in first.xpath("./q")] == [(SPAN, "en"), (SENTENCE, "en")]
    assert second.xpath("./q/text()") == ["It rises."]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_list_of_sources_holds_the_passages_and_claims_no_more_than_that(site: Path, lang: str) -> None:
    one = page(site, DAYS[lang]).get_element_by_id(f"briefing-{CROSS_SLUG}")
    evidence = one.xpath("./details[@class='evidence']")[0]
    title = {"zh": "来源 3 · 引文已核对", "en": "Sources 3 · quotation checked"}[lang]
    assert words(evidence.find("summary")) == title
    assert evidence.xpath(".//q/text()") == [SPAN, "It rises.", SENTENCE]
    assert evidence.xpath(".//a/text()") == ["Invented Router 1", "An invented tide", "Invented Router 102"]


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        (
            "zh",
            [
                "未能核实的句子：2句已略去。",
                "依据3篇论文写成",
                f"模型sample/model-1 · 提示词bridge-1 · {MADE} · 输入2,345、输出812词元 · 0.0123美元 · {HOW['zh']}",
            ],
        ),
        (
            "en",
            [
                "2 sentences dropped: not supported.",
                "Drawn from 3 papers",
                f"model {MODEL} · prompt bridge-1 · {MADE} · 2,345 tokens in, 812 out · 0.0123 USD · {HOW['en']}",
            ],
        ),
    ],
)
def test_the_foot_says_how_a_text_came_about(site: Path, lang: str, lines: list[str]) -> None:
    one = page(site, DAYS[lang]).get_element_by_id(f"briefing-{CROSS_SLUG}")
    made = one.xpath("./div[@class='made']")[0]
    assert [words(line) for line in made] == lines
    assert made.xpath(".//time/@datetime") == ["2026-06-19T02:11:04Z"]
    assert built_site.target(f"{DAYS[lang]}index.html", made.xpath(".//a/@href")[0])[0].endswith("ai/index.html")


def test_papers_that_came_later_are_counted_and_costs_of_nothing_are_not_told(site: Path) -> None:
    made = page(site, DAYS["en"]).get_element_by_id("briefing-routing").xpath("./div[@class='made']")[0]
    assert [words(line) for line in made] == [
        "Drawn from 7 papers · 2 more of this topic came later",
        "model sample/model-1 · prompt topic-1 · 2026-06-19 02:11 UTC · How AI text is made",
    ]


def test_a_day_that_a_model_did_not_finish_says_why(site: Path) -> None:
    for lang in ("zh", "en"):
        for path in (DAYS[lang], HOMES[lang]):
            (notice,) = page(site, path).xpath("//p[@class='notice warn'][contains(., $why)]", why=TROUBLE)
            assert notice.xpath("./span/@lang") == ([] if lang == "en" else ["en"])
            assert "No model configured" not in words(page(site, path))


def test_a_model_that_failed_the_check_is_named_in_words(tmp_path: Path) -> None:
    refused = [briefed.extract(lang, prompt="topic-1", dropped=4) for lang in ("zh", "en")]
    refused += [briefed.topic(lang, by="abstract", model="", made="") for lang in ("zh", "en")]
    crossing = [
        briefed.cross(
            lang, by="abstract", model="", prompt="", dropped=0, tokens_in=0, tokens_out=0, usd=0.0, made=""
        )
        for lang in ("zh", "en")
    ]
    briefed.write(tmp_path / "content", *refused, *crossing)
    built_site.make(tmp_path, briefed.settings())
    zh, en = page(tmp_path, DAYS["zh"]), page(tmp_path, DAYS["en"])
    assert [words(note) for note in zh.xpath("//*[@id='briefing-tides']/p[@class='note']")] == [
        "模型所写未通过核对，此处摘自论文摘要原文。",
        "未能核实的句子：4句已略去。",
        OWN_PAGE["zh"],
    ]
    assert [words(note) for note in en.xpath("//*[@id='briefing-tides']/p[@class='note']")] == [
        "What a model wrote failed the check: quoted from the papers’ abstracts instead.",
        "4 sentences dropped: not supported.",
        OWN_PAGE["en"],
    ]
    silent, _ = en.xpath("//*[@id='briefing-routing']/p[@class='note']")
    assert words(silent) == "A model was asked in vain: quoted from the papers’ abstracts instead."
    assert words(en.xpath(f"//*[@id='briefing-{CROSS_SLUG}']/p[@class='note']")[0]) == (
        "Sentences quoted from the papers’ abstracts; what joins them is a fixed wording."
    )
    assert not zh.xpath("//details[contains(@class, 'ai')]")


def test_a_trouble_is_not_told_of_a_day_that_lacks_nothing_for_it(tmp_path: Path) -> None:
    asked = [make(lang) for lang in ("zh", "en") for make in (briefed.cross, briefed.topic)]
    asked += [briefed.extract(lang, prompt="topic-1") for lang in ("zh", "en")]
    briefed.write(tmp_path / "content", *asked)
    built_site.make(tmp_path, briefed.settings())
    assert TROUBLE not in words(page(tmp_path, DAYS["en"]))
    assert TROUBLE in words(page(tmp_path, "en/status/"))


def test_where_no_model_is_configured_the_page_says_so_once(tmp_path: Path) -> None:
    small_archive.write(tmp_path / "content")
    built_site.make(tmp_path, small_archive.settings())
    for path in (DAYS["zh"], HOMES["zh"]):
        assert words(page(tmp_path, path)).count("未配置大模型：此处为摘要原句。") == 1


def test_where_a_model_is_configured_and_wrote_nothing_that_day_no_page_denies_it(tmp_path: Path) -> None:
    small_archive.write(tmp_path / "content")
    built_site.make(tmp_path, briefed.settings())
    for path in (DAYS["zh"], HOMES["zh"]):
        assert "未配置大模型" not in words(page(tmp_path, path))
    assert "摘自论文摘要原文。" in words(page(tmp_path, DAYS["zh"]))


def test_a_sentence_whose_passage_stands_nowhere_is_left_out_and_counted(tmp_path: Path) -> None:
    def spoilt(lang: str) -> Briefing:
        one = briefed.cross(lang)
        false = replace(one.citations[1], span="It falls.")
        return replace(one, citations=(one.citations[0], false, one.citations[2]))

    briefed.write(tmp_path / "content", spoilt("zh"), spoilt("en"))
    built_site.make(tmp_path, briefed.settings())
    one = page(tmp_path, DAYS["en"]).get_element_by_id(f"briefing-{CROSS_SLUG}")
    assert [shown(each) for each in one.xpath(".//ul[@class='sentences']/li")] == ["The router halves nothing.[1][3]"]
    assert "3 sentences dropped" in words(one)
    assert [words(each) for each in one.xpath(".//ol[@class='sources']/li/a")] == [
        "Invented Router 1",
        "Invented Router 102",
    ]


def test_a_passage_stays_when_its_paper_is_revised(tmp_path: Path) -> None:
    briefed.write(tmp_path / "content")
    revised = Update(id=ROUTER, day=SATURDAY, event=Event.VERSION, changes={"abstract": "All is withdrawn."})
    Ledger(tmp_path / "content" / "daily").add([], [revised])
    built_site.make(tmp_path, briefed.settings())
    one = page(tmp_path, DAYS["en"]).get_element_by_id(f"briefing-{CROSS_SLUG}")
    first = one.xpath(".//ul[@class='sentences']/li")[0]
    assert shown(first) == "The router halves nothing.[1][3]"
    assert SPAN in one.xpath(".//q/text()")
    assert verify(tmp_path / "output", site=load_site(briefed.settings(), tmp_path / "content", sample=False)) == ()


@pytest.mark.parametrize("policy", ["none", "snippet"])
def test_what_a_source_lets_nobody_quote_is_not_quoted_though_a_model_rests_on_it(
    tmp_path: Path, policy: str
) -> None:
    far = "x " * 200 + "And it halves the tide."
    paper = small_archive.paper(1, abstract=far)
    small_archive.write(tmp_path / "content", [paper], with_saturday=False)
    root = tmp_path / "content" / "daily"
    gists.write(root, FRIDAY, [Gist(id=ROUTER, lang="en", text="It halves.", span="it halves the tide", by="model")])
    one = briefed.topic("en", citations=(replace(briefed.topic("en").citations[0], span="it halves the tide"),))
    days.write_day(root, FRIDAY, "en", [one], {paper.id: paper})
    config = briefed.settings(sources=[{"kind": "arxiv", "categories": ["cs.AI"], "abstract": policy}])
    built_site.make(tmp_path, config)
    for name, data in built_site.files(tmp_path / "output").items():
        assert b"halves the tide" not in data, name
    here = page(tmp_path, DAYS["en"])
    assert shown(here.xpath("//ul[@class='sentences']/li")[0]) == "The router halves nothing.[1]"
    assert words(here.xpath("//div[@class='gist ai']/p")[0]) == f"{LABELS['en']} It halves."
    assert verify(tmp_path / "output", site=load_site(config, tmp_path / "content", sample=False)) == ()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_gist_by_a_model_carries_the_label_and_its_passage(site: Path, lang: str) -> None:
    (gist,) = page(site, DAYS[lang]).xpath("//div[@class='gist ai']")
    assert words(gist.find("p")) == f"{LABELS[lang]} {briefed.WRITTEN[lang][1]}"
    checked = {"zh": "引文已核对", "en": "quotation checked"}[lang]
    assert (words(gist.find("details/summary")), gist.findtext("details/q")) == (checked, SPAN)
    assert gist.getparent().getparent().getparent().get("id") == "arxiv-2606.00001"
    assert page(site, DAYS[lang]).xpath("//*[@id='arxiv-2606.00002']//p[@class='gist']/text()") == [SENTENCE]


def test_a_gist_whose_passage_stands_nowhere_is_not_shown(tmp_path: Path) -> None:
    briefed.write(tmp_path / "content")
    root = tmp_path / "content" / "daily"
    spoilt = [replace(g, span="it doubles everything") if g.by == "model" else g for g in gists.read(root, FRIDAY)]
    gists.write(root, FRIDAY, spoilt)
    built_site.make(tmp_path, briefed.settings())
    card = page(tmp_path, DAYS["en"]).get_element_by_id("arxiv-2606.00001")
    assert not card.xpath(".//*[contains(@class, 'ai')]")
    assert card.xpath(".//p[@class='gist']/text()") == [SENTENCE]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_related_papers_of_the_same_day_or_earlier_lead_to_their_cards_in_order(site: Path, lang: str) -> None:
    def near(path: str, anchor: str) -> list[tuple[str, str]]:
        links = page(site, path).xpath(f"//*[@id='{anchor}']//details[@class='related']//a")
        return [(words(a), built_site.target(f"{path}index.html", a.get("href"))[1]) for a in links]

    assert near(DAYS[lang], "arxiv-2606.00001") == [
        ("Invented Router 2", "arxiv-2606.00002"),
        ("An invented tide", TIDE_SLUG),
        ("Invented Router 102", "arxiv-2606.00102"),
    ]
    assert near(DAYS[lang].replace("19", "18"), "arxiv-2606.00102") == []  # what is later changes no earlier card
    related = page(site, DAYS[lang]).xpath("//*[@id='arxiv-2606.00001']//details[@class='related']")[0]
    assert words(related.find("summary")) == {"zh": "相关论文", "en": "Related"}[lang]
    assert related.xpath(".//time/@datetime") == ["2026-06-18"]
    assert "0.9" not in words(related)


def test_home_shows_fewer_related_papers_than_the_days_page(tmp_path: Path) -> None:
    briefed.write(tmp_path / "content")
    near = tuple((f"arxiv:2606.{n:05}", n / 100) for n in range(1, 7))
    line = Closeness(id="arxiv:2606.00007", related=near)
    closeness.write(tmp_path / "content" / "daily", FRIDAY, [line])
    built_site.make(tmp_path, briefed.settings())
    for path, count in ((HOMES["en"], 2), (DAYS["en"], 5)):
        links = page(tmp_path, path).xpath("//*[@id='arxiv-2606.00007']//details[@class='related']//a")
        assert [words(a) for a in links] == [f"Invented Router {n}" for n in range(6, 6 - count, -1)]


def test_a_retracted_paper_is_related_to_nothing(site: Path) -> None:
    card = page(site, DAYS["en"]).get_element_by_id(TIDE_SLUG)
    assert [words(a) for a in card.xpath(".//details[@class='related']//a")] == ["Invented Router 1"]


def test_a_paper_taken_down_is_related_to_nothing_and_takes_its_sentences_along(tmp_path: Path) -> None:
    briefed.write(tmp_path / "content")
    config = briefed.settings(hide={"ids": [EARLIER, "arxiv:2606.00002"]})
    built_site.make(tmp_path, config)
    card = page(tmp_path, DAYS["en"]).get_element_by_id("arxiv-2606.00001")
    assert [words(a) for a in card.xpath(".//details[@class='related']//a")] == ["An invented tide"]
    one = page(tmp_path, DAYS["en"]).get_element_by_id(f"briefing-{CROSS_SLUG}")
    assert [shown(each) for each in one.xpath(".//ul[@class='sentences']/li")] == ["The tide rises.[2]"]
    assert "2 sentences dropped" in words(one)
    for name, data in built_site.files(tmp_path / "output").items():
        assert b"Invented Router 102" not in data, name


def test_a_paper_matches_by_meaning_and_the_card_says_how_close(site: Path) -> None:
    for lang, reason in (("zh", "语义相近（0.91）"), ("en", "close in meaning (0.91)")):
        card = page(site, DAYS[lang]).get_element_by_id(TIDE_SLUG)
        assert reason in words(card.xpath(".//p[@class='reasons']")[0])
        feed = (site / "output" / {"zh": "", "en": "en/"}[lang] / "feeds" / "topic-tides.atom.xml").read_text("utf-8")
        assert reason in feed


@pytest.mark.parametrize(
    ("lang", "facts"),
    [
        (
            "zh",
            {
                "简报": "3（模型写的2份、摘自摘要的1份）",
                "模型": "调用9次 · 输入12,345、输出678词元 · 0.12美元",
                "当日余额": "调用3次 · 0.38美元",
                "模型未写成的原因": TROUBLE,
            },
        ),
        (
            "en",
            {
                "Briefings": "3 (by a model 2, quoted from abstracts 1)",
                "Model": "9 calls · 12,345 tokens in, 678 out · 0.12 USD",
                "Left of the day’s budget": "3 calls · 0.38 USD",
                "Not written by a model": TROUBLE,
            },
        ),
    ],
)
def test_the_status_page_tells_what_a_model_wrote_and_cost(site: Path, lang: str, facts: dict[str, str]) -> None:
    here = page(site, f"{HOMES[lang]}status/").xpath("//dl[@class='facts']")[0]
    told = {words(dt): words(dt.getnext()) for dt in here.iterchildren("dt")}
    assert {key: told[key] for key in facts} == facts


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"abstract": 3}, "3 (all quoted from abstracts)"),
        ({"model": 2}, "2 (by a model 2)"),
        ({"model": 1, "abstract": 3, "failed": 2}, MIXED),
        ({"failed": 1}, "0 · 1 not written by the model as wanted"),
        ({}, "0"),
    ],
)
def test_the_status_page_counts_briefings_by_who_wrote_them(
    tmp_path: Path, counts: dict[str, int], told: str
) -> None:
    root = small_archive.write(tmp_path / "content", with_saturday=False) / "daily"
    report = next(one for one in runs.all_reports(root) if one.day == FRIDAY)
    runs.path(root, FRIDAY).write_bytes(runs.dump(replace(report, briefings=counts)))
    built_site.make(tmp_path, briefed.settings())
    facts = page(tmp_path, "en/status/").xpath("//dl[@class='facts']")[0]
    assert [words(dt.getnext()) for dt in facts.iterchildren("dt") if words(dt) == "Briefings"] == [told]


def test_feeds_label_what_a_model_wrote_in_their_text(site: Path) -> None:
    for lang in ("zh", "en"):
        summary = {"zh": "【{}】{}", "en": "[{}] {}"}[lang].format(LABELS[lang], briefed.WRITTEN[lang][1])
        for fmt in ("atom", "rss"):
            path = site / "output" / HOMES[lang] / "feeds" / f"all.{fmt}.xml"
            text = path.read_text("utf-8")
            assert text.count(briefed.WRITTEN[lang][1]) == 2, path
            assert summary in text
            assert f"&lt;strong&gt;{LABELS[lang]}&lt;/strong&gt;" in text
            assert f'&lt;blockquote lang="en"&gt;{SPAN}&lt;/blockquote&gt;' in text


def test_every_page_leads_to_how_ai_text_is_made(site: Path) -> None:
    for name, each in built_site.pages(site / "output").items():
        (href,) = each.xpath("//footer//a[contains(., 'AI')]/@href")
        assert built_site.target(name, href)[0] == f"{'en/' if each.get('lang') == 'en' else ''}ai/index.html"


def test_no_word_of_ours_says_that_anything_was_verified() -> None:
    root = Path(__file__).resolve().parents[2]
    said = [
        *(root / "theme").rglob("*.html"),
        *(root / "theme").rglob("*.po"),
        *(root / "theme" / "pages").glob("*"),
    ]
    assert len(said) > 10
    for path in said:
        assert not re.search(r"\bverified\b|已验证|已核实", path.read_text("utf-8")), path
