"""Tell preprints from publications, by the place that shows them, their DOI and their address."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from radar.models import Listing, Paper
from radar.sift.identity import PUBLISHED, all_ids, named_ids

PREPRINT_KINDS: Final = frozenset({"arxiv", "biorxiv"})
"""Kinds of sources that show nothing but preprints; Crossref, OpenAlex and Europe PMC show both."""
_PREPRINT_DOIS: Final = frozenset(
    {
        "10.1101",  # bioRxiv and medRxiv until November 2025; Cold Spring Harbor's journals too, see below
        "10.64898",  # bioRxiv and medRxiv since
        "10.2139",  # SSRN
        "10.20944",  # Preprints.org
        "10.21203",  # Research Square
        "10.26434",  # ChemRxiv
        "10.31219",  # OSF Preprints
        "10.31223",  # EarthArXiv
        "10.31234",  # PsyArXiv
        "10.31235",  # SocArXiv
        "10.36227",  # TechRxiv
        "10.48550",  # arXiv
        "10.22541",  # Authorea
    }
)
_COLD_SPRING_JOURNAL: Final = re.compile(r"10\.1101/(?:gr|gad|lm|rna|cshperspect|mcs|pdb|sqb)\.")
_PREPRINT_HOSTS: Final = frozenset({"eprint.iacr.org", "osf.io", "papers.ssrn.com", "hal.science"})
"""Servers whose items may come without a DOI."""


def is_preprint_doi(doi: str) -> bool:
    """Tell a preprint server's DOI from a journal's, by its prefix."""
    return doi.partition("/")[0] in _PREPRINT_DOIS and not _COLD_SPRING_JOURNAL.match(doi)


def is_preprint(listing: Listing) -> bool:
    """Tell a preprint server's listing from a journal's."""
    first = listing.ids[0]
    if listing.place.kind in PREPRINT_KINDS or first.startswith("arxiv:"):
        return True
    if first.startswith("url:"):
        return _is_on_server(listing.url)
    return first.startswith("doi:") and is_preprint_doi(first[4:])


def is_published(paper: Paper) -> bool:
    """Tell whether a journal already showed a paper; that its DOI is known is not enough."""
    if all(place.kind in PREPRINT_KINDS for place in paper.places):
        return False
    only_named = {one for one in named_ids(paper.links) if one != f"doi:{paper.doi}"}
    return any(_is_journals(one, paper) for one in all_ids(paper) if one not in only_named)


def _is_journals(one: str, paper: Paper) -> bool:
    scheme, _, rest = one.partition(":")
    if scheme == "url":
        return PUBLISHED in paper.links if one != paper.id else not _is_on_server(paper.url)
    return scheme == "doi" and not is_preprint_doi(rest)


def _is_on_server(url: str) -> bool:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") in _PREPRINT_HOSTS
    except ValueError:
        return False
