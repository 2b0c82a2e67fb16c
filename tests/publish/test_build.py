"""Whole small sites, built and read back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import built_site
import small_archive
from radar.archive import runs
from radar.archive.ledger import Ledger
from radar.errors import BuildError
from radar.models import Place
from radar.publish import expected
from radar.publish.formulas import tex
from radar.publish.site import load_site
from radar.publish.verification.search_verify import SearchInspection
from small_archive import THURSDAY

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></head><body onload=alert(1)>",
    "<!-- --!> <svg/onload=alert(1)>",
    "{{ 7*7 }} {% for x in y %} {# gone #}",
    "{attach}../.env |filename|x.md [a](javascript:alert(1))",
    "%(num)d %s %% &lt;b&gt; AT&T; p < 0.05 and q > 3",
    "' onmouseover='alert(1)",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small archive once; tests that change it build their own."""
    folder = tmp_path_factory.mktemp("site")
    small_archive.write(folder / "content")
    built_site.make(folder, small_archive.settings())
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    small_archive.write(tmp_path / "content")
    return tmp_path


def test_the_files_are_those_expected_and_no_others(site: Path) -> None:
    config = small_archive.settings()
    loaded = load_site(config, site / "content", sample=False)
    whole = expected.expected_paths(loaded) | SearchInspection(site / "output", loaded).names()
    assert set(built_site.files(site / "output")) == whole
    assert {"index.html", "en/2026/06/19/index.html", "en/topics/tides/index.html", "404.html"} <= whole


def test_every_link_leads_to_a_page_and_a_place_on_it(site: Path) -> None:
    pages = built_site.pages(site / "output")
    files = set(built_site.files(site / "output"))
    checked = 0
    for name, page in pages.items():
        for element in page.iter():
            href = element.get("href")
            if href and not urlsplit(href).scheme:
                file, fragment = built_site.target(name, href)
                assert file in files, f"{name} links to {href}"
                assert not fragment or pages[file].get_element_by_id(fragment) is not None
                checked += 1
    assert checked > 100


def test_no_link_depends_on_where_the_site_stands(site: Path) -> None:
    for name, page in built_site.pages(site / "output").items():
        for link in (*page.xpath("//@href"), *page.xpath("//@src")):
            assert not link.startswith("/"), f"{name}: {link}"


def test_twins_name_each_other(site: Path) -> None:
    pages = built_site.pages(site / "output")

    def twins(name: str) -> dict[str, str]:
        found = pages[name].xpath("//link[@rel='alternate'][@hreflang]")
        return {link.get("hreflang"): built_site.target(name, link.get("href"))[0] for link in found}

    for name in pages:
        if not pages[name].xpath("//meta[@name='robots'][contains(@content, 'noindex')]"):
            own = twins(name)
            assert set(own) == {"zh-CN", "en", "x-default"}, name
            assert name in own.values()
            assert own["x-default"] == own["zh-CN"]
            assert all(twins(other) == own for other in own.values())


def test_pages_speak_their_language(site: Path) -> None:
    output = site / "output"
    assert built_site.page(output, "").get("lang") == "zh-CN"
    assert built_site.page(output, "en/").get("lang") == "en"
    assert "6月19日" in built_site.text(built_site.page(output, ""))
    assert "19 June" in built_site.text(built_site.page(output, "en/"))
    title = built_site.page(output, "").xpath("//*[@id='arxiv-2606.00007']//h3")[0]
    chinese = built_site.page(output, "en/2026/06/19/").xpath("//*[@id='arxiv-2606.00008']//h3")[0]
    assert (title.get("lang"), chinese.get("lang")) == ("en", "zh-CN")


def test_policy_stands_first_and_nothing_is_inline(site: Path) -> None:
    for name, page in built_site.pages(site / "output").items():
        first = page.find("head")[0]
        assert first.get("http-equiv") == "Content-Security-Policy", name
        assert not page.xpath(
            "//script[not(@src or @type='application/ld+json')]"
            " | //style | //@style | //@*[starts-with(name(), 'on')]"
        ), name


def test_home_caps_its_list_and_the_day_page_holds_all(site: Path) -> None:
    output = site / "output"
    home, day = built_site.page(output, ""), built_site.page(output, "2026/06/19/")
    listed = home.xpath("(//*[@data-issue]//ol[@class='cards'])[1]/li/@id")
    assert len(listed) == 3
    assert listed[0] == "arxiv-2606.00007"  # by a watched author
    more = home.xpath("//p[@class='more']/a[@href='2026/06/19/']")
    assert built_site.text(more[0]).startswith("还有8篇")
    assert len(day.xpath("(//ol[@class='cards'])[1]/li")) == 11
    assert built_site.text(day.xpath("(//*[contains(@class, 'numeral')])[11]")[0]) == "11."


def test_events_follow_the_papers_and_lead_to_the_first_day(site: Path) -> None:
    day = built_site.page(site / "output", "2026/06/19/")
    cards = {card.get("id"): built_site.text(card) for card in day.xpath("//section[@aria-labelledby='events']//li")}
    assert set(cards) == {"arxiv-2606.00101.version", "arxiv-2606.00102.published", "arxiv-2606.00103.retracted"}
    assert "更新 v2" in cards["arxiv-2606.00101.version"]
    assert "Invented Router 101, Revised" in cards["arxiv-2606.00101.version"]
    assert "发表于Sample Journal" in cards["arxiv-2606.00102.published"]
    assert "已撤稿或撤回" in cards["arxiv-2606.00103.retracted"]
    links = day.xpath("//*[@id='arxiv-2606.00101.version']//p[@class='meta']//a/@href")
    assert links == ["../18/#arxiv-2606.00101"]


def test_a_retraction_shows_on_the_first_day_too(site: Path) -> None:
    card = built_site.page(site / "output", "en/2026/06/18/").get_element_by_id("arxiv-2606.00103")
    assert "Retracted or withdrawn" in built_site.text(card)


def test_a_paper_met_as_a_later_version_is_an_event_of_that_day(site: Path) -> None:
    day = built_site.page(site / "output", "2026/06/18/")
    card = day.xpath("//section[@aria-labelledby='events']//li[@id='arxiv-2402.00104']")[0]
    assert "更新 v4" in built_site.text(card)
    assert "首次提交于 2024-02-21" in built_site.text(card)


def test_a_card_tells_source_date_kind_and_licence(site: Path) -> None:
    day = built_site.page(site / "output", "en/2026/06/19/")
    meta = {
        card.get("id"): built_site.text(card.xpath(".//p[@class='meta']")[0])
        for card in day.xpath("//li[@class='card']")
    }
    assert meta["arxiv-2606.00009"] == "arXiv · cs.CL2026-06-19 cross-list"
    assert "day inferred" in meta["arxiv-2606.00010"]
    assert "CC BY-NC-SA 4.0" in meta["arxiv-2606.00010"]
    journal = next(words for words in meta.values() if words.startswith("Sample Journal"))
    assert "dated 2026-06-01" in journal


def test_all_authors_stand_on_the_page_and_many_are_folded(site: Path) -> None:
    card = built_site.page(site / "output", "2026/06/19/").get_element_by_id("arxiv-2606.00009")
    folded = card.xpath(".//details[@class='authors']")[0]
    assert built_site.text(folded.find("summary")) == (
        "Sample Author 20、Sample Author 21、Sample Author 22 … Sample Author 31 等12人"
    )
    assert all(f"Sample Author {n}" in built_site.text(folded.find("p")) for n in range(20, 32))


def test_links_out_are_web_addresses_without_doubles(site: Path) -> None:
    day = built_site.page(site / "output", "2026/06/19/")
    actions = day.xpath("//li[contains(@id, 'sample.11')]//p[@class='actions']/a/@href")
    assert actions == ["https://journal.example/articles/11", "https://doi.org/10.5555/sample.11"]


def test_citations_lead_to_the_card_where_it_stands(site: Path) -> None:
    output = site / "output"
    day = built_site.page(output, "en/2026/06/19/").xpath("//ol[@class='sources']//a/@href")
    assert day == ["#arxiv-2606.00007", "#arxiv-2606.00009", "../18/#arxiv-2606.00101"]


def test_extractive_briefings_say_so_and_carry_no_ai_label(site: Path) -> None:
    words = built_site.text(built_site.page(site / "output", ""))
    assert "未配置大模型：此处为摘要原句。" in words
    assert "AI 生成" not in words
    assert small_archive.SENTENCE in words


def test_every_paper_of_a_topic_is_reachable(site: Path) -> None:
    output = site / "output"
    seen: list[str] = []
    path = "topics/routing/"
    while path:
        page = built_site.page(output, path)
        seen += [card for card in page.xpath("//li[@class='card']/@id") if card not in seen]
        older = page.xpath("//nav[@class='pager']/a[@rel='next']/@href")
        path = built_site.target(f"{path}index.html", older[0])[0].removesuffix("index.html") if older else ""
    slugs = {f"arxiv-2606.{n:05}" for n in (*range(1, 8), 9, 10, 101, 102, 103)} | {"arxiv-2402.00104"}
    assert set(seen) == slugs


def test_a_full_topic_page_does_not_change_when_papers_come(own: Path) -> None:
    config = small_archive.settings()
    built_site.make(own, config)
    page = own / "output" / "topics" / "routing" / "page" / "1" / "index.html"
    before = built_site.page(own / "output", "topics/routing/page/1/").xpath("//li[@class='card']/@id")
    Ledger(own / "content" / "daily").add(
        [small_archive.paper(n, day=small_archive.SATURDAY) for n in range(200, 207)], []
    )
    built_site.make(own, config)
    assert page.exists()
    assert built_site.page(own / "output", "topics/routing/page/1/").xpath("//li[@class='card']/@id") == before


def test_building_again_writes_nothing(own: Path) -> None:
    config = small_archive.settings()
    first = built_site.make(own, config)
    stamps = {p: p.stat().st_mtime_ns for p in (own / "output").rglob("*")}
    again = built_site.make(own, config)
    assert (first.written, again.written) == (first.files, 0)
    assert {p: p.stat().st_mtime_ns for p in (own / "output").rglob("*")} == stamps


def test_bytes_do_not_depend_on_the_machine(site: Path, tmp_path: Path) -> None:
    """FAULTS T6, and the order of sets, which changes with the hash seed."""
    code = (
        "import sys; from pathlib import Path; import small_archive, built_site; "
        "built_site.make(Path(sys.argv[1]), small_archive.settings())"
    )
    shutil.copytree(site / "content", tmp_path / "content")
    root = Path(__file__).resolve().parents[2]
    odd = {"TZ": "Asia/Kathmandu", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "7"}
    paths = os.pathsep.join((str(root / "plugins"), str(root / "tests"), *filter(None, sys.path)))
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], env=os.environ | odd | {"PYTHONPATH": paths}, check=True
    )
    assert built_site.files(tmp_path / "output") == built_site.files(site / "output")


def test_hostile_text_is_shown_and_does_nothing(tmp_path: Path) -> None:
    papers = [
        small_archive.paper(
            n,
            title=f"{text} router",
            abstract=f"{text} said the abstract.",
            authors=(text, "Sample Author 2"),
            comment=text,
            categories=(text,),
            license=text,
            places=(Place(name="arXiv", kind="arxiv", category=text, announce="new"),),
        )
        for n, text in enumerate(HOSTILE, 1)
    ]
    small_archive.write(tmp_path / "content", papers)
    built_site.make(tmp_path, small_archive.settings())
    clean = built_site.make(tmp_path, small_archive.settings())
    assert clean.written == 0
    for path in ("", "2026/06/19/", "en/topics/routing/"):
        page = built_site.page(tmp_path / "output", path)
        assert not page.xpath("//script[not(@src or @type='application/ld+json')] | //style | //img | //iframe")
        assert not page.xpath("//@*[starts-with(name(), 'on')]")
        assert not [href for href in page.xpath("//@href") if "javascript" in href]
    page = built_site.page(tmp_path / "output", "2026/06/19/")
    for n, text in enumerate(HOSTILE, 1):
        card = built_site.text(page.get_element_by_id(f"arxiv-2606.{n:05}"))
        whole = " ".join(text.split())
        set_ = " ".join(tex.plain(text).split())  # as title, comment and abstract have it: `--` is a dash there
        assert card.count(whole) + (card.count(set_) if set_ != whole else 0) == 5, text  # and place, author


def test_an_unsafe_address_is_no_link(tmp_path: Path) -> None:
    small_archive.write(
        tmp_path / "content", [small_archive.paper(1, url="javascript:alert(1)", pdf="data:text/html,x")]
    )
    built_site.make(tmp_path, small_archive.settings())
    card = built_site.page(tmp_path / "output", "2026/06/19/").get_element_by_id("arxiv-2606.00001")
    assert card.xpath(".//h3//a") == card.xpath(".//p[@class='actions']") == []


def test_what_is_taken_down_says_so_and_nothing_more(own: Path) -> None:
    config = small_archive.settings(hide={"ids": ["arxiv:2606.00007", "arxiv:2606.00101"], "reason": "An error."})
    built_site.make(own, config)
    card = built_site.page(own / "output", "en/2026/06/19/").get_element_by_id("arxiv-2606.00007")
    assert built_site.text(card) == "This paper has been taken down. An error."
    for name, data in built_site.files(own / "output").items():
        assert b"Invented Router 7" not in data, name
        assert b"Invented Router 101" not in data, name
    cited = built_site.page(own / "output", "2026/06/19/").xpath("//ol[@class='sources']//a/@href")
    assert cited == ["#arxiv-2606.00009"]


@pytest.mark.parametrize(("policy", "length"), [("none", 0), ("snippet", 300), ("full", 457)])
def test_no_more_of_an_abstract_is_shown_than_its_source_allows(tmp_path: Path, policy: str, length: int) -> None:
    source = {"kind": "arxiv", "categories": ["cs.AI"], "abstract": policy}
    long = small_archive.SENTENCE + " " + "x" * 400
    papers = [small_archive.paper(n, abstract=long) for n in range(1, 3)]
    small_archive.write(tmp_path / "content", papers)
    built_site.make(tmp_path, small_archive.settings(sources=[source]))
    page = built_site.page(tmp_path / "output", "2026/06/19/")
    shown = page.xpath("//*[@id='arxiv-2606.00001']//details[@class='abstract']/p")
    assert len(shown[0].text_content() if shown else "") == length
    assert bool(page.xpath("//p[@class='gist']")) == (policy != "none")
    feed = (tmp_path / "output" / "feeds" / "all.atom.xml").read_text("utf-8")
    assert ("x" * 400 in feed) == (policy == "full")


def test_a_quiet_day_has_no_page_and_home_says_why(site: Path) -> None:
    output = site / "output"
    assert not (output / "2026" / "06" / "20").exists()
    assert "arXiv周末不发布新论文；下面是最近一期（6月19日，周五）。" in built_site.text(built_site.page(output, ""))
    assert "here is the newest issue (19 June, Friday)." in built_site.text(built_site.page(output, "en/"))
    heading = built_site.page(output, "en/").xpath("//*[@data-issue]//h2[@class='day-heading']")[0]
    assert built_site.text(heading) == "19 June · 11 papers"


def test_a_source_that_failed_today_is_named_on_home_and_status(tmp_path: Path) -> None:
    small_archive.write(tmp_path / "content", with_saturday=False)
    built_site.make(tmp_path, small_archive.settings())
    output = tmp_path / "output"
    home = built_site.page(output, "en/")
    assert "Sample Journal gave no complete answer on 19 June" in built_site.text(home)
    assert built_site.text(home.xpath("//*[@data-issue]//h2[@class='day-heading']")[0]) == "19 June · 11 papers today"
    status = built_site.text(built_site.page(output, "en/status/"))
    assert "Sample Journal Down since 19 June 2026 It could not be reached." in status
    assert "HTTP 503 after 3 tries" in status
    assert "2026-06-19 02:12 UTC" in status


def test_times_are_told_in_the_owners_time_zone(own: Path) -> None:
    built_site.make(own, small_archive.settings(site={"timezone": "Asia/Shanghai"}))
    assert "2026-06-20 10:12 UTC+08:00" in built_site.text(built_site.page(own / "output", "status/"))


def test_the_newest_run_report_is_published(site: Path) -> None:
    published = (site / "output" / "data" / "status.json").read_bytes()
    assert published == runs.path(site / "content" / "daily", small_archive.SATURDAY).read_bytes()


def test_an_empty_archive_gives_a_site_that_says_so(tmp_path: Path) -> None:
    built_site.make(tmp_path, small_archive.settings())
    assert "还没有论文" in built_site.text(built_site.page(tmp_path / "output", ""))
    assert not (tmp_path / "output" / "data" / "days").exists()


def test_the_sample_says_what_it_is_on_every_page(own: Path) -> None:
    built_site.make(own, small_archive.settings(), sample=True)
    words = {"zh-CN": "这是示例数据。运行一次 “Radar” 工作流后会换成你的论文。", "en": "This is sample data."}
    for name, page in built_site.pages(own / "output").items():
        assert words[page.get("lang")] in built_site.text(page), name


def test_days_that_vanished_take_their_pages_along(own: Path) -> None:
    config = small_archive.settings()
    built_site.make(own, config)
    root = own / "content" / "daily"
    Ledger(root).path(THURSDAY).unlink()
    kept = own / "output" / "notes.txt"
    kept.write_text("not ours", encoding="utf-8")
    foreign = own / "output" / "2026" / "06" / "18" / "mine.html"
    foreign.write_text("<p>not ours</p>", encoding="utf-8")
    before = set(built_site.files(own / "output"))
    result = built_site.make(own, config)
    assert not (own / "output" / "topics" / "routing" / "page" / "2").exists()  # four papers fewer
    gone = before - set(built_site.files(own / "output"))
    assert result.removed == len(gone)
    assert {"2026/06/18/index.html", "en/2026/06/18/index.html", "2026/06/18/cite.bib"} <= gone
    assert not (own / "output" / "2026" / "06" / "18" / "index.html").exists()
    assert kept.exists()
    assert foreign.exists()
    assert not (own / "output" / "en" / "2026" / "06" / "18").exists()
    assert (own / "output" / "2026" / "06" / "19" / "index.html").exists()


def test_a_language_dropped_takes_its_pages_along(own: Path) -> None:
    built_site.make(own, small_archive.settings())
    built_site.make(own, small_archive.settings(site={"locales": ["zh"]}))
    assert not (own / "output" / "en").exists()
    page = built_site.page(own / "output", "")
    assert not page.xpath("//*[@hreflang]")


def test_without_chinese_the_root_leads_to_english(own: Path) -> None:
    built_site.make(own, small_archive.settings(site={"locales": ["en"]}))
    root = built_site.page(own / "output", "")
    assert root.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=en/"]
    assert root.xpath("//a/@href") == ["en/"]
    assert (own / "output" / "en" / "2026" / "06" / "19" / "index.html").exists()
    assert not (own / "output" / "2026").exists()


def test_a_known_address_gives_canonical_links_and_a_404_that_works_anywhere(own: Path) -> None:
    built_site.make(own, small_archive.settings(site={"url": "https://radar.example/hub/"}))
    day = built_site.page(own / "output", "en/2026/06/19/")
    assert day.xpath("//link[@rel='canonical']/@href") == ["https://radar.example/hub/en/2026/06/19/"]
    assert day.xpath("//link[@hreflang='zh-CN']/@href") == ["https://radar.example/hub/2026/06/19/"]
    lost = built_site.page(own / "output", "en/404.html")
    assert "/hub/en/" in lost.xpath("//main//a/@href")
    assert lost.xpath("//link[@rel='stylesheet']/@href")[0].startswith("/hub/theme/theme.css?v=")
    assert lost.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_the_owners_templates_and_styles_win(own: Path) -> None:
    (own / "overrides" / "templates").mkdir(parents=True)
    (own / "overrides" / "templates" / "404.html").write_text("<title>mine, {{ lang }}</title>", encoding="utf-8")
    (own / "overrides" / "static").mkdir()
    (own / "overrides" / "static" / "custom.css").write_text(":root { --accent: teal; }", encoding="utf-8")
    (own / "overrides" / "static" / ".secret").write_text("no", encoding="utf-8")
    built_site.make(own, small_archive.settings())
    assert (own / "output" / "en" / "404.html").read_text("utf-8") == "<title>mine, en</title>\n"
    sheets = built_site.page(own / "output", "").xpath("//link[@rel='stylesheet']/@href")
    assert [sheet.partition("?")[0] for sheet in sheets] == ["theme/theme.css", "theme/custom.css"]
    assert not (own / "output" / "theme" / ".secret").exists()


def test_pages_written_by_hand_are_read_and_linked(own: Path) -> None:
    pages = own / "content" / "pages"
    pages.mkdir()
    (pages / "method.zh.md").write_text("Title: 方法\n\n见[状态](../status/)。{attach}/etc/passwd", encoding="utf-8")
    built_site.make(own, small_archive.settings())
    page = built_site.page(own / "output", "method/")
    assert built_site.text(page.find(".//h1")) == "方法"
    assert page.xpath("//main//a/@href") == ["../status/"]
    assert not (own / "output" / "en" / "method").exists()
    assert "../about/" in page.xpath("//nav//a/@href")
    assert (own / "output" / "about" / "index.html").exists()


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("about.zh.md", "no title here", "Title"),
        ("About us.md", "Title: x", "is named"),
        ("topics.zh.md", "Title: x", "site's own"),
        ("2026.en.md", "Title: x", "site's own"),
    ],
)
def test_a_page_by_hand_that_cannot_be_is_an_error(own: Path, name: str, text: str, words: str) -> None:
    (own / "content" / "pages").mkdir()
    (own / "content" / "pages" / name).write_text(text, encoding="utf-8")
    with pytest.raises(BuildError, match=words):
        built_site.make(own, small_archive.settings())


def test_a_template_that_fails_is_an_error(own: Path) -> None:
    (own / "overrides" / "templates").mkdir(parents=True)
    (own / "overrides" / "templates" / "day.html").write_text("{{ nowhere.to_be_found }}", encoding="utf-8")
    with pytest.raises(BuildError, match="nowhere"):
        built_site.make(own, small_archive.settings())


def test_what_pelican_only_logs_is_an_error(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plugin that cannot be loaded leaves Pelican's exit code at 0."""
    monkeypatch.setattr("radar.publish.build.ROOT", own)
    root = Path(__file__).resolve().parents[2]
    settings = (root / "pelicanconf.py").read_text("utf-8")
    settings = settings.replace('["radar"]', '["nosuchplugin"]')
    settings = settings.replace("Path(__file__).resolve().parent", f"Path({str(root)!r})")
    (own / "pelicanconf.py").write_text(settings, encoding="utf-8")
    with pytest.raises(BuildError, match="nosuchplugin"):
        built_site.make(own, small_archive.settings())


@pytest.mark.parametrize("where", [".", "content", "content/daily"])
def test_the_site_is_never_written_over_its_sources(own: Path, where: str) -> None:
    before = built_site.files(own)
    with pytest.raises(BuildError, match="lies in the way"):
        built_site.make(own, small_archive.settings(), output=own / where)
    assert built_site.files(own) == before


def test_late_papers_keep_every_address(own: Path) -> None:
    config = small_archive.settings()
    built_site.make(own, config)
    before = set(built_site.page(own / "output", "2026/06/19/").xpath("//li[@class='card']/@id"))
    first = small_archive.paper(0, authors=("Sample Author Seven",), id="arxiv:2606.00000")
    Ledger(own / "content" / "daily").add([first], [])
    built_site.make(own, config)
    after = built_site.page(own / "output", "2026/06/19/").xpath("//li[@class='card']/@id")
    assert before < set(after)
    assert after[0] == "arxiv-2606.00000"
    assert len(after) == len(set(after))


def test_nothing_is_told_on_stdout(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    built_site.make(own, small_archive.settings())
    assert capsys.readouterr().out == ""


def test_a_day_of_events_alone_has_a_page(tmp_path: Path) -> None:
    content = tmp_path / "content"
    small_archive.write(content, [])
    built_site.make(tmp_path, small_archive.settings())
    assert (tmp_path / "output" / "2026" / "06" / "19" / "index.html").exists()
    home = built_site.page(tmp_path / "output", "en/").xpath("//*[@data-issue]//h2[@class='day-heading']")[0]
    assert "18 June" in built_site.text(home)
