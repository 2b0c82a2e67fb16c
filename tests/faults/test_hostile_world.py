"""FAULTS F10, F19, M1, M10, M13, M14: hostile and awkward text through the whole program, to page, feed and log."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import html

import built_site
import small_archive
import tiny_world
from faults.hostile_messages import command
from faults.journal import Journal, item, rss
from faults.matrix import FULL, LATER, Seen
from radar.models import Place
from radar.publish.formulas import tex
from radar.sift.text import ABSTRACT_LIMIT, TITLE_LIMIT
from radar_process import Radar

sys.path.insert(0, str(Path(__file__).parents[1] / "site"))

from hostile_strings import strings

DAY = tiny_world.WEEK[0]
EVERY = tuple(strings())
CANARY = "canary-51c2e0"
WANTED = (
    *("{attach}.env", "{attach}../.git/config", "{static}/content/.env", "|filename|_temp/secret.txt"),
    *("![x](../.env)", "[x]({filename}../../.git/config)", "{{ OPENAI_API_KEY }}", "${{ secrets.GITHUB_TOKEN }}"),
    *("Save_as: CNAME", "slug: index", "url: 404.html", "feeds/all.atom.xml", "../../index.html", ".nojekyll"),
    *("::add-mask::a", "##[error]a", "::set-output name=a::b", "$(touch pwned)", "`touch pwned`", '"; touch pwned #'),
    *("name=value", "a\\nname=value", "%0Aname=value", "<!-- --!><script>", "]]>", "&lol9;"),
)
"""What wants files, the site's own addresses, the runner, or the shell."""


# -- what must be read whole -----------------------------------------------------------


@pytest.mark.fault("F10")
@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("if p &lt; 0.05 and q &gt; 3", "if p < 0.05 and q > 3"),
        pytest.param("of &lt;i&gt;E. coli&lt;/i&gt; in CO&lt;sub&gt;2&lt;/sub&gt;", "of E. coli in CO₂", marks=LATER),
        pytest.param("by Q & A of R&D, caf&eacute;", "by Q & A of R&D, café", marks=LATER),
        pytest.param("of AT&amp;amp;T and &amp;lt;think&amp;gt;", "of AT&T and <think>", marks=LATER),
        ("<![CDATA[of <math><msup><mi>x</mi><mn>2</mn></msup></math> & y]]>", "of x² & y"),
        ("in $O(n^2)$ steps", "in $O(n^2)$ steps"),
    ],
)
def test_f10_text_is_whole_on_page_and_in_feed(tmp_path: Path, said: str, text: str, seen: Seen) -> None:
    """From the source's bytes to card, feed and title; formulas are set as pages and feeds set them."""
    journal = Journal()
    journal.day(rss(item(f"An invented finding {said}", "1", f"<description>We found it {said}.</description>")))
    (paper,) = journal.papers
    small_archive.write(tmp_path / "content", [paper], with_saturday=False)
    sources = [{"kind": "feed", "name": "Sample", "url": "https://journal.example/feed"}]
    built_site.make(tmp_path, small_archive.settings(sources=sources))
    (heading,) = built_site.page(tmp_path / "output", "en/2026/03/06/").xpath("//*[contains(@class, 'card')]//h3")
    page = " ".join(html.fromstring(f"<p>{tex.html(f'An invented finding {text}')}</p>").text_content().split())
    assert built_site.text(heading).startswith(page)
    written = feedparser.parse((tmp_path / "output" / "en" / "feeds" / "all.atom.xml").read_bytes())
    (entry,) = [one for one in written.entries if "invented finding" in one.title]
    assert not written.bozo
    assert html.fromstring(f"<p>{entry.title}</p>").text_content() == tex.plain(f"An invented finding {text}")
    content = html.fromstring(f"<div>{entry.content[0].value}</div>").text_content()
    assert tex.plain(f"We found it {text}.") in content
    seen(f"page and feed: {tex.plain(text)}")


# -- what must not take long -----------------------------------------------------------

UNITS = (
    *("[", "![](", "[](", "*a_", "**_", "`", "``` ", "<", "<a ", "</", "&", "&#", "&amp;", "(", "((a|a)*", "~~~ "),
    *("$", "$$", "$x^{", "\\frac{", "\\(", "\\sqrt", "{", "}{", "|", "> ", "- - ", "\\", "_", "#", "[^1]:", "*[A]:"),
    *("a@", "http://", "//a.", "'\"", "。", "\u0301", "é", "Ａ", "\ufdfa"),
)


def bombs(*, plain: bool) -> list[Any]:
    """Invent a paper for each unit, of nothing but that unit, or of plain words of the same length."""
    found = []
    for n, unit in enumerate(UNITS, 1):
        title, abstract = (unit * (most // len(unit) - 1) for most in (TITLE_LIMIT - 8, ABSTRACT_LIMIT - 8))
        if plain:
            title, abstract = (("word " * len(text))[: len(text)] for text in (title, abstract))
        found.append(small_archive.paper(n, title=f"{n} {title}", abstract=f"{n}. {abstract}"))
    return found


def cpu_of_build(folder: Path, papers: list[Any]) -> float:
    """Build in a process that is killed at 120 s of CPU; give the CPU seconds that it took."""

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (120, 120))

    class Nowhere:
        base_url = "http://127.0.0.1:9"

    radar = Radar(folder, Nowhere())
    radar.set_day = lambda _: None  # type: ignore[method-assign] # there is no fakenet: a build asks nobody
    small_archive.write(radar.content, papers, with_saturday=False)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with radar.start("build", "2026-06-19", before=bounded) as process:
        _, said = process.communicate(timeout=600)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert process.returncode == 0, said
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.fault("F19", full=True)
def test_f19_text_that_should_take_for_ever_is_built_in_bounded_time(tmp_path: Path, seen: Seen) -> None:
    """A pattern or a parser of ours that is not linear would take hours here."""
    plain, hostile = (cpu_of_build(tmp_path / str(kind), bombs(plain=kind)) for kind in (True, False))
    seen(f"{len(UNITS)} bombs: built in {hostile:.1f} s of CPU, plain text of that length in {plain:.1f} s")


# -- one string alone ------------------------------------------------------------------


def built_with(folder: Path, text: str) -> dict[str, str]:
    """Build a site of one paper that is nothing but this string, and two others; give the others' cards."""
    hostile = small_archive.paper(
        3,
        title=text,
        abstract=text,
        authors=(text,),
        categories=(text,),
        comment=text,
        license=text,
        url=text,
        pdf=text,
        places=(Place(name=text, kind="feed", category=text),),
        links={"code": text},
    )
    small_archive.write(folder / "content", [small_archive.paper(1), small_archive.paper(2), hostile])
    built_site.make(folder, small_archive.settings())
    page = built_site.page(folder / "output", "2026/06/19/")
    assert built_site.text(page.get_element_by_id("arxiv-2606.00003"))
    return {name: built_site.text(page.get_element_by_id(name)) for name in ("arxiv-2606.00001", "arxiv-2606.00002")}


@pytest.mark.fault("M10")
@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(EVERY[7::100], id="some"),
        *(pytest.param(EVERY[n::4], id=f"all, part {n}", marks=FULL) for n in range(4)),
    ],
)
def test_m10_each_string_alone_leaves_the_site_whole(tmp_path: Path, texts: tuple[str, ...], seen: Seen) -> None:
    calm = built_with(tmp_path / "calm", "An invented router")
    for n, text in enumerate(texts):
        assert built_with(tmp_path / str(n), text) == calm, text
    seen(f"{len(texts)} strings, each alone: built, the others' cards the same")


# -- all of them, through the whole program --------------------------------------------


@pytest.fixture
def papers(tmp_path: Path) -> list[dict[str, object]]:
    """Invent a day of an arXiv in which every string is a title, an abstract and an author."""
    usable = [text for text in EVERY if not any(ord(c) < 32 or 0xD800 <= ord(c) < 0xE000 for c in text)]
    return [
        tiny_world.paper(
            DAY, 10 + n, title=f"{text} No. {n}", abstract=f"{text} is all.", authors=[f"{text} Author-{n}"]
        )
        for n, text in enumerate([*usable, *WANTED])
    ]


@pytest.fixture
def radars(tmp_path: Path, papers: list[dict[str, object]]) -> Iterator[tuple[Radar, Radar]]:
    """Give a radar of four plain papers, and one of these among hundreds of hostile ones."""
    import fakenet  # noqa: PLC0415 - found through tiny_world's path

    plain = [tiny_world.paper(DAY, n) for n in range(1, 5)]
    running = []
    for name, told in (("calm", plain), ("hostile", [*plain[:2], *papers, *plain[2:]])):
        folder = tmp_path / name / "data"
        (folder / "corpus" / "arxiv-tiny").mkdir(parents=True)
        (folder / "feeds").mkdir()
        corpus = folder / "corpus" / "arxiv-tiny" / f"{DAY}.jsonl"
        corpus.write_text("".join(json.dumps(one) + "\n" for one in told), encoding="utf-8")
        running.append(fakenet.start(folder, day=DAY, scenario={}))
    with running[0] as calm, running[1] as hostile:
        yield Radar(tmp_path / "calm" / "owner", calm), Radar(tmp_path / "hostile" / "owner", hostile)


def lines(radar: Radar) -> dict[str, bytes]:
    path = radar.archive / "papers" / DAY[:4] / DAY[5:7] / f"{DAY}.jsonl"
    return {json.loads(line)["id"]: line for line in path.read_bytes().splitlines()}


@pytest.mark.fault("M1", "M13", "M14", "F16", "F17", "C6", quick=False)
def test_m01_m13_m14_no_text_gets_a_secret_an_address_or_the_runner(
    radars: tuple[Radar, Radar], papers: list[dict[str, object]], seen: Seen
) -> None:
    calm, radar = radars
    assert calm.run("run", DAY).returncode in (0, 3)
    places = (".env", "content/.env", ".git/config", "_temp/secret.txt", "content/daily/../secret.txt")
    for place in map(radar.folder.joinpath, places):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"token = {CANARY}\n", encoding="utf-8")
    env = {"OPENAI_API_KEY": CANARY, "GITHUB_TOKEN": CANARY, "RUNNER_TEMP": str(radar.folder / "_temp")}
    done = radar.run("run", DAY, env=env)
    checked = radar.run("verify", DAY, env=env)
    assert done.returncode in (0, 3), done.stderr
    assert checked.returncode == 0, checked.stderr

    kept, found = lines(calm), lines(radar)
    assert {ident: found.get(ident) for ident in kept} == kept, "neighbours are the same byte for byte"
    told = radar.report(DAY)["sources"][0]["reason"]  # of authors called `$$$…` or `---…` nothing is left
    lacking = int(told.split(" of ")[0]) if told else 0
    assert len(kept) + len(papers) - len(found) == lacking < 5, told
    seen(f"{len(papers)} hostile papers ({told}), {len(kept)} neighbours the same", "F16", "F17")

    said = f"{done.stdout}\n{done.stderr}\n{checked.stdout}\n{checked.stderr}"
    assert not [line for line in said.splitlines() if command(line)]
    assert not {c for c in said if ord(c) < 32 and c != "\n"}
    seen(f"{len(said.splitlines())} lines of talk, 0 commands, 0 control characters", "M13")

    files = [path for folder in (radar.output, radar.archive, radar.content / ".radar") for path in folder.rglob("*")]
    holding = [path for path in files if path.is_file() and CANARY.encode() in path.read_bytes()]
    assert holding == []
    assert CANARY not in said
    seen(
        f"{len(places)} files and {len(env) - 1} variables hold it: canary in {len(holding)} of {len(files)} files",
        "M1",
    )

    assert not list(radar.folder.rglob("pwned"))
    names = {path.relative_to(radar.output).as_posix() for path in radar.output.rglob("*") if path.is_file()}
    assert not names & {"CNAME", ".nojekyll"}
    assert not [path for path in radar.output.rglob("*") if path.is_symlink()]
    seen(f"{len(names)} files, all expected; 0 commands run", "M14", "C6")
