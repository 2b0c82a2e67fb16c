"""Built sites, spoilt in one way each."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import built_site
import small_archive
from faults.matrix import Seen
from radar.archive.ledger import Ledger
from radar.publish.machines import offline
from radar.publish.site import load_site
from radar.publish.verification.verify import Problem, verify
from radar.publish.view import Site

pytestmark = pytest.mark.usefixtures("read_once")

DAY = "2026/06/19/index.html"
SETTINGS = small_archive.settings(feeds={"max_items": 2})  # reading feeds is what takes longest here
REMADE = "not what the archive makes of it, from line "
CANARY = 'canary-"4711"&<x>'


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    small_archive.write(folder / "content")
    built_site.make(folder, SETTINGS)
    return folder


@pytest.fixture(scope="module")
def site(sound: Path) -> Site:
    return load_site(SETTINGS, sound / "content", sample=False)


@pytest.fixture
def output(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound / "output", tmp_path / "output"))


def swap(output: Path, name: str, old: str, new: str) -> None:
    """Change a text in a file, which must hold it."""
    text = (output / name).read_text(encoding="utf-8")
    assert old in text
    (output / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_sound_site_has_no_problem(sound: Path, site: Site) -> None:
    assert verify(sound / "output", site=site) == ()


@pytest.mark.parametrize("url", ["https://radar.example", "https://radar.example/hub"])
@pytest.mark.parametrize("locales", [["zh", "en"], ["en"], ["en", "zh"]])
def test_a_sound_site_is_sound_wherever_it_stands_and_whatever_it_speaks(
    tmp_path: Path, url: str, locales: list[str]
) -> None:
    small_archive.write(tmp_path / "content")
    config = small_archive.settings(site={"title": "Sample Radar", "url": url, "locales": locales})
    built_site.make(tmp_path, config)
    assert verify(tmp_path / "output", site=load_site(config, tmp_path / "content", sample=False)) == ()


def test_a_site_without_a_paper_is_sound(tmp_path: Path) -> None:
    (tmp_path / "content" / "daily").mkdir(parents=True)
    built_site.make(tmp_path, small_archive.settings())
    empty = load_site(small_archive.settings(), tmp_path / "content", sample=False)
    assert verify(tmp_path / "output", site=empty) == ()


def test_a_paper_taken_down_keeps_its_address(tmp_path: Path) -> None:
    small_archive.write(tmp_path / "content")
    config = small_archive.settings(hide={"ids": ["arxiv:2606.00001"], "reason": "asked for"})
    built_site.make(tmp_path, config)
    assert verify(tmp_path / "output", site=load_site(config, tmp_path / "content", sample=False)) == ()


def test_a_site_is_sound_when_its_days_have_grown_old(tmp_path: Path) -> None:
    small_archive.write(tmp_path / "content")
    later = small_archive.paper(901, day=small_archive.FRIDAY + timedelta(days=200))
    Ledger(tmp_path / "content" / "daily").add([later])
    built_site.make(tmp_path, SETTINGS)
    assert 'class="cards old"' in (tmp_path / "output" / DAY).read_text(encoding="utf-8")
    assert verify(tmp_path / "output", site=load_site(SETTINGS, tmp_path / "content", sample=False)) == ()


def test_an_address_may_have_a_version_of_its_own(tmp_path: Path) -> None:
    small_archive.write(tmp_path / "content")
    led = small_archive.paper(902, url="https://journal.example/watch?v=2")
    Ledger(tmp_path / "content" / "daily").add([led])
    built_site.make(tmp_path, SETTINGS)
    assert verify(tmp_path / "output", site=load_site(SETTINGS, tmp_path / "content", sample=False)) == ()


def test_nothing_built_is_every_file_missing(tmp_path: Path, site: Site) -> None:
    problems = verify(tmp_path / "none", site=site)
    assert {problem.what for problem in problems} == {"missing"}
    assert "index.html" in {problem.path for problem in problems}


# What a page may not hold: each is put into a page's main part, and named in the answer.
INSIDE: Mapping[str, str] = {
    "<script>alert(1)</script>": "a script in the page",
    '<script src="../../../theme/theme.css">alert(1)</script>': "a script in the page",
    "<svg><script>alert(1)</script></svg>": "a script in the page",
    "<!-- --!><script>alert(1)</script> -->": "a script in the page",
    "<style>p{}</style>": "a style in the page",
    '<p style="color:red">': "a style in the page",
    "<svg/onload=alert(1)>": "an event handler",
    "<p ONCLICK=alert(1)>": "an event handler",
    "<iframe></iframe>": "a frame or plug-in",
    '<base href="./">': "a base address",
    '<img srcset="x.png 2x">': "a list of image addresses",
    '<a href="https://evil.example/x">': "a link to evil.example",
    '<a href="//evil.example/x">': "a link to evil.example",
    '<a href="HTTPS://EVIL.example/x">': "a link to EVIL.example",
    '<a href="https://arxiv.org@evil.example/">': "a link to arxiv.org@evil.example",
    '<a href="http://arxiv.org/abs/1">': "a link to arxiv.org",
    '<img src="https://evil.example/x.png">': "a link to evil.example",
    '<form action="https://evil.example/"></form>': "a link to evil.example",
    '<svg><use xlink:href="https://evil.example/#x"/></svg>': "a link to evil.example",
    '<meta http-equiv="refresh" content="0; url=https://evil.example/">': "a link to evil.example",
    '<a href="javascript:alert(1)">': "a link to javascript:",
    '<a href="java&#10;script:alert(1)">': "a link that browsers would mend",
    '<a href="/\\evil.example">': "a link that browsers would mend",
    '<a href="data:text/html,x">': "a link to data:",
    '<a href="mailto:x@y.example">': "a link to mailto:",
    '<a href="http://[x">': "a link that is no address",
    '<a href="/2026/06/19/">': "a link from the host's root",
    '<a href="../../../../x">': "a link out of the site's own folder",
    '<a href="nowhere/">': "a link to 2026/06/19/nowhere/index.html, which is not there",
    '<a href="#nowhere">': f"a link to {DAY}#nowhere, which is not there",
    '<a href="../18/#nowhere">': "a link to 2026/06/18/index.html#nowhere, which is not there",
    "</b>": "a tag that closes nothing",
    '<p id="papers">': "an id twice",
    "<p>arXiv:2606.00001v1 Announce Type: new": "shows arXiv's announcement line",
}


@pytest.mark.parametrize(("markup", "what"), INSIDE.items())
def test_a_page_holds_nothing_foreign(output: Path, site: Site, markup: str, what: str) -> None:
    swap(output, DAY, '<nav class="pager"', f'{markup}<nav class="pager"')
    assert verify(output, site=site) == (Problem(path=DAY, what=what),)


@pytest.mark.parametrize(
    "markup",
    [
        '<script type="application/ld+json">{"a": 1}</script>',
        '<a href="https://doi.org/10.5555/x">d</a>',
        '<a href="https://journal.example/anything">j</a>',
        '<a href="http://creativecommons.org/licenses/by-nc-sa/4.0/">l</a>',
        '<a href="?author=Sample+Author+1#papers">a</a>',
        "<p>javascript:alert(1) onload= &lt;script&gt;</p>",
    ],
)
def test_what_is_allowed_passes(output: Path, site: Site, markup: str) -> None:
    swap(output, DAY, '<nav class="pager"', f'{markup}<nav class="pager"')
    assert verify(output, site=site) == ()


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('<html lang="zh-CN"', '<html lang="en"', "not in the language zh-CN"),
        ('<html lang="zh-CN"', "<html", "not in the language zh-CN"),
        ('<meta charset="utf-8">', '<base><meta charset="utf-8">', "a base address"),
        (
            "<head>\n<meta http",
            '<head>\n<meta charset="utf-8"><meta http',
            "no Content-Security-Policy first in <head>",
        ),
        ("script-src 'self'", "script-src 'self' 'unsafe-inline'", "a Content-Security-Policy with a hole"),
        ("script-src 'self'", "script-src *", "a Content-Security-Policy with a hole"),
        ("script-src 'self'", "script-src 'self' data:", "a Content-Security-Policy with a hole"),
        ("script-src 'self'", "script-src *; script-src 'self'", "a Content-Security-Policy with a hole"),
        ("default-src 'self'; ", "", "a Content-Security-Policy with a hole"),
        ("</html>", "", "not a whole page"),
        ("<!doctype html>", "", "not a whole page"),
    ],
)
def test_a_page_has_the_right_frame(output: Path, site: Site, old: str, new: str, what: str) -> None:
    swap(output, DAY, old, new)
    assert verify(output, site=site) == (Problem(path=DAY, what=what),)


def cards(missing: int, foreign: int) -> str:
    return f"cards are not those of the archive: {missing} missing, {foreign} foreign"


@pytest.mark.parametrize("name", [DAY, "index.html", "en/topics/routing/index.html"])
@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('<li class="card" id="', '<li class="lost" id="', cards(1, 0)),
        ('<ol class="cards"', '<p class="card" id="extra"></p><ol class="cards"', cards(0, 1)),
        ('<ol class="cards"', '<p class="card"></p><ol class="cards"', cards(0, 1)),
    ],
)
def test_the_cards_are_those_of_the_archive(
    output: Path, site: Site, name: str, old: str, new: str, what: str
) -> None:
    swap(output, name, old, new)
    assert verify(output, site=site) == (Problem(path=name, what=what),)


def test_a_page_of_a_day_may_not_be_of_an_older_archive(output: Path, site: Site) -> None:
    newer = replace(site, days=(replace(site.days[0], papers=site.days[0].papers[::-1]), *site.days[1:]))
    assert Problem(path=DAY, what="cards are those of the archive in another order") in verify(output, site=newer)


def add(name: str, text: str = "x") -> Callable[[Path], None]:
    def change(output: Path) -> None:
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        (output / name).write_text(text, encoding="utf-8")

    return change


def link(name: str, target: str) -> Callable[[Path], None]:
    return lambda output: (output / name).symlink_to(target)


def replace_by_link(output: Path) -> None:
    (output / "404.html").rename(output.parent / "404.html")
    (output / "404.html").symlink_to(output.parent / "404.html")


@pytest.mark.fault("C3", "M14")
@pytest.mark.parametrize(
    ("change", "path", "what"),
    [
        (add("CNAME"), "CNAME", "not a file of this site"),
        (add("2026/06/19/extra.html"), "2026/06/19/extra.html", "not a file of this site"),
        (add("theme/extra.js"), "theme/extra.js", "not a file of this site"),
        (add(".env"), ".env", "a dotfile"),
        (add("theme/.nojekyll"), "theme/.nojekyll", "a dotfile"),
        (add(".git/config"), ".git/config", "a dotfile"),
        (link("way", "/etc"), "way", "a symbolic link"),
        (link("dangling", "/nowhere/at/all"), "dangling", "a symbolic link"),
        (lambda output: os.mkfifo(output / "pipe"), "pipe", "neither file nor folder"),
        (replace_by_link, "404.html", "a symbolic link"),
        (add("theme/theme.css", "p{}"), "theme/theme.css", "not as in the theme"),
        (add("data/status.json", "{"), "data/status.json", "not JSON"),
        (add("404.html", ""), "404.html", "an empty page"),
        (add("feeds/all.rss.xml", ""), "feeds/all.rss.xml", "not well-formed XML without a document type"),
    ],
)
def test_the_files_are_the_expected_ones(
    output: Path, site: Site, change: Callable[[Path], None], path: str, what: str, seen: Seen
) -> None:
    change(output)
    assert Problem(path=path, what=what) in verify(output, site=site)
    assert {problem.path for problem in verify(output, site=site)} == {path}
    seen(f"{path}: {what}")


def test_a_missing_page_is_named_with_those_that_link_to_it(output: Path, site: Site) -> None:
    (output / "404.html").unlink()
    assert verify(output, site=site) == (
        Problem(path="404.html", what="missing"),
        Problem(path="en/404.html", what="a link to 404.html, which is not there"),
    )


def test_nojekyll_may_stand_at_the_top(output: Path, site: Site) -> None:
    (output / ".nojekyll").touch()
    assert verify(output, site=site) == ()


def test_a_style_may_load_nothing_from_elsewhere(sound: Path, site: Site, output: Path) -> None:
    own = output.parent / "custom.css"
    for text in ('@import "//evil.example/x.css";', "p{background:url( 'https://evil.example/x')}"):
        own.write_text(text, encoding="utf-8")
        (output / "theme" / "custom.css").write_text(text, encoding="utf-8")
        styled = replace(site, assets={**site.assets, "custom.css": own})
        (output / "sw.js").write_bytes(offline.worker(styled))
        found = verify(output, site=styled)
        assert found == (Problem(path="theme/custom.css", what="a style from elsewhere"),)


def test_a_drawing_may_not_run(site: Site, output: Path) -> None:
    own = output.parent / "x.svg"
    drawings = {
        '<svg xmlns="http://www.w3.org/2000/svg"><style>p{}</style></svg>': (),
        '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>': ("a script in the page",),
        '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>': ("an event handler",),
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>': ("not well-formed XML",),
    }
    for text, problems in drawings.items():
        own.write_text(text, encoding="utf-8")
        (output / "theme" / "x.svg").write_text(text, encoding="utf-8")
        drawn = replace(site, assets={**site.assets, "x.svg": own})
        (output / "sw.js").write_bytes(offline.worker(drawn))
        found = verify(output, site=drawn)
        assert tuple(problem.what for problem in found) == problems


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("</feed>", "", "not well-formed XML without a document type"),
        ("<feed ", '<!DOCTYPE feed [<!ENTITY x "y">]>\n<feed ', "not well-formed XML without a document type"),
        ('xml:lang="zh-CN"', 'xml:lang="en"', "not in the language zh-CN"),
        ("<name>Sample Author 98</name>", "", "AUTHORS"),
        ("<name>Sample Author 98</name>", "<name>Sample Author 98</name></author><author><name>y</name>", "AUTHORS"),
        ('href="https://arxiv.org/abs/', 'href="https://evil.example/abs/', "a link to evil.example"),
        ('&lt;p lang="en"&gt;', '&lt;p onclick="x"&gt;', "an event handler"),
        ('&lt;p lang="en"&gt;', "&lt;script&gt;x&lt;/script&gt;&lt;p&gt;", "a script in the page"),
        ('&lt;p lang="en"&gt;', "&lt;video&gt;&lt;p&gt;", "a tag that feeds may not hold: 'video'"),
        ('&lt;a href="https://arxiv.org', '&lt;a href="https://evil.example', "a link to evil.example"),
        ('href="../theme/feed.css"', 'href="https://evil.example/feed.css"', "a link to evil.example"),
    ],
)
def test_a_feed_is_whole_and_holds_nothing_foreign(output: Path, site: Site, old: str, new: str, what: str) -> None:
    name = "feeds/all.atom.xml"
    swap(output, name, old, new)
    found = verify(output, site=site)
    assert {problem.path for problem in found} == {name}
    whats = [problem.what for problem in found]
    assert what in whats or (what == "AUTHORS" and any(each.endswith("authors") for each in whats)), whats


def test_a_feed_has_every_entry_once_and_in_order(output: Path, site: Site) -> None:
    name = "en/feeds/all.rss.xml"
    text = (output / name).read_text(encoding="utf-8")
    start, end = text.index("<item>"), text.index("</item>") + len("</item>")
    item, count = text[start:end], text.count("<item>")
    for spoilt, entries in ((text.replace(item, "", 1), count - 1), (text.replace(item, item * 2, 1), count + 1)):
        (output / name).write_text(spoilt, encoding="utf-8")
        known = min(entries, count + 1)
        what = f"{entries} entries, {known} of the {count} it should have, or in another order"
        found = verify(output, site=site)
        assert {problem.path for problem in found} == {name}
        assert [problem.what for problem in found if not problem.what.startswith(REMADE)] == [what]


@pytest.mark.fault("C2")
@pytest.mark.parametrize(
    "form", [CANARY, "canary-&quot;4711&quot;&amp;&lt;x&gt;", 'canary-\\"4711\\"&<x>', "canary-%224711%22%26%3Cx%3E"]
)
@pytest.mark.parametrize("name", [DAY, "data/status.json", "theme/theme.css"])
def test_a_secret_is_found_in_any_form_and_never_quoted(
    output: Path, site: Site, form: str, name: str, seen: Seen
) -> None:
    with (output / name).open("a", encoding="utf-8") as file:
        file.write(form)
    found = verify(output, site=site, secrets=(CANARY, "", "a"))
    assert Problem(path=name, what="holds a secret") in found
    assert {problem.path for problem in found} == {name}
    assert not any("canary" in problem.what for problem in found)
    seen(f"{found[0].path}: {found[0].what}")


def test_an_author_cannot_stop_the_site_by_quoting_the_announcement_line(tmp_path: Path) -> None:
    quoting = small_archive.paper(1, abstract="We study the words Announce Type: new in feeds.")
    config = small_archive.settings()
    small_archive.write(tmp_path / "content", [quoting])
    built_site.make(tmp_path, config)
    assert verify(tmp_path / "output", site=load_site(config, tmp_path / "content", sample=False)) == ()


def test_an_announcement_line_that_reached_the_archive_is_found(tmp_path: Path) -> None:
    spoilt = small_archive.paper(1, abstract="arXiv:2606.00001v1 Announce Type: new Abstract: We invent.")
    config = small_archive.settings()
    small_archive.write(tmp_path / "content", [spoilt])
    built_site.make(tmp_path, config)
    found = verify(tmp_path / "output", site=load_site(config, tmp_path / "content", sample=False))
    assert {problem.what for problem in found} == {"shows arXiv's announcement line"}
    assert {DAY, f"en/{DAY}", "feeds/all.atom.xml"} <= {problem.path for problem in found}


def test_a_page_by_hand_may_lead_anywhere_safe(tmp_path: Path) -> None:
    small_archive.write(tmp_path / "content", with_saturday=False)
    folder = tmp_path / "content" / "pages"
    folder.mkdir()
    config = small_archive.settings()
    for address, whats in (
        ("https://anywhere.example/", []),
        ("mailto:me@anywhere.example", []),
        ("http://anywhere.example/", ["a link to anywhere.example"]),
        ("javascript:alert(1)", ["a link to javascript:"]),
    ):
        for lang in ("zh", "en"):
            (folder / f"about.{lang}.md").write_text(f"Title: Sample\n\n[x]({address})\n", encoding="utf-8")
        built_site.make(tmp_path, config)
        found = verify(tmp_path / "output", site=load_site(config, tmp_path / "content", sample=False))
        assert [problem.what for problem in found if problem.path == "about/index.html"] == whats, address
