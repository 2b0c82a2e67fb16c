"""The mail of a day in a real browser: accessible, narrow, dark, and deaf to hostile strings."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from hostile_strings import strings

from radar.push import words
from radar.push.digest import Digest, ToldBriefing, ToldPaper, ToldSection, ToldSentence, ToldSource, ToldTopic
from radar.push.email_message import html

sys.path.insert(0, str(Path(__file__).parents[1] / "push"))

import briefed_mails

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_mail_is_accessible_and_fits_a_phone(browser: Browser, lang: str, scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 320, "height": 700})  # type: ignore[arg-type]
    page = context.new_page()
    page.set_content(html(briefed_mails.digest_of_friday(lang)))
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    shown = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert shown == {"light": "rgb(251, 250, 246)", "dark": "rgb(18, 19, 15)"}[scheme]
    context.close()


def test_no_hostile_string_runs_fetches_or_moves_anything(browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    told = [words.plain(text, 300) for text in strings()]
    shown = 0
    for start in range(0, len(told), 12):
        some = told[start : start + 12]
        page.set_content(html(_day(some)))
        page.wait_for_timeout(30)
        assert page.evaluate("window.caught") is None
        seen = page.evaluate("document.body.textContent")
        shown += sum(text in seen for text in some)
        assert page.locator("body script, img, iframe, svg, form, input, math, link").count() == 0
        hosts = set(page.eval_on_selector_all("a", "all => all.map(a => new URL(a.href).host)"))
        assert hosts <= {"radar.example", "evil.example"}, "a source's own page may be anywhere on the web"
    assert shown == len(told), "no text is lost"
    assert asked == []
    assert page.url == "about:blank"
    context.close()


def _day(texts: list[str]) -> Digest:
    papers = tuple(
        ToldPaper(id=text, title=text, authors=text, source=text, url=words.web(text), gist=text, ai=True)
        for text in texts
    )
    briefings = tuple(
        ToldBriefing(
            title=text,
            url=words.web(text),
            kind="topic",
            ai=True,
            model=text,
            sections=(ToldSection(heading=text, sentences=(ToldSentence(text=text, cites=(1,)),)),),
            sources=(ToldSource(number=1, title=text, url=words.web(text), span=text),),
        )
        for text in texts
    )
    topic = ToldTopic(title="Topic", url="", papers=papers)
    return replace(briefed_mails.digest_of_friday("en"), topics=(topic,), briefings=briefings)
