"""Make of a feed's links what can be followed and what can be known again.

Journals hang on their addresses who sent the reader, wrap them in redirections, or give
tokens that change with every fetch. Only what names the paper is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from radar.sift.identity import paper_ids
from radar.sift.text import clean, family_name, fold_title

_RESOLVERS: Final = frozenset({"doi.org", "dx.doi.org", "arxiv.org"})
_FEED_HOSTS: Final = ("www.", "feeds.", "feed.", "rss.")
_TRACKING: Final = re.compile(
    r"(?:utm_\w*|wt\..*|af|rss|dgcid|fbclid|gclid|mc_[ce]id|rft_dat|ssrnid|casa_token|jsessionid|phpsessid)=.*"
    r"|(?:track|source|src)=rss",
    re.IGNORECASE | re.DOTALL,
)
"""Parameters that say who sent the reader, or remember a visit."""
_BESIDE: Final = {"af": ("ai", "mi", "ui"), "error": ("error", "code")}
"""Parameters that go where another is: Atypon's of an alert; Nature's of a cookie that was not sent back."""
_TOKENS_ALONE: Final = frozenset({"pubmed.ncbi.nlm.nih.gov"})
"""Hosts whose queries never name a paper."""
_SESSION: Final = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_WRAPPER: Final = re.compile(r"(?:scholar|www)\.google\.[a-z.]{2,6}", re.IGNORECASE)
_UNWRAPPED: Final = 3
"""Redirections taken off one link."""
_SECRET: Final = re.compile(r"(?:.+\.)?cnki\.(?:net|com\.cn)", re.IGNORECASE)
_ENCRYPTED: Final = "v"
"""CNKI's hosts, and the parameter that is encrypted and differs from one fetch to the next."""

LONGEST: Final = 2_000
"""Characters of an address that is kept; every browser and server takes as many."""


def plain_link(link: str) -> str:
    """Reduce a link to what names the paper: no redirection, no tracking, no session; "" where it is no address."""
    for _ in range(_UNWRAPPED):
        parts = _split(link)
        if parts is None:
            return ""
        inner = dict(parse_qsl(parts.query))
        wrapped = inner.get("url") or inner.get("q") or ""
        if not (_WRAPPER.fullmatch(parts.hostname or "") and wrapped.startswith("http")):
            break
        link = wrapped
    parts = _split(link)
    if parts is None:
        return ""
    query = "" if (parts.hostname or "").lower() in _TOKENS_ALONE else _told(parts.query)
    return parts._replace(path=_SESSION.sub("", parts.path), query=query, fragment="").geturl()


def clean_link(link: str, hosts: Iterable[str]) -> str:
    """Keep a link to a host of the source's own (FAULTS, text, 4), as https; else give an empty string.

    A host stands for its subdomains, and for the site it serves the feed of:
    `feeds.nature.com` for `www.nature.com`. What tracks the reader goes.
    """
    parts = _split(plain_link(link))
    if parts is None:
        return ""
    host = (parts.hostname or "").lower()
    told = parts.geturl()
    plain = told.isascii() and told.isprintable() and not any(c in told for c in ' "<>\\^`{|}')
    if parts.scheme not in ("http", "https") or parts.username is not None or not plain or len(told) > LONGEST:
        return ""
    if parts.port not in (None, 80, 443):
        return ""
    if not any(host == site or host.endswith(f".{site}") for site in map(_site, {*hosts, *_RESOLVERS})):
        return ""
    return parts._replace(scheme="https", netloc=host).geturl()


def names_nothing(link: str, home: str) -> bool:
    """Tell a link that says nothing about its paper: none, the journal's own page, or a secret token."""
    parts = _split(link)
    if parts is None or not parts.hostname:
        return True
    if _SECRET.fullmatch(parts.hostname) and _ENCRYPTED in dict(parse_qsl(parts.query)):
        return True
    bare = not parts.query and parts.path.strip("/") == ""
    return bare or _same(link, home)


def ids_by_title(title: str, authors: Iterable[str], *, site: str, day: str) -> tuple[str, ...]:
    """Name a paper that only its title tells from others: of `site`, with its first author, else its year.

    What it is made of does not change from one fetch to the next, as a token does.
    """
    told = family_name(next(iter(authors), "")) or day[:4]
    return paper_ids(url=f"https://{site}/{fold_title(title) or clean(title)}/{told}")


def host_of(url: str) -> str:
    """Give the host of an address, in lower case; "" where there is none."""
    parts = _split(url)
    return (parts.hostname or "").lower() if parts else ""


def _told(query: str) -> str:
    """Keep of a query what tells one page from another; untouched where that is all of it."""
    pairs = parse_qsl(query, keep_blank_values=True)
    keys = {key.lower() for key, _ in pairs}
    beside = {key for mark, others in _BESIDE.items() if mark in keys for key in others}
    kept = [(k, v) for k, v in pairs if not _TRACKING.fullmatch(f"{k}={v}") and k.lower() not in beside]
    return query if len(kept) == len(pairs) else urlencode(kept)


def _same(one: str, other: str) -> bool:
    first, second = _split(one), _split(plain_link(other))
    if first is None or second is None:
        return False
    return (first.hostname, first.path.rstrip("/"), first.query) == (
        second.hostname,
        second.path.rstrip("/"),
        second.query,
    )


def _split(link: str) -> SplitResult | None:
    try:
        parts = urlsplit(link.strip())
        _ = parts.port
    except ValueError:
        return None
    return parts


def _site(host: str) -> str:
    """Name the site that a host belongs to, where that can be told without a list of all domains."""
    host = host.lower()
    prefix = next((p for p in _FEED_HOSTS if host.startswith(p) and host.count(".") > 1), "")
    return host.removeprefix(prefix)
