"""Hold the sound texts that fuzzing damages, one or more of each form that sources send; all is invented.

Where the shared captures are (RADAR_SHARED), real answers stand beside them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
SHARED: Final = Path(os.environ.get("RADAR_SHARED", ROOT.parent / "shared"))
_LARGEST: Final = 12_000
"""Bytes of a capture that is taken: larger ones hold the same, and cost more."""
_XML: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_CREATIVE: Final = "http://creativecommons.org/licenses/by/4.0/"
_ITEM: Final = """<item><title>An invented result {n} on tides &amp; CO&lt;sub&gt;2&lt;/sub&gt;</title>
<link>https://journal.example/articles/{n}?utm_source=rss</link><guid isPermaLink="false">sample-{n}</guid>
<description>\
&lt;p&gt;Sample Journal, Published online: 06 March 2026; &lt;a href="https://doi.org/10.5555/sample.{n}"&gt;\
doi:10.5555/sample.{n}&lt;/a&gt;&lt;/p&gt;We count {n} tides, and p &amp;lt; 0.05. They stay invented.</description>
<dc:creator>Sample Author 1</dc:creator><dc:creator>Sample Author 2</dc:creator><prism:doi>\
10.5555/sample.{n}</prism:doi>
<prism:section>Research</prism:section><category>Oceans</category><dc:date>2026-03-06</dc:date>
<pubDate>Fri, 06 Mar 2026 00:00:00 GMT</pubDate></item>
"""
_NAMES: Final = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"'
)
RSS: Final = (
    f'{_XML}<rss version="2.0" {_NAMES}><channel><title>Sample Journal</title><link>https://journal.example/</link>'
    f"<description>New articles</description>{_ITEM.format(n=1)}{_ITEM.format(n=2)}</channel></rss>"
)
RDF: Final = (
    f'{_XML}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    f'xmlns="http://purl.org/rss/1.0/" {_NAMES}>'
    '<channel rdf:about="https://journal.example/"><title>Sample Journal</title><link>https://journal.example/</link>'
    '<items><rdf:Seq><rdf:li rdf:resource="https://journal.example/articles/3"/></rdf:Seq></items></channel>'
    '<item rdf:about="https://journal.example/articles/3"><title><![CDATA[Retraction Note: An invented <i>'
    "E. coli</i>]]>"
    "</title><link>https://journal.example/articles/3</link><dc:creator>One, S. A., Two, S., and Three, "
    "S.</dc:creator>"
    "<content:encoded><![CDATA[<p>This article (doi:10.5555/sample.1) is withdrawn.</p><h2>Abstract</h2><p>We grow "
    "samples <script>x()</script>of cells.</p>]]></content:encoded><dc:identifier>"
    "doi:10.5555/sample.3</dc:identifier>"
    "<dc:date>2026-03-05T08:00:00Z</dc:date><prism:publicationName>Sample Journal</prism:publicationName>"
    "</item></rdf:RDF>"
)
ATOM: Final = (
    f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom"><title>Sample Server</title><link '
    f'href="https://journal.example/"/>'
    "<id>tag:journal.example,2026:feed</id><updated>2026-03-06T00:00:00Z</updated><entry>"
    '<title type="html">Invented &lt;em&gt;weather&lt;/em&gt; of $10^{{3}}$ planets</title><id>'
    "https://journal.example/4</id>"
    '<link rel="alternate" href="https://journal.example/4"/><link rel="license" href="' + _CREATIVE + '"/>'
    "<published>2026-03-06T01:02:03+08:00</published><updated>2026-03-06T02:00:00Z</updated>"
    "<author><name>Sample Author 3</name><email>a@journal.example</email></author>"
    "<author><name>样本作者</name></author>"
    '<summary type="html">&lt;p&gt;We watch the weather. It rains on 3 of 10 planets.&lt;/p&gt;</summary>'
    '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>We watch <b>it</b> longer.</p></div>'
    "</content>"
    '<category term="Weather"/></entry></feed>'
)
_ARXIV_ITEM: Final = """<item><title>Invented Agents {n} with $\\alpha$</title><link>\
https://arxiv.org/abs/2603.{n:05d}</link>
<description>\
arXiv:2603.{n:05d}v{v} Announce Type: {how} \nAbstract: We invent agent {n}. It plans 10 steps.</description>
<guid isPermaLink="false">oai:arXiv.org:2603.{n:05d}v{v}</guid><category>cs.AI</category><category>stat.ML</category>
<pubDate>Fri, 06 Mar 2026 00:00:00 -0500</pubDate><arxiv:announce_type>{how}</arxiv:announce_type>
<dc:rights>{rights}</dc:rights><arxiv:DOI>10.5555/sample.{n}</arxiv:DOI>
<arxiv:journal_reference>Sample Letters 9</arxiv:journal_reference><dc:creator>\
Sample Author 1, S. Two</dc:creator></item>
"""
ARXIV_RSS: Final = (
    f'{_XML}<rss xmlns:arxiv="http://arxiv.org/schemas/atom" {_NAMES} version="2.0"><channel>'
    "<title>cs.AI updates on arXiv.org</title><link>http://rss.arxiv.org/rss/cs.AI</link><description>cs.AI updates"
    "</description><pubDate>Fri, 06 Mar 2026 00:00:00 -0500</pubDate>"
    + _ARXIV_ITEM.format(n=1, v=1, how="new", rights=_CREATIVE)
    + _ARXIV_ITEM.format(n=2, v=3, how="replace-cross", rights=_CREATIVE)
    + "</channel></rss>"
)
_RESULT: Final = """<entry><id>http://arxiv.org/abs/2603.{n:05d}v{v}</id><updated>2026-03-03T18:00:00Z</updated>
<published>2026-03-03T18:00:00Z</published><title>Invented Agents {n}</title><summary>  We invent agent {n}.
  It plans 10 steps.</summary><author><name>Sample Author 1</name><arxiv:affiliation>Sample</arxiv:affiliation>\
</author>
<author><name>Sample Author 2</name></author><arxiv:comment>9 pages</arxiv:comment><arxiv:doi>\
10.5555/sample.{n}</arxiv:doi>
<arxiv:journal_ref>Sample Letters 9</arxiv:journal_ref>\
<link href="http://arxiv.org/abs/2603.{n:05d}v{v}" rel="alternate"/>
<link title="pdf" href="http://arxiv.org/pdf/2603.{n:05d}v{v}" rel="related" type="application/pdf"/>
<arxiv:primary_category term="cs.AI" scheme="http://arxiv.org/schemas/atom"/><category term="cs.AI"/>\
<category term="stat.ML"/>
</entry>"""
ARXIV_API: Final = (
    f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">'
    '<link href="http://arxiv.org/api/query?search_query=x" rel="self"/><title type="html">ArXiv Query</title>'
    "<id>http://arxiv.org/api/x</id><updated>2026-03-06T00:00:00-05:00</updated>"
    '<opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">2</opensearch:totalResults>'
    '<opensearch:startIndex xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">0</opensearch:startIndex>'
    '<opensearch:itemsPerPage xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">500</opensearch:itemsPerPage>'
    + _RESULT.format(n=11, v=1)
    + _RESULT.format(n=12, v=2)
    + "</feed>"
)
_RECORD: Final = """<record><header><identifier>oai:arXiv.org:2603.{n:05d}</identifier><datestamp>\
2026-03-05</datestamp>
<setSpec>cs</setSpec></header><metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>2603.{n:05d}</id>
<created>2026-03-03</created>{updated}<authors><author><keyname>Author</keyname><forenames>Sample</forenames>
<suffix>Jr</suffix></author></authors><title>Invented Agents {n}</title><categories>cs.AI stat.ML</categories>
<comments>9 pages</comments><journal-ref>Sample Letters 9</journal-ref><doi>10.5555/sample.{n}</doi>
<license>http://arxiv.org/licenses/nonexclusive-distrib/1.0/</license><abstract>  We invent agent {n}.
  It plans 10 steps.</abstract></arXiv></metadata></record>"""
ARXIV_OAI: Final = (
    f'{_XML}<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-03-06T01:00:00Z</responseDate>'
    '<request verb="ListRecords">http://oaipmh.arxiv.org/oai</request><ListRecords>'
    + _RECORD.format(n=21, updated="")
    + _RECORD.format(n=12, updated="<updated>2026-03-04</updated>")
    + '<resumptionToken cursor="0" completeListSize="2"></resumptionToken></ListRecords></OAI-PMH>'
)
BIORXIV: Final[Mapping[str, Any]] = {
    "messages": [{"status": "ok", "cursor": 0, "count": 2, "count_new_papers": "1", "total": "2"}],
    "collection": [
        {
            "title": f"Invented result {n} on <i>sample</i> cells",
            "authors": "One, S. A.; Two, S., Jr; The Sample Group",
            "doi": f"10.64898/2026.03.01.70000{n}",
            "date": "2026-03-06",
            "version": str(n),
            "type": "new results",
            "license": "cc_by_nc",
            "category": "cell biology",
            "abstract": f"We grow sample cells {n} times. They stay samples, CO<sub>2</sub> or not.",
            "published": "10.5555/sample.31" if n > 1 else "NA",
            "server": "bioRxiv",
        }
        for n in (1, 2)
    ],
}
CROSSREF: Final[Mapping[str, Any]] = {
    "status": "ok",
    "message": {
        "total-results": 2,
        "next-cursor": "AoJ",
        "items": [
            {
                "DOI": f"10.5555/Sample.{n}",
                "type": kind,
                "title": [f"An invented <i>finding</i> {n} about routers"],
                "subtitle": ["A sample"],
                "author": [{"given": "Sample", "family": "Author 1", "suffix": "Jr"}, {"name": "The Sample Group"}],
                "abstract": "<jats:title>Abstract</jats:title><jats:p>We count routers, <jats:sub>"
                "2</jats:sub>.</jats:p>",
                "created": {"date-parts": [[2026, 3, 6]], "date-time": "2026-03-06T09:00:00Z"},
                "published-online": {"date-parts": [[2026, 3, 5]]},
                "license": [{"URL": "https://creativecommons.org/licenses/by/4.0/"}],
                "resource": {"primary": {"URL": f"https://journal.example/articles/{n}"}},
                "relation": {"has-preprint": [{"id-type": "doi", "id": "10.1101/2026.01.01.1v2"}]},
                "update-to": [{"type": "correction", "DOI": "10.5555/sample.9"}] if n > 1 else [],
            }
            for n, kind in ((1, "journal-article"), (2, "posted-content"))
        ],
    },
}
OPENALEX: Final[Mapping[str, Any]] = {
    "meta": {"count": 1, "page": 1, "per_page": 100},
    "results": [
        {
            "id": "https://openalex.org/W1",
            "doi": "https://doi.org/10.5555/Sample.1",
            "title": "An invented finding about routers",
            "display_name": "An invented finding about routers",
            "type": "article",
            "publication_date": "2026-03-01",
            "created_date": "2026-03-06T01:02:03",
            "is_retracted": False,
            "is_paratext": False,
            "primary_location": {"landing_page_url": "https://journal.example/articles/1", "license": "cc-by"},
            "best_oa_location": {"pdf_url": "https://journal.example/articles/1.pdf"},
            "authorships": [
                {"author": {"display_name": "Sample Author 1"}, "raw_author_name": "S. Author 1"},
                {"author": {"display_name": "Sample Author 2"}, "raw_author_name": None},
            ],
            "abstract_inverted_index": {
                "We": [0, 6],
                "count": [1],
                "routers": [2],
                "on": [3],
                "three": [4],
                "planets.": [5],
            },
        }
    ],
}
EUROPEPMC: Final[Mapping[str, Any]] = {
    "hitCount": 2,
    "nextCursorMark": "AoI",
    "resultList": {
        "result": [
            {
                "id": f"4000000{n}",
                "source": source,
                "pmid": f"4000000{n}",
                "doi": f"10.5555/sample.2026.{n}",
                "title": f"Invented finding {n} in sample cells.",
                "authorString": "One SA, Two S.",
                "authorList": {
                    "author": [
                        {"fullName": "One SA", "firstName": "Sample A", "lastName": "One", "initials": "SA"},
                        {"collectiveName": "Sample Study Group"},
                    ]
                },
                "journalInfo": {"issue": "3", "volume": "12", "journal": {"title": "The Sample Journal"}},
                "pubYear": "2026",
                "pageInfo": "45-50",
                "abstractText": "<h4>Background</h4>Samples are few. <h4>Methods</h4>We count them at p < 0.05.",
                "pubTypeList": {"pubType": ["research-article", "Journal Article"]},
                "fullTextUrlList": {
                    "fullTextUrl": [
                        {
                            "availabilityCode": "OA",
                            "documentStyle": "pdf",
                            "url": "https://europepmc.org/x?pdf=render",
                        }
                    ]
                },
                "firstIndexDate": "2026-03-06",
                "firstPublicationDate": "2026-03-01",
                "license": "cc by",
                "versionNumber": n,
                "commentCorrectionList": {
                    "commentCorrection": [
                        {"id": "1", "source": "MED", "type": "Erratum for", "reference": "10.5555/x.1"}
                    ]
                },
            }
            for n, source in ((1, "MED"), (2, "PPR"))
        ]
    },
}
SEMANTIC_SCHOLAR: Final[Mapping[str, Any]] = {
    "paperId": "a1",
    "externalIds": {"DOI": "10.5555/sample.1", "CorpusId": 1},
    "abstract": "We count routers on three planets, and find that they are many.",
}


@cache
def captures(*folders: str, ending: str) -> tuple[str, ...]:
    """Give the real answers of some folders, small ones alone; none where the shared data is not there."""
    files = (file for folder in folders for file in sorted((SHARED / "data" / "feeds").glob(f"{folder}/*{ending}")))
    small = (file.read_bytes() for file in files if file.is_file() and file.stat().st_size <= _LARGEST)
    return tuple(content.decode("utf-8", "replace") for content in small)


@cache
def real_feeds() -> tuple[str, ...]:
    """Give captured feeds of journals and servers, and the test cases of other parsers."""
    found = captures("*rdf*", "journal-*", "eprint-*", "suite-*", "arxiv-atom", ending="")
    return tuple(text for text in found if "<" in text[:200])


def real_arxiv() -> tuple[str, ...]:
    """Give arXiv's own feeds."""
    return captures("arxiv-rss2", "arxiv-regenerated", ending=".rss.xml")


def real_results() -> tuple[str, ...]:
    """Give answers of arXiv's API."""
    return captures("arxiv-api", ending=".xml")


@cache
def real_values(folder: str) -> tuple[Any, ...]:
    """Give captured answers in JSON."""
    return tuple(map(json.loads, captures(folder, ending=".json")))
