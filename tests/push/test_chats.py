"""What each chat's dialect makes of a day: its shape, its limits, and nothing that a stranger meant as a mark."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import mailroom
import pytest
from hypothesis import given
from hypothesis import strategies as st

from radar.push import chat_lines, dingtalk, discord, feishu, slack, telegram, wecom, words
from radar.push.channels import SERVICES
from radar.push.chat_lines import Line
from radar.push.digest import Digest, ToldPaper, ToldTopic, digest
from radar.push.marks import parted, widened
from radar.push.service import Desk

CHATS = ("slack", "telegram", "discord", "feishu", "wecom", "dingtalk")
HOSTILE = (
    "<!channel> <!everyone> <!here> <@U0123> <#C01|x>",
    "@everyone @here @all @channel @sample_user",
    "<@all> <@zhangsan>",
    '<at user_id="all">all</at> <at id=all></at>',
    "[click](https://evil.example) ![x](https://evil.example/x.png)",
    "](https://evil.example) [",
    "<https://evil.example|click> <a href='https://evil.example'>x</a>",
    'https://evil.example http://evil.example www.evil.example evil.example "><img src=x>',
    "```\nrm -rf\n``` `x` **b** __u__ ~~s~~ ||spoiler|| # h > q",
    "\\](https://evil.example) \\",
    "/start #tag $CASH @sample_bot",
    "a\r\nSubject: evil\r\n\r\nbody\u2028\u202eevil",
    "<font color='warning'>x</font> <script>alert(1)</script>",
    "&lt;!channel&gt; &#60;@U1&#62;",
    "x" * 5000,
    "\x00 \x07 \u202e\u2066",
)
PLACE = mailroom.SITE


@pytest.fixture(scope="module")
def briefed(tmp_path_factory: pytest.TempPathFactory) -> Digest:
    """Tell of a day with a briefing and two topics."""
    site = mailroom.site(tmp_path_factory.mktemp("site"))
    return digest(site, site.days[0], "en")


@cache
def told(text: str, lang: str = "en") -> Digest:
    with tempfile.TemporaryDirectory() as folder:
        site = mailroom.hostile_site(Path(folder), text)
        return digest(site, site.days[0], lang)


def body(kind: str, day: Digest, **desk: Any) -> dict[str, Any]:
    fields = {"url": "https://hook.example/x", "now": mailroom.NOW, **desk}
    loaded: dict[str, Any] = json.loads(SERVICES[kind].write(day, Desk(**fields)).body)  # type: ignore[index]
    return loaded


def text_of(kind: str, loaded: dict[str, Any]) -> str:
    """Gather all that people see of a message."""
    match kind:
        case "slack":
            return "\n".join(block["text"]["text"] for block in loaded["blocks"])
        case "telegram":
            return str(loaded["text"])
        case "discord":
            return loaded["embeds"][0]["title"] + "\n" + loaded["embeds"][0]["description"]
        case "feishu":
            (post,) = loaded["content"]["post"].values()
            return "\n".join("".join(part["text"] for part in line) for line in post["content"])
        case "wecom":
            return str(loaded["markdown"]["content"])
        case _:
            return str(loaded["markdown"]["text"])


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.said += data


# -- what a day looks like -----------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", CHATS)
def test_every_chat_is_told_counts_briefings_papers_by_topic_and_the_way_to_the_site(
    kind: str, lang: str, tmp_path: Path
) -> None:
    site = mailroom.site(tmp_path)
    day = next(each for each in site.days if each.papers and each.briefings["en"])
    whole = json.dumps(body(kind, digest(site, day, lang), chat="@sample"), ensure_ascii=False).replace("\\\\", "")
    for said in {
        "zh": (
            "新论文11篇",
            "简报1篇",
            "路由",
            "Invented Router 7",
            "在网站上阅读全部",
            "Sample Author Seven、Sample",
        ),
        "en": (
            "11 new papers",
            "1 briefing",
            "Routing",
            "Invented Router 7",
            "Read it all",
            "Sample Author Seven, Sample",
        ),
    }[lang]:
        assert said in whole, said
    prefix = "" if lang == "zh" else "en/"
    assert f"{PLACE}/{prefix}2026/06/19/#arxiv-2606.00007" in whole
    assert f"{PLACE}/{prefix}briefings/2026-06-19-routing/" in whole


def test_without_the_sites_address_links_lead_to_the_papers_sources(tmp_path: Path) -> None:
    site = mailroom.site(tmp_path, url="")
    day = digest(site, site.days[0], "en")
    said = text_of("wecom", body("wecom", day))
    assert "[Invented Router 7](https://arxiv.org/abs/2606.00007)" in said
    assert "Read it all" not in said


@pytest.mark.parametrize("kind", CHATS)
def test_what_a_model_wrote_is_labelled_in_every_chat(kind: str) -> None:
    for lang, label in {"zh": "AI 生成 · 未经人工核对", "en": "AI-generated · not checked by a person"}.items():
        loaded = body(kind, told("Some text", lang), chat="@sample")
        assert label in text_of(kind, loaded).replace("\\", "")


# -- limits --------------------------------------------------------------------------


def crowded(lang: str = "zh") -> Digest:
    paper = ToldPaper(
        id="x", title="<路由器>" * 30, authors="Sample Author & Co. " * 8, source="arXiv", url=f"{PLACE}/x", gist="g"
    )
    topic = ToldTopic(title="Topic", url="", papers=(paper,) * 20, more=3)
    return Digest(
        site="Radar", day=mailroom.NOW.date(), lang=lang, url=f"{PLACE}/", about="", subscribe="",
        papers=600, events=0, topics=(topic,) * 30,
    )  # fmt: skip


def test_messages_stay_within_what_the_services_take() -> None:
    day = crowded()
    sent = {kind: body(kind, day, chat="@sample") for kind in CHATS}
    blocks = sent["slack"]["blocks"]
    assert len(blocks) <= 50
    assert max(len(block["text"]["text"]) for block in blocks) <= 3000
    assert sum(len(block["text"]["text"]) for block in blocks) <= 12_000
    tags = _Tags()
    tags.feed(sent["telegram"]["text"])
    assert len(tags.said.encode("utf-16-le")) // 2 <= 4096
    embed = sent["discord"]["embeds"][0]
    assert len(embed["title"]) <= 256
    assert len(embed["description"]) <= 4096
    assert len(json.dumps(sent["feishu"], ensure_ascii=False).encode()) <= 20_000
    assert len(sent["wecom"]["markdown"]["content"].encode()) <= 4096
    assert len(json.dumps(sent["dingtalk"], ensure_ascii=False).encode()) <= 20_000


@pytest.mark.parametrize("kind", CHATS)
def test_what_does_not_fit_is_left_out_from_the_end_and_the_last_line_leads_to_the_site(kind: str) -> None:
    said = text_of(kind, body(kind, crowded(), chat="@sample"))
    lines = [line for line in said.splitlines() if line]
    assert "新论文600篇" in said
    assert "在网站上阅读全部" in lines[-1]
    assert "路由器" in said


def letters(lines: Sequence[Line]) -> int:
    return sum(len(line.text) for line in lines)


def test_a_day_too_long_loses_sentences_first_then_papers_then_its_end(briefed: Digest) -> None:
    whole = chat_lines.fit(briefed, limit=10**9, size=letters)
    assert whole[:-1] == chat_lines.lines(briefed)
    briefer = [
        chat_lines.lines(briefed, with_sentences=with_sentences, papers=papers)
        for with_sentences, papers in ((False, 20), (False, 3), (False, 2), (False, 1))
    ]
    seen = {chat_lines.fit(briefed, limit=limit, size=letters)[:-1] for limit in range(letters(whole))}
    assert seen >= set(briefer)
    assert all(kept in briefer or kept == briefer[-1][: len(kept)] for kept in seen)


def test_as_much_is_kept_as_there_is_room_for(briefed: Digest) -> None:
    shortest = chat_lines.lines(briefed, with_sentences=False, papers=1)
    last = chat_lines.last_line(briefed, cut=True)
    assert last
    for limit in range(0, letters(shortest), 10):
        kept = chat_lines.fit(briefed, limit=limit, size=letters)
        assert kept[-1] == last
        assert letters(kept) <= limit or len(kept) == 1
        following = shortest[: len(kept) + 1]
        assert letters((*following, last)) > limit or len(following) == len(shortest)


def test_what_topics_lose_is_counted(briefed: Digest) -> None:
    said = [line.text for line in chat_lines.lines(briefed, papers=1)]
    assert "8 more" in said


def test_no_heading_stands_without_a_line_below_it() -> None:
    day = crowded()
    for most in range(1, 200):
        kept = chat_lines.fit(day, limit=most, size=len)
        assert len(kept) <= most
        assert len(kept) == 1 or not kept[-2].bold


def test_texts_are_cut_between_words() -> None:
    day = told("antidisestablishmentarianism " * 60)
    assert day.briefings[0].title.endswith("antidisestablishmentarianism…")
    assert len(day.briefings[0].title) <= 300


# -- strangers -----------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_slack_finds_no_mention_no_link_and_no_code_in_what_strangers_wrote(text: str) -> None:
    loaded = body("slack", told(text))
    for block in loaded["blocks"][1:]:
        assert block["text"]["verbatim"] is True
        said = block["text"]["text"]
        for mark in re.findall(r"<([^>]*)>?", said):
            assert re.fullmatch(rf"{re.escape(PLACE)}/[^|<>]*\|[^|<>]*|{re.escape(PLACE)}/[^|]*\|.*", mark), mark
        assert "`" not in said
    assert "<" not in loaded["text"]
    assert loaded["unfurl_links"] is loaded["unfurl_media"] is False


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_telegram_finds_no_mention_link_tag_or_command_in_what_strangers_wrote(text: str) -> None:
    loaded = body("telegram", told(text), chat="@sample")
    tags = _Tags()
    tags.feed(loaded["text"])
    assert {tag for tag, _ in tags.tags} <= {"a", "b"}
    for tag, attributes in tags.tags:
        assert tag == "b" or (attributes["href"] or "").startswith(f"{PLACE}/")
    assert not re.search(r"@\w|(?<!\w)[#/$]\w|://|\w\.[a-z]", tags.said)
    assert loaded["chat_id"] == "@sample"
    assert loaded["link_preview_options"] == {"is_disabled": True}


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_discord_finds_no_mention_and_no_mark_in_what_strangers_wrote(text: str) -> None:
    loaded = body("discord", told(text))
    assert loaded["allowed_mentions"] == {"parse": []}
    said = loaded["embeds"][0]["description"]
    assert not re.search(r"@\w|://(?!radar\.example)", said)
    links = re.findall(r"(?<!\\)\[((?:\\.|[^\\\]])*)\]\(([^)]*)\)", said)
    assert all(href.startswith(f"{PLACE}/") for _, href in links)
    assert len(re.findall(r"(?<!\\)(?:\\\\)*\[", said)) == len(links)
    bare = re.sub(r"\\.", "", re.sub(r"\]\([^)]*\)", "", said))
    assert not re.search(r"[`<|_~]", bare)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_feishu_gets_texts_and_links_of_ours_alone(text: str) -> None:
    loaded = body("feishu", told(text))
    (post,) = loaded["content"]["post"].values()
    for part in (part for line in post["content"] for part in line):
        assert part["tag"] in ("text", "a")
        assert part.get("href", f"{PLACE}/").startswith(f"{PLACE}/")
        assert "<" not in part["text"]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("kind", ["wecom", "dingtalk"])
def test_wecom_and_dingtalk_find_no_mention_and_no_mark_in_what_strangers_wrote(kind: str, text: str) -> None:
    loaded = body(kind, told(text))
    said = text_of(kind, loaded)
    links = re.findall(r"\[([^\]]*)\]\(([^)]*)\)", said)
    assert all(href.startswith(f"{PLACE}/") for _, href in links)
    assert said.count("[") == said.count("]") == len(links)
    assert not re.search(r"[<>`@\\]", said)
    assert "://" not in re.sub(r"\]\([^)]*\)", "", said)
    assert loaded.get("at", {"isAtAll": False}) == {"isAtAll": False}


def test_a_source_that_names_its_page_slyly_ends_no_link() -> None:
    day = told("Some text")
    sly = 'https://journal.example/a)[x](https://evil.example/"><b>|x>'
    paper = replace(day.topics[0].papers[0], url=words.web(sly))
    day = replace(day, url="", briefings=(), topics=(replace(day.topics[0], papers=(paper,), url=""),))
    for kind in CHATS:
        whole = json.dumps(body(kind, day, chat="@sample"))
        assert "evil.example/%22%3E%3Cb%3E%7Cx%3E" in whole, kind
        assert "[x]" not in whole


def test_only_addresses_of_the_web_are_linked() -> None:
    for url in ("javascript:alert(1)", "data:text/html,x", "//evil.example", "https://", "ftp://x.example", "a b"):
        assert words.web(url) == ""


LINES = st.builds(
    Line,
    text=st.text(max_size=60),
    tail=st.text(max_size=30),
    href=st.sampled_from(["", f"{PLACE}/x"]),
)


@given(LINES)
def test_no_text_whatever_adds_a_mark_to_a_line(line: Line) -> None:
    links = 1 if line.href else 0
    assert slack.line_text(line).count("<") == links
    assert wecom.line_text(line).count("[") == links
    assert len(re.findall(r"(?<!\\)(?:\\\\)*[\[]", discord.line_text(line))) == links
    assert {part["tag"] for part in feishu.line_parts(line)} <= {"text", "a"}
    assert telegram.line_text(line).count("<") == 2 * links


@given(st.text(max_size=80))
def test_parting_and_escaping_lose_no_character(text: str) -> None:
    assert parted(text).replace("\u2060", "") == text.replace("\u2060", "")
    assert len(widened(text)) >= len(text)
    assert re.sub(r"\\(.)", r"\1", discord.escape(text), flags=re.DOTALL) == parted(text)


# -- signatures ----------------------------------------------------------------------


def test_feishu_is_signed_as_its_settings_ask() -> None:
    # printf '' | openssl dgst -sha256 -hmac $'1781856000\nsample-secret' -binary | base64
    loaded = body("feishu", told("x"), secret="sample-secret")  # noqa: S106 - invented
    assert loaded["timestamp"] == "1781856000"
    assert loaded["sign"] == "BL/mORsS9JmXdBFI7AZ1FJ7aAMVcMn+ekP8MiRXeIoU="
    assert "sign" not in body("feishu", told("x"))


def test_dingtalk_is_signed_in_its_address() -> None:
    # printf '1781856000000\nsample-secret' | openssl dgst -sha256 -hmac sample-secret -binary | base64
    desk = Desk(url="https://hook.example/send?access_token=x", now=mailroom.NOW, secret="sample-secret")  # noqa: S106 - invented
    letter = dingtalk.write(told("x"), desk)
    assert letter.url == (
        "https://hook.example/send?access_token=x&timestamp=1781856000000&sign=JOXD7obI22WRoxwy%2BsiqU2%2FINUny4rqa%2F3jrgQasciI%3D"
    )


def test_what_programs_get_is_the_digest_with_a_signature_of_its_bytes() -> None:
    day = told(HOSTILE[0])
    desk = Desk(url="https://hook.example/x", now=mailroom.NOW, secret="sample-secret")  # noqa: S106 - invented
    letter = SERVICES["json"].write(day, desk)
    loaded = json.loads(letter.body)
    assert (loaded["schema_version"], loaded["day"], loaded["site"]) == (1, "2026-06-19", "Sample Radar")
    assert loaded["briefings"][0]["ai"] is True
    assert loaded["topics"][0]["papers"][0]["title"] == f"router {HOSTILE[0]}"
    code = hmac.new(b"sample-secret", letter.body, hashlib.sha256).hexdigest()
    assert letter.headers == {"X-AcademicHub-Signature": f"sha256={code}"}


def test_no_repr_holds_an_address_or_a_secret() -> None:
    desk = Desk(url="https://hook.example/very-secret", now=mailroom.NOW, secret="very-secret")  # noqa: S106 - invented
    letter = SERVICES["dingtalk"].write(crowded(), desk)
    assert "very-secret" not in repr(desk) + repr(letter)
