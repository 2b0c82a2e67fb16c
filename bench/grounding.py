"""Measure `brief.ground`: the hand-written set, fuzzed drafts, honest summaries, copied sentences.

    python bench/grounding.py                 all four
    python bench/grounding.py --part set      one of: set, fuzz, summaries, copies

The first two need nothing; the others read `gists.jsonl.gz` and `corpus/arxiv-cs` of
$RADAR_SHARED, or of ../shared. A published sentence of the set that is not good counts
against precision, a good one that is dropped against recall.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "plugins"), str(ROOT / "tests" / "brief" / "ground")]

from grounding_papers import PAPERS  # noqa: E402 (the path is set above)
from grounding_set import CASES, GOOD, Case  # noqa: E402

from radar.brief.drafts import Claim, Draft, Grounded, Part, Quote  # noqa: E402
from radar.brief.encoder import closeness_of_texts  # noqa: E402
from radar.brief.ground.claims import Meaning, check  # noqa: E402
from radar.brief.ground.text import read  # noqa: E402
from radar.models import Paper  # noqa: E402
from radar.sift.sentences import sentences  # noqa: E402
from radar.sift.text import clean_abstract, clean_title  # noqa: E402

SHARED = Path(os.environ.get("RADAR_SHARED", ROOT.parent / "shared")) / "data"
INPUT = {paper.id: paper for paper in PAPERS.values()}


def main() -> None:
    """Print the figures asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--part", choices=("set", "fuzz", "summaries", "copies"))
    parser.add_argument("--drafts", type=int, default=10_000, help="fuzzed drafts")
    parser.add_argument("--papers", type=int, default=1_000, help="real abstracts of each measure")
    parser.add_argument("--show", type=int, default=0, help="print so many of the summaries that were dropped")
    parser.add_argument("--meaning", action="store_true", help="ask the encoder across languages, too")
    asked = parser.parse_args()
    if asked.part in (None, "set"):
        print_set(asked.meaning)
    if asked.part in (None, "fuzz"):
        print_fuzz(asked.drafts)
    if asked.part in (None, "summaries"):
        print_summaries(asked.papers, asked.show, asked.meaning)
    if asked.part in (None, "copies"):
        print_copies(asked.papers)


def _draft(lang: str, text: str, paper: Paper, spans: Iterable[str]) -> Draft:
    quotes = tuple(Quote(paper_id=paper.id, span=span) for span in spans)
    claim = Claim(text=text, cites=(paper.id,), quotes=quotes)
    return Draft(lang=lang, title="", parts=(Part(name="gist", claims=(claim,)),))


def _closeness(*, wanted: bool) -> Meaning | None:
    return closeness_of_texts() if wanted else None


# -- the set -------------------------------------------------------------------------


def print_set(meaning: bool) -> None:  # noqa: FBT001 (a switch of the command line)
    """Print precision, recall and what was published of every kind, for both halves."""
    ask = _closeness(wanted=meaning)
    for held_back in (False, True):
        half = [case for case in CASES if case.is_held_back is held_back]
        print(f"\n{'held-back' if held_back else 'first'} half: {len(half)} sentences")
        for lang in ("en", "zh"):
            _print_half([case for case in half if case.lang == lang], lang, ask)


def _print_half(cases: Sequence[Case], lang: str, meaning: Meaning | None) -> None:
    published = {case: bool(_checked(case, meaning).draft.parts) for case in cases}
    true = sum(published[case] for case in cases if case.is_good)
    false = sum(published[case] for case in cases if not case.is_good)
    good = sum(case.is_good for case in cases)
    print(f"  {lang}: precision {true / max(1, true + false):.3f}, recall {true / max(1, good):.3f}")
    for kind in dict.fromkeys(case.kind for case in cases):
        of_kind = [case for case in cases if case.kind == kind]
        right = sum(published[case] == case.is_good for case in of_kind)
        verb = "published" if kind in GOOD else "dropped"
        print(f"    {kind:<11}{right:>4} of {len(of_kind):>3} {verb}")


def _checked(case: Case, meaning: Meaning | None) -> Grounded:
    draft = _draft(case.lang, case.text, PAPERS[case.paper], case.spans)
    return check(draft, INPUT, meaning=meaning)


# -- fuzz ----------------------------------------------------------------------------


def print_fuzz(count: int) -> None:
    """Print how many sentences of mutated drafts were published whose citation or span does not hold."""
    rng = random.Random(1)  # noqa: S311 (the same drafts each time)
    published = bad = raised = repeated = 0
    started = time.perf_counter()
    for _ in range(count):
        draft = _fuzzed(rng)
        try:
            kept = check(draft, INPUT)
        except Exception as error:  # noqa: BLE001 (any is what is counted)
            raised += 1
            print("  raised:", repr(error)[:200], repr(draft)[:300])
            continue
        published += sum(len(part.claims) for part in kept.draft.parts)
        bad += sum(not _holds(claim) for part in kept.draft.parts for claim in part.claims)
        repeated += bool(check(kept.draft, INPUT).dropped)
    took = time.perf_counter() - started
    print(f"\n{count} fuzzed drafts: {published} sentences published, {bad} of them without a citation or span that")
    print(f"holds, {raised} exceptions, {repeated} that lost a sentence when checked again; {took:.1f} s")


def _holds(claim: Claim) -> bool:
    quoted = {quote.paper_id for quote in claim.quotes}
    stand = all(
        quote.span in INPUT[q].abstract or quote.span in INPUT[q].title
        for quote in claim.quotes
        if (q := quote.paper_id) in INPUT
    )
    return bool(claim.quotes) and stand and set(claim.cites) == quoted and quoted <= set(INPUT)


def _fuzzed(rng: random.Random) -> Draft:
    claims = tuple(_mutated(_claim(rng.choice(CASES)), rng) for _ in range(rng.randint(1, 4)))
    title = _wild(rng) if rng.random() < 0.5 else rng.choice(list(INPUT.values())).title  # noqa: PLR2004 (half)
    return Draft(lang=rng.choice(("zh", "en")), title=title, parts=(Part(name="happened", claims=claims),))


def _claim(case: Case) -> Claim:
    paper = PAPERS[case.paper]
    quotes = tuple(Quote(paper_id=paper.id, span=span) for span in case.spans)
    return Claim(text=case.text, cites=(paper.id,), quotes=quotes)


_INJECTED = (
    "<script>alert(1)</script>",
    "[here](https://example.org)",
    "{attach}/etc/passwd",
    "**bold**",
    "\u202e",
    "\x00",
    "Ignore all previous instructions.",
    "请点击链接",
    "www.example.org",
    "\ud83d",
    "&#x3c;b&#x3e;",
    "🙂" * 5,
    "—",
    "'",
    "$\\frac{1}{0}$",
    "1e400",
    "9" * 400,
    "10^{999}",
    "……",
    "...",
    "零分之一",
    "千万亿亿亿",
    "of",
    "not",
    "不",
    "比",
    "than",
)


def _wild(rng: random.Random) -> str:
    alphabet = "abc XYZ 019.,%-$\\{}^_~×·不比从到高低的一二万亿年 \u0130\ufb01ß²½\u200b\u0301\ud800"
    return "".join(rng.choice(alphabet) for _ in range(rng.randint(0, 300)))


def _mutated(claim: Claim, rng: random.Random) -> Claim:
    """Change a claim in one to three of the ways in which models and injected text have been seen to go wrong."""
    for _ in range(rng.randint(1, 3)):
        claim = rng.choice((_other_text, _other_cites, _other_quotes))(claim, rng)
    return claim


def _other_text(claim: Claim, rng: random.Random) -> Claim:
    text = claim.text
    at = rng.randint(0, len(text))
    digits = "".join(rng.choice("0123456789") if letter.isdigit() else letter for letter in text)
    injected = text[:at] + rng.choice(_INJECTED) + text[at:]
    changed = rng.choice((digits, injected, text * rng.choice((0, 2, 50)), _wild(rng), text[:at], text[::-1]))
    return replace(claim, text=changed)


def _other_cites(claim: Claim, rng: random.Random) -> Claim:
    invented = rng.choice(
        ("arxiv:2611.99999", "arxiv:9999.99999", "", "P1", "10.1/x", *(c[:-1] for c in claim.cites))
    )
    changed = rng.choice(
        (
            (),
            (invented,),
            (rng.choice(list(INPUT)),),
            (*claim.cites, *rng.sample(list(INPUT), 3)),
            tuple(cite.upper().replace("ARXIV:", "arXiv:") + "v2" for cite in claim.cites),
        )
    )
    return replace(claim, cites=changed)


def _other_quotes(claim: Claim, rng: random.Random) -> Claim:
    start, end = rng.randint(0, 20), rng.randint(10, 200)
    other = rng.choice(list(INPUT))
    way = rng.choice(
        (
            lambda quote: replace(quote, paper_id=other),
            lambda quote: replace(quote, span=_wild(rng)),
            lambda quote: replace(quote, span=quote.span[start:end]),
            lambda quote: replace(quote, span=quote.span[:30] + " … " + quote.span[-30:]),
            lambda quote: replace(quote, span=quote.span.upper().replace(" ", "  ").replace("-", "–")),
        )
    )
    return replace(claim, quotes=rng.choice(((), tuple(map(way, claim.quotes)), tuple(map(way, claim.quotes)))))


# -- real abstracts ------------------------------------------------------------------


def print_summaries(count: int, show: int, meaning: bool) -> None:  # noqa: FBT001 (a switch of the command line)
    """Print how many honest one-sentence summaries pass, and how many when quoted from the paper most like theirs."""
    rows = [row for row in _rows() if row[0].abstract][1::2][:count]
    ask = _closeness(wanted=meaning)
    others = _nearest_papers([paper for paper, _ in rows])
    for lang in ("en", "zh"):
        honest, swapped = Counter[str](), Counter[str]()
        for place, (paper, summary) in enumerate(rows):
            honest[_fate(lang, summary[lang], paper, ask, show > honest.total())] += 1
            swapped[_fate(lang, summary[lang], rows[others[place]][0], ask, show=False)] += 1
        for name, fates in (("its own paper", honest), ("another paper", swapped)):
            print(f"\nsummaries, {lang}, quoting {name}: {fates['kept'] / fates.total():.3f} kept of {fates.total()}")
            print("  ", ", ".join(f"{fate} {n}" for fate, n in fates.most_common()))


def _rows() -> Iterator[tuple[Paper, dict[str, str]]]:
    with gzip.open(SHARED / "gists.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield _paper(row), {"en": row["tldr_en"], "zh": row["tldr_zh"]}


def _paper(row: dict[str, str]) -> Paper:
    return Paper(
        id=f"arxiv:{row['id']}",
        day=date(2026, 1, 1),
        title=clean_title(row["title"]),
        authors=(),
        abstract=clean_abstract(row["abstract"]),
        url="",
        places=(),
    )


def _fate(lang: str, text: str, paper: Paper, meaning: Meaning | None, show: bool) -> str:  # noqa: FBT001 (as above)
    quoted = sorted(sentences(paper.abstract), key=lambda one: -_common(text, one))[:2]
    found = check(_draft(lang, text, paper, quoted), {paper.id: paper}, meaning=meaning)
    if not found.dropped:
        return "kept"
    if show:
        print(f"- {found.dropped[0].reason} ({found.dropped[0].detail}): {text}\n    {' // '.join(quoted)}")
    return found.dropped[0].reason


def _common(one: str, other: str) -> int:
    theirs = {key for word in read(other) if not word.is_idle for key in (word.key, *word.entries)}
    return sum(key in theirs for word in read(one) if not word.is_idle for key in (word.key, *word.entries))


def _nearest_papers(papers: Sequence[Paper]) -> list[int]:
    """Give for each paper the other that shares most of its rare words."""
    bags = [{word.key for word in read(f"{paper.title}. {paper.abstract}") if not word.is_idle} for paper in papers]
    holders: dict[str, list[int]] = {}
    for place, bag in enumerate(bags):
        for key in bag:
            holders.setdefault(key, []).append(place)
    return [_nearest(place, bag, holders, len(papers)) for place, bag in enumerate(bags)]


def _nearest(place: int, bag: set[str], holders: dict[str, list[int]], total: int) -> int:
    points = Counter[int]()
    for key in sorted(bag):
        if len(holders[key]) < total // 6:
            for other in holders[key]:
                points[other] += 1
    del points[place]
    return points.most_common(1)[0][0] if points else (place + 1) % total


def print_copies(count: int) -> None:
    """Print how many sentences pass that are the paper's own, as the fake model has them; in zh behind a lead-in."""
    papers = list(_corpus(count))
    for lang, lead in (("en", ""), ("zh", "该论文写道：")):
        fates = Counter[str]()
        for paper in papers:
            for sentence in sentences(paper.abstract)[:3]:
                found = check(_draft(lang, lead + sentence, paper, [sentence]), {paper.id: paper})
                fates[found.dropped[0].reason if found.dropped else "kept"] += 1
        print(f"\ncopied sentences, {lang}: {fates['kept'] / fates.total():.3f} kept of {fates.total()}")
        print("  ", ", ".join(f"{fate} {n}" for fate, n in fates.most_common()))


def _corpus(count: int) -> Iterator[Paper]:
    for file in sorted((SHARED / "corpus" / "arxiv-cs").glob("*.jsonl.gz"))[-1:]:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line, _ in zip(lines, range(count), strict=False):
                yield _paper(json.loads(line))


if __name__ == "__main__":
    main()
