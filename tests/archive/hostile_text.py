"""Hold text that a careless writer of Markdown would turn into something else."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

HOSTILE: Final = (
    # what a Markdown reader may take for its own
    *("# heading", "> quote", "- item", "+ item", "* item", "1. item", "2026) item", "---", "- - -", "***", "==="),
    *("    code by four spaces", "`code`", "``` fence", "~~~ fence", "~~struck~~", "*em* **strong** _em_ __strong__"),
    *("snake_case_name", "2 * 3 * 4", "trailing hash #", "trailing backslash \\", "\\[ \\( \\\\", "a | b", "|---|"),
    *("[x](https://evil.example)", "![x](https://evil.example/p.png)", "[x][1]", "[1]: https://evil.example"),
    *(
        "[^1]: note",
        "[^1]",
        "*[AI]: abbreviation",
        "Term\n: definition",
        ": definition",
        "!!! note",
        "[TOC]",
        "[[wiki]]",
    ),
    *("{: .class onclick=x }", "{#id}", "text {: #x }", "&lt;b&gt; &amp; &#38; &copy; &#x5b;", "&#91;x&#93;(y)"),
    *("https://evil.example", "www.evil.example", "WWW.evil.example", "ftp://evil.example", "<https://evil.example>"),
    *(
        "$5 per run and $10",
        "$\\href{javascript:x}{y}$",
        "$$x$$",
        "\\(x\\)",
        "[ ] todo",
        "[x] done",
        ":tada:",
        "^sup^",
    ),
    # what a browser, a template engine or Pelican may
    *("<script>alert(1)</script>", "</article>", "<img src=x onerror=alert(1)>", "<!--", "]]>", "<?php", "<![CDATA["),
    *("javascript:alert(1)", "{attach}../.env", "[x]({attach}../.env)", "{static}/x", "|filename|x", "{{ 7*7 }}"),
    *("{% include 'x' %}", "${{ secrets.X }}", "$(touch x)", '"><script>', "' onfocus=x"),
    # what would end a line, a header or a part of ours
    *("Status: draft", "Save_as: CNAME", "a\nSave_as: CNAME", "a\r\nStatus: draft", "a\rb", "---\nx\n---", "\n\n# x"),
    *(
        "### Sources",
        "来源",
        "## x",
        "— ",
        "—",
        "a\u2028b",
        "a\u00a0b",
        " leading",
        "trailing ",
        "two  spaces",
        "\ttab",
    ),
    *("claim [1](https://arxiv.org/abs/2606.00001)", "claim [1]", "” · `arxiv:1`", "x](https://y) · “z” · `arxiv:1`"),
    *("“quoted”", "·", "*AI-generated, not checked by a person*", "", " ", "\n", "100% of it", "p < 0.05 and q > 3"),
    # what costs a parser time
    *("[" * 10_000, "*" * 3_000, "<" * 3_000, "`" * 3_000, "![[" * 2_000, "&#" * 3_000, "a_" * 3_000, " " * 3_000),
)

_TEXT: Final = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Cf"])
_SIGNS: Final = st.sampled_from("\\`*_{}[]()#+-.!|<>&;:/~$^=@\"'“”·—1 \n\t\r0w")

TEXT: Final = st.one_of(
    st.sampled_from([text for text in HOSTILE if len(text) < 200]),
    st.text(_SIGNS, max_size=12),
    st.text(_TEXT, max_size=20),
    st.lists(st.sampled_from([text for text in HOSTILE if len(text) < 200]), max_size=3).map("".join),
)
"""Text as `sift.text.clean` leaves it, and line breaks besides."""
