"""Hostile texts, each with a mark by which it is found again, and the fields they are put into.

`MARK` in a payload stands where it would do harm: within the script, the address, the command. What comes out of
a field is found by its mark, whatever an escape made of the rest.
"""

from __future__ import annotations

import re
from typing import Final

PAYLOADS: Final = (
    # what a browser runs, loads, or follows
    *("<script>window.caught='MARK'</script>", "<img src=x onerror=window.caught='MARK'>", "\"><svg onload=MARK x='"),
    *("' onfocus=window.caught=MARK autofocus x='", "javascript:window.caught='MARK'", "data:text/html,MARK"),
    *("</script><script>window.caught='MARK'</script>", "</title><base href=https://evil.example/MARK>", "MARK ]]>"),
    *(
        "</style><style>@import 'https://evil.example/MARK'</style>",
        "--><iframe src=//evil.example/MARK>",
        "<!--MARK",
    ),
    *(
        "<a href=https://evil.example/MARK>x</a>",
        "&lt;script&gt;MARK&lt;/script&gt;",
        "&MARK; &#60;b onclick=MARK&#62;",
    ),
    "<?xml-stylesheet href='https://evil.example/MARK'?>",
    # what parts lines, words and terminals
    *("a\u2028MARK\u2029b", "\u202eMARK\u202c\u2066x", "z\u200bMARK\ufeff\u2060", "a\x00\x07\x9bMARK\x85b"),
    *("\x1b[2J\x1b]8;;https://evil.example/MARK\x07x\x1b]8;;\x07", "x\r\nBcc: MARK@evil.example\r\n\r\nMARK"),
    *("x\nERROR forged MARK\n", "MARK" + "o\u0334\u0347" * 80, "MARK \U0001f468\u200d\U0001f469\u200d\U0001f467"),
    *("\u05e9\u05dc\u05d5\u05dd MARK \u0627\u0644\u0639", "MARK\u0430pple \u0440aypal", "MARK" + "W" * 450),
    # what citation formats and TeX read
    *(r"\input{/etc/MARK}", r"\immediate\write18{MARK}", "{MARK{", "}MARK}", "x},\n}\n@article{MARK, title = {y"),
    *("One\nER  - \nTY  - JOUR\nTI  - MARK", r"$\href{javascript:MARK}{x}$", "100% MARK_ ^ ~ # & $"),
    # what Markdown reads
    *("[x](https://evil.example/MARK)", "![x](https://evil.example/MARK.png)", "<https://evil.example/MARK>"),
    *("[MARK]: https://evil.example", "---\ntitle: MARK\n---", "# MARK", "```MARK", "| MARK | x |", "`MARK`"),
    *("https://evil.example/MARK www.evil.example", "@everyone MARK@evil.example #1 GH-2"),
    # what programs read
    *("{{ MARK }}", "{% include 'MARK' %}", "{static}/MARK {filename}MARK.md", "{attach}../MARK", "Save_as: MARK"),
    *(
        "{0.__class__} {MARK}",
        "%s %(MARK)s %n",
        "${{ secrets.MARK }}",
        "$(touch MARK) `touch MARK`",
        "'; touch MARK #",
    ),
    *("::error::MARK", "  ::set-output name=url::MARK", "x ##[set-output name=url]MARK", "::stop-commands::MARK"),
    *('=HYPERLINK("https://evil.example/MARK")', "../../../MARK", "<!channel> <@U1> <at id=all>MARK</at>"),
)
"""Of every kind one, in its sharpest form."""

FIELDS: Final = {
    "xt": "arXiv title",
    "xa": "arXiv abstract",
    "xu": "arXiv author",
    "xc": "arXiv category",
    "xj": "arXiv journal",
    "xd": "arXiv DOI",
    "xl": "arXiv licence",
    "rt": "RSS title",
    "ra": "RSS abstract",
    "ru": "RSS author",
    "rc": "RSS category",
    "rg": "RSS guid",
    "rd": "RSS DOI",
    "rk": "RSS link",
    "rp": "RSS date",
    "rl": "RSS licence",
    "rj": "RSS journal",
    "rh": "RSS head",
    "at": "Atom title",
    "aa": "Atom abstract",
    "au": "Atom author",
    "ac": "Atom category",
    "al": "Atom licence",
    "ak": "Atom link",
    "ct": "Crossref title",
    "cs": "Crossref subtitle",
    "ca": "Crossref abstract",
    "cu": "Crossref author",
    "cd": "Crossref DOI",
    "ck": "Crossref page",
    "cl": "Crossref licence",
    "ce": "Crossref refusal",
    "bt": "bioRxiv title",
    "ba": "bioRxiv abstract",
    "bu": "bioRxiv author",
    "bc": "bioRxiv category",
    "bl": "bioRxiv licence",
    "bd": "bioRxiv DOI",
    "nt": "notice title",
    "hs": "status line",
    "hh": "HTTP header",
    "hb": "error's body",
    "mh": "model headline",
    "mt": "model text of its own",
    "mi": "model ids",
    "mk": "model other keys",
    "mn": "model name",
    "me": "model error",
    "gi": "GitHub issue",
    "gj": "GitHub jobs",
    "fn": "file name",
    "gb": "git branch",
    "on": "owner's source",
    "ot": "owner's topic",
    "os": "owner's site",
    "ob": "owner's banner",
    "ow": "owner's watch",
}
"""By two letters, every text that a stranger or a careless owner may write; the first tells from whom it comes."""

MARK: Final = re.compile(r"zq([a-z]{2})(\d\d)q", re.IGNORECASE)
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def marked(field: str, number: int) -> str:
    """Write a payload with its mark."""
    assert field in FIELDS
    return PAYLOADS[number].replace("MARK", f"zq{field}{number:02d}q")


def xml(text: str) -> str:
    """Escape once, as a feed has plain text; without what XML cannot hold."""
    return re.sub('[<>&"\r]', lambda found: f"&#{ord(found[0])};", _NOT_XML.sub("", text))


def marks(text: str) -> set[tuple[str, int]]:
    """List the marks in a text: the field and the number of the payload."""
    return {(found[1].lower(), int(found[2])) for found in MARK.finditer(text)}
