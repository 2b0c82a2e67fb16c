"""Every publisher's form of a feed, one quirk a test: fixtures in the exact form, plainly invented."""

from __future__ import annotations

from datetime import date

import pytest

from faults.matrix import Seen
from radar.collect import feeds
from radar.collect.feeds import Feed, Found
from radar.models import Genre, Listing
from radar.outcomes import SourceState

HOSTS = frozenset({"journal.example"})
LONG = "We invent a finding and measure it. " * 8
RDF = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:prism="{prism}" xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:cc="http://web.resource.org/cc/">
<channel rdf:about="https://journal.example/feed"><title>Sample Journal</title>
<link>https://journal.example/toc</link></channel>{items}</rdf:RDF>"""
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/" version="2.0">
<channel><title>{title}</title><link>https://journal.example/</link>{items}</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><title>Sample</title><link href="https://journal.example/"/>{items}</feed>"""


def read(content: str, **more: object) -> tuple[Listing, ...]:
    found = feeds.parse(content.encode(), Feed(label="Sample", **({"hosts": HOSTS} | more)))  # type: ignore[arg-type] # any field
    assert isinstance(found, Found), found
    assert found.state is SourceState.OK, found.reason
    return found.listings


def rss(*items: str, title: str = "Sample Journal", **more: object) -> Listing:
    (listing,) = read(RSS.format(items="".join(items), title=title), **more)
    return listing


def rdf(*items: str, prism: str = "http://prismstandard.org/namespaces/basic/2.0/") -> Listing:
    (listing,) = read(RDF.format(items="".join(items), prism=prism))
    return listing


def test_atypon_gives_every_creator_and_no_abstract_but_the_place() -> None:
    listing = rdf("""<item rdf:about="https://journal.example/doi/full/10.5555/1?af=R">
      <title>An invented finding</title><link>https://journal.example/doi/full/10.5555/1?af=R</link>
      <content:encoded>&lt;a href="/toc/smp/56/3"&gt;Volume 56, Issue 3&lt;/a&gt;, March 2026, Page 1-7\
&lt;br/&gt;. &lt;br/&gt;</content:encoded>
      <description>Volume 56, Issue 3, March 2026, Page 1-7&lt;br/&gt;. &lt;br/&gt;</description>
      <dc:identifier>10.5555/1</dc:identifier><dc:source>Sample Journal</dc:source>
      <dc:date>2026-03-05T11:29:38Z</dc:date><dc:rights>© 2026 Sample</dc:rights>
      <dc:creator>Sample Author 1</dc:creator><dc:creator>Sample Author 2</dc:creator>
      <prism:coverDate>2026-09-02T07:00:00Z</prism:coverDate><prism:doi>10.5555/1</prism:doi></item>""")
    assert listing.authors == ("Sample Author 1", "Sample Author 2")
    assert (listing.abstract, listing.license) == ("", "")
    assert (listing.announced, listing.url) == (date(2026, 3, 5), "https://journal.example/doi/full/10.5555/1")


def test_elseviers_journals_give_one_string_of_authors_and_a_section() -> None:
    item = """<item rdf:about="https://journal.example/article/S0000/fulltext?rss=yes">
      <title>{title}</title><link>https://journal.example/article/S0000/fulltext?rss=yes</link>
      <description>Sample abstract of one sentence.</description>
      <dc:creator>Author One, Author van Two, Author Three</dc:creator><dc:identifier>10.5555/1</dc:identifier>
      <dc:source>Sample Journal 203, (2026)</dc:source><dc:date>2026-03-05</dc:date>
      <prism:section>{section}</prism:section></item>"""
    prism = "http://prismstandard.org/namespaces/1.2/basic/"
    listing = rdf(item.format(title="An invented finding", section="Original Articles"), prism=prism)
    assert listing.authors == ("Author One", "Author van Two", "Author Three")
    assert (listing.doi, listing.genre) == ("10.5555/1", Genre.PAPER)
    editorial = rdf(item.format(title="An invented view", section="Editorials"), prism=prism)
    assert editorial.genre is Genre.NEWS


def test_sciencedirect_hides_authors_and_day_in_the_description() -> None:
    item = """<item><title><![CDATA[An <em>invented</em> finding]]></title>
      <description><![CDATA[<p>Publication date: {when}</p>
      <p><b>Source:</b> Sample Letters, Volume 167</p><p>Author(s): Author One, Author Two</p>]]></description>
      <link>https://journal.example/science/article/pii/S1?dgcid=rss_sd_all</link>
      <guid isPermaLink="false">https://journal.example/science/article/pii/S1</guid></item>"""
    issue, online = rss(item.format(when="May 2026")), rss(item.format(when="Available online 5 March 2026"))
    assert (issue.title, issue.abstract, issue.authors) == ("An invented finding", "", ("Author One", "Author Two"))
    assert (issue.announced, issue.published) == (None, "")
    assert (online.announced, online.published) == (date(2026, 3, 5), "2026-03-05")
    assert issue.url == online.url == "https://journal.example/science/article/pii/S1"
    assert issue.ids == online.ids


def test_oup_shortens_its_authors_and_heads_the_abstract() -> None:
    listing = rss("""<item><title>An invented finding</title><link>https://journal.example/article/197/3/420/1?rss=1</link>
      <pubDate>Thu, 05 Mar 2026 00:00:00 GMT</pubDate><author>Author-Name J, de Sample F, Third M, et al. </author>
      <description>&lt;span class="paragraphSection"&gt;&lt;div class="boxTitle"&gt;Abstract&lt;/div&gt;We found it.\
&lt;/span&gt;</description><prism:doi xmlns:prism="prism">10.5555/oup1 </prism:doi></item>""")
    assert listing.authors == ("Author-Name J", "de Sample F", "Third M")
    assert (listing.abstract, listing.doi) == ("We found it.", "10.5555/oup1")
    assert listing.url == "https://journal.example/article/197/3/420/1"


def test_wiley_gives_authors_line_by_line_and_the_abstract_in_the_content() -> None:
    listing = rss(f"""<item><link>https://journal.example/doi/10.5555/w1?af=R</link>
      <pubDate>Thu, 05 Mar 2026 21:38:33 -0800</pubDate><guid isPermaLink="false">10.5555/w1</guid>
      <title>An invented finding</title><description>Sample Journal, EarlyView. </description>
      <content:encoded>&lt;h2&gt;Abstract&lt;/h2&gt;&lt;p&gt;{LONG}&lt;/p&gt;</content:encoded>
      <dc:creator>
Author One,{" "}
Author Two,{" "}
Author‐Three
</dc:creator></item>""")
    assert listing.authors == ("Author One", "Author Two", "Author‐Three")
    assert (listing.abstract, listing.ids) == (LONG.strip(), ("doi:10.5555/w1",))
    assert listing.announced == date(2026, 3, 5)


def test_cambridge_writes_family_names_first_and_prints_front_matter() -> None:
    item = """<item rdf:about="https://dx.doi.org/10.5555/c{n}?rft_dat=source%3Ddrss"><title>{title}</title>
      <link>https://dx.doi.org/10.5555/c{n}?rft_dat=source%3Ddrss</link>{creators}
      <dc:date>2026-03-05</dc:date><prism:publicationDate>2026-03-05</prism:publicationDate></item>"""
    two = "<dc:creator>de Author, Sample B.</dc:creator><dc:creator>Second, Sample</dc:creator>"
    one = "<dc:creator>Long Name, Sample Third</dc:creator>"
    found = feeds.parse(
        RDF.format(
            prism="http://prismstandard.org/namespaces/basic/2.0/",
            items=item.format(n=1, title="An invented finding", creators=two)
            + item.format(n=2, title="A second one", creators=one)
            + item.format(n=3, title="SMP volume 153 issue 6 Cover and Front matter", creators=""),
        ).encode(),
        Feed(label="Sample"),
    )
    assert isinstance(found, Found)
    first, second = found.listings
    assert first.authors == ("Sample B. de Author", "Sample Second")
    assert second.authors == ("Sample Third Long Name",)
    assert first.url == "https://dx.doi.org/10.5555/c1"
    assert [left.item for left in found.quarantined] == ["SMP volume 153 issue 6 Cover and Front matter"]


def test_ojs_escapes_titles_and_names_its_licence() -> None:
    listing = rdf("""<item rdf:about="https://journal.example/article/view/1">
      <title>&lt;p&gt;&lt;strong&gt;Of &lt;em&gt;E. coli&lt;/em&gt; invented&lt;/strong&gt;&lt;/p&gt;</title>
      <link>https://journal.example/article/view/1</link>
      <description>&lt;p&gt;We found it.&lt;/p&gt; &lt;p&gt;&amp;nbsp;&lt;/p&gt;</description>
      <dc:creator>SAMPLE AUTHOR</dc:creator><dc:creator>Second Author</dc:creator>
      <dc:rights>
        Copyright (c) 2026 Sample
      </dc:rights><cc:license rdf:resource="https://creativecommons.org/licenses/by/4.0/" />
      <dc:date>2026-03-05</dc:date><prism:doi>10.5555/ojs.1</prism:doi></item>""")
    assert (listing.title, listing.abstract) == ("Of E. coli invented", "We found it.")
    assert listing.authors == ("SAMPLE AUTHOR", "Second Author")
    assert listing.license == "https://creativecommons.org/licenses/by/4.0/"


def test_ojs_atom_names_each_author_in_an_element_without_the_mail() -> None:
    (listing,) = read(
        ATOM.format(
            items="""<entry><id>https://journal.example/article/view/1</id><title>An invented finding</title>
      <updated>2026-03-05T09:00:00+01:00</updated><author><name>Sample Author 1</name>
      <email>one@journal.example</email></author><author><name>Sample Author 2</name></author>
      <link rel="alternate" href="https://journal.example/article/view/1" />
      <summary type="html" xml:base="https://journal.example/">&lt;p&gt;We found it.&lt;/p&gt;</summary></entry>"""
        )
    )
    assert listing.authors == ("Sample Author 1", "Sample Author 2")
    assert (listing.abstract, listing.announced) == ("We found it.", date(2026, 3, 5))


def test_ingenta_has_neither_date_nor_doi_and_sections() -> None:
    listing = rdf("""<item rdf:about="https://journal.example/content/smp/1/art00002">
      <link>https://journal.example/content/smp/1/art00002</link><title>
 Vana inventa sp. nov.</title><dc:title>
 Vana inventa sp. nov.</dc:title><dc:format>application/pdf</dc:format>
      <dc:creator>Author, Sample</dc:creator><dc:creator>Second-Name, Sample F.</dc:creator>
      <foaf:maker><foaf:Person><foaf:name>Author, Sample</foaf:name></foaf:Person></foaf:maker>
      <prism:section>New Taxa</prism:section></item>""")
    assert listing.authors == ("Sample Author", "Sample F. Second-Name")
    assert (listing.announced, listing.doi, listing.title) == (None, "", "Vana inventa sp. nov.")


def test_pensoft_hides_all_in_the_description() -> None:
    item = """<item><title>\ufeffAn invented finding – new</title><link>https://journal.example/article/1/</link>
      <description><![CDATA[<p>SampleKeys 1076: 151-182</p><p>DOI: 10.5555/sk.1076.1</p>
      <p>Authors: Author One, Author Two</p><p>Abstract: We found it.</p>
      <p><a href="https://journal.example/article/1/">HTML</a></p>
      <p><a href="https://journal.example/article/1/download/pdf/">PDF</a></p>]]></description>
      <category>{category}</category><pubDate>Thu, 5 Mar 2026 02:55:00 +0200</pubDate></item>"""
    listing = rss(item.format(category="Research Article"))
    assert (listing.title, listing.abstract) == ("An invented finding – new", "We found it.")
    assert (listing.authors, listing.doi) == (("Author One", "Author Two"), "10.5555/sk.1076.1")
    assert (listing.genre, listing.announced) == (Genre.PAPER, date(2026, 3, 5))
    assert rss(item.format(category="Editorial")).genre is Genre.NEWS
    assert rss(item.format(category="Editorial</category><category>Frogs")).genre is Genre.PAPER


def test_pubmed_cuts_the_summary_and_has_the_whole_in_the_content() -> None:
    cut = LONG[:250] + "..."
    listing = rss(f"""<item><title>An invented finding</title>
      <link>https://pubmed.ncbi.nlm.nih.gov/34811339/?utm_source=Mobile Safari UI&amp;fc=1&amp;ff=2</link>
      <description>{cut}</description>
      <content:encoded><![CDATA[<div><p style="color: #4aa564;">Sample J. 2026 Mar 5;5002(1):1-103. \
doi: 10.5555/pm.1.</p><p><b>ABSTRACT</b></p><p xmlns:mml="http://www.w3.org/1998/Math/MathML">{LONG}</p>\
<p style="color: lightgray">PMID:<a href="https://pubmed.ncbi.nlm.nih.gov/34811339/?utm_medium=rss">34811339</a> | \
DOI:<a href=https://doi.org/10.5555/pm.1>10.5555/pm.1</a></p></div>]]></content:encoded>
      <guid isPermaLink="false">pubmed:34811339</guid><pubDate>Thu, 05 Mar 2026 06:00:00 -0500</pubDate>
      <dc:creator>Sample Author</dc:creator><dc:creator>None Second</dc:creator><dc:date>2026-03-05</dc:date>
      <dc:identifier>pmid:34811339</dc:identifier><dc:identifier>doi:10.5555/pm.1</dc:identifier></item>""",
      hosts=frozenset({"pubmed.ncbi.nlm.nih.gov"}))  # fmt: skip
    assert listing.abstract == LONG.strip()
    assert (listing.ids, listing.authors) == (("doi:10.5555/pm.1",), ("Sample Author", "Second"))
    assert listing.url == "https://pubmed.ncbi.nlm.nih.gov/34811339/"


def cnki(token: str, title: str = "虚构的发现", text: str = "甲乙;丙丁;&lt;/br&gt;报道了一个虚构的发现...") -> str:
    link = f"https://t.cnki.net/kcms/detail?v={token}"
    return f"""<item><title>{title}</title><link>{link}</link><description>{text}</description>
      <pubDate>Thu, 05 Mar 2026 16:00:00 GMT</pubDate><guid>{link}</guid></item>"""


def test_cnki_sets_the_authors_before_the_abstract() -> None:
    listing = rss(cnki("f99WHsIHPN"))
    assert (listing.authors, listing.abstract) == (("甲乙", "丙丁"), "报道了一个虚构的发现...")
    assert rss(cnki("a", text="&lt;/br&gt;&lt;正&gt;~")).abstract == ""
    assert rss(cnki("a", text="&lt;/br&gt;&lt;正&gt;一个发现。")).abstract == "一个发现。"


def test_f13_cnkis_tokens_change_and_the_paper_stays_the_same() -> None:
    assert rss(cnki("f99WHsIHPN")).ids == rss(cnki("another-token")).ids
    assert rss(cnki("f99WHsIHPN")).ids != rss(cnki("f99WHsIHPN", title="另一个虚构的发现")).ids


def test_cnki_prints_its_contents_as_a_paper() -> None:
    content = RSS.format(items=cnki("a", title="虚构学报第37卷总目次") + cnki("b"), title="虚构学报-CNKI")
    (listing,) = read(content)
    assert listing.title == "虚构的发现"


def test_cnjournals_dates_are_neither_rfc_nor_iso() -> None:
    listing = rss("""<item><title><![CDATA[虚构的发现（鞘翅目）]]></title>
      <link><![CDATA[http://journal.example/ch/reader/view_abstract.aspx?file_no=2021030&flag=1]]></link>
      <description><![CDATA[]]></description><pubDate>2026/3/5 9:23:28</pubDate><category><![CDATA[]]></category>
      <author><![CDATA[甲乙,丙丁,戊己]]></author></item>""")
    assert (listing.authors, listing.announced) == (("甲乙", "丙丁", "戊己"), date(2026, 3, 5))
    assert listing.url == "https://journal.example/ch/reader/view_abstract.aspx?file_no=2021030&flag=1"


def test_jstage_is_empty_when_quiet() -> None:
    content = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
      <title>Sample</title><link href="http://journal.example/browse/"/><id>tag:journal.example:/WhatsNew/en</id>
      <updated>2026-03-05T02:38:52+0900</updated></feed>"""
    found = feeds.parse(content.encode(), Feed(label="Sample"))
    assert found == Found(state=SourceState.EMPTY)


def scholar(link: str) -> str:
    return f"""<entry><title>An invented finding of some length …</title>
      <content type="html">&lt;p&gt;Abstract We found it …&lt;/p&gt;\
&lt;p&gt;&lt;a href="{link}"&gt;www.journal.example&lt;/a&gt;&lt;/p&gt;</content>
      <id>https://scholar.google.com/scholar?cluster=1</id><link rel="alternate" type="text/html" href="{link}"/>
      <published>2026-03-05T14:27:51+00:00</published></entry>"""


def test_google_scholar_alerts_lead_to_the_paper_itself() -> None:
    wrapped = "https://scholar.google.com/scholar_url?url=https://journal.example/a/1%3Fx%3D2&amp;hl=en&amp;sa=X&amp;ei={0}&amp;scisig={0}"
    (first,) = read(ATOM.format(items=scholar(wrapped.format("one"))))
    (second,) = read(ATOM.format(items=scholar(wrapped.format("two"))))
    assert first.url == "https://journal.example/a/1?x=2"
    assert first.ids == second.ids
    assert (first.abstract, first.authors) == ("We found it …", ())


def test_acs_marks_what_is_in_no_issue_and_says_only_its_own_name() -> None:
    listing = rss(
        """<item><title>[ASAP] An invented finding</title><link>http://dx.doi.org/10.5555/acs.1</link>
      <description>&lt;p&gt;&lt;img src="https://journal.example/a.gif" alt="TOC Graphic"/&gt;&lt;/p&gt;\
&lt;div&gt;&lt;cite&gt;Journal of the Sample Society&lt;/cite&gt;&lt;/div&gt;\
&lt;div&gt;DOI: 10.5555/acs.1&lt;/div&gt;</description>
      <pubDate>Thu, 05 Mar 2026 04:40:42 PDT</pubDate><guid isPermaLink="false">http://dx.doi.org/10.5555/acs.1</guid>
      <dc:creator>Author One, Author Two, and Author Three</dc:creator></item>""",
        title="Journal of the Sample Society: Latest Articles",
    )
    assert (listing.title, listing.abstract) == ("An invented finding", "")
    assert listing.authors == ("Author One", "Author Two", "Author Three")
    assert (listing.announced, listing.ids) == (date(2026, 3, 5), ("doi:10.5555/acs.1",))


def test_ieee_gives_authors_in_an_element_of_its_own() -> None:
    listing = rss("""<item><title>An invented finding</title><link>http://journal.example/document/1</link>
      <description>We found it.</description><pubDate>Thu, 05 Mar 2026 00:00:00 GMT</pubDate>
      <authors>Author One;Author Two</authors></item>""")
    assert listing.authors == ("Author One", "Author Two")


def test_arxivs_old_feeds_are_read_to_their_brackets() -> None:
    item = """<item rdf:about="http://arxiv.org/abs/2603.0000{n}">
      <title>An invented $\\Omega_c^0$ finding. (arXiv:2603.0000{n}v{n} [hep-ex]{how})</title>
      <link>http://arxiv.org/abs/2603.0000{n}</link><description rdf:parseType="Literal">We found it.
</description><dc:creator> &lt;a href="http://arxiv.org/find/1"&gt;SMP collaboration&lt;/a&gt;: \
&lt;a href="http://arxiv.org/find/2"&gt;S. Author&lt;/a&gt;, et al. (909 additional authors not shown)\
</dc:creator></item>"""
    listings = read(
        RDF.format(
            prism="x",
            items=item.format(n=1, how="") + item.format(n=2, how=" UPDATED") + item.format(n=3, how=" CROSS LISTED"),
        )
    )
    assert {one.title for one in listings} == {r"An invented $\Omega_c^0$ finding"}
    assert {one.authors for one in listings} == {("SMP collaboration", "S. Author")}
    said = [(one.place.announce, one.place.version) for one in listings]
    assert said == [("new", 1), ("replace", 2), ("cross", 3)]


def test_arxivs_atom_as_any_feed_keeps_how_it_was_announced() -> None:
    (listing,) = read(
        ATOM.format(
            items="""<entry><id>oai:arXiv.org:2603.00001v2</id><title>An invented finding</title>
      <link href="https://arxiv.org/abs/2603.00001" rel="alternate" type="text/html"/>
      <summary>arXiv:2603.00001v2 Announce Type: replace-cross
Abstract: We found it.</summary><category term="cs.AI"/><published>2026-03-05T00:00:00-05:00</published>
      <arxiv:announce_type>replace-cross</arxiv:announce_type>
      <dc:creator>Author One, Author Two</dc:creator></entry>"""
        )
    )
    assert (listing.abstract, listing.authors) == ("We found it.", ("Author One", "Author Two"))
    assert (listing.place.announce, listing.place.version) == ("replace-cross", 2)
    assert listing.announced == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("title", "text", "genre", "about"),
    [
        (
            "Author Correction: X",
            "Correction to: Sample https://doi.org/10.5555/x",
            Genre.CORRECTION,
            ("doi:10.5555/x",),
        ),
        (
            "Retraction Note: X",
            '<a href="https://doi.org/10.5555/X">The article</a>',
            Genre.RETRACTION,
            ("doi:10.5555/x",),
        ),
        ("Erratum: X", "See doi:10.5555/x and doi:10.5555/y", Genre.CORRECTION, ()),
        ("Erratum: X", "This is doi:10.5555/own", Genre.CORRECTION, ()),
        ("X", "It rests on doi:10.5555/x", Genre.PAPER, ()),
    ],
)
def test_a_notice_says_which_paper_it_is_about(title: str, text: str, genre: Genre, about: tuple[str, ...]) -> None:
    listing = rss(f"""<item><title>{title}</title><link>https://journal.example/1</link>
      <description><![CDATA[{text}]]></description><prism:doi>10.5555/own</prism:doi></item>""")
    assert (listing.genre, listing.about) == (genre, about)


def test_a_link_that_many_papers_share_names_none_of_them() -> None:
    items = [
        f"<item><title>Invented finding {n}</title><link>https://journal.example/current</link><guid>g{n}</guid></item>"
        for n in (1, 2, 3)
    ]
    listings = read(RSS.format(items="".join(items), title="Sample"))
    assert len({one.ids for one in listings}) == 3
    home = [one.replace("/current", "/") for one in items]
    assert [one.ids for one in read(RSS.format(items=home[0], title="Sample"))] == [
        one.ids for one in read(RSS.format(items=home[0].replace("g1", "another"), title="Sample"))
    ]


@pytest.mark.fault("F19")
@pytest.mark.parametrize(
    "piece", ["a and ", "A. B., ", "\n", "   ", "a@", "et al ", "a;", "(", "authors: ", "10.5555/a "]
)
def test_f19_a_long_run_of_anything_is_read_in_linear_time(piece: str, seen: Seen) -> None:
    """A quadratic pattern of ours would take minutes here, and the suite with it.

    feedparser's own look for e-mail in one word of 200,000 letters does: the parser's
    process is ended for it (`apart`).
    """
    run = piece * (200_000 // len(piece))
    content = RSS.format(
        items="<item><title>An invented finding</title><link>https://journal.example/1</link>"
        f"<dc:creator>{run}</dc:creator><description>{run}</description></item>",
        title="Sample",
    )
    (listing,) = read(content)
    assert listing.title == "An invented finding"
    seen(f"{len(run):,} characters of {piece!r} read")
