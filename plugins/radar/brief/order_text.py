"""Put papers into the text of a question: as data, short, and under ids that a model can copy."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from radar.models import Paper
from radar.sift.sentences import sentences
from radar.sift.text import clean, shorten

ABSTRACT_MOST: Final = 2_500
"""Characters of an abstract that are shown to a model."""
TITLE_MOST: Final = 300
_LINE_MOST: Final = 1_000
"""Characters of anything else that is put into a question."""
_MODELS: Final = r"(?:ai|llms?|chatbots?|(?:large\s)?language\smodels?|(?:ai\s)?assistants?|summari[sz]ers?)"
_COMMANDED: Final = re.compile(
    rf"""
      \b(?:ignore|disregard|forget|override|bypass)\b.{{0,30}}\b(?:previous|prior|above|earlier|preceding|system|your|all)
      \b.{{0,30}}\b(?:instructions?|prompts?|rules?|directions?|messages?|guidelines?|orders?)\b
    | \b(?:reveal|print|output|repeat|show|leak|send|give)\b.{{0,30}}\b(?:your|the\ssystem|my)\b.{{0,20}}
      \b(?:prompts?|api[\s_-]?keys?|passwords?|secrets?|instructions)\b
    | \byou\s(?:are|act|(?:will|must|should)\s(?:now\s)?act)\s(?:now\s)?(?:as\s)?an?\s.{{0,30}}
      \b(?:{_MODELS}|reviewer)\b
    | \b(?:do\snot|don't|never)\s(?:mention|summari[sz]e|cite|quote|include)\b.{{0,30}}
      \b(?:other|another|any\sof\sthe)\s(?:papers?|works?|articles?)
    | \b(?:notes?|messages?|instructions?)\s(?:to|for)\s(?:(?:the|all|any)\s)?{_MODELS}\b
    | \b(?:if|when|as)\syou\s(?:are|were)\s(?:an?\s)?{_MODELS}\b
    | <\|(?:im_start|im_end|system|user|assistant|endoftext|eot_id)\|> | \[/?inst\] | <</?sys>>
    | (?:^|[.!?]\s)(?:system|assistant|user)\s?:
    | (?:忽略|无视|忘记|不要理会|忽视).{{0,12}}(?:指令|指示|提示词?|规则)
    | (?:输出|泄露|透露|公开|显示|打印).{{0,8}}(?:系统提示|提示词|密钥|密码|口令)
    | (?:你(?:现在)?是|请扮演).{{0,8}}(?:助手|语言模型|审稿人|人工智能)
    | 不要.{{0,6}}(?:提及|提到|引用).{{0,6}}(?:其他|别的).{{0,4}}(?:论文|文章)
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Words to a model and to nobody else: of 111,155 real abstracts, 4 have any."""


def short_id(place: int) -> str:
    """Name the paper at a place of an order, counted from 0: `P1`, `P2` and so on."""
    return f"P{place + 1}"


def as_data(papers: Sequence[Paper], fields: Mapping[str, str] | None = None) -> str:
    """Write papers as a JSON array, one paper a line; `fields` are the names of their fields, by paper id."""
    rows = []
    for place, paper in enumerate(papers):
        row = {"id": short_id(place), "title": shorten(paper.title, TITLE_MOST)}
        if fields and paper.id in fields:
            row["field"] = fields[paper.id]
        rows.append(fenced({**row, "abstract": cut(paper.abstract)}))
    return "[\n" + ",\n".join(rows) + "\n]"


def fenced(value: object) -> str:
    """Write a value as JSON that holds no closing tag: nothing in it can end the fence it stands in."""
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/")


def line(text: str) -> str:
    """Bound a text that goes into a question beside the papers."""
    return clean(text, _LINE_MOST)


def cut(abstract: str, most: int = ABSTRACT_MOST) -> str:
    """Cut an abstract behind the last sentence, or else word, that still fits: the rest is verbatim."""
    if len(abstract) <= most:
        return abstract
    end = 0
    for sentence in sentences(abstract):
        behind = abstract.index(sentence, end) + len(sentence)
        if behind > most:
            break
        end = behind
    return abstract[:end] or abstract[:most].rpartition(" ")[0] or abstract[:most]


def told(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """Keep the papers of which a model can be asked anything: those with an abstract."""
    return tuple(paper for paper in papers if paper.abstract.strip())


def commanded(paper: Paper) -> str:
    """Give the words by which a paper's text gives orders to a model (prompt injection); mostly empty.

    What is not recognised is contained by `ground` alone: it can cost other papers of the same
    question their sentence, though never put a word into their mouth.
    """
    found = _COMMANDED.search(f"{paper.title}. {cut(paper.abstract)}")
    return found[0] if found else ""


def trusted(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """Keep the papers that may be shown to a model beside others: those with an abstract that gives no orders."""
    return tuple(paper for paper in told(papers) if not commanded(paper))
