r"""Show TeX: in pages as HTML with MathML, elsewhere as plain Unicode.

    H$_2$O, $x^2 \leq \alpha$     H<sub>2</sub>O, <math …>…</math>     H₂O, x² ≤ α

A formula that cannot be set whole stays TeX: in `<code class="tex">` on pages, between its
dollars elsewhere. Texts are written by strangers; nothing but the elements of `TAGS` comes out,
and every character that is no TeX is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

import nh3
from markupsafe import Markup, escape

from radar.publish.formulas import mathml, mathml_plain
from radar.publish.formulas.tex_parts import Part, Styled
from radar.publish.formulas.tex_split import Formula
from radar.publish.formulas.tex_text import read

TAGS: Final = mathml.ELEMENTS | {"code", "em", "span", "strong", "sub", "sup"}
ATTRIBUTES: Final = {**mathml.ATTRIBUTES, "code": {"class"}, "span": {"class"}}
"""All that `html` may give: for those who clean a page that holds it."""

_SIGNS: Final = ("$", "\\", "{", "~", "--", "``")
_GLUED: Final = r"[^\s\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
_GLUED_LEFT: Final = re.compile(_GLUED)
_GLUED_RIGHT: Final = re.compile(rf"{_GLUED}\Z")
"""Characters from which a formula is not to be parted; between ideographs a line may break."""
_ORDINALS: Final = frozenset({"st", "nd", "rd", "th"})
_CLEANER: Final = nh3.Cleaner(
    tags=set(TAGS),
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    link_rel=None,
    clean_content_tags={"script", "style"},
)


def has_tex(text: str) -> bool:
    """Tell whether a text may hold TeX; one that holds none is shown as it is."""
    return any(sign in text for sign in _SIGNS)


def html(text: str) -> Markup:
    """Set a text on one line for a page: escaped, its formulas as `<math>`, its emphasis as `<em>` and `<strong>`."""
    return _typeset(text) if has_tex(text) else escape(text)


@lru_cache(maxsize=2_048)
def _typeset(text: str) -> Markup:
    return _cleaned(_html(read(text)))


def plain(text: str) -> str:
    """Write a text without TeX, for feeds, titles and other places that hold no markup; not escaped."""
    return _written_out(text) if has_tex(text) else text


@lru_cache(maxsize=2_048)
def _written_out(text: str) -> str:
    return _plain(read(text)).replace("\xa0", " ")


def _cleaned(html: str) -> Markup:
    """Let through what is of our making: a second lock, behind the escaping of every text."""
    writable = html.encode("utf-8", "ignore").decode()  # nh3 refuses lone surrogates; cleaned text holds none
    return Markup(_CLEANER.clean(writable))  # noqa: S704 - nh3 has just taken out what is not ours


def _html(parts: Sequence[Part]) -> str:
    return "".join([_word_html(word) for word in _words(parts)])


def _word_html(word: Sequence[Part]) -> str:
    inside = "".join(map(_part_html, word))
    return f'<span class="formula">{inside}</span>' if len(word) > 1 else inside


def _words(parts: Sequence[Part]) -> Iterator[Sequence[Part]]:
    """Put with each formula the sign before and behind it: browsers break lines between, as in `(` and `x`."""
    word: list[Part] = []
    for at, part in enumerate(parts):
        if isinstance(part, Formula) and _is_inline(part):
            word.append(part)
            continue
        rest: Part = part
        if isinstance(part, str):
            lead = _GLUED_LEFT.match(part) if word else None
            word.extend([lead[0]] if lead else [])
            rest = part[1:] if lead else part
        if rest:
            if word:
                yield word
            word = []
            following = parts[at + 1] if at + 1 < len(parts) else ""
            if isinstance(rest, str) and isinstance(following, Formula) and _is_inline(following):
                trail = _GLUED_RIGHT.search(rest)
                word = [trail[0]] if trail else []
                rest = rest[:-1] if trail else rest
            if rest:
                yield [rest]
    if word:
        yield word


def _is_inline(formula: Formula) -> bool:
    return not formula.display and mathml.typeset(formula.tex) is not None


def _part_html(part: Part) -> str:
    match part:
        case str():
            return escape(part)
        case Styled():
            return f"<{part.look}>{_html(part.parts)}</{part.look}>"
        case Formula():
            typeset = mathml.typeset(part.tex)
            if typeset is None:
                return f'<code class="tex">{escape(part.tex)}</code>'
            return mathml.markup(typeset.row, tex=part.tex, display=part.display)


def _plain(parts: Iterable[Part]) -> str:
    return "".join(map(_part_plain, parts))


def _part_plain(part: Part) -> str:
    match part:
        case str():
            return part
        case Styled(look="sub" | "sup"):
            return _index(part)
        case Styled():
            return _plain(part.parts)
        case Formula():
            typeset = mathml.typeset(part.tex)
            return mathml_plain.plain(typeset.row) if typeset else part.source


def _index(part: Styled) -> str:
    """Write what is raised or lowered in Unicode's own characters, else behind `^` or `_`."""
    text = _plain(part.parts)
    if part.look == "sub":
        return mathml_plain.below(text)
    return text if text in _ORDINALS else mathml_plain.above(text)
