"""A small world of papers in three disciplines, each with words of its own, and two that meet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from radar.models import Paper

DAY = date(2026, 3, 4)
WORDS = {
    "cs": ("compiler", "parser", "register", "bytecode", "allocator", "garbage", "linker", "debugger"),
    "bio": ("fungus", "spore", "mycelium", "enzyme", "hypha", "lichen", "chitin", "yeast"),
    "econ": ("tariff", "wage", "auction", "bidder", "subsidy", "ledger", "pension", "retailer"),
}
CODES = {"cs": "01", "bio": "02", "econ": "03"}


def paper(name: str, abstract: str, *, title: str = "On samples", days_ago: int = 0) -> Paper:
    return Paper(
        id=f"arxiv:2603.{name}",
        day=DAY - timedelta(days=days_ago),
        title=title,
        authors=(),
        abstract=abstract,
        url="",
        places=(),
    )


def crowd(field: str, *, days_ago: int = 3) -> Iterator[Paper]:
    """Give eight papers of a discipline, each with four of its words."""
    for n in range(8):
        a, b, c, d = (WORDS[field][(n + step) % 8] for step in (0, 1, 3, 4))
        yield paper(
            f"{CODES[field]}{n:03}", f"A {a} near a {b} was of use. Then a {c} met a {d}.", title=a, days_ago=days_ago
        )


MEETING = (
    paper(
        "09001",
        "A compiler keeps a parser busy. We model branch growth of call graphs by reaction diffusion waves. Fast.",
        title="Branch growth in a compiler",
    ),
    paper(
        "09002",
        "A fungus feeds on a spore. We saw branch growth, and reaction-diffusion waves explain it. It was slow.",
        title="How a fungus spreads: branch growth",
        days_ago=5,
    ),
)
WINDOW = (*crowd("cs"), *crowd("bio"), *crowd("econ"), *MEETING)
FIELDS = {
    **{p.id: (field,) for field in WORDS for p in crowd(field)},
    MEETING[0].id: ("cs",),
    MEETING[1].id: ("bio",),
}
