"""Hold the fixed words of a day's Markdown, by language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

TITLES: Final[Mapping[str, str]] = {"zh": "简报", "en": "briefings"}

_NOTES: Final[Mapping[tuple[str, str], str]] = {
    ("model", "zh"): "*AI 生成 · 未经人工核对*",
    ("model", "en"): "*AI-generated, not checked by a person*",
    ("abstract", "zh"): "*以下句子摘自论文摘要原文*",
    ("abstract", "en"): "*Sentences quoted from the papers' abstracts*",
    ("refused", "zh"): "*已请模型撰写而未成，以下句子摘自论文摘要原文*",
    ("refused", "en"): "*A model was asked in vain: sentences quoted from the papers' abstracts*",
}

_SOURCES: Final[Mapping[str, str]] = {"zh": "来源", "en": "Sources"}


def sources_heading(lang: str) -> str:
    """Give the line that opens the list of sources."""
    return f"### {_SOURCES.get(lang, _SOURCES['en'])}"


def note(by: str, lang: str, *, refused: bool = False) -> str:
    """Give the line that tells a reader on GitHub who wrote a briefing; empty where none is known.

    `refused`: a model was asked, and wrote nothing or too little that held.
    """
    return _NOTES.get(("refused" if refused and by == "abstract" else by, lang), "")
