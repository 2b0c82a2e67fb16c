"""Documents written to break whoever parses them (FAULTS F1 to F4), each within a feed that else is sound."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

XML = '<?xml version="1.0" encoding="utf-8"?>\n'
GOOD = "<item><title>Sample title</title><link>https://journal.example/good</link></item>"


def rss(*items: str, doctype: str = "") -> bytes:
    """Put items into a feed; its own description refers to the entity `x` where a document type is given."""
    head = "<title>Sample</title>" + ("<description>&x;</description>" if doctype else "")
    return f'{XML}{doctype}<rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'.encode()


def with_entity(*declarations: str, subset: str = "") -> bytes:
    """Refer to the entity `x` where a title stands, after a sound item."""
    doctype = f"<!DOCTYPE rss {subset} [{''.join(declarations)}]>\n"
    return rss(GOOD, "<item><title>&x;</title><link>https://journal.example/bad</link></item>", doctype=doctype)


def laughs() -> bytes:
    """A billion of them: ten entities, each ten times the one before."""
    steps = (f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return with_entity('<!ENTITY l0 "lol">', *steps, '<!ENTITY x "&l9;">')


def quadratic() -> bytes:
    """One long entity, referred to very often."""
    return with_entity(f'<!ENTITY q "{"q" * 100_000}">', f'<!ENTITY x "{"&q;" * 50_000}">')


def cyclic() -> bytes:
    """Two entities that each hold the other."""
    return with_entity('<!ENTITY y "&x;">', '<!ENTITY x "&y;">')


def external(address: str) -> bytes:
    """An entity that stands in another document."""
    return with_entity(f'<!ENTITY x SYSTEM "{address}">')


def external_parameter(address: str) -> bytes:
    """Declarations that stand in another document."""
    return with_entity(f'<!ENTITY % more SYSTEM "{address}">', "%more;", '<!ENTITY x "x">')


def external_dtd(address: str) -> bytes:
    """A document type that stands in another document."""
    return with_entity('<!ENTITY x "x">', subset=f'SYSTEM "{address}"')


def attributes(count: int = 100_000) -> bytes:
    """One element with very many attributes."""
    many = " ".join(f"a{n}='x'" for n in range(count))
    return rss(f"<item {many}><title>Sample</title></item>")


def nesting(depth: int = 100_000) -> bytes:
    """Elements within elements."""
    return rss(GOOD, f"<item><title>Sample</title>{'<a>' * depth}{'</a>' * depth}</item>")


def brackets(size: int = 1_000_000) -> bytes:
    """Nothing but the beginnings of tags."""
    return b"<" * size


def numbered(number: int, day: date) -> str:
    """Write one of many items."""
    return (
        f"<item><title>Sample title {number}</title><link>https://journal.example/{number}</link>"
        f"<pubDate>{day:%d %b %Y} 00:00:00 GMT</pubDate></item>"
    )


def items(count: int, newest: Iterable[int], last: date) -> bytes:
    """Very many items; all are old but those of these numbers, which are of the last day."""
    fresh = set(newest)
    return rss(*(numbered(n, last if n in fresh else last - timedelta(days=9)) for n in range(count)))
