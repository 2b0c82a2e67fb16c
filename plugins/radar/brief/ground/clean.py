"""Refuse what no sentence of a briefing holds: markup, links, orders, talk about the prompt, the wrong language."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from radar.brief.ground.reasons import Reason

LONGEST: Final = 600
"""Characters of the longest sentence."""

_CONTROL: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    "\ud800-\udfff\ufdd0-\ufdef\U000e0000-\U000e007f]"
)
_TAGS: Final = (
    "a|abbr|article|audio|b|base|blockquote|body|br|button|canvas|center|cite|code|del|details|dialog|div|em|embed|font"
    "|footer|form|frame|frameset|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|label|li|link|main|map|mark|marquee"
    "|math|meta|nav|object|ol|option|p|param|picture|pre|q|s|script|section|select|small|source|span|strike|strong"
    "|style|sub|summary|sup|svg|table|tbody|td|template|textarea|th|think|title|tr|track|tt|u|ul|video|wbr|xml|xmp"
)
_MARKUP: Final = re.compile(
    rf"""
      </?\s{{0,3}}(?:{_TAGS})(?:\s{{0,3}}/?>|\s{{1,3}}[\w:-]{{1,40}}\s{{0,3}}=|/)
    | </[a-z] | <!(?:--|doctype|\[cdata) | <\?\w | <\|
    | \bon(?:error|load|click|mouse\w{{1,9}}|focus|toggle)\s{{0,3}}=
    | &(?:lt|gt|amp|quot|nbsp|\#\d{{1,7}}|\#x[0-9a-f]{{1,6}});
    | \{{\{{ | \}}\}} | \{{% | %\}} | \$\{{[a-z_]{{1,30}}\}}
    | \{{(?:attach|static|filename|author|category|tag|index)\}}
    | \[\[ | \]\] | !\[ | \[[^\[\]]{{0,200}}\]\s?\([^()]{{0,300}}\) | \[[^\[\]]{{1,80}}\]:\s
    | ^\s{{0,3}}(?:\#{{1,6}}\s|>\s|[-*+]\s|\d{{1,3}}[.)]\s{{1,3}}\S|```|~~~|-{{3,}}|\*{{3,}}|={{3,}}|\|)
    | ``` | ~~~ | \*\*[^\s*] | (?<!\w)__[a-z] | (?<![\w*])\*[a-z][^*\n]{{0,80}}[a-z]\*(?![\w*])
    | (?<![\w`])`[^`\n]{{1,80}}`
    | ^\s{{0,3}}(?:title|date|author|slug|tags|category|status|template|save_as|url)\s?:\s
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LINK: Final = re.compile(
    r"(?:https?|ftp|file|javascript|data|vbscript|mailto|blob)\s{0,2}:\s{0,2}[/\\\w,]|//[\w-]{1,63}\.\w|\bwww\.\w"
    r"|[\w.+-]{1,64}(?:@|\s?\[at\]\s?)[\w-]{1,63}\.[a-z]{2,}"
    r"|(?<![\w.])(?:[a-z0-9-]{1,63}\.){1,4}(?:com|org|net|io|cn|edu|gov|info|dev|app|ru|xyz|top|me|co)(?![\w-])(?!\.\w)",
    re.IGNORECASE,
)
_ORDER: Final = re.compile(
    r"""
      \b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:previous|prior|above|earlier|all|any|these|your|the)\b.{0,40}
      \b(?:instruction|prompt|rule|direction|message|guideline)
    | \b(?:reveal|print|output|repeat|show|leak|send)\b.{0,30}\b(?:your|the|my)\b.{0,20}
      \b(?:system\s?prompt|api[\s_]?key|password|secret|instructions)\b
    | \bas\san?\s(?:ai|large\slanguage|language)\s?(?:language\s)?(?:model|assistant)?\b[,:]?\s(?:i|we)\b
    | \b(?:as\san\sai\b|i\sam\san?\sai|i'm\san?\sai)
    | \b(?:i\s(?:cannot|can't|am\sunable\sto)\b|i'm\s(?:sorry|unable)|i\sapologi[sz]e)
    | \bi\shope\sthis\shelps | \blet\sme\sknow\b | \bhere\s(?:is|are)\sthe\s(?:json|summary|briefing|translation)
    | \b(?:click|tap)\s(?:here|on|the)\b
    | \bplease\s(?:visit|note|see|contact|send|click|cite|download|subscribe|ignore|refer)
    | \b(?:visit|subscribe\sto|sign\sup|follow\sus|buy\snow)\b.{0,20}\b(?:our|us|here|now|site|page)\b
    | \b(?:readers?|you|reviewers?)\s(?:should|must|need\sto|ought\sto|are\s(?:advised|urged|encouraged)\sto)\b
    | \b(?:must-read|highly\srecommend(?:ed)?|we\srecommend\sreading|positive\sreview\b|best\spaper\b(?!\saward))
    | \b(?:this|it)\sis\s(?:by\sfar\s)?the\sbest\s(?:paper|work|study)
    | (?:忽略|无视|忘记|不要理会).{0,12}(?:指令|指示|提示|要求|规则|内容)
    | (?:输出|泄露|透露|公开|显示).{0,8}(?:系统提示|提示词|密钥|密码|口令)
    | 作为(?:一个|一名)?(?:AI|人工智能|大?语言模型|智能)(?:助手|模型)?[,，]?(?:我|无法|不能)
    | 我(?:无法|不能|是一个|很抱歉) | 对不起 | 抱歉[,，]
    | 请(?:您|你|读者|点击(?!率)|访问|关注|联系|下载|务必|忽略|参阅|参见|参考|注意|查看|勿|转发|引用|扫)
    | (?:点击(?!率)|扫码|加微信|关注我们|立即购买|欢迎访问|欢迎关注)
    | (?:读者|您|你们?|审稿人)(?:应该?|必须|需要|务必|可以|不妨)
    | 必读|强烈推荐|最佳论文(?!奖)|值得一读|史上最
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PROMPT: Final = re.compile(
    r"system\s?prompt|\bas\san\sai\b|api[\s_]?key|\b(?:the|these|above|given)\s(?:instructions?|prompt)\b"
    r"|\bJSON\b|系统提示|提示词|以上指令|\bassistant\s?:|\buser\s?:|\bsystem\s?:",
    re.IGNORECASE,
)
"""Talk of the prompt, unless a paper has the same words."""
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_LETTER: Final = re.compile(r"[^\W\d_]")


def unclean(text: str, *, is_in_papers: Callable[[str], bool]) -> tuple[Reason, str] | None:
    """Say what a sentence holds that none may; `is_in_papers` tells whether a passage stands in its papers.

    Signs that a paper has itself, such as the stars of `*-algebra`, pass where they are the paper's words.
    """
    if found := _CONTROL.search(text):
        return Reason.CONTROL, f"U+{ord(found[0]):04X}"
    if found := _LINK.search(text):
        return Reason.LINK, found[0][:80]
    for found in _MARKUP.finditer(text):
        if found[0].lstrip().startswith("<") or not is_in_papers(_around(text, found)):
            return Reason.MARKUP, found[0].strip()[:80]
    if found := _ORDER.search(text):
        return Reason.INSTRUCTION, found[0][:80]
    found = _PROMPT.search(text)
    if found and not is_in_papers(found[0]):
        return Reason.INSTRUCTION, found[0][:80]
    return None


def _around(text: str, found: re.Match[str]) -> str:
    """Give a match with some of what follows it: signs alone stand in too many papers."""
    return text[found.start() : found.end() + 20]


def is_wrong_language(text: str, lang: str) -> bool:
    """Tell a sentence that is not in its draft's language; of others than Chinese and English nothing is known."""
    chinese, letters = len(_HAN.findall(text)), len(_LETTER.findall(text))
    if lang == "zh":
        return not chinese
    return lang == "en" and (not letters or chinese * 2 > letters)
