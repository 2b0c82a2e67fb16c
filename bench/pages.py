"""Weigh the pages of a built site against the budgets of the design, as bytes on the wire and elements.

    python bench/pages.py /tmp/replay/output
    python bench/pages.py /tmp/replay/output --browser

Prints, as Markdown, a row for each kind of page, the heaviest of its kind: HTML raw and
gzipped, elements without and with MathML, requests that the page names. With `--browser`
home and the heaviest day are opened in Chromium too, on a phone's width: elements with
scripts, requests, how far things moved (CLS), while reading to the end. The exit code is 1
where home, the style sheet or a script is over its budget.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html

CLS = 0.02
HOME_HTML, CSS, SCRIPT, HOME_ELEMENTS, HOME_REQUESTS = 40_000, 8_000, 8_000, 1_500, 6
_MATHML = frozenset({"math", "mfrac", "mi", "mn", "mo", "mover", "mroot", "mrow", "mspace", "msqrt", "msub"}) | {
    *("msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover")
}


def kind(path: str) -> str:
    """Name a page's kind by its address, whatever its language."""
    parts = path.removeprefix("en/").split("/")[:-1]
    if not parts:
        return "home" if path.endswith("index.html") else path
    if parts[0].isdigit():
        return {1: "year", 2: "month"}.get(len(parts), "day")
    return parts[0] if len(parts) == 1 else f"{parts[0]}/…"


def weigh(file: Path) -> tuple[int, int, int, int, int]:
    """Give bytes, bytes gzipped, elements without MathML, elements of MathML, requests."""
    data = file.read_bytes()
    root = html.fromstring(data.decode("utf-8"))
    tags = [str(element.tag) for element in root.iter(etree.Element)]
    formula = sum(tag in _MATHML for tag in tags)
    return len(data), zipped(data), len(tags) - formula, formula, 1 + len(set(_loaded(root)))


def _loaded(root: html.HtmlElement) -> Iterator[str]:
    yield from root.xpath("//link[@rel='stylesheet' or @rel='manifest']/@href | //script/@src | //img/@src")
    yield from root.xpath("//link[@rel='icon']/@href")[:1]  # of several icons a browser takes one


def zipped(data: bytes) -> int:
    """Count the bytes that a server sends."""
    return len(gzip.compress(data, 9, mtime=0))


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("output", type=Path)
    parser.add_argument("--browser", action="store_true", help="open home and the heaviest day in Chromium too")
    given = parser.parse_args()
    output: Path = given.output
    heaviest: dict[str, tuple[tuple[int, int, int, int, int], str]] = {}
    for file in sorted(output.rglob("*.html")):
        name = file.relative_to(output).as_posix()
        heaviest[kind(name)] = max(heaviest.get(kind(name), ((0,) * 5, "")), (weigh(file), name))
    print("| kind | heaviest | HTML | gzipped | elements | of MathML | requests |\n|---|---|---|---|---|---|---|")
    for each, (found, name) in sorted(heaviest.items()):
        print(f"| {each} | {name} | " + " | ".join(f"{n:,}" for n in found) + " |")
    is_moving = given.browser and _watch(output, ["index.html", heaviest["day"][1]])
    return _judge(output, heaviest["home"][0]) or int(is_moving)


_OBSERVE = """window.moved = 0;
new PerformanceObserver(list => {
  for (const each of list.getEntries()) if (!each.hadRecentInput) moved += each.value;
}).observe({type: 'layout-shift', buffered: true});"""
_READ = """async () => {
  for (let y = 0; y < document.body.scrollHeight && y < 40000; y += 600) {
    scrollTo(0, y);
    await new Promise(done => setTimeout(done, 30));
  }
  return [document.querySelectorAll('*').length, moved];
}"""


def _watch(output: Path, names: list[str]) -> bool:
    """Open pages as a reader on a phone does; tells whether one moves more than it may."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a dev extra

    from radar.publish.serve import server  # noqa: PLC0415 - only here

    served = server(output, 0, "/hub/")
    threading.Thread(target=served.serve_forever, daemon=True).start()
    print("\n| page | elements | requests | CLS |\n|---|---|---|---|")
    shifts = []
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or playwright.chromium.executable_path
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name in names:
            page = browser.new_page(viewport={"width": 360, "height": 740})
            page.add_init_script(_OBSERVE)
            asked: list[str] = []
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.goto(f"http://127.0.0.1:{served.server_address[1]}/hub/{name}", wait_until="networkidle")
            first = len(asked)
            elements, moved = page.evaluate(_READ)
            shifts.append(moved)
            print(f"| {name} | {elements:,} | {first} | {moved:.4f}{' **over**' if moved > CLS else ''} |")
        browser.close()
    served.shutdown()
    return max(shifts) > CLS


def _judge(output: Path, home: tuple[int, int, int, int, int]) -> int:
    rows = [
        ("home HTML, gzipped", home[1], HOME_HTML),
        ("home elements", home[2], HOME_ELEMENTS),
        ("home requests", home[4], HOME_REQUESTS),
        *((f"{file.name}, gzipped", zipped(file.read_bytes()), CSS) for file in output.glob("theme/theme.css")),
        *((f"{file.name}, gzipped", zipped(file.read_bytes()), SCRIPT) for file in output.glob("theme/theme.js")),
    ]
    print("\n| what | is | budget |\n|---|---|---|")
    for what, found, budget in rows:
        print(f"| {what} | {found:,} | {budget:,}{' **over**' if found > budget else ''} |")
    return int(any(found > budget for _, found, budget in rows))


if __name__ == "__main__":
    sys.exit(main())
