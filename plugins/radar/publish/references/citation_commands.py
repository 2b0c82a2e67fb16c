"""Know the commands of TeX that print something and do nothing else.

Names follow LaTeX2e and amsmath (Lamport, LaTeX: A Document Preparation System; the
Comprehensive LaTeX Symbol List). Whatever is not here is printed by its name.
"""

from __future__ import annotations

from typing import Final

from radar.sift.notation import GREEK


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GREEK: Final = (frozenset(GREEK) - {"omicron"}) | _names("""
    Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega digamma
    varepsilon vartheta varkappa varpi varrho varsigma varphi
""")

SYMBOLS: Final = _GREEK | _names("""
    pm mp times div cdot cdots ldots dots dotsb ast star circ bullet oplus ominus otimes odot wedge vee cap cup
    setminus wr amalg bigotimes bigoplus sum prod int oint partial nabla infty ell hbar imath jmath Re Im aleph beth
    wp prime emptyset varnothing forall exists neg angle triangle square diagdown surd circledR
    le leq leqslant ge geq geqslant ll gg lt gt ne neq equiv sim simeq approx cong propto prec succ lesssim gtrsim
    subset supset subseteq supseteq in ni notin mid parallel perp vdash models
    to gets rightarrow leftarrow leftrightarrow longrightarrow longleftarrow mapsto hookrightarrow uparrow downarrow
    Rightarrow Leftarrow Leftrightarrow rightleftharpoons
    langle rangle lbrace rbrace lbrack rbrack lceil rceil lfloor rfloor vert Vert backslash
    sharp flat natural dagger ddagger diamond clubsuit spadesuit top bot deg
""")
"""Signs without an argument that stand in formulas."""

FORMULAS: Final = _names("""
    mathbb mathcal mathfrak mathrm mathbf mathit mathsf mathtt mathscr boldsymbol bm operatorname
    bar hat tilde vec dot ddot acute grave breve check widehat widetilde overline underline
    overrightarrow overleftarrow overbrace underbrace frac tfrac dfrac binom sqrt pmod bmod mod
    text textrm textit textbf textsf texttt textsc mbox emph stackrel overset underset substack
    left right big Big bigg Bigg bigl bigr displaystyle textstyle scriptstyle limits over choose
    rm bf it sf tt cal frak Bbb bold quad qquad sp sb not mathop mathrel mathbin
    arccos arcsin arctan arg cos cosh cot coth csc det dim exp gcd hom inf ker lg lim liminf
    limsup ln log max min Pr sec sin sinh sup tan tanh
""")
"""What else formulas are made of."""

TEXT: Final = _names("""
    ss ae AE oe OE o O l L aa AA i j dh DH dj DJ th TH ng NG
    S P dag ddag copyright pounds textregistered texttrademark textdegree textendash textemdash
    textquoteleft textquoteright textquotedblleft textquotedblright textbackslash textasciitilde
    textasciicircum textbraceleft textbraceright textless textgreater textbar textmu textellipsis
    LaTeX TeX textperthousand textonehalf texteuro textsection textparagraph
""")
"""Letters and signs of text without an argument."""

ACCENTS: Final = _names("""
    H c u v b d t k r
    textit textbf textsc textrm textsf texttt textsl textup textnormal emph underline mbox
    textsuperscript textsubscript
""")
"""Commands of text with an argument: accents, and looks."""
