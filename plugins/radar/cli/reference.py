"""Write the reference of radar.toml in Markdown, in Chinese or English, from its JSON Schema alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

Schema = Mapping[str, Any]

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {
        "title": "radar.toml配置说明",
        "made": "本页由`radar schema --reference zh`从程序生成。`radar check`检查您的文件。",
        "head": "| 键 | 类型 | 默认 | 含义 |",
        "needed": "必填",
        "list": "列表：",
        "or": "或",
        "text": "文字",
        "integer": "整数",
        "number": "数字",
        "boolean": "true或false",
        "table": "表",
        "kind": "种类：",
    },
    "en": {
        "title": "Reference of radar.toml",
        "made": "Made from the program by `radar schema --reference en`. `radar check` checks your file.",
        "head": "| key | type | default | meaning |",
        "needed": "needed",
        "list": "list of ",
        "or": " or ",
        "text": "text",
        "integer": "whole number",
        "number": "number",
        "boolean": "true or false",
        "table": "table",
        "kind": "kind ",
    },
}


_FEW: Final = 8


def written(schema: Schema, lang: str) -> str:
    """Write the whole reference."""
    return _Reference(schema, lang).page()


class _Reference:
    """Write one language's reference."""

    def __init__(self, schema: Schema, lang: str) -> None:
        self._schema, self._lang, self._words = schema, lang, _WORDS[lang]

    def page(self) -> str:
        """Write the page: the file's own keys, then each table in the file's order."""
        keys = self._schema["properties"]
        own = {name: about for name, about in keys.items() if not self._tables(about)}
        lines = [f"# {self._words['title']}", "", self._words["made"], "", *self._keys(self._schema, own)]
        for name in (name for name in keys if name not in own):
            lines += self._section(name, keys[name])
        return "\n".join(lines).rstrip() + "\n"

    def _section(self, path: str, about: Schema) -> Iterator[str]:
        """Write a table, a list of tables, or a list of tables of several kinds, and what lies below."""
        several = about.get("type") == "array"
        name = f"[[{path}]]" if several else f"[{path}]"
        yield from ("", f"## `{name}`", "")
        if several and self._says(about):
            yield from (self._says(about), "")
        for table in self._tables(about):
            kind = table["properties"].get("kind", {}).get("const", "")
            if kind:
                yield from ("", f"### {self._words['kind']}`{kind}`", "")
            yield from (self._says(table).removeprefix(f"{name}：").removeprefix(f"`{name}`: "), "")
            below = {key: each for key, each in table["properties"].items() if self._tables(each)}
            plain = {key: each for key, each in table["properties"].items() if key not in below}
            yield from self._keys(table, plain)
            for key, each in below.items():
                yield from self._section(f"{path}.{key}", each)

    def _keys(self, table: Schema, keys: Mapping[str, Schema]) -> Iterator[str]:
        yield from (self._words["head"], "|---|---|---|---|")
        for key, about in keys.items():
            needed = key in table.get("required", ())
            default = self._words["needed"] if needed else _code(about.get("default"))
            yield f"| `{key}` | {self._type(about)} | {default} | {_cell(self._says(about))} |"

    def _says(self, about: Schema) -> str:
        zh = about.get("x-zh", "")
        english = about.get("description", "").removesuffix(zh).strip()
        return zh if self._lang == "zh" and zh else _plain(english)

    def _tables(self, about: Schema) -> list[Schema]:
        """Give the tables that a key may hold; none where it holds a value."""
        whole = self._resolved(about)
        inner = whole.get("items", whole)
        ways = inner.get("oneOf") or inner.get("anyOf") or [inner]
        return [table for way in ways if "properties" in (table := self._resolved(way))]

    def _resolved(self, about: Schema) -> Schema:
        reference = about.get("$ref", "")
        return self._schema["$defs"][reference.rpartition("/")[2]] if reference else about

    def _type(self, about: Schema) -> str:
        about = self._resolved(about)
        if "const" in about:
            return _code(about["const"])
        if "enum" in about:
            return (self._words["or"] if len(about["enum"]) <= _FEW else ", ").join(map(_code, about["enum"]))
        if "anyOf" in about:
            return self._words["or"].join(self._type(way) for way in about["anyOf"] if way.get("type") != "null")
        if about.get("type") == "array":
            return self._words["list"] + self._type(about.get("items", {}))
        kind = str(about.get("type", "string"))
        return self._words[{"string": "text", "object": "table"}.get(kind, kind)] + _bounds(
            about, "" if self._lang == "zh" else " "
        )


def _bounds(about: Schema, space: str) -> str:
    low = about.get("minimum", about.get("exclusiveMinimum"))
    high = about.get("maximum")
    sign = ">" if "exclusiveMinimum" in about else "≥"
    if low is not None and high is not None:
        return f"{space}{low}–{high}"
    return f"{space}{sign}{space}{low}" if low is not None else ""


def _code(value: object) -> str:
    """Write a value as TOML has it; nothing for none."""
    if value in (None, "", [], {}):
        return ""
    return f"`{json.dumps(value, ensure_ascii=False)}`"


def _plain(text: str) -> str:
    """Leave out how our docstrings begin, as the house has them: `Hold [x]: …`."""
    said = text.partition("\n\n")[0].replace("\n", " ").removeprefix("Hold ")
    return said[:1].upper() + said[1:]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
