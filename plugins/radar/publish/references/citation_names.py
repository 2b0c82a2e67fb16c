"""Take authors' names apart for citations: family name, given names, suffix; or whole, where that is the name.

What is taken apart is what reference managers need for sorting. A name that does not
say where to cut (a collaboration, a name without given names, a Japanese one in Han)
stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from radar.sift.text import clean_author, family_name, fold_letters


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """Hold one author; `literal` is the whole name, and the rest is empty where it is not taken apart."""

    literal: str
    family: str = ""
    """With its particles: `van der Berg`."""
    given: str = ""
    suffix: str = ""
    """Of a generation: `Jr.`, `III`."""

    @property
    def is_split(self) -> bool:
        """Tell a person whose names are known apart."""
        return bool(self.family)

    @property
    def is_native(self) -> bool:
        """Tell a name written in Han or Hangul, family first and unparted: no comma belongs into it."""
        return bool(_NATIVE.search(self.literal))

    @property
    def inverted(self) -> str:
        """Give `Family, Given, Suffix`, as RIS has it; whole where it is not taken apart or needs no comma."""
        if not self.is_split or self.is_native:
            return self.literal
        return ", ".join(part for part in (self.family, self.given, self.suffix) if part)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NATIVE: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff·]{2,4}")
_HANGUL: Final = re.compile("[\uac00-\ud7af]{2,4}")
_TWO_SYLLABLES: Final = _words("""
    欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒 东方 東方 独孤 南宫 南宮 夏侯 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 长孙 長孫
    宇文 轩辕 軒轅 端木 呼延 西门 西門 남궁 황보 제갈 사공 선우 독고
""")
"""Family names of two characters."""
_LONGEST_WITH_ONE: Final = 3
"""Characters of a name whose family name is one; longer ones without a known family name may be Japanese."""

_GROUP: Final = re.compile(
    r"\b(?:collaborations?|consorti(?:um|a)|groups?|teams?|networks?|initiative|investigators?|committees?|project"
    r"|society|universit\w{1,9}|institut\w{1,9}|laborator\w{1,9}|departe?ment|hospital|cent(?:er|re)|association"
    r"|alliance|council|foundation|agency|ministry|organi[sz]ation|reporters|editors|staff|et\.? al)\b",
    re.IGNORECASE,
)
_GROUP_WORDS: Final = (
    *("collab", "consort", "group", "team", "network", "initiative", "investigator", "committee", "project"),
    *("society", "universit", "institut", "laborator", "depart", "hospital", "cent", "association", "alliance"),
    *("council", "foundation", "agency", "ministry", "organi", "reporters", "editors", "staff", "et"),
)
_FOR: Final = re.compile(
    r"(?:(?P<person>\S.{0,100}?)[\s,(]{1,4})?(?:for|on behalf of)\s(?P<group>\S.{0,150}?)\)?", re.IGNORECASE
)
_ARTICLE: Final = re.compile(r"the\s+(?=\S)", re.IGNORECASE)
_AND: Final = re.compile(r"and\s+(?=\S)")
_TIE: Final = re.compile(r"(?<!\\)~|(?<=\w)_(?=\w)")
"""What stands for a space where a name was taken from TeX or a file name."""
_INITIALS: Final = re.compile(r"(?:\w\.[\s-]?){1,6}")
_SUFFIX: Final = re.compile(r"(?:jr|sr)\.?|I{2,3}|IV", re.IGNORECASE)
_CAPITALS: Final = re.compile(r"[A-Z]{1,3}")
_PARTICLES: Final = _words("""
    van von vom vander der den de del della delle degli dei di da do dal dalla dos das du des d la le les lo
    ter ten te zu zur zum af av al el bin ibn ben bint abu 't op uit und
""")
_CAPITAL_PARTICLES: Final = _words("Van Von De Del Della Der Den Di Da Dos Du Des La Le El Al Ter St. Saint")
_NOT_COMMON: Final = re.compile(rf" (?:{'|'.join(map(re.escape, sorted(_CAPITAL_PARTICLES)))}) |Iii$")
"""A particle between names, and a suffix that is no family name."""
_SHORT: Final = 100
_VIETNAMESE: Final = _words("nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly")
"""Family names before which `Van` is a middle name."""


def author_names(authors: Iterable[str]) -> tuple[Name, ...]:
    """Take a paper's authors apart, in order.

    One string may hold more than one: `X for the Y Collaboration`, `X; Y`. None is lost;
    a string without a letter or figure is none.
    """
    return tuple(name for author in authors for name in _of_author(author))


_UPPER: Final = "A-ZÀ-ÖØ-Þ"
_LOWER: Final = "a-zß-öø-ÿ"
_GIVEN: Final = rf"(?:[{_UPPER}][{_LOWER}]+(?:-[{_UPPER}{_LOWER}][{_LOWER}]+)*|[{_UPPER}]\.)"
_COMMON: Final = re.compile(
    rf"(?P<given>{_GIVEN}(?: {_GIVEN})*) (?P<family>[{_UPPER}][{_LOWER}]{{2,30}}(?:-[{_UPPER}][{_LOWER}]{{2,30}})?)"
)
"""Most names: words with a capital, or initials, and nothing that the rules below look for."""


def _of_author(author: str) -> Iterable[Name]:
    """Take one string apart; for common names this is no more than cutting off the last word."""
    found = _COMMON.fullmatch(author)
    if not found or len(author) > _SHORT or _NOT_COMMON.search(author) or _may_be_group(author):
        return [name for part in clean_author(author).split(";") for name in _names(part)]
    return [Name(literal=author, family=found["family"], given=found["given"])]


def _may_be_group(author: str) -> bool:
    """Tell a name with a word that `_GROUP` knows, or one that begins like it; said sooner than a search is made."""
    words = author.lower().replace("-", " ").split()
    return any(word.startswith(_GROUP_WORDS) for word in words)


def _names(author: str) -> list[Name]:
    text = " ".join(_TIE.sub(" ", author).split())
    text = _AND.sub("", text, count=1) if _AND.match(text) else text
    if not any(character.isalnum() for character in text):
        return []
    found = _FOR.fullmatch(text)
    if found and _GROUP.search(found["group"]):
        person = [_name(found["person"])] if found["person"] else []
        return [*person, Name(literal=_bare(found["group"]))]
    return [_name(text)]


def _name(text: str) -> Name:
    """Take one name apart, given names first or behind a comma."""
    if _is_group(text):
        return Name(literal=_bare(text))
    if _NATIVE.search(text):
        return _native(text)
    pieces = [piece.strip() for piece in re.split("[,，]", text) if piece.strip()]
    suffixes = [piece for piece in pieces[1:] if _SUFFIX.fullmatch(piece)]
    named = [piece for piece in pieces if piece not in suffixes]
    if len(named) == 1:
        return _in_order(text, named[0].split(), suffixes)
    if len(named) == _FAMILY_AND_GIVEN:
        return _joined(family=named[0], given=named[1], suffix=" ".join(suffixes))
    return Name(literal=text)


_FAMILY_AND_GIVEN: Final = 2


def _joined(*, family: str, given: str, suffix: str) -> Name:
    """Hold a name that came family first, written out as people say it."""
    literal = f"{given} {family}" + (f", {suffix}" if suffix else "")
    return Name(literal=literal, family=family, given=given, suffix=suffix)


def _in_order(text: str, words: list[str], suffixes: list[str]) -> Name:
    """Take apart a name that is written as people say it."""
    if not suffixes and len(words) > 1 and _SUFFIX.fullmatch(words[-1]):
        suffixes = [words.pop()]
    if len(words) == 1:
        return Name(literal=text)
    cut = _cut(words)
    if cut == 0:
        return Name(literal=text)
    family, given = words[cut:], words[:cut]
    if _CAPITALS.fullmatch(words[-1]) and fold_letters(words[-1]) != family_name(" ".join(words)):
        family, given = words[:-1], words[-1:]
    return Name(literal=text, family=" ".join(family), given=" ".join(given), suffix=" ".join(suffixes))


def _cut(words: list[str]) -> int:
    """Find where the family name begins: its particles belong to it, and one given name stays before it."""
    cut = len(words) - 1
    if "y" in words[2:-1]:
        return words.index("y", 2) - 1
    while cut > 0 and _is_particle(words, cut - 1):
        cut -= 1
    return cut


def _is_particle(words: list[str], at: int) -> bool:
    word = words[at]
    if word in _PARTICLES or word.rstrip("'’") in {"d", "l"}:
        return True
    if at == 0 or word not in _CAPITAL_PARTICLES:
        return False
    return word != "Van" or fold_letters(words[at + 1]) not in _VIETNAMESE


def _native(text: str) -> Name:
    """Take a Chinese or Korean name apart, with or without a space; Japanese ones stay whole."""
    words = re.split(r"[\s,，]+", text)
    if len(words) == _FAMILY_AND_GIVEN and all(map(_NATIVE.search, words)):
        return Name(
            literal="".join(words) if _HAN.fullmatch("".join(words)) else text, family=words[0], given=words[1]
        )
    if not (_HAN.fullmatch(text) or _HANGUL.fullmatch(text)) or "·" in text:
        return Name(literal=text)
    if text[:2] in _TWO_SYLLABLES and len(text) > len(text[:2]):
        return Name(literal=text, family=text[:2], given=text[2:])
    if len(text) <= _LONGEST_WITH_ONE:
        return Name(literal=text, family=text[:1], given=text[1:])
    return Name(literal=text)


def _is_group(text: str) -> bool:
    """Tell a body from a person: `DELPHI Collaboration`, `The H1`, not `R. C. Group`."""
    if any(character.isdigit() for character in text):
        return True
    found = _GROUP.search(text)
    return found is not None and not _INITIALS.fullmatch(text[: found.start()].strip())


def _bare(text: str) -> str:
    """Take the article off a body's name."""
    return _ARTICLE.sub("", text, count=1) if _ARTICLE.match(text) else text
