"""Speak the site's languages: gettext catalogues, dates by locale, language of a text.

Catalogues are `theme/translations/<lang>/LC_MESSAGES/radar.po`, compiled in memory, so
that no binary file lies in the repository. Dates come from CLDR through Babel, never
from the C library: bytes must not depend on the machine's locale.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from gettext import GNUTranslations
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from markupsafe import Markup

TRANSLATIONS: Final = Path(__file__).resolve().parents[3] / "theme" / "translations"

TAGS: Final[Mapping[str, str]] = {"zh": "zh-CN", "en": "en"}
"""The language tags pages carry."""

NAMES: Final[Mapping[str, str]] = {"zh": "中文", "en": "English"}
"""What each language calls itself."""

_LOCALES: Final[Mapping[str, str]] = {"zh": "zh_Hans_CN", "en": "en_GB"}
_KANA: Final = re.compile(r"[\u3041-\u30ff]")
_HANGUL: Final = re.compile(r"[\uac00-\ud7af]")
_HAN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def catalogue(lang: str) -> Catalog:
    """Read a language's strings; fuzzy ones are kept for the test that forbids them."""
    with (TRANSLATIONS / lang / "LC_MESSAGES" / "radar.po").open("rb") as file:
        return read_po(file, locale=_LOCALES[lang])


@lru_cache
def translations(lang: str) -> GNUTranslations:
    """Compile a language's strings."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue(lang))
    buffer.seek(0)
    return GNUTranslations(buffer)


class Words:
    """Say a template's words in one language: `_("…", name=value)`, values escaped.

    Stands in for the i18n extension's own functions, which look the language up and
    format anew for each of a page's thousands of calls.
    """

    def __init__(self, lang: str) -> None:
        """Take a language's catalogue."""
        self._catalogue = translations(lang)
        self._patterns: dict[str, Markup] = {}
        self._plain: dict[str, Markup] = {}

    def gettext(self, message: str, **values: object) -> Markup:
        """Say a message; a `%` in it is written `%%`, with values or without."""
        if not values:
            if message not in self._plain:
                self._plain[message] = self._pattern(message) % {}
            return self._plain[message]
        return self._pattern(message) % values

    def ngettext(self, one: str, many: str, num: int, **values: object) -> Markup:
        """Say a message that counts; the count is `%(num)d` in it."""
        return Markup(self._catalogue.ngettext(one, many, num)) % {"num": num, **values}  # noqa: S704 - from our own catalogues

    def _pattern(self, message: str) -> Markup:
        if message not in self._patterns:
            self._patterns[message] = Markup(self._catalogue.gettext(message))  # noqa: S704 - from our own catalogues
        return self._patterns[message]


@lru_cache
def words(lang: str) -> Words:
    """Give a language's words; one object serves all pages."""
    return Words(lang)


@lru_cache(maxsize=4096)
def day_words(day: date, lang: str) -> str:
    """Write a day without its year: `6月19日`, `19 June`."""
    return format_skeleton("MMMMd", day, locale=_LOCALES[lang])


@lru_cache(maxsize=4096)
def full_day_words(day: date, lang: str) -> str:
    """Write a day with its year: `2026年6月19日`, `19 June 2026`."""
    return format_date(day, "long", locale=_LOCALES[lang])


def month_words(day: date, lang: str) -> str:
    """Write a month: `2026年6月`, `June 2026`."""
    return format_skeleton("yMMMM", day, locale=_LOCALES[lang])


def weekday_words(day: date, lang: str) -> str:
    """Name a day of the week: `周五`, `Friday`."""
    return format_date(day, "EEE" if lang == "zh" else "EEEE", locale=_LOCALES[lang])


def instant_words(moment: datetime, timezone: str) -> str:
    """Write a moment to the minute in a time zone, with its offset: `2026-06-19 18:10 UTC+08:00`."""
    local = moment.astimezone(UTC if timezone == "UTC" else ZoneInfo(timezone))
    offset = local.strftime("%z")
    zone = "UTC" if not int(offset) else f"UTC{offset[:3]}:{offset[3:5]}"
    return f"{local:%Y-%m-%d %H:%M} {zone}"


def number_words(number: float) -> str:
    """Write a whole number with its thousands apart: `12,345`."""
    return f"{int(number):,}"


def money_words(usd: float) -> str:
    """Write an amount of dollars, small ones to four places: `1.20`, `0.0031`."""
    return f"{usd:,.2f}" if usd >= 0.1 else f"{usd:.4f}"  # noqa: PLR2004 - from here on two places tell amounts apart


def text_language(text: str) -> str:
    """Tell the language tag of a paper's text by its script; what is not CJK counts as English."""
    if text.isascii():
        return TAGS["en"]
    if _KANA.search(text):
        return "ja"
    if _HANGUL.search(text):
        return "ko"
    return TAGS["zh"] if _HAN.search(text) else TAGS["en"]
