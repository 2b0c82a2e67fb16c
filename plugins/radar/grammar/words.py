"""Hold what is said of mistakes, in English and Chinese.

A code is pydantic's own name of an error, or one of ours (`wrong`). Placeholders are
filled with right words, bounds and counts, never with what stands in the file: it may
be a secret.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pydantic_core import PydanticCustomError


@dataclass(frozen=True, kw_only=True, slots=True)
class Saying:
    """Hold a mistake and its remedy, in both languages."""

    what: str
    zh: str
    fix: str = ""
    fix_zh: str = ""


def wrong(code: str, **context: str | float) -> PydanticCustomError:
    """Make the error that a validator raises: its words stand in `SAYINGS`.

    Of `context`, `column` and `index` lead to the place; see `mistakes`.
    """
    return PydanticCustomError(code, "{code}", {"code": code, **context})


def saying(code: str) -> Saying:
    """Find what is said of a code; for one that nobody thought of, that the value does not fit."""
    return SAYINGS.get(code, _UNKNOWN)


_UNKNOWN: Final = Saying(
    what="does not fit here", zh="这里不能这样写", fix="see the reference", fix_zh="请对照配置说明"
)

_FILE: Final = {
    "unreadable": Saying(
        what="cannot be read: {why}",
        zh="无法读取：{why}",
        fix="`radar init` makes one",
        fix_zh="用`radar init`生成一份",
    ),
    "not_utf8": Saying(what="is not UTF-8", zh="不是UTF-8编码", fix="save it as UTF-8", fix_zh="请另存为UTF-8"),
    "too_large": Saying(what="is larger than {most} bytes", zh="超过{most}字节"),
    "too_deep": Saying(what="brackets are nested too deep", zh="括号嵌套太深"),
    "newer": Saying(
        what="the file is of a newer version than this program, which reads up to {most}",
        zh="文件的版本比程序新，本程序最多读到{most}",
        fix="upgrade the program, or write `version = {most}`",
        fix_zh="升级程序，或写version = {most}",
    ),
}
_SYNTAX: Final = {
    "syntax": Saying(
        what="is no TOML", zh="不符合TOML语法", fix="see https://toml.io", fix_zh="语法见https://toml.io/cn/"
    ),
    "syntax_value": Saying(
        what="no value that TOML knows",
        zh="不是TOML认识的值",
        fix='text stands in quotes: "…"; true, false and numbers without',
        fix_zh='文字要加英文引号："…"；true、false和数字不加',
    ),
    "syntax_string": Saying(
        what="a text without its closing quote",
        zh="文字缺少结尾的引号",
        fix='close it with `"`',
        fix_zh='在结尾补上"',
    ),
    "syntax_escape": Saying(
        what="a `\\` that escapes nothing",
        zh="反斜杠用错了",
        fix="write `\\\\`, or the text in single quotes",
        fix_zh="写成\\\\，或改用单引号",
    ),
    "syntax_array": Saying(
        what="a list that is not closed, or a comma that is missing",
        zh="列表没有结束，或缺少逗号",
        fix="commas between items, `]` at the end",
        fix_zh="各项之间用英文逗号，最后加]",
    ),
    "syntax_inline": Saying(
        what="a `{` that is not closed",
        zh="{没有结束",
        fix="`{ key = value, … }` on one line, no comma at the end",
        fix_zh="写在一行内：{ 键 = 值, … }，末尾不加逗号",
    ),
    "syntax_key": Saying(
        what="a key without `=`", zh="键后面缺少=", fix="write `key = value`", fix_zh="写成：键 = 值"
    ),
    "syntax_header": Saying(
        what="a table's name that is not closed",
        zh="表名的括号不完整",
        fix="`[name]`, or `[[name]]` for tables that may stand several times",
        fix_zh="写成[name]；可以写多个的表写成[[name]]",
    ),
    "syntax_more": Saying(
        what="something stands behind the value",
        zh="值的后面多了东西",
        fix="one key a line; text in quotes; a remark behind `#`",
        fix_zh="一行一个键；文字加引号；注释以#开头",
    ),
    "syntax_twice": Saying(
        what="the same key or table a second time", zh="同一个键或表写了两次", fix="keep one", fix_zh="只留一个"
    ),
    "syntax_wide": Saying(
        what="a full-width sign where TOML wants its ASCII form",
        zh="这里要用英文（半角）符号",
        fix="write `\" ' , = [ ]`",
        fix_zh="引号、逗号、等号、括号都用半角",
    ),
}
_SECRETS: Final = {
    "secret": Saying(
        what="looks like a key, token or password; it is not repeated here",
        zh="像是密钥、令牌或密码；这里不重复它",
        fix="put it into an environment variable, name that here, and have a new one made: others may know this one",
        fix_zh="放进环境变量，这里只写变量名；这一个可能已经泄露，请换新的",
    ),
    "secret_key": Saying(
        what="secrets do not stand in this file",
        zh="密钥不写在这个文件里",
        fix="put it into an environment variable and name that{here}",
        fix_zh="放进环境变量，这里只写变量名{here}",
    ),
    "variable": Saying(
        what="is no name of an environment variable (A-Z, 0-9, _)",
        zh="不是环境变量名（大写字母、数字、下划线）",
        fix="put the value itself into a variable, and its name here",
        fix_zh="把值放进环境变量，这里写变量名",
    ),
}
_WORDS: Final = {
    "extra_forbidden": Saying(what="unknown key", zh="没有这个键", fix="write `{near}`", fix_zh="写成{near}"),
    "unknown_key": Saying(what="unknown key", zh="没有这个键", fix="see the reference", fix_zh="请对照配置说明"),
    "misplaced": Saying(
        what="unknown key here", zh="这里没有这个键", fix="it belongs below `[{table}]`", fix_zh="它属于[{table}]"
    ),
    "missing": Saying(what="is missing", zh="缺少这个键", fix="add `{key}`", fix_zh="加上{key}"),
    "literal_error": Saying(
        what="is none of the words known here",
        zh="不是可用的词",
        fix="one of: {expected}",
        fix_zh="可用的词：{expected}",
    ),
    "string_type": Saying(what="should be text", zh="应是文字", fix='put it in quotes: "…"', fix_zh='加引号："…"'),
    "bool_type": Saying(
        what="should be true or false", zh="应是true或false", fix="without quotes", fix_zh="不加引号"
    ),
    "int_type": Saying(what="should be a whole number", zh="应是整数", fix="without quotes", fix_zh="不加引号"),
    "float_type": Saying(what="should be a number", zh="应是数字", fix="without quotes", fix_zh="不加引号"),
    "tuple_type": Saying(what="should be a list", zh="应是列表", fix='write `["…", "…"]`', fix_zh='写成["…", "…"]'),
    "table_type": Saying(what="should be a table", zh="应是一个表", fix="write `[{name}]`", fix_zh="写成[{name}]"),
    "tables_type": Saying(
        what="should be tables, each with double brackets",
        zh="应是双方括号的表",
        fix="write `[[{name}]]`",
        fix_zh="写成[[{name}]]",
    ),
    "greater_than_equal": Saying(what="should be at least {ge}", zh="不能小于{ge}"),
    "greater_than": Saying(what="should be more than {gt}", zh="应大于{gt}"),
    "less_than_equal": Saying(what="should be at most {le}", zh="不能大于{le}"),
    "finite_number": Saying(what="should be a finite number", zh="应是有限的数"),
    "too_short": Saying(what="should hold at least {min_length}", zh="至少要有{min_length}项"),
    "too_long": Saying(what="should hold at most {max_length}", zh="最多{max_length}项"),
    "string_too_short": Saying(what="should not be empty", zh="不能为空"),
    "orcid": Saying(
        what="is an ORCID, by which no source names its authors",
        zh="是ORCID，而各来源的作者只有姓名",
        fix="write the author's name",
        fix_zh="请写作者的姓名",
    ),
    "slug": Saying(
        what="is no id: use lower-case letters, digits and single hyphens, at most {most}",
        zh="不能作id：只用小写字母、数字和单个连字符，最多{most}个",
    ),
    "address": Saying(
        what="is no whole address",
        zh="不是完整的网址",
        fix="use a whole address: https://…",
        fix_zh="写完整：https://…",
    ),
    "time": Saying(
        what="is no time of day", zh="不是时刻", fix="write a time as `06:30` (UTC)", fix_zh="写成06:30（UTC）"
    ),
    "timezone": Saying(
        what="is no time zone",
        zh="不是时区名",
        fix="a name of the IANA list, e.g. `Asia/Shanghai`",
        fix_zh="用IANA时区名，如Asia/Shanghai",
    ),
}
_SOURCES: Final = {
    "source_kind": Saying(
        what="is no kind of source", zh="没有这种来源", fix="one of: {expected}", fix_zh="可用的种类：{expected}"
    ),
    "kind_missing": Saying(
        what="`kind` is missing", zh="缺少kind", fix='write `kind = "…"`', fix_zh='写上kind = "…"'
    ),
    "feed_address": Saying(what="a feed needs `url` or `journal`", zh="订阅源要有url或journal"),
    "crossref_question": Saying(what="a Crossref source needs `issn` or `prefix`", zh="Crossref来源要有issn或prefix"),
    "openalex_question": Saying(
        what="an OpenAlex source needs `issn`, `filter` or `search`", zh="OpenAlex来源要有issn、filter或search"
    ),
    "issn": Saying(
        what="is no ISSN: its form or its check digit is wrong",
        zh="不是ISSN：格式或校验位不对",
        fix="copy it from the journal's page: `1234-5679`",
        fix_zh="从期刊主页复制，形如1234-5679",
    ),
    "journal": Saying(
        what="no such journal in the catalogue",
        zh="期刊目录里没有这个id",
        fix="write the id of a journal of the catalogue, or give the feed's `url`",
        fix_zh="写目录里的id，或用url写订阅源地址",
    ),
    "category": Saying(
        what="no such category of arXiv",
        zh="arXiv没有这个分类",
        fix="see https://arxiv.org/category_taxonomy",
        fix_zh="分类表：https://arxiv.org/category_taxonomy",
    ),
    "twice": Saying(
        what="the same {what} a second time", zh="{what_zh}写了两次", fix="give each its own", fix_zh="每个各用一个"
    ),
}
_PUSH: Final = {
    "email_host": Saying(
        what="is no host name: without scheme, port, user or password", zh="不是主机名：不写协议、端口、用户名、密码"
    ),
    "email_sender": Saying(
        what="is no address",
        zh="不是邮件地址",
        fix="write `radar@example.org` or `Name <radar@example.org>`",
        fix_zh="写成radar@example.org或名称 <radar@example.org>",
    ),
    "email_address": Saying(what="is no e-mail address", zh="不是邮件地址"),
    "email_many": Saying(
        what="more than {most} addresses: that is a mailing list's work", zh="超过{most}个地址：请用邮件列表"
    ),
    "email_pair": Saying(what="`user_env` and `password_env` go together", zh="user_env和password_env要一起写"),
    "email_nobody": Saying(
        what="nobody to write to",
        zh="没有收件人",
        fix='give `to = { en = ["…"] }` or `to_env`',
        fix_zh='写to = { zh = ["…"] }或to_env',
    ),
    "own_name": Saying(
        what="`websub` and `email-…` are the program's own names", zh="websub和email-…是程序自用的名字"
    ),
    "webhook_address": Saying(
        what="is empty",
        zh="是空的",
        fix="name the environment variable that holds the webhook's address",
        fix_zh="写存放webhook地址的环境变量名",
    ),
    "unsigned": Saying(what="`secret_env`: {kind} knows no signature", zh="{kind}没有签名，不写secret_env"),
    "chat": Saying(what="`chat` is needed by telegram, and by no other kind", zh="chat只有telegram需要，而且必须写"),
    "chat_form": Saying(what="`chat` is the chat's number or `@name`", zh="chat写群的数字编号或@名称"),
    "unbuilt": Saying(
        what="push: no such language in site.locales: {langs}",
        zh="site.locales里没有这种语言：{langs}",
        fix="add it there, or tell in another",
        fix_zh="加到site.locales里，或换一种语言",
    ),
}
SAYINGS: Final[Mapping[str, Saying]] = {**_FILE, **_SYNTAX, **_SECRETS, **_WORDS, **_SOURCES, **_PUSH}
