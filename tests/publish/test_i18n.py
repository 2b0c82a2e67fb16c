"""The site's words: complete in both languages, and set as Chinese is set."""

from __future__ import annotations

import io
import re
import string
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract

from radar.publish import i18n
from radar.publish.i18n import Words

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 6, 19)
LANGUAGES = sorted(i18n.TAGS)

LEAD = (
    "AcademicHub 汇聚顶级期刊与预印本平台的实时文献。定制您的专属科研雷达，"
    "利用大语言模型自动生成交叉领域文献分析简报。"
)
GIVEN = {
    "这是示例数据。运行一次 “Radar” 工作流后会换成你的论文。",
    LEAD,
    "更新 v%(version)d",
    "AI 生成 · 未经人工核对",
}
"""Wordings that the design gives letter by letter, spaces included."""

Strings = str | tuple[str, ...]


def _said() -> Iterator[Strings]:
    """Find every string that templates and the modules that list pages ask the catalogues for."""
    options = {"trimmed": "true", "silent": "false", "trim_blocks": "true", "lstrip_blocks": "true"}
    for path in sorted((ROOT / "theme" / "templates").glob("*.html")):
        source = io.BytesIO(path.read_bytes())
        for _, message, _, _ in extract("jinja2.ext:babel_extract", source, options=options):
            yield message
    for name in ("pages.py", "topic_pages.py", "card_words.py"):
        source = io.BytesIO((ROOT / "plugins" / "radar" / "publish" / name).read_bytes())
        for _, message, _, _ in extract("python", source, keywords={"say": None, "count": (1, 2)}):
            yield message


def _messages(lang: str) -> list[Message]:
    return [message for message in i18n.catalogue(lang) if message.id]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_string_is_missing_left_over_or_fuzzy(lang: str) -> None:
    messages = _messages(lang)
    known = {message.id if isinstance(message.id, str) else tuple(message.id) for message in messages}
    assert known == set(_said())
    assert not [message.id for message in messages if message.fuzzy]
    assert not [
        message.id
        for message in messages
        if not all(message.string if isinstance(message.string, tuple) else (message.string,))
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_translations_use_the_same_values(lang: str) -> None:
    def values(texts: Strings) -> set[str]:
        parts = (texts,) if isinstance(texts, str) else texts
        return {name for text in parts for name in re.findall(r"%\(\w+\)[a-z.\d]+|%%", text)}

    for message in _messages(lang):
        translated = message.string if isinstance(message.string, str) else tuple(message.string)
        original = message.id if isinstance(message.id, str) else tuple(message.id)
        assert values(translated) == values(original), message.id


@pytest.mark.parametrize("lang", LANGUAGES)
def test_strings_hold_no_markup(lang: str) -> None:
    """They are put into pages as they are."""
    for message in _messages(lang):
        texts = (message.string,) if isinstance(message.string, str) else message.string
        assert not [text for text in texts if set("<>&\"'") & set(text)], message.id


def test_chinese_has_full_width_punctuation_and_no_spaces_typed_by_hand() -> None:
    half = re.escape(string.punctuation.translate({ord(c): None for c in "%()`-/·"}))
    han = "[\u4e00-\u9fff]"
    wrong = [
        text
        for message in _messages("zh")
        for text in ((message.string,) if isinstance(message.string, str) else message.string)
        if text not in GIVEN
        and (
            re.search(rf"{han}[{half}]|[{half}]{han}", re.sub(r"%\(\w+\)[\d.]*[sdf]", "", text))
            or re.search(rf"{han} \w|\w {han}", text)
        )
    ]
    assert wrong == []


@pytest.mark.parametrize("name", ["about", "ai"])
def test_chinese_pages_have_full_width_punctuation(name: str) -> None:
    text = (ROOT / "theme" / "pages" / f"{name}.zh.md").read_text("utf-8")
    body = re.sub(r"`[^`]*`|\]\([^)]*\)", "", text.partition("\n\n")[2])
    assert re.findall("[\u4e00-\u9fff][,;:!?()\"']|[,;!?(\"'][\u4e00-\u9fff]", body) == []


@pytest.mark.parametrize(
    ("lang", "short", "long", "month", "weekday"),
    [
        ("zh", "6月19日", "2026年6月19日", "2026年6月", "周五"),
        ("en", "19 June", "19 June 2026", "June 2026", "Friday"),
    ],
)
def test_dates_are_written_by_language(lang: str, short: str, long: str, month: str, weekday: str) -> None:
    assert i18n.day_words(DAY, lang) == short
    assert i18n.full_day_words(DAY, lang) == long
    assert i18n.month_words(DAY, lang) == month
    assert i18n.weekday_words(DAY, lang) == weekday


@pytest.mark.parametrize(
    ("timezone", "words"),
    [
        ("UTC", "2026-06-19 18:10 UTC"),
        ("Asia/Shanghai", "2026-06-20 02:10 UTC+08:00"),
        ("Asia/Kathmandu", "2026-06-19 23:55 UTC+05:45"),
        ("America/New_York", "2026-06-19 14:10 UTC-04:00"),
    ],
)
def test_moments_carry_their_offset(timezone: str, words: str) -> None:
    assert i18n.instant_words(datetime(2026, 6, 19, 18, 10, tzinfo=UTC), timezone) == words


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("An invented title", "en"),
        ("Un résultat inventé", "en"),
        ("一种虚构的模型", "zh-CN"),
        ("GPT 的虚构", "zh-CN"),
        ("架空のモデル", "ja"),
        ("가상의 모형", "ko"),
        ("", "en"),
    ],
)
def test_the_script_tells_the_language(text: str, tag: str) -> None:
    assert i18n.text_language(text) == tag


def test_values_in_words_are_escaped_and_plain_words_are_formatted_too() -> None:
    words = Words("en")
    assert words.gettext("author %(word)s", word="<b>") == "author &lt;b&gt;"
    assert words.gettext("100%% of it") == "100% of it"
    assert words.ngettext("%(num)d paper", "%(num)d papers", 1) == "1 paper"
    assert words.ngettext("%(num)d paper", "%(num)d papers", 2) == "2 papers"
    assert Words("zh").ngettext("%(num)d paper", "%(num)d papers", 1) == "1篇"
