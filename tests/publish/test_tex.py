"""What becomes of TeX on pages and in plain text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from markupsafe import escape
from tex_bombs import BOMBS
from tex_prices import PRICES, WITH_FORMULAS

from radar.publish.formulas import tex
from radar.publish.formulas.tex_known import words
from radar.publish.formulas.tex_split import Formula, split


def text_of(page: str) -> str:
    """Give what a reader of the page sees."""
    return lxml_html.fromstring(f"<div>{page}</div>").text_content().replace("\xa0", " ")


def formulas(text: str) -> tuple[str, ...]:
    return tuple(piece.tex for piece in split(text) if isinstance(piece, Formula))


@pytest.mark.parametrize("text", PRICES)
def test_no_price_is_taken_for_a_formula(text: str) -> None:
    assert formulas(text) == ()
    assert "<math" not in tex.html(text)
    assert text_of(tex.html(text)).count("$") == text.count("$")
    assert tex.plain(text).count("$") == text.count("$")


@pytest.mark.parametrize(("text", "expected"), WITH_FORMULAS)
def test_a_formula_is_found_beside_prices(text: str, expected: tuple[str, ...]) -> None:
    assert formulas(text) == expected


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("H$_2$O and CO$_{2}$", "H₂O and CO₂"),
        ("10$^{-3}$, $10^{-3}$", "10⁻³, 10⁻³"),
        (r"$\alpha \leq \beta$", "α ≤ β"),
        (r"$x \in \mathbb{R}^{d\times d}$", "x ∈ ℝ^(d×d)"),
        (r"$\R^n$ and $\eps$", "ℝⁿ and ϵ"),
        (r"$O(n\log n)$", "O(n log n)"),
        (r"$\frac{a+b}{2}$ $\frac12$", "(a+b)/2 1/2"),
        (r"$\sqrt{s}=13$ TeV, $\sqrt[3]{x+1}$", "√s = 13 TeV, ³√(x+1)"),
        (r"$\hat{y}=\bar x$", "ŷ = x̄"),
        (r"$B^0_s\to J/\psi\,\phi$", "Bₛ⁰ → J/ψ ϕ"),
        (r"$M_{\rm eff}$, $M_\mathrm{eff}$, $M_\rm eff$, $M_{\text{eff}}$", "M_eff, M_eff, M_eff, M_eff"),
        (r"$\sum_{i=1}^n x_i$", "∑_(i=1)ⁿ xᵢ"),
        (r"$f''(x)$, $f'^2$", "f″(x), f^(′2)"),
        (r"20$^\circ$C and 5$\sigma$", "20°C and 5σ"),
        (r"$10{,}000\%$ of $1,000$", "10,000% of 1,000"),
        (r"$\binom{n}{k}_q$", "(n over k)_q"),
        (r"$a \not= b \not\in c$", "a ≠ b ∉ c"),
        (r"$\begin{pmatrix}a&b\\c&d\end{pmatrix}$", "(a b; c d)"),
        (r"$x > 0 \mbox{ for $y$ in } z$", "x > 0 for y in z"),
        (r"$\unicode{x2013}$", "–"),
        (r"$\operatorname{tr}(A) = \|x\|$", "tr(A) = ‖x‖"),
        (r"$\foo$ and $\foo{x}$", r"\foo and $\foo{x}$"),
        (r"\(x\) \[y\] $$z$$", "x y z"),
        (r"\begin{equation}\label{a}x=1\end{equation}", "x = 1"),
        (r"$\underbrace{a+b}_{n}$, $\overline{AB}$", "a+bₙ, A̅B̅"),
        (r"$_\mathrm{x}$ $p(x|y)$", "ₓ p(x|y)"),
        (r"$\mathcal{L}$ of $\mathfrak{g}$, $\ell_1$", "L of g, ℓ₁"),
    ],
)
def test_a_formula_reads_in_unicode(text: str, plain: str) -> None:
    assert tex.plain(text) == unicodedata.normalize("NFC", plain)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (r"Schr\"odinger, Schr{\"o}dinger, Schr\"{o}dinger", "Schrödinger, Schrödinger, Schrödinger"),
        (r"Erd\H{o}s, Fran\c{c}ois, Babu\v ska, Kre\u\i n, \.Zytkow", "Erdős, François, Babuška, Kreĭn, Żytkow"),
        (r"Gra{\ss}mann, Stetk{\ae}r, {\L}ukasiewicz, \'{\i}", "Graßmann, Stetkær, Łukasiewicz, í"),
        (r"M{\" o}bius, 20 \si{\degreeCelsius}", "Möbius, 20 °C"),
        (r"{\alpha}-decay, \b{eta}, \c{hi}, 40{\deg}S", "α-decay, β, χ, 40°S"),
        (r"5\%, R\&D, \#1, a\_b, \$5, \{x\}", "5%, R&D, #1, a_b, $5, {x}"),
        (r"Fig.~1, Phys.\ Rev., z~2, 5~10, at ~\url{x}", "Fig. 1, Phys. Rev., z~2, 5~10, at  x"),
        ("pp. 1--5 --- ``so'' and `that'", "pp. 1–5 — “so” and ‘that’"),
        ("5'' and it's --help <!-- x -->", "5'' and it's --help <!-- x -->"),
        (r"\emph{one} {\it two} \textbf{three} {\bf 4}", "one two three 4"),
        (
            r"\url{http://a.example/~b--c} \href{http://a.example}{here}",
            "http://a.example/~b--c here (http://a.example)",
        ),
        (r"by \cite{Key} in Eq. \eqref{one}, Fig.~\ref{two}", "by [Key] in Eq. (one), Fig. two"),
        (r"$\textit{Two Words}$: A$^\text{T}$A, 5$^{\rm th}$", "Two Words: AᵀA, 5th"),
        (r"10^{-3} and T_{eff}, {0,1}, \mathbb{R}^n", "10⁻³ and T_eff, {0,1}, ℝⁿ"),
        (r"\method\ is \ours{} and \name{x}", r"\method is \ours{} and \name{x}"),
        (r"C:\new and \d+ and \\", "C:\\new and \\d+ and  "),
        (r"\textcolor{red}{seen} \footnote{below}", "seen  (below)"),
        ("http://a.example/~b/c--d", "http://a.example/~b/c--d"),
    ],
)
def test_text_commands_become_what_they_print(text: str, plain: str) -> None:
    assert tex.plain(text) == unicodedata.normalize("NFC", plain)


def test_emphasis_and_indices_become_elements() -> None:
    assert (
        tex.html(r"\emph{a} {\bf b} H$_2$O m$^{-2}$") == "<em>a</em> <strong>b</strong> H<sub>2</sub>O m<sup>−2</sup>"
    )


def test_a_formula_becomes_mathml_that_keeps_its_tex() -> None:
    assert tex.html(r"so $x^2$ is") == 'so <math alttext="x^2"><msup><mi>x</mi><mn>2</mn></msup></math> is'
    assert tex.html("$$x$$") == '<math display="block" alttext="x"><mi>x</mi></math>'


def test_signs_stay_on_the_line_of_their_formula() -> None:
    page = tex.html("now ($x$), then")
    assert page == 'now <span class="formula">(<math alttext="x"><mi>x</mi></math>)</span>, then'
    assert "span" not in tex.html("汉字$x$汉字")


def test_all_elements_of_formulas_pass_the_second_lock() -> None:
    page = tex.html(
        r"$a_1 b^1 c_1^1 \frac{a}{b} \binom{a}{b} \sqrt{a} \sqrt[3]{a} \bar{a} \underline{a} \, \mathrm{d}$ "
        r"$\sum_a^b$ "
        r"$\begin{matrix}a\end{matrix} {}_1 \text{a} \sum_a \left(a\right)$ $\foo{a}$ $$|x|$$ "
        r"\emph{a} \textbf{a} H$_2$O$^2$ ($x$)"
    )
    root = lxml_html.fromstring(f"<div>{page}</div>")
    assert {element.tag for element in root.iterdescendants()} == tex.TAGS
    found = {(element.tag, name) for element in root.iterdescendants() for name in element.attrib}
    assert found == {(tag, name) for tag, names in tex.ATTRIBUTES.items() for name in names}


def test_a_formula_that_cannot_be_set_stays_tex() -> None:
    assert tex.html(r"as $\foo{2}^2$ is") == r'as <code class="tex">\foo{2}^2</code> is'
    assert tex.plain(r"as $\foo{2}^2$ is") == r"as $\foo{2}^2$ is"


def test_text_without_tex_is_only_escaped() -> None:
    text = "p < 0.05 and q > 3 & <i>E. coli</i>, 5 - 3, it's"
    assert not tex.has_tex(text)
    assert tex.html(text) == escape(text)
    assert tex.plain(text) == text


HOSTILE = (
    r"$\text{<script>alert(1)</script>}$",
    r"$\href{javascript:alert(1)}{x}$ \href{javascript:alert(1)}{x}",
    r"$\mbox{</mtext></math><img src=x onerror=alert(1)>}$",
    r'$x" onmouseover="alert(1)$',
    r"$\style{color:red}{x} \class{a}{y} \cssId{b}{z}$",
    r"$\unicode{x3c}script\unicode{x3e}$",
    r"$\text{&#x3c;script&#x3e;}$ $&#x3c;script&#x3e;$",
    r"$\def\x{\x\x}\x$ $\newcommand{\a}{\a\a}\a$",
    r"$\require{html}\data{x=1}{y}$",
    r"$\verb|<b>|$ $\color{red}x$ $\rule{9999em}{9999em}$ $x\hspace{99999em}y$",
    "$\ue000$ \ue001 $x\ue000$",
    r"$\begin{array}{<b>}a\end{array}$ \begin{<b>}x\end{<b>}",
    "<math><mtext><script>alert(1)</script></mtext></math> $x$",
    "<svg><style><img src=x onerror=alert(1)></style></svg> $x$",
    r"\url{javascript:alert(1)} \cite{<b>} \emph{<b>}",
    "$x\ud800$ \ud800 {\\it \udfff}",
)


def assert_harmless(page: str) -> None:
    """Check that a page holds the elements and attributes of formulas, and nothing else."""
    root = lxml_html.fromstring(f"<div>{page}</div>")
    for element in root.iterdescendants():
        assert element.tag in tex.TAGS
        assert set(element.attrib) <= tex.ATTRIBUTES.get(element.tag, set())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_but_text(text: str) -> None:
    assert_harmless(tex.html(text))
    assert isinstance(tex.plain(text), str)


@pytest.mark.parametrize("text", BOMBS, ids=range(len(BOMBS)))
def test_a_bomb_is_set_like_any_text(text: str) -> None:
    assert_harmless(tex.html(text))
    assert isinstance(tex.plain(text), str)


PIECES = st.sampled_from(
    [
        *sorted(
            words(r"""
    $ $$ { } \ \( \) \[ \] ^ _ ^{ _{ ' '' `` ` ´ ~ -- \text{ \mathrm{ \frac \sqrt[ \left( \right) \begin{array}{
    \end{array} & \emph{ \it \'e \" \c \alpha \foo \not \rm \log \R % # <b> a B 7 10 5.5 1,000 = - | 汉 \href{x}{
    \hat \over \mathbb{R} \emph{so} \cite{b} \frac{a}{b} {\bf \v{s} \ss \i \si{m} \textcolor{red}{a} \footnote{b}
    \sqrt[3]{x} \begin{matrix} \end{matrix} \\ \binom \' http://a.b \ensuremath{ \eps \unicode{xe9} \label{ \kern
    """)
        ),
        *(" ", " and ", "\ue000", "\\it ", "\\text{ if }"),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60))
@settings(max_examples=500)
def test_whatever_comes_is_set_harmlessly(text: str) -> None:
    assert_harmless(tex.html(text))
    assert isinstance(tex.plain(text), str)


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=500)
def test_the_pieces_of_a_split_are_the_text(text: str) -> None:
    assert "".join(piece if isinstance(piece, str) else piece.source for piece in split(text)) == text


def digits(text: str) -> Counter[str]:
    return Counter(char for char in unicodedata.normalize("NFKC", text) if char in "0123456789")


_HIDING = ("\\href", "\\begin", "\\end", "\\label", "\\kern", "\\unicode", "\ue000")


@given(st.lists(PIECES.filter(lambda piece: not piece.startswith(_HIDING)), max_size=40).map("".join))
@settings(max_examples=500)
def test_no_digit_and_no_ideograph_is_lost(text: str) -> None:
    for shown in (text_of(tex.html(text)), tex.plain(text)):
        assert digits(shown) == digits(text)
        assert shown.count("汉") == text.count("汉")


WHOLE = (
    ("$x_1$", "x₁"),
    (r"$\alpha$", "α"),
    (r"\'e", "é"),
    (r"\emph{so}", "so"),
    ("a price of $5", "a price of $5"),
    (r"{\bf bold}", "bold"),
    (r"5\%", "5%"),
    (r"$\mathbb{R}$", "ℝ"),
    ("1--2", "1–2"),
    ("word", "word"),
)


@given(st.lists(st.sampled_from(WHOLE), max_size=12))
def test_texts_side_by_side_read_as_each_does_alone(pieces: list[tuple[str, str]]) -> None:
    text = " and ".join(source for source, _ in pieces)
    assert tex.plain(text) == " and ".join(printed for _, printed in pieces)


LETTERS = st.sampled_from(
    ("a", "B", "x", "7", r"\alpha ", r"\ell ", r"\mathbb{R}", r"\mathcal{L}", r"\hat{y}", r"\log ")
)


@st.composite
def formula(draw: st.DrawFn, depth: int = 3) -> str:
    """Draw a formula that LaTeX takes."""
    if depth == 0:
        return draw(LETTERS)
    inside = formula(depth=depth - 1)
    shape = draw(
        st.sampled_from(
            ("{}{}", "{}+{}", "{{{}}}^{{{}}}", "{{{}}}_{{{}}}", r"\frac{{{}}}{{{}}}", r"\sqrt{{{}}}={}", "({},{})")
        )
    )
    return shape.format(draw(inside), draw(inside))


@given(formula())
def test_a_formula_of_known_commands_is_set_whole(source: str) -> None:
    text = f"${source} = \\beta$"
    assert "<code" not in tex.html(text)
    shown = unicodedata.normalize("NFKD", text_of(tex.html(text)))
    bare = re.sub(r"\\(alpha|beta|ell|mathbb|mathcal|hat|log|frac|sqrt)", r" \1 ", source)
    for letter, command in (("x", None), ("B", None), ("7", None), ("R", "mathbb"), ("L", "mathcal"), ("y", "hat")):
        assert shown.count(letter) == bare.count(f" {command} {{{letter}}}" if command else letter)


def test_real_titles_are_whole(shared: Path) -> None:
    import json  # noqa: PLC0415 - for this test alone

    for line in (shared / "data/feeds/tricky-real/tricky_titles.jsonl").read_text().splitlines():
        title = json.loads(line)["title"]
        assert "<code" not in tex.html(title)
        assert digits(text_of(tex.html(title))) == digits(title.replace("x2013", ""))
        assert_harmless(tex.html(title))
