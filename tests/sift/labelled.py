"""Pairs of listings that are one paper or two, made from real or invented titles, and what `merge` makes of them.

    works ──► alter (rewritings.py) ──► same      one paper, told twice
          └─► twist, mine           ──► different two papers that look alike

A pair goes through the whole of `merge` three times: the second listing a run after the
first, a run before it, and in the same run; always among all the other pairs of its
kind and whatever else is known.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import rewritings
from memory import Shelf
from rapidfuzz import fuzz, process

from radar.models import Genre, Listing, Paper, Place
from radar.sift.identity import all_ids
from radar.sift.merge import Merged, MergeRules, merge
from radar.sift.text import clean_title, family_name, strip_markup

EARLIER, TODAY = date(2026, 3, 5), date(2026, 3, 12)
PROMISE = {"precision": 1.0, "recall": 0.95}


@dataclass(frozen=True, kw_only=True, slots=True)
class Work:
    """One real or invented paper, as a corpus has it."""

    id: str
    title: str
    authors: tuple[str, ...]
    published: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    first: Listing
    second: Listing
    same: bool
    of: tuple[str, str]
    """The works they list, by their ids in the corpus; a twisted one has no work but itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    kind: str
    same: bool
    pairs: int
    merged: int
    """Pairs found to be one paper."""
    wrong: int
    """Pairs of which one ended in another paper than its own."""


def works(rows: Iterable[Mapping[str, object]]) -> list[Work]:
    """Read rows of a corpus; those without authors are left out, an id counts once."""
    found: dict[str, Work] = {}
    for row in rows:
        authors = row["authors"]
        assert isinstance(authors, list)
        if authors and row["title"]:
            work = Work(
                id=str(row["id"]),
                title=clean_title(str(row["title"])),
                authors=tuple(authors),
                published=date.fromisoformat(str(row["published"])[:10]),
            )
            found.setdefault(work.id, work)
    return list(found.values())


def preprint(work: Work, **more: object) -> Listing:
    given: dict[str, object] = {
        "ids": (f"arxiv:{work.id}",),
        "title": work.title,
        "authors": work.authors,
        "abstract": "Invented.",
        "url": f"https://arxiv.org/abs/{work.id}",
        "place": Place(name="arXiv", kind="arxiv", announce="new", version=1),
        "announced": EARLIER,
        "published": work.published.isoformat(),
    }
    return Listing(**{**given, **more})  # type: ignore[arg-type]  # a builder of test data takes any field


def article(work: Work, number: object, *, markup: str = "", days: int = 0, **more: object) -> Listing:
    """List a work as a journal's feed does: the title as the feed's markup says it."""
    doi = f"10.5555/{number}"
    given: dict[str, object] = {
        "ids": (f"doi:{doi}",),
        "title": clean_title(strip_markup(markup)) if markup else work.title,
        "authors": work.authors,
        "abstract": "",
        "url": f"https://journal.example/{number}",
        "place": Place(name="Sample Journal", kind="feed"),
        "announced": EARLIER,
        "published": (work.published + timedelta(days=days)).isoformat(),
        "doi": doi,
    }
    return Listing(**{**given, **more})  # type: ignore[arg-type]  # a builder of test data takes any field


# -- one paper, told twice -------------------------------------------------------------


def same_pairs(stock: Sequence[Work], most: int, seed: int = 1) -> dict[str, list[Pair]]:
    """Make up to `most` pairs of each kind of rewriting, of works to which it does something."""
    found: dict[str, list[Pair]] = {}
    for kind, rewrite in rewritings.ALL.items():
        chance = random.Random(f"{seed} {kind}")  # noqa: S311 - seeded, for tests
        found[kind] = list(_rewritten(kind, rewrite, _shuffled(stock, chance), most, chance))
    chance = random.Random(seed)  # noqa: S311 - seeded, for tests
    drawn = _shuffled(stock, chance)[: 2 * most + 1]
    found["other title, the preprint knows the DOI"] = [
        Pair(
            first=preprint(work, doi=f"10.5555/d{n}", ids=(f"arxiv:{work.id}", f"doi:10.5555/d{n}")),
            second=article(work, f"d{n}", title=other.title),
            same=True,
            of=(work.id, work.id),
        )
        for n, (work, other) in enumerate(zip(drawn[:most], drawn[most:], strict=False))
    ]
    found["other title, the server names the DOI"] = [
        Pair(
            first=preprint(
                work,
                ids=(f"doi:10.64898/s{n}",),
                place=Place(name="Sample Server", kind="biorxiv"),
                links={"published": f"10.5555/S{n}"},
            ),
            second=article(work, f"s{n}", title=other.title),
            same=True,
            of=(work.id, work.id),
        )
        for n, (work, other) in enumerate(zip(drawn[:most], drawn[most:], strict=False))
    ]
    return found


def _rewritten(
    kind: str, rewrite: rewritings.Rewriting, stock: Iterable[Work], most: int, chance: random.Random
) -> Iterator[Pair]:
    made = 0
    for work in stock:
        if made == most:
            return
        said = rewrite(work.title, work.authors, chance)
        if said is not None:
            made += 1
            title, authors = said
            number = f"{re.sub('[^a-z]', '', kind.lower())}.{made}"
            second = article(work, number, markup=title, days=chance.randrange(700), authors=authors)
            yield Pair(first=preprint(work), second=second, same=True, of=(work.id, work.id))


def _shuffled(stock: Sequence[Work], chance: random.Random) -> list[Work]:
    drawn = list(stock)
    chance.shuffle(drawn)
    return drawn


# -- two papers that look alike --------------------------------------------------------

_TAILS = {
    "parts": [
        *(("", " II"), (" I", " II"), (" II", " III"), (". I", ". II"), (", Part I", ", Part II"), (" (I)", " (II)")),
        *(("", ". Part 2"), (" 1", " 2"), (" - Part A", " - Part B"), (" IV", " VI"), ("", ": Supplement")),
    ],
    "versions": [
        (" 2.0", " 3.0"),
        (" v1.5", " v15"),
        (" 2.0", " 20"),
        (" 2015", " 2016"),
        ("", " 2.0"),
        (" 3D", " 4D"),
    ],
    "languages": [(" in C", " in C++"), (" in C++", " in C#"), (" in C", " in C#"), (" in R", " in C")],
    "signs": [
        *((" of $B^+$", " of $B^-$"), (" of $B^+$ mesons", " of $B^0$ mesons"), (" of B+ decays", " of B- decays")),
        *((r" of $\bar{B}$ mesons", " of $B$ mesons"), (" of B̄ mesons", " of B mesons"), (" of $D^*$", " of $D$")),
        *((" of Z′ bosons", " of Z bosons"), (" of $Z'$ bosons", " of $Z$ bosons"), (" for $p<2$", " for $p>2$")),
        *(
            (r" for $p\le 2$", r" for $p\ge 2$"),
            (" in $H^{-1}$", " in $H^1$"),
            (" of π⁺", " of π⁻"),
            (" to D*", " to D"),
        ),
        *((r" in $L^\infty$", " in $L$"), (r" of $B^\pm$", " of $B^+$"), (r" of $\alpha$", r" of $\beta$")),
    ],
    "scope": [
        *(
            (" with Memory", " without Memory"),
            (": the Classical Case", ": the Quantum Case"),
            (" in Asia", " in Africa"),
        ),
        *((": Theory", ": Applications"), (" (full version)", " (short version)"), (" on Graphs", " on Hypergraphs")),
        *((" of Neutrons", " of Protons"), (" of type III", " of type VI"), ("", " Revisited"), ("", ": A Survey")),
    ],
}
_NOTICES = (
    *("Author Correction: {}", "Publisher Correction: {}", "Correction to: {}", "Correction: {}", "Erratum: {}"),
    *("Erratum to “{}” [Sample Lett. 1 (2020) 2]", "Corrigendum to “{}”", "Retraction Note: {}", "RETRACTION: {}"),
    *("Retraction notice to “{}”", "Expression of Concern: {}", "Addendum: {}", "Reply to: {}", "Comment on “{}”"),
    *("{} – CORRIGENDUM", "{} (Erratum)", "Response to “{}”", "Matters arising: {}", "Statement of Retraction: {}"),
)
_HEADINGS = (
    *("Editorial", "Introduction", "Foreword", "In this issue", "Book Reviews", "Letter to the Editor", "Preface"),
    *("A note on entropy", "Table of Contents", "Corrections", "Front Matter", "Introduction to the special issue"),
)


def different_pairs(stock: Sequence[Work], most: int, seed: int = 1) -> dict[str, list[Pair]]:
    """Make up to `most` pairs of each kind of two papers that look alike."""
    chance = random.Random(seed)  # noqa: S311 - seeded, for tests
    drawn = _shuffled(stock, chance)[: 2 * most]
    kinds: dict[str, Callable[[int, Work, Work], tuple[Listing, Listing]]] = {
        **{f"tail: {kind}": _tailed(kind, tails) for kind, tails in _TAILS.items()},
        "another first author": _other_author,
        "family name the same, other given name": _other_given_name,
        "a figure changed": _other_figure,
        "more than two years apart": lambda n, one, _: (preprint(one), article(one, f"y{n}", days=740 + n % 3000)),
        "a notice and its paper": _noticed,
        "news under the paper's title": lambda n, one, _: (preprint(one), article(one, f"n{n}", genre=Genre.NEWS)),
        "generic headings": _headed,
        "two arXiv ids": lambda n, one, _: (preprint(one), preprint(replace(one, id=f"9901.{n:05d}"))),
        "two DOIs of journals": lambda n, one, _: (article(one, f"j{n}"), article(one, f"k{n}", days=n % 700)),
        "a column in two issues": _column,
    }
    return {
        kind: [
            Pair(first=first, second=second, same=False, of=(one.id, second.ids[0]))
            for n, (one, other) in enumerate(zip(drawn[:most], drawn[most:], strict=False))
            for first, second in [make(n, one, other)]
        ]
        for kind, make in kinds.items()
    }


def _tailed(kind: str, tails: Sequence[tuple[str, str]]) -> Callable[[int, Work, Work], tuple[Listing, Listing]]:
    def make(n: int, one: Work, _: Work) -> tuple[Listing, Listing]:
        mine, others = tails[n % len(tails)]
        bare = one.title.rstrip(".?! ")
        work = replace(one, title=f"{bare}{mine}")
        return preprint(work), article(work, f"{kind}{n}", title=f"{bare}{others}")

    return make


def _other_author(n: int, one: Work, other: Work) -> tuple[Listing, Listing]:
    apart = family_name(one.authors[0]) != family_name(other.authors[0])
    return preprint(one), article(one, f"a{n}", authors=other.authors if apart else ("Quite Another", *one.authors))


def _other_given_name(n: int, one: Work, other: Work) -> tuple[Listing, Listing]:
    family = re.sub(r"\W", "", one.authors[0].split()[-1]) or "Sample"
    names = (
        ("Wei", "Li"),
        ("Wei", "Wen"),
        ("W.", "L."),
        ("Wei", "L."),
        ("Anna Maria", "Bela"),
        ("A. B.", "Cecil D."),
    )
    mine, others = names[n % len(names)]
    return (
        preprint(replace(one, authors=(f"{mine} {family}", *one.authors[1:]))),
        article(one, f"g{n}", authors=(f"{family}, {others}", *other.authors[1:])),
    )


def _other_figure(n: int, one: Work, _: Work) -> tuple[Listing, Listing]:
    title = one.title if re.search(r"\d", one.title) else f"{one.title} of 2015"
    changed = re.sub(r"\d", lambda found: str((int(found[0]) + 1 + n % 8) % 10), title, count=1)
    return preprint(replace(one, title=title)), article(one, f"f{n}", title=changed)


def _noticed(n: int, one: Work, _: Work) -> tuple[Listing, Listing]:
    title = _NOTICES[n % len(_NOTICES)].format(one.title)
    genre = (Genre.CORRECTION, Genre.PAPER)[n % 2] if "etraction" not in title else Genre.RETRACTION
    first = preprint(one) if n % 3 else article(one, f"p{n}")
    return first, article(one, f"c{n}", title=title, genre=genre, days=90)


def _headed(n: int, one: Work, other: Work) -> tuple[Listing, Listing]:
    title = _HEADINGS[n % len(_HEADINGS)]
    authors = one.authors if len(title.split()) < 3 else other.authors
    return preprint(replace(one, title=title)), article(one, f"h{n}", title=title, authors=authors)


def _column(n: int, one: Work, _: Work) -> tuple[Listing, Listing]:
    first, second = (article(one, f"u{n}.{m}", days=30 * m, ids=(f"url:{n:08x}{m:08x}",), doi="") for m in range(2))
    return first, second


def twins(stock: Iterable[Work]) -> frozenset[str]:
    """Find works that share all words of their title, and the first author: no reader could tell them apart.

    Most are one work sent twice.
    """
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for work in stock:
        alike[_words(work.title), family_name(work.authors[0])].append(work.id)
    return frozenset(one for ids in alike.values() if len(ids) > 1 for one in ids)


def neighbours(stock: Sequence[Work], least: int = 72) -> list[tuple[Work, Work]]:
    """Mine pairs of works with nearly the same title: of one family name, or neighbours in one of two orders."""
    plain = {work.id: rewritings.letters(work.title) for work in stock}
    by_family: dict[str, list[Work]] = defaultdict(list)
    for work in stock:
        by_family[family_name(work.authors[0])].append(work)
    found: dict[tuple[str, str], tuple[Work, Work]] = {}
    for family in by_family.values():
        titles = [plain[work.id] for work in family]
        for n, work in enumerate(family):
            near = process.extract(plain[work.id], titles[n + 1 :], scorer=fuzz.ratio, score_cutoff=least, limit=50)
            found.update({(work.id, family[n + 1 + m].id): (work, family[n + 1 + m]) for _, _, m in near})
    for backwards in (1, -1):
        ordered = sorted(stock, key=lambda work: plain[work.id][::backwards])
        for step in (1, 2, 3):
            for work, other in zip(ordered, ordered[step:], strict=False):
                if (other.id, work.id) not in found and fuzz.ratio(plain[work.id], plain[other.id]) >= least:
                    found[work.id, other.id] = work, other
    return list(found.values())


def _words(title: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", title.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[\s.,:;\"'’“”()$-]+", "", bare)


def real_pairs(pairs: Sequence[tuple[Work, Work]], alike: Collection[str]) -> dict[str, list[Pair]]:
    """Pose real neighbours as two preprints; and, but twins, as a preprint and an article of the same day."""
    apart = [(one, other) for one, other in pairs if one.id not in alike and other.id not in alike]
    return {
        "real neighbours, two arXiv ids": [
            Pair(first=preprint(one), second=preprint(other), same=False, of=(one.id, other.id))
            for one, other in pairs
        ],
        "real neighbours, arXiv and a DOI": [
            Pair(
                first=preprint(one),
                second=article(replace(other, published=one.published), f"r{n}"),
                same=False,
                of=(one.id, other.id),
            )
            for n, (one, other) in enumerate(apart)
        ],
    }


# -- what merge makes of them ----------------------------------------------------------

RULES = MergeRules(today=TODAY)


@dataclass(frozen=True, kw_only=True, slots=True)
class Archive:
    """Be a Known that holds some papers, and of a greater one all but those that are being tried."""

    own: Shelf
    rest: Shelf
    hidden: frozenset[str]

    def find(self, ids: tuple[str, ...]) -> Paper | None:
        return self.own.find(ids) or self.rest.find(tuple(one for one in ids if one not in self.hidden))

    def by_title(self, title_key: str, first_author_key: str | None) -> tuple[Paper, ...]:
        others = self.rest.by_title(title_key, first_author_key)
        mine = self.own.by_title(title_key, first_author_key)
        return (*mine, *(paper for paper in others if paper.id not in self.hidden))


def shelf_of(listings: Iterable[Listing]) -> Shelf:
    """Give an archive that already holds what was listed."""
    return Shelf(merge(list(listings), Shelf([]), replace(RULES, today=EARLIER)).papers)


def score(kind: str, pairs: Sequence[Pair], rest: Shelf) -> Score:
    """Put pairs of one kind through `merge`, three times."""
    firsts = list({pair.first.ids[0]: pair.first for pair in pairs}.values())
    seconds = list({pair.second.ids[0]: pair.second for pair in pairs}.values())
    merged = wrong = 0
    works_of = {f"arxiv:{one}": one for pair in pairs for one in pair.of}
    works_of |= {
        listing.ids[0]: one for pair in pairs for listing, one in zip((pair.first, pair.second), pair.of, strict=True)
    }
    hidden = frozenset(one.ids[0] for one in (*firsts, *seconds)) | {
        f"arxiv:{one}" for pair in pairs for one in pair.of
    }
    for before, now in ((firsts, seconds), (seconds, firsts), ([], [*firsts, *seconds])):
        shelf = shelf_of(before)
        home = homes(shelf, merge(now, Archive(own=shelf, rest=rest, hidden=hidden), RULES))
        for pair in pairs:
            one, other = home[pair.first.ids[0]], home[pair.second.ids[0]]
            merged += one == other
            wrong += (works_of.get(one, one), works_of.get(other, other)) != pair.of or (
                one == other and not pair.same
            )
    same = bool(pairs) and pairs[0].same
    return Score(kind=kind, same=same, pairs=3 * len(pairs), merged=merged, wrong=wrong)


def homes(shelf: Shelf, merged: Merged) -> dict[str, str]:
    """Tell in which paper every id ended."""
    home = {one: paper.id for paper in (*shelf.written, *merged.papers) for one in all_ids(paper)}
    for update in merged.updates:
        aliases = update.changes.get("aliases", ())
        assert isinstance(aliases, list | tuple)
        home.update(dict.fromkeys(map(str, aliases), update.id))
    return home


def totals(scores: Iterable[Score]) -> tuple[float, float]:
    """Give precision and recall over all kinds."""
    found = list(scores)
    right = sum(one.merged - one.wrong for one in found if one.same)
    wrong = sum(one.wrong for one in found)
    return right / ((right + wrong) or 1), right / (sum(one.pairs for one in found if one.same) or 1)
