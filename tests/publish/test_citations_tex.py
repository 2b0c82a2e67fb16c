from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from test_citations_read_back import says

from radar.publish.references import citation_capitals, citation_tex
from radar.publish.references.citation_capitals import tex_title
from radar.publish.references.citation_commands import ACCENTS, FORMULAS, SYMBOLS, TEXT
from radar.publish.references.citation_tex import tex_text
from radar.sift.text import clean

_OWN = {"textbackslash", "textasciitilde", "textasciicircum", "textbraceleft", "textbraceright", "textless"}
_OWN |= {"textgreater", "textbar", "ensuremath", "backslash", "lbrace", "rbrace"}
_SWITCHES = {"it", "bf", "em", "rm", "sc", "sf", "tt", "sl", "itshape", "bfseries", "scshape", "upshape"}
_KNOWN = _OWN | ACCENTS | FORMULAS | SYMBOLS | TEXT | _SWITCHES | {"rmfamily", "sffamily"}


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("50% of A&B #1 a_b", r"50\% of A\&B \#1 a\_b"),
        (r"50\% of A\&B \#1 a\_b \$", r"50\% of A\&B \#1 a\_b \$"),
        ("x^2 ~10 a|b <c>", r"x\textasciicircum{}2 \textasciitilde{}10 a\textbar{}b \textless{}c\textgreater{}"),
        ("C:\\", r"C:\textbackslash{}"),
        ("{0,1} and R^{2n}", None),
        ("}{", r"\textbraceright{}\textbraceleft{}"),
        (r"Pd\{111\}", r"Pd\textbraceleft{}111\textbraceright{}"),
        ("{SAR} and {B}essel", "{SAR} and {B}essel"),
        ("L^{P}", r"L\textasciicircum{}\textbraceleft{}P\textbraceright{}"),
        ("{SAR", r"\textbraceleft{}SAR"),
        (r"Erd\H{o}s-R\'enyi, B\' e, \c c, \'{\i}", r"Erd\H{o}s-R\'enyi, B\' e, \c c, \'{\i}"),
        (r"J\o rgensen \ss", r"J\o{}rgensen \ss{}"),
        (r"{\mu}m, \alpha{}x", r"{\ensuremath{\mu}}m, \ensuremath{\alpha}x"),
        (r"\sqrt{s_2} \textit{a_b}", r"\ensuremath{\sqrt{s_2}} \textit{a\_b}"),
        (r"{\it Ab} {\bf$K$}", r"{\it Ab} {\bf$K$}"),
        (r"$K^{2}_\alpha$ 5$", r"$K^{2}_\alpha$ 5\$"),
        ("HD~84937 at z~2", r"HD~84937 at z\textasciitilde{}2"),
        ("pays $15 to $20", r"pays \$15 to \$20"),
        ("a\nb\r\nc\u2028d", "a b c d"),
    ],
)
def test_text_prints_as_it_stands_and_tex_as_tex(text: str, tex: str | None) -> None:
    written = tex_text(text, is_tex=True)
    assert tex is None or written == tex
    assert says(written, " ".join(text.split()))


def test_braces_of_a_journal_are_printed() -> None:
    assert tex_text("{SAR}") == r"\textbraceleft{}SAR\textbraceright{}"
    assert tex_text("a~b") == r"a\textasciitilde{}b"
    assert tex_text(r"{\it Ab}") == r"{\it Ab}"


@pytest.mark.parametrize(
    "text",
    [
        r"\input{/etc/passwd}",
        r"\immediate\write18{rm x}",
        r"$\input{x}$",
        r"$^^5cinput{x}$",
        r"$^^^^005cinput{x}$",
        r"\def\a{\a}\a",
        r"\csname input\endcsname",
        r"{\input x}",
        r"\textit{\input{x}}",
        r"\'{\input}",
        r"\begin{filecontents}",
        r"{\it\input{x}}",
        r"$\text{\input{x}}$",
        r"\href{javascript:x}{y}",
        r"\sqrt{\input{x}}",
        r"\c\input{x}",
        r"\"\input{x}",
    ],
)
def test_no_command_that_does_anything_is_let_through(text: str) -> None:
    assert _commands(tex_title(text, is_tex=True)) <= _KNOWN
    assert "^^" not in tex_text(text, is_tex=True)


def _commands(tex: str) -> set[str]:
    return {found[1] for found in re.finditer(r"\\(?:([A-Za-z]+)|.)", tex) if found[1]}


_PIECES = st.sampled_from(
    [
        *"\\{}$%&#_^~<>|@\"'`*-,:;!. aBZ1é王",
        "\\input",
        "\\alpha",
        "\\H{o}",
        "\\{",
        "\\}",
        "$K_2$",
        "^^5c",
        "{\\it ",
        "AB",
    ]
)
_TITLES = st.one_of(st.text(max_size=40), st.lists(_PIECES, max_size=25).map("".join))


@given(_TITLES, st.booleans())
@example("$\\", True)  # noqa: FBT003 - a case
@example("{\\it $}$", True)  # noqa: FBT003 - a case
def test_any_title_is_one_line_with_balanced_braces_and_known_commands(text: str, is_tex: bool) -> None:  # noqa: FBT001
    tex = tex_title(text, is_tex=is_tex)
    depths = [0]
    for brace in re.findall("[{}]", tex):
        depths.append(depths[-1] + (1 if brace == "{" else -1))
    assert min(depths) == depths[-1] == 0
    assert len(tex.splitlines()) <= 1
    assert _commands(tex) <= _KNOWN
    assert "^^" not in tex
    assert len(re.findall(r"(?<!\\)(?:\\\\)*\$", tex)) % 2 == 0
    assert not re.search(r"(?<!\\)[%&#]", tex)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\\{}$~-`',!?<>"), max_size=40))
def test_any_text_that_is_no_tex_is_printed_to_the_letter(text: str) -> None:
    plain = clean(text)
    assert says(tex_text(plain), plain)


# -- capitals ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "tex"),
    [
        ("A Study of DNA in Mice", "A Study of {DNA} in Mice"),
        ("ImageNet and GPT-4: eBay, mRNA", "{ImageNet} and {GPT}-4: {eBay}, {mRNA}"),
        ("U-Net, X-ray, 3D-Vision and Vitamin D", "{U-Net}, {X}-ray, {3D}-Vision and Vitamin {D}"),
        ("Learning (DNA) “RNA” [LLM].", "Learning ({DNA}) “{RNA}” [{LLM}]."),
        (
            "The growth of mice in Paris under the Bayesian view",
            "The growth of mice in {Paris} under the {Bayesian} view",
        ),
        ("Growing mice: The case of cats in Paris", "Growing mice: The case of cats in {Paris}"),
        ("The Growth of Mice in Paris Under Bayesian Views", "The Growth of Mice in Paris Under Bayesian Views"),
        ("Analysis of #P and R^n Problems", r"Analysis of {{\#P}} and {R\textasciicircum{}n} Problems"),
        (r"GSBAK$^K$: $K$-Theory \LaTeX", r"{GSBAK$^K$}: {$K$-Theory} {{\LaTeX{}}}"),
        ("A Thing I Saw", "A Thing I Saw"),
        ("ÉTUDE of ÉLAN", "{ÉTUDE} of {ÉLAN}"),
        ("关于 DNA 的研究", "关于 {DNA} 的研究"),
        ("", ""),
    ],
)
def test_capitals_that_must_stay_are_in_braces(title: str, tex: str) -> None:
    assert tex_title(title, is_tex=True) == tex


@given(_TITLES)
def test_braces_for_capitals_change_nothing_else(text: str) -> None:
    def bare(tex: str) -> str:
        return re.sub(r"[{}]", "", tex)

    assert bare(tex_title(text, is_tex=True)) == bare(tex_text(text, is_tex=True))


# -- text without a sign of TeX's is written by a shorter way, to the same ------------------------


@given(text=st.text("ABab é-:.?()12'“王\t\u200b", max_size=60), is_tex=st.booleans())
@example(text="A study of X-ray: The U-Net and BERT", is_tex=True)
def test_plain_text_is_written_as_any_other(text: str, is_tex: bool) -> None:  # noqa: FBT001 - as hypothesis gives it
    whole = "".join(piece.tex for piece in citation_tex.pieces(text, is_tex=is_tex))
    assert tex_text(text, is_tex=is_tex) == whole
    short = tex_title(text, is_tex=is_tex)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(citation_capitals, "plain_words", lambda _: None)
        assert tex_title(text, is_tex=is_tex) == short
