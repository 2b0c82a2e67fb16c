"""Know the services that give abstracts by DOI: how each is asked, and what its answers mean.

Every `parse` takes the bytes of an answer and says what it holds; nothing in an answer
is trusted to be of the form that the service documents:

    Crossref          https://www.crossref.org/documentation/retrieve-metadata/rest-api/
    OpenAlex          https://developers.openalex.org/api-reference/works
    Europe PMC        https://europepmc.org/RestfulWebService
    Semantic Scholar  https://api.semanticscholar.org/api-docs/graph
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final
from urllib.parse import quote, urlencode

from radar.collect import inverted_index, json_answer
from radar.collect.abstracts_text import plain
from radar.collect.json_answer import inner, text
from radar.outcomes import Failed, SourceState
from radar.sift.identity import doi

_ROWS: Final = 100
"""OpenAlex's most for a page, and enough for others: several records may bear one DOI."""

_Records = Iterable[tuple[object, str]]
"""What records say: the DOI, and the abstract in plain text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """Hold what one answer said."""

    texts: Mapping[str, str] = field(default_factory=dict)
    """By DOI, in lower case: the abstract, cleaned; empty where the paper is known without one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Service:
    """Say how a service is asked."""

    name: str
    """As readers know it."""
    address: Callable[[str, Sequence[str], Mapping[str, str]], str]
    """Makes the address that asks for some DOIs, of the base, the DOIs, and what else the query is to say."""
    parse: Callable[[bytes], Reply | Failed]
    at_once: int = 50
    """Most DOIs of one request."""
    a_run: int = 500
    """Most DOIs of one run."""
    also: frozenset[int] = frozenset()
    """Statuses that are answers too."""


def crossref_address(base: str, dois: Sequence[str], more: Mapping[str, str]) -> str:
    """Ask for several works: filters of one name are alternatives, parted by commas."""
    filters = ",".join(f"doi:{one}" for one in dois)
    return _address(base, "works", {"filter": filters, "select": "DOI,abstract", "rows": str(len(dois)), **more})


def openalex_address(base: str, dois: Sequence[str], more: Mapping[str, str]) -> str:
    """Ask for several works: up to 100 alternatives, parted by `|`."""
    filters = "doi:" + "|".join(dois)
    select = "doi,abstract_inverted_index"
    return _address(base, "works", {"filter": filters, "select": select, "per_page": str(_ROWS), **more})


def europepmc_address(base: str, dois: Sequence[str], more: Mapping[str, str]) -> str:
    """Search for several DOIs; `core` records are those with abstracts."""
    query = " OR ".join(f'DOI:"{one}"' for one in dois)
    form = {"resultType": "core", "format": "json", "pageSize": str(_ROWS)}
    return _address(base, "search", {"query": query, **form, **more})


def semanticscholar_address(base: str, dois: Sequence[str], more: Mapping[str, str]) -> str:
    """Ask for one paper: several at once would take a POST."""
    return _address(base, f"paper/DOI:{quote(dois[0], safe='/:')}", {"fields": "externalIds,abstract", **more})


def parse_crossref(content: bytes) -> Reply | Failed:
    """Read a `work-list`: `{"message": {"total-results", "items": [{"DOI", "abstract": JATS}]}}`."""
    answer = json_answer.read(content, "Crossref")
    if isinstance(answer, Failed):
        return answer
    message = inner(answer.get("message"))
    held = message.get("items")
    records = ((one.get("DOI"), plain(text(one.get("abstract")))) for one in _objects(held))
    return _whole("Crossref", records, held=held, total=message.get("total-results"))


def parse_openalex(content: bytes) -> Reply | Failed:
    """Read a list of works: `{"meta": {"count"}, "results": [{"doi": URL, "abstract_inverted_index"}]}`."""
    answer = json_answer.read(content, "OpenAlex")
    if isinstance(answer, Failed):
        return answer
    held = answer.get("results")
    records = (
        (one.get("doi"), plain(inverted_index.words(one.get("abstract_inverted_index")))) for one in _objects(held)
    )
    return _whole("OpenAlex", records, held=held, total=inner(answer.get("meta")).get("count"))


def parse_europepmc(content: bytes) -> Reply | Failed:
    """Read search results: `{"hitCount", "resultList": {"result": [{"doi", "abstractText": HTML}]}}`."""
    answer = json_answer.read(content, "Europe PMC")
    if isinstance(answer, Failed):
        return answer
    held = inner(answer.get("resultList")).get("result")
    records = ((one.get("doi"), plain(text(one.get("abstractText")))) for one in _objects(held))
    return _whole("Europe PMC", records, held=held, total=answer.get("hitCount"))


def parse_semanticscholar(content: bytes) -> Reply | Failed:
    """Read one paper, `{"paperId", "externalIds": {"DOI"}, "abstract"}`, or the error of one not known."""
    answer = json_answer.read(content, "Semantic Scholar")
    if isinstance(answer, Failed):
        return answer
    error = text(answer.get("error"))
    if error.startswith("Paper with id ") and error.endswith(" not found"):
        return Reply()
    if not text(answer.get("paperId")):
        return _unlike("Semantic Scholar")
    return Reply(texts=_texts([(inner(answer.get("externalIds")).get("DOI"), plain(text(answer.get("abstract"))))]))


SERVICES: Final[Mapping[str, Service]] = MappingProxyType(
    {
        "crossref": Service(name="Crossref", address=crossref_address, parse=parse_crossref),
        "openalex": Service(name="OpenAlex", address=openalex_address, parse=parse_openalex),
        "europepmc": Service(name="Europe PMC", address=europepmc_address, parse=parse_europepmc, at_once=25),
        "semanticscholar": Service(
            name="Semantic Scholar",
            address=semanticscholar_address,
            parse=parse_semanticscholar,
            at_once=1,
            a_run=20,
            also=frozenset({404}),
        ),
    }
)
"""By the word that `[abstracts].ask` has for them."""


def _address(base: str, path: str, query: Mapping[str, str]) -> str:
    """Write an address; what may stand as it is stays short, for servers refuse one of 4,096 bytes."""
    return f"{base.rstrip('/')}/{path}?{urlencode(query, safe='/:,', quote_via=quote)}"


def _objects(held: object) -> Iterable[json_answer.Object]:
    return (one for one in json_answer.listed(held) if isinstance(one, dict))


def _whole(who: str, records: _Records, *, held: object, total: object) -> Reply | Failed:
    """Take an answer that holds all it found: a paper missing from one that does not may still be known."""
    if not isinstance(held, list) or not isinstance(total, int):
        return _unlike(who)
    if total > len(held):
        return Failed(state=SourceState.DEGRADED, reason=f"{who}: {len(held)} of {total} records came")
    return Reply(texts=_texts(records))


def _unlike(who: str) -> Failed:
    return Failed(state=SourceState.ERROR, reason=f"{who}: an answer of another form")


def _texts(records: _Records) -> dict[str, str]:
    """Sort abstracts by DOI; of several records of one DOI the longest says most."""
    texts: dict[str, str] = {}
    for named, said in records:
        name = doi(text(named))
        if name and (name not in texts or (len(said), said) > (len(texts[name]), texts[name])):
            texts[name] = said
    return texts
