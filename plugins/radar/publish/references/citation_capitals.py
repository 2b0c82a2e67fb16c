"""Keep the capitals of a title in BibTeX, whose styles write titles in lower case.

Braces go around what has capitals of its own: acronyms (`GPT`), CamelCase (`ImageNet`),
single letters (`X-ray`), formulas and commands. In a title written like a sentence, so do
they around every word with a capital, for there it is a name; in one with Capitals All
Over nothing tells names from other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final

from radar.publish.references.citation_tex import Kind, Piece, pieces, plain_words

_ENDS: Final = re.compile(r"^(?P<open>[(\[“‘\"'`]*)(?P<word>.*?)(?P<close>[)\]”’\"'.,;:!?…]*)$", re.DOTALL)
_PARTS: Final = re.compile(r"([-/–—:]+)")
_ESCAPE: Final = re.compile(r"\\text[a-z]+")
"""The letters of an escape are none of the title's."""
_BEFORE_A_FIRST: Final = (":", ".", "?", "!", "–", "—")
"""What a word ends in, behind which a title begins anew."""
_LEAST_LETTERS: Final = 4
"""Letters of a word that tells how a title is written: shorter ones are lower case in any."""


def tex_title(title: str, *, is_tex: bool) -> str:
    """Write a title for a field in braces: escaped as `citation_tex` does, its capitals kept."""
    plain = plain_words(title)
    if plain is not None:
        return _plain_title(plain)
    words = list(_words(pieces(title, is_tex=is_tex)))
    is_sentence = _is_sentence(["".join(p.tex for p in word) for word in words[1:] if _is_plain(word)])
    written: list[str] = []
    begins = True
    for word in words:
        if word[0].kind is Kind.SPACE:
            written.append(" ")
            continue
        written.append(_word(word, keeps_first=is_sentence and not begins))
        begins = written[-1].endswith(_BEFORE_A_FIRST)
    return "".join(written)


def _plain_title(words: Sequence[str]) -> str:
    """Write a title that holds nothing but words."""
    is_sentence = _is_sentence(words[1:])
    written: list[str] = []
    begins = True
    for word in words:
        written.append(_plain_word(word, keeps_first=is_sentence and not begins))
        begins = written[-1].endswith(_BEFORE_A_FIRST)
    return " ".join(written)


def _words(parts: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Group pieces into words and the spaces between them."""
    for _, group in groupby(parts, lambda piece: piece.kind is Kind.SPACE):
        yield tuple(group)


def _is_plain(word: Sequence[Piece]) -> bool:
    return all(piece.kind is Kind.TEXT for piece in word)


def _is_sentence(words: Iterable[str]) -> bool:
    """Tell a title written like a sentence: half or more of its longer words have no capital."""
    longer = [word for word in words if len(word) >= _LEAST_LETTERS and word[0].isalpha()]
    return 2 * sum(word[0].islower() for word in longer) >= len(longer) if longer else False


def _word(word: Sequence[Piece], *, keeps_first: bool) -> str:
    """Write a word, in braces where its capitals must stay; punctuation around it stays outside."""
    text = "".join(piece.tex for piece in word)
    if _is_plain(word):
        return _plain_word(text, keeps_first=keeps_first)
    first, last = word[0], word[-1]
    opening = first.tex if first.kind is Kind.TEXT and not first.tex.strip("([“‘\"'`") else ""
    closing = last.tex if last.kind is Kind.TEXT and not last.tex.strip(")]”’\"'.,;:!?…") else ""
    inner = text[len(opening) : len(text) - len(closing)]
    return f"{opening}{_braced(inner)}{closing}"


def _braced(tex: str) -> str:
    r"""Put braces around TeX; twice where it begins with a command, for BibTeX takes `{\"U` for one letter."""
    return f"{{{{{tex}}}}}" if tex.startswith("\\") else f"{{{tex}}}"


@lru_cache(maxsize=1 << 14)
def _plain_word(text: str, *, keeps_first: bool) -> str:
    found = _ENDS.match(text)
    if found is None:
        return text
    parts = _PARTS.split(found["word"])
    return f"{found['open']}{''.join(_kept(parts, keeps_first=keeps_first))}{found['close']}"


def _kept(parts: Sequence[str], *, keeps_first: bool) -> Iterator[str]:
    """Write the parts of a word with hyphens; a lone letter keeps what it is tied to, as in `U-Net`."""
    own = [_has_own_capitals(part) or (keeps_first and part[:1].isupper()) for part in parts]
    if len(parts) > 1 and len(parts[0]) == 1 and own[0] and any(part[:1].isupper() for part in parts[2:]):
        yield _braced("".join(parts))
        return
    alone = len(parts) == 1
    for part, keeps in zip(parts, own, strict=True):
        lone_article = alone and part in {"A", "I"} and not keeps_first
        yield _braced(part) if keeps and not lone_article else part


def _has_own_capitals(part: str) -> bool:
    """Tell a capital that is not a word's first letter, or one that stands alone, with figures or signs of TeX."""
    letters = [character for character in _ESCAPE.sub("", part) if character.isalpha()]
    capitals = sum(character.isupper() for character in letters)
    if not capitals:
        return False
    if len(letters) == 1 or capitals > 1 or not letters[0].isupper():
        return True
    return "\\" in part or any(character.isdigit() for character in part)
