"""Hold the fixed words of what is sent, by language, and set texts of strangers for any place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from radar.publish import urls
from radar.publish.formulas import tex
from radar.publish.syndication.feed_items import AI_LABEL
from radar.sift.text import clean

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {
        "papers": "新论文{n}篇",
        "briefings": "简报{n}篇",
        "news": "消息{n}条",
        "comma": "，",
        "colon": "：",
        "quiet": "今天没有新论文。",
        "read": "在网站上阅读全部",
        "briefing_list": "简报",
        "others": "其他论文",
        "more": "还有{n}篇",
        "and_more": "还有更多，见网站",
        "sources": "来源",
        "extract": "以下句子摘自论文摘要原文",
        "ai": AI_LABEL["zh"],
        "ai_short": "AI生成",
        "and_others": "等{n}人",
        "names": "、",
        "about": "怎样生成，怎样核对",
        "unsubscribe": "不想再收到？请回复此邮件说明，由本站的管理者移除您的地址。",
        "subscribe": "订阅源",
    },
    "en": {
        "papers": "{n} new papers",
        "briefings": "{n} briefings",
        "news": "{n} news items",
        "comma": ", ",
        "colon": ": ",
        "quiet": "No new papers today.",
        "read": "Read it all on the site",
        "briefing_list": "Briefings",
        "others": "Other papers",
        "more": "{n} more",
        "and_more": "More on the site",
        "sources": "Sources",
        "extract": "Sentences quoted from the papers' abstracts",
        "ai": AI_LABEL["en"],
        "ai_short": "AI-generated",
        "and_others": "and {n} others",
        "names": ", ",
        "about": "How this is made and checked",
        "unsubscribe": "No more of these? Reply and say so: whoever runs this site will take your address off.",
        "subscribe": "Feeds",
    },
}

_ONE: Final[Mapping[str, str]] = {
    "papers": "1 new paper",
    "briefings": "1 briefing",
    "news": "1 news item",
    "and_others": "and 1 other",
}
_NAMES_SHOWN: Final = 3
_SAFE: Final = ":/?#@!$&+,;=~%-._"
"""What stands in an address as it is; quotes, brackets, bars and the like would end it in one dialect or another."""


def word(lang: str, key: str, n: int | None = None) -> str:
    """Give a fixed word, with its number where it has one."""
    if lang == "en" and n == 1 and key in _ONE:
        return _ONE[key]
    return WORDS[lang][key].format(n=n)


def plain(text: str, limit: int) -> str:
    """Set a text as one plain line: formulas in Unicode, no control or direction characters, cut between words."""
    whole = clean(tex.plain(text))
    if len(whole) <= limit:
        return whole
    kept = whole[: limit - 1]
    gap = kept.rfind(" ")
    return (kept[:gap] if gap > limit * 2 // 3 else kept).rstrip() + "…"


def names(authors: tuple[str, ...], lang: str) -> str:
    """Name the first three authors and count the others."""
    shown = word(lang, "names").join(plain(name, 80) for name in authors[:_NAMES_SHOWN])
    if (rest := len(authors) - _NAMES_SHOWN) > 0:
        space = "" if lang == "zh" else " "
        return f"{shown}{space}{word(lang, 'and_others', len(authors) if lang == 'zh' else rest)}"
    return shown


def web(url: str) -> str:
    """Give an address that no dialect can take apart; empty where it is none of the web."""
    return quote(url, safe=_SAFE, errors="replace") if urls.is_web(url) else ""
