"""Render day pages as the build does, and the same bytes by bare Jinja, side by side in one run.

    python bench/speed/pages_render.py --archive .bench/100k [--days 12]

`--archive` is what `archives.py` made: a folder with `daily/`. Bare Jinja is one template
that writes a page's own bytes from its cards and what stands between them, as ready text
that it escapes: what any program that renders through Jinja has to do at least. Both sides
are measured in CPU seconds, alternating page by page, after one page each has warmed what
compiles once. Days are loaded before the clock starts: loading is another bench's business.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "plugins")]

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template  # noqa: E402 - below the path set above
from markupsafe import Markup  # noqa: E402 - same

from radar.config import load  # noqa: E402 - found through that path
from radar.publish.page import HandText  # noqa: E402 - same
from radar.publish.pages import page_units  # noqa: E402 - same
from radar.publish.site import load_site  # noqa: E402 - same
from radar.publish.view import Site  # noqa: E402 - same

_TAG = re.compile(r"(<[^>]*>)")
_CARD = re.compile(r'(?=<li class="card|<li id="[^"]*"><h3)')
_BARE = """{% for card in cards %}{% for tags, text in card %}{{ tags }}{{ text }}{% endfor %}{% endfor %}"""


def environment(**more: object) -> Environment:
    """Make an environment as Pelican does for this theme."""
    return Environment(
        loader=FileSystemLoader(ROOT / "theme" / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        **more,  # type: ignore[arg-type] # options of Environment
    )


def parts(html: str) -> list[list[tuple[Markup, str]]]:
    """Cut a page into its cards, and each into runs of tags as they are with the text behind them, to be escaped."""
    return [list(_runs(card)) for card in _CARD.split(html)]


def _runs(card: str) -> Iterator[tuple[Markup, str]]:
    tags = ""
    for number, piece in enumerate(_TAG.split(card)):
        if number % 2 or not piece.strip():
            tags += piece
        else:
            yield Markup(tags), unescape(piece)  # noqa: S704 - a page that was rendered before
            tags = ""
    yield Markup(tags), ""  # noqa: S704 - same


def measure(site: Site, names: Iterable[str]) -> tuple[int, int, float, float, float]:
    """Give bytes, cards, the CPU seconds of ours and of bare Jinja, and the median of their ratio, day by day."""
    hand = {(one.slug, lang): HandText(title="x", html="") for one in site.pages for lang in one.files}
    units, others = ({unit.name: unit for unit in page_units(site, environment(), hand)} for _ in range(2))
    bare: Template = environment().from_string(_BARE)
    size = cards = 0
    ours = theirs = 0.0
    ratios = []
    for number, name in enumerate(names):
        made = others[f"page/day/{name}"].make()  # loads the day, and leaves nothing for ours to find
        cut = [parts(data.decode()) for _, data in made]
        began = time.process_time()
        made = list(units[f"page/day/{name}"].make())
        middle = time.process_time()
        again = [bare.render(cards=each).encode() for each in cut]
        ended = time.process_time()
        if number:
            size, cards = size + sum(map(len, again)), cards + sum(len(each) - 1 for each in cut)
            ours, theirs = ours + middle - began, theirs + ended - middle
            ratios.append((ended - middle) / (middle - began))
    return size, cards, ours, theirs, median(ratios)


def main() -> None:
    """Measure recent and old days of an archive, and print a row for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument("--days", type=int, default=12)
    options = parser.parse_args()
    site = load_site(load(ROOT / "radar.example.toml"), options.archive, sample=False, url="https://radar.example")
    dates = site.register.dates
    ages = {
        "recent": [day.isoformat() for day in dates if site.is_recent(day)],
        "old": [day.isoformat() for day in dates if not site.is_recent(day)],
    }
    print(f"{'days':8}{'cards':>8}{'kB':>8}{'ours s':>9}{'bare s':>9}{'ours/bare rate':>16}")
    for age, names in ages.items():
        if len(names) > 1:
            size, cards, ours, theirs, ratio = measure(site, names[: options.days + 1])
            print(f"{age:8}{cards:8}{size // 1000:8}{ours:9.3f}{theirs:9.3f}{ratio:16.0%}")


if __name__ == "__main__":
    main()
