"""Sources and a model on loopback that are hostile in every field.

Each payload is one paper of each source, which carries it in all its fields; every refusal carries one too.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "fakenet"))

from fakenetlib.personas import NAMES, Reply

from collect.loopback import Answer, answer
from faults.hostile_words import PAYLOADS, marked, xml

DAY = "2026-03-02"
EVERY = range(len(PAYLOADS))


def abstract(word: str, payload: str, n: int) -> str:
    """Invent an abstract whose second sentence carries the payload."""
    return (
        f"The {word} has been described many times before without agreement. "
        f"We measure {n + 20} samples of the {word} {payload} with a spectral clustering method of our own. "
        f"The {word} turns out to be {n + 3} % heavier than earlier surveys of the {word} had reported."
    )


def every(name: str) -> list[str]:
    """Write all payloads of a field."""
    return [marked(name, n) for n in EVERY]


# -- sources ---------------------------------------------------------------------------


def arxiv() -> bytes:
    def item(n: int) -> str:
        def at(name: str) -> str:
            return xml(marked(name, n))

        said = xml(abstract("router", marked("xa", n), n))
        return (
            f"<item><title>{at('xt')} Routers {n}</title><link>https://arxiv.org/abs/2603.{n + 100:05}</link>"
            f"<description>arXiv:2603.{n + 100:05}v1 Announce Type: new \nAbstract: {said}</description>"
            f'<guid isPermaLink="false">oai:arXiv.org:2603.{n + 100:05}v1</guid><category>cs.AI</category>'
            f"<category>{at('xc')}</category><pubDate>Mon, 02 Mar 2026 00:00:00 -0500</pubDate>"
            f"<arxiv:announce_type>new</arxiv:announce_type><dc:rights>{at('xl')}</dc:rights>"
            f"<dc:creator>Sample Author {n}, {at('xu')}</dc:creator><arxiv:DOI>10.5555/{at('xd')}</arxiv:DOI>"
            f"<arxiv:journal_reference>{at('xj')}</arxiv:journal_reference></item>"
        )

    head = (
        '<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0">'
        "<channel><title>cs updates</title><pubDate>Mon, 02 Mar 2026 00:00:00 -0500</pubDate>"
    )
    return f"{head}{''.join(map(item, EVERY))}</channel></rss>".encode()


def rss() -> bytes:
    def item(n: int) -> str:
        def at(name: str) -> str:
            return xml(marked(name, n))

        retracted = f"Retraction Note to: {at('nt')}" if n % 4 == 0 else f"{at('rt')} Tides"
        link = ("https://journal.example/", "")[n % 2] + at("rk")
        return (
            f"<item><title>{retracted} {n}</title><link>{link}</link><guid>{at('rg')}</guid>"
            f"<description>{xml(abstract('tide', marked('ra', n), n))}</description>"
            f"<dc:creator>{at('ru')}</dc:creator><category>{at('rc')}</category><pubDate>{at('rp')}</pubDate><prism:doi>10.5555/{at('rd')}</prism:doi>"
            f"<dc:rights>https://creativecommons.org/{at('rl')}</dc:rights><prism:volume>{at('rj')}</prism:volume>"
            f"<prism:publicationName>{at('rj')}</prism:publicationName><dc:source>{at('rj')}</dc:source></item>"
        )

    head = (
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"><channel>'
        f"<title>{xml(' '.join(every('rh')))}</title>"
    )
    return f"{head}{''.join(map(item, EVERY))}</channel></rss>".encode()


def atom() -> bytes:
    """Write texts escaped twice: as HTML that says what the payload says."""

    def entry(n: int) -> str:
        def at(name: str) -> str:
            return xml(xml(marked(name, n)))

        return (
            f"<entry><id>urn:sample:{n}</id><title type='html'>{at('at')} Alloys {n}</title>"
            f'<link href="https://journal.example/{xml(marked("ak", n))}"/><updated>2026-03-02T00:00:00Z</updated>'
            f'<link rel="license" href="https://creativecommons.org/{xml(marked("al", n))}"/>'
            f'<category term="{xml(marked("ac", n))}"/><author><name>{at("au")}</name></author>'
            f"<summary type='html'>{xml(xml(abstract('alloy', marked('aa', n), n)))}</summary></entry>"
        )

    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>{"".join(map(entry, EVERY))}</feed>'.encode()


def crossref() -> bytes:
    day = {"date-parts": [[2026, 3, 2]]}
    items = [
        {
            "DOI": f"10.5555/{n}.{marked('cd', n)}",
            "type": "journal-article",
            "title": [f"{marked('ct', n)} Enzymes {n}"],
            "subtitle": [marked("cs", n)],
            "author": [{"given": marked("cu", n), "family": f"Author {n}"}],
            "abstract": f"<jats:p>{abstract('enzyme', marked('ca', n), n)}</jats:p>",
            "license": [{"URL": f"https://creativecommons.org/{marked('cl', n)}"}],
            "resource": {"primary": {"URL": f"https://journal.example/{marked('ck', n)}"}},
            "created": day,
            "published": day,
        }
        for n in EVERY
    ]
    return json.dumps({"status": "ok", "message": {"items": items, "total-results": len(items)}}).encode()


def biorxiv() -> bytes:
    posts = [
        {
            "doi": f"10.1101/2026.03.02.{n:06}{marked('bd', n) if n % 3 == 0 else ''}",
            "title": f"{marked('bt', n)} Neurons {n}",
            "authors": f"Author, S.; {marked('bu', n)}",
            "abstract": abstract("neuron", marked("ba", n), n),
            "date": DAY,
            "version": "1",
            "type": "new results",
            "license": marked("bl", n),
            "category": marked("bc", n),
        }
        for n in EVERY
    ]
    told = {"status": "ok", "count": len(posts), "total": len(posts), "cursor": 0}
    return json.dumps({"messages": [told], "collection": posts}).encode()


def refusal(n: int) -> Answer:
    """Refuse as Crossref does, or by a status line, headers and a page."""
    if n % 2:
        message = [{"type": "parameter", "value": "x", "message": marked("ce", n)}]
        return answer(json.dumps({"status": "failed", "message": message}).encode())
    words, told = (re.sub(r"[\r\n]", " ", marked(name, n)).encode() for name in ("hs", "hh"))
    body = marked("hb", n).encode()
    lines = (b"HTTP/1.1 403 " + words, b"Server: " + told, b"ETag: " + told, b"Retry-After: " + told)
    whole = b"\r\n".join([*lines, b"Content-Type: " + told, b"Content-Length: %d" % len(body), b"", body])
    return lambda sock: sock.sendall(whole)


def routes() -> Routes:
    """List what is served where."""
    found = Routes({"/rss/cs.AI": answer(arxiv()), "/rss": answer(rss()), "/atom": answer(atom())})
    found |= {"/works": answer(crossref()), "/details": answer(biorxiv())}
    return Routes(found | {f"/{n}/works": refusal(n) for n in EVERY})


class Routes(dict[str, Answer]):
    """Answer by path; bioRxiv's tells days."""

    def get(self, path: str, default: Any = None) -> Any:
        return super().get("/details" if path.startswith("/details/") else path, default)


# -- the model -------------------------------------------------------------------------


def parrot(call: Any) -> Reply:
    """Quote abstracts, payload and all; head them, name papers and add keys of its own."""
    shown = re.search(r"<papers>\n(.*)\n</papers>", call.prompt.text, re.DOTALL)
    assert shown
    papers = [paper for paper in json.loads(shown[1].replace("<\\/", "</")) if "abstract" in paper]
    asked, n = call.schema["properties"], len(call.prompt.text) % len(PAYLOADS)
    if "claims" in asked:
        return Reply('{"claims": []}')
    rows = asked["summaries"]["items"]["properties"] if "summaries" in asked else {}
    names = [name for name in ("zh", "en") if name in (rows or {key.removesuffix("_headline") for key in asked})]
    claims = [{**_claim(paper["id"], paper["abstract"], names), **({} if rows else {"also": []})} for paper in papers]
    claims.append({**claims[0], "paper": marked("mi", n)})
    claims.append({**claims[0], **dict.fromkeys(names, marked("mt", n))})
    if rows:
        return Reply(json.dumps({"summaries": claims, marked("mk", n): marked("mk", n)}))
    heads = {f"{name}_headline": marked("mh", n) for name in names}
    return Reply(json.dumps({**heads, "happened": claims, "how": [], "matters": [], "doubtful": []}))


def _claim(paper: str, said: str, names: list[str]) -> dict[str, Any]:
    found = re.search(r"We measure .* of our own\.", said)
    span = found[0] if found else said
    return {"paper": paper, "span": span, **{name: f"该论文写道：{span}" if name == "zh" else span for name in names}}


NAMES["parrot"] = parrot
