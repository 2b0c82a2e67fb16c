"""Write a radar.toml as a person would: every table with a remark on what it is for, in the language chosen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from radar.collect import catalogue
from radar.config import Topic
from radar.config_sources import FeedSource, Locale, Source, Table

SCHEMA: Final = "#:schema ./docs/radar.v1.json"
"""The first line, by which editors find the JSON Schema."""
_WIDTH: Final = 118


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """Hold what the owner said."""

    lang: Locale
    """Language of the remarks."""
    title: str
    locales: tuple[Locale, ...]
    sources: tuple[Source, ...]
    topics: tuple[Topic, ...]
    authors: tuple[str, ...] = ()
    base_url: str = ""
    model: str = ""


def written(answers: Answers) -> str:
    """Write the file."""
    said = {key: both[answers.lang] for key, both in _REMARKS.items()}
    lines = [SCHEMA, *_remark(said["head"]), "version = 1", ""]
    lines += [*_remark(said["site"]), "[site]", _pair("title", answers.title), _pair("locales", answers.locales), ""]
    lines += _remark(said["sources"])
    for source in answers.sources:
        lines += ["[[sources]]", *_pairs(_with_name(source, answers.lang)), ""]
    lines += _remark(said["topics"])
    for topic in answers.topics:
        lines += ["[[topics]]", *_pairs(topic), ""]
    lines += [*_remark(said["watch"]), "[watch]", _pair("authors", answers.authors), ""]
    lines += _remark(said["briefings"])
    model = [_pair("base_url", answers.base_url), _pair("model", answers.model)]
    if answers.model:
        lines += ["[briefings.model]", *(model if answers.base_url else model[1:]), ""]
    else:
        lines += ["# [briefings.model]", '# base_url = "https://api.example/v1"', '# model = "sample-model"', ""]
    budget = ("max_usd_per_day = 0.5", "price_in_per_mtok = 0.3", "price_out_per_mtok = 1.2")
    lines += [*_remark(said["budget"]), "# [briefings.budget]", *(f"# {line}" for line in budget), ""]
    lines += _remark(said["more"])
    return "\n".join(lines).rstrip() + "\n"


def _remark(text: str) -> Iterator[str]:
    yield from (f"# {line}" for line in text.strip().splitlines())


def _with_name(source: Source, lang: Locale) -> Source:
    """Name a journal as the catalogue does, so that pages do not show its id."""
    entry = catalogue.load().find(source.journal) if isinstance(source, FeedSource) and not source.name else None
    language = lang if entry and entry.language == "zh" else "en"
    return source.model_copy(update={"name": entry.name[language]}) if entry else source


def _pairs(table: Table) -> Iterator[str]:
    """Write a table's keys, those at their defaults left out."""
    said: dict[str, Any] = table.model_dump(exclude_defaults=True)
    first: dict[str, Any] = {key: said.pop(key) for key in ("kind", "id", "name", "server", "journal") if key in said}
    yield from (_pair(key, value) for key, value in {**first, **said}.items())


def _pair(key: str, value: Any) -> str:  # noqa: ANN401 - whatever a table may hold
    line = f"{key} = {_value(value)}"
    if len(line) <= _WIDTH or not isinstance(value, list | tuple):
        return line
    return "\n".join((f"{key} = [", *(f"    {part}" for part in _rows(value)), "]"))


def _rows(values: Sequence[object]) -> Iterator[str]:
    """Lay a long list out in lines."""
    row = ""
    for value in values:
        item = f"{_value(value)},"
        if row and len(row) + len(item) > _WIDTH - 6:
            yield row
            row = ""
        row = f"{row} {item}".strip()
    yield row


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    # JSON's strings, numbers and booleans are TOML's, but for one character that TOML wants escaped
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


_REMARKS: Final[Mapping[str, Mapping[Locale, str]]] = {
    "head": {
        "zh": """
您的雷达。每次修改后运行`radar check`：所有错误一次列出，带行号和最接近的正确写法。
全部的键：docs/zh/configuration.md；更多例子：radar.example.toml。升级程序不会改动本文件。""",
        "en": """
Your radar. Run `radar check` after every change: it lists all mistakes at once, with line and nearest word.
All keys: docs/en/configuration.md; more examples: radar.example.toml. Upgrades never touch this file.""",
    },
    "site": {
        "zh": "站点：标题和语言。locales中的第一种语言在根路径，en在/en/。",
        "en": "The site: its title and languages; the first of `locales` is at the root, `en` below /en/.",
    },
    "sources": {
        "zh": """
来源。arXiv的分类：https://arxiv.org/category_taxonomy；期刊写目录里的id，`radar probe`可以试开；
目录之外的写url。""",
        "en": """
Sources. Categories of arXiv: https://arxiv.org/category_taxonomy. Journals by their id in the catalogue,
which `radar probe` tries; others by `url`.""",
    },
    "topics": {
        "zh": """
主题。关键词、分类、作者，命中任何一项即可；exclude中的词否决关键词的命中；
describe用一两句话说明主题，语义相近的论文也会命中。id是网址的一部分，定下后不要再改。""",
        "en": """
Topics. Keywords, categories, authors: any one is enough; words of `exclude` veto matches by keyword.
A sentence or two under `describe` brings papers close in meaning. An `id` is part of an address: keep it.""",
    },
    "watch": {
        "zh": "所关注的作者，写姓名。他们的论文排在最前。",
        "en": "Watched authors, by name: their papers lead.",
    },
    "briefings": {
        "zh": """
简报。没有大模型时由摘要原句组成，不需要密钥。让大模型写：写上地址和模型名，
密钥放进环境变量OPENAI_API_KEY（GitHub：Settings → Secrets and variables → Actions），不要写在这里。""",
        "en": """
Briefings. Without a model they are sentences quoted from abstracts, and no key is needed. To let a model
write, name it; the key goes into the environment variable OPENAI_API_KEY (GitHub: Settings → Secrets and
variables → Actions), never into this file.""",
    },
    "budget": {
        "zh": "每天的上限，0或不写表示不限；价格按每百万token。",
        "en": "Bounds of a day, none where 0 or left out; prices are per million tokens.",
    },
    "more": {
        "zh": "还可以写：[update]、[show]、[hide]、[abstracts]、[feeds]、[push]，见docs/zh/configuration.md。",
        "en": "There are also [update], [show], [hide], [abstracts], [feeds] and [push]: docs/en/configuration.md.",
    },
}
