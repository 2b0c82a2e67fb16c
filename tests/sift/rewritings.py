"""Rewrite titles and names as journals, feeds and indexes do to what authors wrote.

Each rewriting takes a title as arXiv has it, its authors and a source of chance, and
gives the markup of a feed's title and the authors; None where it would change nothing.
"""

from __future__ import annotations

import html
import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise

from latex2mathml.converter import convert
from lxml import etree

Said = tuple[str, tuple[str, ...]]
Rewriting = Callable[[str, tuple[str, ...], random.Random], Said | None]

_FORMULA = re.compile(r"\$([^$]+)\$")
_TEX_ACCENT = re.compile(r"""\\(["'`^~=.]|[uvHckr](?=\s*\{|\s))\s*(?:\{\\?([A-Za-z])\}|\\?([A-Za-z]))""")
_COMBINING = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a",
}  # fmt: skip
_COMMANDS = {mark: command for command, mark in _COMBINING.items() if command != "="}


def letters(title: str) -> str:
    """Keep a title's letters and figures, for finding near ones."""
    return re.sub(r"[\W_]+", "", title.casefold())


def _of_title(rewrite: Callable[[str, random.Random], str | None]) -> Rewriting:
    """Make a rewriting of one of plain titles: what it gives is escaped as markup."""

    def said(title: str, authors: tuple[str, ...], chance: random.Random) -> Said | None:
        found = rewrite(title, chance)
        return None if found is None or found == title else (html.escape(found, quote=False), authors)

    return said


def _of_formulas(rewrite: Callable[[etree._Element], str]) -> Rewriting:
    """Make a rewriting that takes every formula as the MathML that a converter makes of it."""

    def said(title: str, authors: tuple[str, ...], _: random.Random) -> Said | None:
        if not _FORMULA.search(title) or not is_plain_tex(title):
            return None
        parts = _FORMULA.split(tex_accents_as_unicode(title))
        try:
            written = [
                rewrite(mathml(part)) if n % 2 else html.escape(part, quote=False) for n, part in enumerate(parts)
            ]
        except Exception:  # noqa: BLE001 - a converter that cannot read a formula makes no pair
            return None
        return "".join(written), authors

    return said


def is_plain_tex(title: str) -> bool:
    """Tell whether all commands stand in formulas or make accents: what is left no journal prints."""
    return "\\" not in _TEX_ACCENT.sub("", _FORMULA.sub("", title))


def mathml(tex: str) -> etree._Element:
    # the converter draws overlines with U+2015; publishers use the macron of the MathML operator dictionary
    return etree.fromstring(convert(tex).replace("&#x02015;", "&#x000AF;").encode())


# -- looks -----------------------------------------------------------------------------


def _outside_formulas(change: Callable[[str], str]) -> Callable[[str, random.Random], str | None]:
    def changed(title: str, _: random.Random) -> str | None:
        if "\\" in _FORMULA.sub("", title):
            return None
        return "".join(part if n % 2 else change(part) for n, part in enumerate(re.split(r"(\$[^$]+\$)", title)))

    return changed


def _typeset(title: str, chance: random.Random) -> str:
    """Set the quotes and dashes that a publisher sets."""
    text = re.sub(r"``(.+?)''", r"“\1”", title)
    text = re.sub(r'"([^"]+)"', r"“\1”", text).replace("---", "—").replace("--", "–")
    text = re.sub(r"(?<=\w)'(?=\w)", "’", text)
    return re.sub(r"(?<=\w)-(?=\w)", lambda _: chance.choice("-‐‑–"), text)


def _ligatures(title: str, _: random.Random) -> str | None:
    if "\\" in title:
        return None
    for plain, joined in (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ")):
        title = title.replace(plain, joined)
    return title


def _subtitle(title: str, chance: random.Random) -> str:
    return title.replace(": ", chance.choice([" – ", " — ", " - ", ". ", "—", ": \u200b", " : ", " | "]), 1)


def _hyphens(title: str, chance: random.Random) -> str | None:
    inner = [found.start() for found in re.finditer(r"(?<=[a-z])-(?=[a-z])", title)]
    if not inner or "$" in title:
        return None
    place = chance.choice(inner)
    return title[:place] + chance.choice(["", " "]) + title[place + 1 :]


def _compound(title: str, chance: random.Random) -> str | None:
    words = title.split(" ")
    inner = [n for n, (a, b) in enumerate(pairwise(words)) if a.islower() and b.islower() and (a + b).isalpha()]
    if not inner:
        return None
    place = chance.choice(inner)
    return " ".join([*words[:place], f"{words[place]}-{words[place + 1]}", *words[place + 2 :]])


def _spaced(title: str, chance: random.Random) -> str:
    return "".join(chance.choice([" ", "  ", "\n   ", "\u00a0", "\u2009"]) if c == " " else c for c in title)


def _ampersand(title: str, _: random.Random) -> str:
    return title.replace(" and ", " & ", 1) if " and " in title else title.replace(" & ", " and ", 1)


# -- accents ---------------------------------------------------------------------------


def tex_accents_as_unicode(title: str) -> str:
    return _TEX_ACCENT.sub(
        lambda found: unicodedata.normalize("NFC", (found[2] or found[3]) + _COMBINING[found[1]]), title
    )


def _accents_as_tex(title: str, chance: random.Random) -> str | None:
    if title.isascii() or "\\" in title:
        return None
    said = []
    for letter in title:
        base, *marks = unicodedata.normalize("NFD", letter)
        command = _COMMANDS.get("".join(marks))
        known = command and base.isascii() and base.isalpha()
        braced = chance.random() < 0.5 or (command or "").isalpha()
        said.append((f"\\{command}{{{base}}}" if braced else f"\\{command}{base}") if known else letter)
    return "".join(said)


def _without_accents(title: str, _: random.Random) -> str | None:
    if "\\" in title:
        return None
    return "".join(c for c in unicodedata.normalize("NFKD", title) if not unicodedata.combining(c))


# -- formulas --------------------------------------------------------------------------

_OVER = {"¯": "\u0304", "‾": "\u0305", "~": "\u0303", "^": "\u0302", "˙": "\u0307", "→": "\u20d7"}


def _as_mathml(prefix: str, *, variants: bool) -> Callable[[etree._Element], str]:
    def written(formula: etree._Element) -> str:
        for number, element in enumerate(formula.iter()):
            if variants and number % 2 and etree.QName(element).localname == "mi":
                element.set("mathvariant", "italic")
        text = etree.tostring(formula, encoding="unicode", with_tail=False)
        text = re.sub(r"\sxmlns(?::\w+)?=\"[^\"]*\"|\sdisplay=\"\w+\"", "", text)
        return re.sub(r"(</?)(?=\w)", rf"\1{prefix}", text)

    return written


def _as_html(formula: etree._Element) -> str:
    """Write a formula with `<sub>`, `<sup>` and `<i>`, as most publishers' feeds do."""
    return _flat(formula, lower="<sub>{}</sub>", upper="<sup>{}</sup>", letter="<i>{}</i>")


def _as_unicode(formula: etree._Element) -> str:
    return _flat(formula, lower="_{}", upper="^{}", letter="{}")


def _flat(element: etree._Element, **forms: str) -> str:
    name = etree.QName(element).localname
    parts = [_flat(child, **forms) for child in element]
    if name in ("mi", "mn", "mo", "mtext", "ms"):
        text = html.escape((element.text or "").strip(), quote=False)
        return forms["letter"].format(text) if name == "mi" and len(text) == 1 and text.isalpha() else text
    if name in ("msub", "munder"):
        return parts[0] + _index(parts[1], forms["lower"])
    if name in ("msubsup", "munderover"):
        return parts[0] + _index(parts[1], forms["lower"]) + _index(parts[2], forms["upper"])
    if name == "msup":
        return parts[0] + _index(parts[1], forms["upper"])
    if name == "mover":
        mark = _OVER.get(html.unescape(re.sub("<[^<>]*>", "", parts[1])))
        bare = re.fullmatch(r"(<i>)?(\w)(</i>)?", parts[0])
        return f"{bare[1] or ''}{bare[2]}{mark}{bare[3] or ''}" if mark and bare else parts[0]
    if name == "mfrac":
        return f"{parts[0]}/{parts[1]}"
    return "√" + "".join(parts) if name == "msqrt" else "".join(parts)


_RAISED = dict(zip("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ", strict=True))
_LOWERED = dict(zip("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎", strict=True))


def _index(text: str, form: str) -> str:
    """Set an index; without markup in Unicode's figures where it has them, else at full size."""
    if "<" in form or not text:
        return form.format(text) if text else ""
    table = _RAISED if form.startswith("^") else _LOWERED
    return "".join(table[c] for c in text) if all(c in table for c in text) else text


# -- markup ----------------------------------------------------------------------------


def _entities(title: str, authors: tuple[str, ...], chance: random.Random) -> Said | None:
    named = html.escape(title).replace("-", chance.choice(["-", "&#8211;", "&ndash;", "&#x2010;"]))
    said = named.encode("ascii", "xmlcharrefreplace").decode()
    return None if said == title else (said, authors)


def _marked_up(title: str, authors: tuple[str, ...], chance: random.Random) -> Said | None:
    words = html.escape(title, quote=False).split(" ")
    if "\\" in title or "$" in title:
        return None
    place = chance.randrange(len(words))
    name = chance.choice(["i", "b", "em", "italic", "jats:italic", "sc", "span", "bold"])
    words[place] = f"<{name}>{words[place]}</{name}>"
    return " ".join(words), authors


# -- names -----------------------------------------------------------------------------


def _of_first_author(rewrite: Callable[[list[str], str], str | None]) -> Rewriting:
    def said(title: str, authors: tuple[str, ...], _: random.Random) -> Said | None:
        *given, family = authors[0].split()
        if not given or not authors[0].replace(" ", "").replace("-", "").replace(".", "").isalpha():
            return None
        if re.search(r"(?i)\b(collaboration|group|team|consortium|jr|sr|ii+)\b", authors[0]):
            return None
        found = rewrite(given, family)
        return None if found is None else (html.escape(title, quote=False), (found, *authors[1:]))

    return said


def _initials(given: list[str]) -> Iterator[str]:
    return (name[0].upper() for name in given if name[0].isalpha())


def _bare_name(given: list[str], family: str) -> str | None:
    name = " ".join((*given, family))
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return None if bare == name else bare


# -- all at once -----------------------------------------------------------------------


def _several(title: str, authors: tuple[str, ...], chance: random.Random) -> Said | None:
    """Do to one title what a journal, its feed's writer and an index do one after the other."""
    steps = [ALL[name] for name in ("family, initials", "quotes and dashes", "colon of the subtitle", "upper case")]
    text, names, done = title, authors, 0
    for step in steps:
        if (said := step(text, names, chance)) is not None:
            text, names, done = html.unescape(said[0]), said[1], done + 1
    return (html.escape(text, quote=False) + ".", names) if done > 1 else None


ALL: dict[str, Rewriting] = {
    "as it stands": lambda title, authors, _: (html.escape(title, quote=False), authors),
    "upper case": _of_title(_outside_formulas(str.upper)),
    "lower case": _of_title(_outside_formulas(str.lower)),
    "title case": _of_title(_outside_formulas(str.title)),
    "a full stop": _of_title(lambda title, _: title + "."),
    "white space": _of_title(_spaced),
    "quotes and dashes": _of_title(_typeset),
    "ligatures": _of_title(_ligatures),
    "colon of the subtitle": _of_title(_subtitle),
    "a hyphen dropped": _of_title(_hyphens),
    "a hyphen added": _of_title(_compound),
    "and, &": _of_title(_ampersand),
    "accents as TeX": _of_title(_accents_as_tex),
    "TeX accents as Unicode": _of_title(lambda title, _: tex_accents_as_unicode(title)),
    "accents dropped": _of_title(_without_accents),
    "formulas as MathML": _of_formulas(_as_mathml("", variants=False)),
    "formulas as mml: with faces": _of_formulas(_as_mathml("mml:", variants=True)),
    "formulas as HTML": _of_formulas(_as_html),
    "formulas as Unicode": _of_formulas(_as_unicode),
    "entities": _entities,
    "italics and bold": _marked_up,
    "family, given": _of_first_author(lambda given, family: f"{family}, {' '.join(given)}"),
    "family, initials": _of_first_author(lambda given, family: f"{family}, {'. '.join(_initials(given))}."),
    "initials family": _of_first_author(lambda given, family: f"{'.'.join(_initials(given))}. {family}"),
    "PubMed's family initials": _of_first_author(lambda given, family: f"{family} {''.join(_initials(given))[:2]}"),
    "FAMILY in capitals": _of_first_author(lambda given, family: f"{' '.join(given)} {family.upper()}"),
    "first given name only": _of_first_author(
        lambda given, family: f"{given[0]} {family}" if len(given) > 1 else None
    ),
    "a name's accents dropped": _of_first_author(_bare_name),
    "several at once": _several,
}
