"""Draw the pictures that other sites show with a link to a day or a briefing (Open Graph, 1200 x 630, PNG).

    Day, Briefing ──► Scene: what the picture says ──► PNG bytes

The font is a part of Noto Serif CJK SC (SIL Open Font License 1.1, see theme/fonts): the
3,755 common characters of GB 2312 and the letters of European languages. The same site
gives the same bytes, with the same Pillow. A picture bears a mark of what it says, so
that one that is there already need not be drawn anew.
"""

from __future__ import annotations

import io
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from radar.models import Briefing
from radar.publish import inputs, urls
from radar.publish.formulas import tex
from radar.publish.i18n import full_day_words
from radar.publish.incremental import Unit
from radar.publish.page import briefings_of, loaded
from radar.publish.syndication.feed_items import AI_LABEL
from radar.publish.view import Day, Site
from radar.sift import fields

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

SIZE: Final = (1200, 630)
_FONT: Final = Path(__file__).resolve().parents[3] / "theme" / "fonts" / "noto-serif-sc-subset.otf.xz"
_DESIGN: Final = "1"
"""Goes into every mark: another design, other marks."""
_PAPER, _INK, _QUIET, _ACCENT, _AI = "#FBFAF6", "#1B1A17", "#55524A", "#0B5A66", "#6A4A0B"
_MARGIN: Final = 88
_LINES: Final = 4
_LONGEST: Final = 200
_FIRST_RARE: Final = 0xD8
"""Lead byte of GB 2312's second level, whose characters the font has not."""
_SIGNS: Final = frozenset("，。、；：？！（）《》“”‘’—…·【】")
_COUNTED: Final = {"zh": "{}篇新论文", "en": "{} new papers"}
_ONE: Final = {"zh": "1篇新论文", "en": "1 new paper"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """Hold what one picture says."""

    title: str
    site: str
    line: str
    label: str = ""
    """Says that a model wrote the title; empty where none did."""

    @property
    def words(self) -> str:
        """Say it all, for who cannot see it."""
        return " · ".join(filter(None, (self.title, self.line, self.label, self.site)))

    @property
    def mark(self) -> str:
        """Give the digest of what is said and how it is drawn."""
        return sha256(f"{_DESIGN}\n{self!r}".encode()).hexdigest()[:32]


def day_scene(site: Site, day: Day, lang: str) -> Scene:
    """Say of a day how many papers it brought, and its first topics."""
    count = len(day.papers)
    names = dict.fromkeys(site.title(match.topic_id, lang) for entry in day.papers for match in entry.matches)
    counted = _ONE[lang] if count == 1 else _COUNTED[lang].format(count)
    title = f"{full_day_words(day.day, lang)} · {counted}"
    return Scene(
        title=_drawable(title), site=_drawable(site.config.site.title), line=_drawable(" · ".join([*names][:4]))
    )


def briefing_scene(site: Site, briefing: Briefing, lang: str) -> Scene:
    """Say a briefing's headline, or what it is about where the font lacks a character of it."""
    about = [fields.NAMES.get(field, {}).get(lang, field) for field in briefing.fields]
    subject = " × ".join(about) or site.title(briefing.slug, lang)
    headline = tex.plain(briefing.title)[:_LONGEST]
    is_whole = _drawable(headline) == headline
    return Scene(
        title=headline if is_whole else _drawable(subject),
        site=_drawable(site.config.site.title),
        line=_drawable(f"{full_day_words(briefing.day, lang)} · {subject}"),
        label=AI_LABEL[lang] if briefing.by == "model" else "",
    )


def image_units(site: Site, there: Path) -> Iterator[Unit]:
    """List the pictures of recent days and of their briefings, a unit each day; none where nobody could find them.

    `there` is the output folder: a picture of an earlier build that bears the right mark is taken as it is.
    """
    recent = (day for day in site.register.dates if site.is_recent(day)) if site.url else ()
    for day in recent:
        yield Unit(
            name=f"images/{day.isoformat()}",
            inputs={**inputs.settings(site), **inputs.contents(site, [day])},
            make=partial(_images, site, day, there),
            near=f"images {day:%Y-%m}",
        )


def _images(site: Site, when: date, there: Path) -> Iterator[tuple[str, bytes]]:
    for name, scene in _scenes(site, loaded(site, when)):
        yield name, _kept(there / name, scene.mark) or draw(scene)


def _scenes(site: Site, day: Day) -> Iterator[tuple[str, Scene]]:
    for lang in site.langs:
        yield urls.picture(lang, day.day.isoformat()), day_scene(site, day, lang)
        for briefing in briefings_of(day, lang):
            name = f"{day.day.isoformat()}-{briefing.slug}"
            yield urls.picture(lang, name), briefing_scene(site, briefing, lang)


def _kept(path: Path, mark: str) -> bytes:
    """Give the picture that is there if it bears this mark, else nothing."""
    data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
    return data if f"mark\0{mark}".encode() in data[:160] else b""


def draw(scene: Scene) -> bytes:
    """Draw a picture as PNG."""
    from PIL import Image, ImageDraw, PngImagePlugin  # noqa: PLC0415 - heavy, and only a build with an address needs it

    picture = Image.new("RGB", SIZE, _PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 16, SIZE[1]), fill=_ACCENT)
    pen.text((_MARGIN, 64), scene.site, font=_font(34), fill=_ACCENT)
    size = 64 if len(_wrapped(scene.title, 64)) < _LINES else 52
    for n, line in enumerate(_wrapped(scene.title, size)[:_LINES]):
        pen.text((_MARGIN, 160 + round(n * size * 1.4)), line, font=_font(size), fill=_INK)
    pen.text((_MARGIN, 500), _cut(scene.line, 30), font=_font(30), fill=_QUIET)
    pen.text((_MARGIN, 550), scene.label, font=_font(28), fill=_AI)
    marks, out = PngImagePlugin.PngInfo(), io.BytesIO()
    marks.add_text("mark", scene.mark)
    picture.quantize(32, dither=Image.Dither.NONE).save(out, "PNG", pnginfo=marks, compress_level=6)
    return out.getvalue()


@lru_cache
def _font(size: int) -> FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415 - heavy

    data = io.BytesIO(_font_file())
    return ImageFont.truetype(data, size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache
def _font_file() -> bytes:
    return lzma.decompress(_FONT.read_bytes())


def _wrapped(text: str, size: int) -> list[str]:
    """Break a text into lines: Latin words whole, between any two Chinese characters; a last line is cut."""
    lines = [""]
    for token in _tokens(text):
        if lines[-1] and _width(lines[-1] + token.rstrip(), size) > SIZE[0] - 2 * _MARGIN and token not in _SIGNS:
            lines.append("")
        lines[-1] += token if lines[-1] else token.lstrip()
    kept = [_cut(line.rstrip(), size) for line in lines]
    return kept if len(kept) <= _LINES else [*kept[: _LINES - 1], _cut(f"{kept[_LINES - 1]}…", size)]


def _tokens(text: str) -> Iterator[str]:
    word = ""
    for character in text:
        if ord(character) > 0x2E7F or character == " ":  # noqa: PLR2004 - where CJK begins
            yield from filter(None, (word, character))
            word = ""
        else:
            word += character
    yield from filter(None, (word,))


def _cut(text: str, size: int) -> str:
    """Shorten a line to the picture's width."""
    if _width(text, size) <= SIZE[0] - 2 * _MARGIN:
        return text
    while text and _width(f"{text}…", size) > SIZE[0] - 2 * _MARGIN:
        text = text[:-1]
    return f"{text}…"


def _width(text: str, size: int) -> float:
    return _font(size).getlength(text)


def _drawable(text: str) -> str:
    """Leave out what the font has no glyph for."""
    return "".join(character for character in text if _has(character))


def _has(character: str) -> bool:
    code = ord(character)
    if 0x20 <= code <= 0x7E or 0xA0 <= code <= 0x17F or 0x391 <= code <= 0x3C9 or character in _SIGNS:  # noqa: PLR2004 - Unicode blocks
        return True
    pair = character.encode("gb2312", "ignore")
    return len(pair) == 2 and 0xB0 <= pair[0] < _FIRST_RARE  # noqa: PLR2004 - GB 2312's first level
