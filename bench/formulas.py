"""Set the TeX of real titles and abstracts, and count what became MathML, what stayed TeX, and which commands did it.

    python bench/formulas.py [--abstracts 20000] [--show 25]

Texts come from the corpora outside the repository. Checks on the way that no digit of a text
is lost, on the page or in plain text. The prices are of the tests.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "plugins"), str(ROOT / "tests" / "publish")]

import tex_bombs  # noqa: E402 - found through the path set above
import tex_prices  # noqa: E402 - same

from radar.publish.formulas import mathml, tex  # noqa: E402 - same
from radar.publish.formulas.tex_split import Formula, split  # noqa: E402 - same
from radar.sift.text import clean_abstract, clean_title  # noqa: E402 - same

_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)")
_HIDDEN = re.compile(
    r"""
    \\(?:label|[hv]space\*?|color|unicode|textcolor|cline|[hv]?phantom)\s*\{[^{}]*\}
    | \\begin\{array\}\{[^{}]*\} | \\kern\s*-?[0-9.]+ | \\kms
    """,
    re.VERBOSE,
)


@dataclass(kw_only=True, slots=True)
class Count:
    """Count what became of formulas."""

    texts: int = 0
    with_tex: int = 0
    formulas: int = 0
    whole: int = 0
    unknown: Counter[str] = field(default_factory=Counter)
    failing: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    open_dollars: list[str] = field(default_factory=list)
    digits_lost: list[str] = field(default_factory=list)
    text_bytes: int = 0
    page_bytes: int = 0
    seconds: list[float] = field(default_factory=list)

    def take(self, text: str) -> None:
        """Set one text, and count."""
        self.texts += 1
        began = time.perf_counter()
        page = tex.html(text)
        self.seconds.append(time.perf_counter() - began)
        self.text_bytes += len(text.encode())
        self.page_bytes += len(page.encode())
        if not tex.has_tex(text):
            return
        self.with_tex += 1
        for piece in split(text):
            if isinstance(piece, Formula):
                self.formula(piece)
            elif re.search(r"(?<!\\)\$", piece):
                self.open_dollars.append(piece)
        if digits(text) - digits(re.sub(r"<[^>]*>", "", str(page))) or digits(text) - digits(tex.plain(text)):
            self.digits_lost.append(text)

    def formula(self, formula: Formula) -> None:
        """Count one formula."""
        self.formulas += 1
        typeset = mathml.typeset(formula.tex)
        if typeset is None:
            self.failing.update(set(_COMMAND.findall(formula.tex)) or {"(no command)"})
            self.failed.append(formula.tex)
        else:
            self.whole += not typeset.unknown
            self.unknown.update(typeset.unknown)


def digits(text: str) -> Counter[str]:
    """Count the digits of what should show, whatever their look."""
    shown = unicodedata.normalize("NFKC", _HIDDEN.sub("", text).replace("½", "12"))
    return Counter(char for char in shown if char in "0123456789")


def titles(data: Path) -> Iterator[str]:
    """Read the titles that break programs."""
    for line in (data / "feeds" / "tricky-real" / "tricky_titles.jsonl").read_text().splitlines():
        yield clean_title(json.loads(line)["title"])


def abstracts(data: Path, corpus: str, most: int) -> Iterator[str]:
    """Read every few abstracts of a corpus, so that all its months are there."""
    files = sorted((data / "corpus" / corpus).glob("*.jsonl.gz"))
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            rows = list(lines)
        share = -(-most // len(files))
        for row in rows[:: max(1, len(rows) // share)][:share]:
            yield clean_abstract(json.loads(row)["abstract"])


def tell(name: str, count: Count, show: int) -> None:
    """Print one table row and what lies behind it."""
    unknown = len(count.failed)
    share = (count.formulas - unknown) / max(count.formulas, 1)
    whole = count.whole / max(count.formulas, 1)
    times = sorted(count.seconds)
    print(f"\n## {name}\n")
    print(f"{count.texts} texts, {count.with_tex} may hold TeX, {count.formulas} formulas.")
    print(f"MathML: {share:.2%}; without an unknown command: {whole:.2%}; stay TeX: {unknown}.")
    print(
        f"Dollars left open: {len(count.open_dollars)} pieces of text. Digits lost: {len(count.digits_lost)} texts."
    )
    mean, late = sum(times) / len(times), times[int(len(times) * 0.99)]
    print(f"A text: mean {mean * 1e3:.2f} ms, 99 of 100 below {late * 1e3:.2f} ms, longest {times[-1] * 1e3:.1f} ms.")
    print(f"On the page {count.page_bytes / count.text_bytes:.2f} bytes for a byte of text.")
    if show:
        print("Commands in formulas that stay TeX:", count.failing.most_common(show))
        print("Unknown commands that show by name:", count.unknown.most_common(show))
        for label, texts in (
            ("stays TeX", count.failed),
            ("open dollar", count.open_dollars),
            ("digit lost", count.digits_lost),
        ):
            for text in texts[:show]:
                print(f"{label}: {text[:300]}")


def main() -> None:
    """Print the figures."""
    options = parse()
    sources = {
        "Tricky titles": titles(options.data),
        "Abstracts of all arXiv": abstracts(options.data, "arxiv-all", options.abstracts // 2),
        "Abstracts of computer science": abstracts(options.data, "arxiv-cs", options.abstracts // 2),
    }
    for name, texts in sources.items():
        count = Count()
        for text in texts:
            count.take(text)
        tell(name, count, options.show)
    taken = [text for text in tex_prices.PRICES if any(isinstance(piece, Formula) for piece in split(text))]
    print(f"\n## Prices\n\n{len(tex_prices.PRICES)} sentences, a price taken for a formula in {len(taken)}.")
    for text in taken:
        print(text)
    bombs = sorted((seconds(text), text[:24]) for text in tex_bombs.BOMBS)
    print(f"\n## Hostile texts\n\n{len(bombs)} of up to 10,000 characters; the slowest:")
    for duration, text in bombs[-3:]:
        print(f"{duration * 1e3:.0f} ms: {text} …")


def seconds(text: str) -> float:
    """Set one text, and time it."""
    began = time.perf_counter()
    tex.html(text)
    tex.plain(text)
    return time.perf_counter() - began


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    shared = Path(os.environ.get("RADAR_SHARED", ROOT.parent / "shared"))
    parser.add_argument("--data", type=Path, default=shared / "data")
    parser.add_argument("--abstracts", type=int, default=20_000)
    parser.add_argument("--show", type=int, default=0)
    return parser.parse_args()


if __name__ == "__main__":
    main()
