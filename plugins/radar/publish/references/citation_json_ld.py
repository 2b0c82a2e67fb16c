"""Write references as JSON-LD in the words of schema.org, for search engines.

The page of one paper carries a `ScholarlyArticle`, a list a `CollectionPage`. What is
told is the source's own work, so `sameAs` leads there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from markupsafe import Markup

from radar.publish import urls
from radar.publish.formulas import tex
from radar.publish.references.citation_names import Name
from radar.publish.references.citations import Reference

CONTEXT: Final = "https://schema.org"
_FREE: Final = ("https://creativecommons.org/", "http://creativecommons.org/")
_IN_HTML: Final = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def json_ld(data: Mapping[str, Any]) -> Markup:
    """Write data for `<script type="application/ld+json">`: nothing in it can end the element or open a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    safe = text.translate(_IN_HTML).encode("utf-8", "replace").decode("utf-8")
    return Markup(safe)  # noqa: S704 - no character of HTML is left in it


def scholarly_article(reference: Reference, *, url: str = "", abstract: str = "") -> dict[str, Any]:
    """Describe one paper for its own page at `url`; `abstract` is what of it may be shown."""
    return {"@context": CONTEXT} | _known(
        {
            **_brief(reference, url),
            "author": [_author(name) for name in reference.authors],
            "identifier": _identifiers(reference),
            "isPartOf": _periodical(reference),
            "publisher": _server(reference),
            "license": reference.license,
            "isAccessibleForFree": True if _is_free(reference) else None,
            "encoding": _pdf(reference),
            "abstract": abstract,
        }
    )


def collection_page(
    references: Iterable[tuple[Reference, str]], *, name: str, url: str, language: str, count: int
) -> dict[str, Any]:
    """Describe a list of `count` papers: the leading ones in order, each with its address on the site.

    Items name and locate a paper; authors are on its own page, and in `coins`.
    """
    items = [
        {"@type": "ListItem", "position": position, "item": _known(_brief(reference, address))}
        for position, (reference, address) in enumerate(references, 1)
    ]
    return _known(
        {
            "@context": CONTEXT,
            "@type": "CollectionPage",
            "name": name,
            "url": url,
            "inLanguage": language,
            "mainEntity": {"@type": "ItemList", "numberOfItems": count, "itemListElement": items},
        }
    )


def _brief(reference: Reference, url: str) -> dict[str, Any]:
    return {
        "@type": "ScholarlyArticle",
        "name": tex.plain(reference.title),
        "url": url or reference.url,
        "sameAs": reference.url if url else "",
        "datePublished": reference.issued.isoformat(),
        "inLanguage": reference.language,
    }


def _author(name: Name) -> dict[str, str]:
    """Name a person, or a body, which is what does not come apart and has more than one word."""
    if not name.is_split:
        return {"@type": "Organization" if " " in name.literal else "Person", "name": name.literal}
    return {"@type": "Person", "name": name.literal, "familyName": name.family, "givenName": name.given}


def _identifiers(reference: Reference) -> list[dict[str, str]]:
    named = (("doi", reference.doi), ("arXiv", reference.eprint))
    return [{"@type": "PropertyValue", "propertyID": kind, "value": value} for kind, value in named if value]


def _periodical(reference: Reference) -> dict[str, str] | None:
    is_known = reference.container and not reference.is_preprint
    return {"@type": "Periodical", "name": reference.container} if is_known else None


def _server(reference: Reference) -> dict[str, str] | None:
    is_known = reference.container and reference.is_preprint
    return {"@type": "Organization", "name": reference.container} if is_known else None


def _pdf(reference: Reference) -> dict[str, str] | None:
    if not urls.is_web(reference.pdf):
        return None
    return {"@type": "MediaObject", "contentUrl": reference.pdf, "encodingFormat": "application/pdf"}


def _is_free(reference: Reference) -> bool:
    """Tell what anybody may read: a preprint, or a paper under a Creative Commons licence."""
    return reference.is_preprint or reference.license.startswith(_FREE)


def _known(data: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not known."""
    return {key: value for key, value in data.items() if value not in ("", None, [])}
