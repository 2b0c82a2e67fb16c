r"""Read the letters that TeX writes as commands: `\'e`, `{\"o}`, `\o`, `\v{S}`, `\i`, `\%`.

Names follow LaTeX2e (Lamport, LaTeX: A Document Preparation System; The Comprehensive LaTeX Symbol List).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from radar.publish.formulas.tex_known import words
from radar.sift.notation import GREEK

ACCENTS: Final = {
    "'": "\u0301",
    "`": "\u0300",
    '"': "\u0308",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "u": "\u0306",
    "v": "\u030c",
    "H": "\u030b",
    "c": "\u0327",
    "k": "\u0328",
    "r": "\u030a",
    "b": "\u0331",
    "d": "\u0323",
    "t": "\u0361",
}
"""Combining marks by the command that puts them on the letter behind it."""

LETTERS: Final = {
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "aa": "å",
    "AA": "Å",
    "i": "ı",
    "j": "ȷ",
    "dh": "ð",
    "DH": "Ð",
    "dj": "đ",
    "DJ": "Đ",
    "th": "þ",
    "TH": "Þ",
    "ng": "ŋ",
    "NG": "Ŋ",
}
"""Letters by name. `\\th`, `\\l` and the like mean them in text only."""

SIGNS: Final = {
    "S": "§",
    "P": "¶",
    "dag": "†",
    "ddag": "‡",
    "copyright": "©",
    "pounds": "£",
    "euro": "€",
    "texteuro": "€",
    "textsterling": "£",
    "textregistered": "®",
    "texttrademark": "™",
    "textcopyright": "©",
    "textdegree": "°",
    "degree": "°",
    "degreeCelsius": "°C",
    "celsius": "°C",
    "deg": "°",
    "degr": "°",
    "textmu": "µ",
    "micro": "µ",
    "ohm": "Ω",
    "textohm": "Ω",
    "texttimes": "×",
    "textpm": "±",
    "textendash": "–",
    "textemdash": "—",
    "textquoteleft": "‘",
    "textquoteright": "’",
    "textquotedblleft": "“",
    "textquotedblright": "”",
    "textquotesingle": "'",
    "textquotedbl": '"',
    "lq": "‘",
    "rq": "’",
    "guillemotleft": "«",
    "guillemotright": "»",
    "textbackslash": "\\",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textasciigrave": "`",
    "textasciiacute": "´",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textunderscore": "_",
    "textdollar": "$",
    "textellipsis": "…",
    "ldots": "…",
    "dots": "…",
    "textbullet": "•",
    "textperiodcentered": "·",
    "textcdot": "·",
    "textperthousand": "‰",
    "textonehalf": "½",
    "textonequarter": "¼",
    "textthreequarters": "¾",
    "textsection": "§",
    "textparagraph": "¶",
    "textordfeminine": "ª",
    "textordmasculine": "º",
    "arcsec": "″",
    "arcmin": "′",
    "textprime": "′",
    "textrightarrow": "→",
    "textleftarrow": "←",
    "textalpha": "α",
    "textbeta": "β",
    "textgamma": "γ",
    "slash": "/",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "BibTeX": "BibTeX",
    "quad": " ",
    "qquad": " ",
    "enspace": " ",
    "thinspace": " ",
    "space": " ",
    "newline": " ",
    "par": " ",
}
"""What other commands of text print."""

ESCAPED: Final = dict.fromkeys("%&$#_{}", "") | dict.fromkeys(" ,;:>\\\n\t", " ") | dict.fromkeys("-/@!", "")
"""What a backslash before a sign means: the sign itself where nothing else stands here."""
ESCAPED.update({sign: sign for sign in "%&$#_{}"})

SILENT: Final = words(
    """
    noindent xspace relax protect allowbreak nobreak linebreak nolinebreak hfill centering medskip smallskip
    bigskip smallbreak normalsize small large footnotesize tiny scriptsize upshape normalfont rmfamily sffamily
    ttfamily mdseries rm sf tt sc scshape boldmath unboldmath ignorespaces displaystyle textstyle scriptstyle
    nonumber notag indent newpage clearpage selectfont left right
    """
)
"""Commands of text that print nothing and need nothing."""

_BROKEN_GREEK: Final = {(name[0], name[1:]): letter for name, letter in GREEK.items() if name[0] in ACCENTS}


def accented(command: str, letters: str) -> str:
    r"""Put an accent on the first of some letters, which may be `\i` or `\j`.

    What a Greek letter has become where its command was cut in two, `\b{eta}` as arXiv
    has it, is read as that letter.
    """
    if (greek := _BROKEN_GREEK.get((command, letters))) is not None:
        return greek
    bare = {"\\i": "i", "\\j": "j", "ı": "i", "ȷ": "j"}.get(letters, letters)
    return unicodedata.normalize("NFC", bare[:1] + ACCENTS[command] + bare[1:])


_SIMPLE: Final = re.compile(
    r"""
    \\ (?: ([\'`"^~=.]) \s?+ | ([uvHckrbdt]) (?=\{|\s[A-Za-z](?![A-Za-z])|\\[ij]) \s?+ )
        (?: \{ (\\[ij]|[^\W\d_]{1,12}) \} | (\\[ij](?![A-Za-z])|[^\W\d_]) )
    | \\([A-Za-z]{1,25}) (?![A-Za-z]) [ ]?+
    | \\([%&$#_{} ,;:>\\/@!-])
    | ([{}]) | (~)
    """,
    re.VERBOSE,
)


def readable(tex: str) -> str:
    """Read a short text without structure: its letters and signs, braces dropped, the rest as it stands."""
    return _SIMPLE.sub(_read, tex)


def _read(found: re.Match[str]) -> str:
    if accent := found[1] or found[2]:
        return accented(accent, found[3] or found[4])
    if name := found[5]:
        printed = LETTERS.get(name, SIGNS.get(name))
        return found[0] if printed is None else printed
    if sign := found[6]:
        return ESCAPED[sign]
    return "" if found[7] else " "
