r"""Know the commands of formulas: what they do, and what else they are called.

Names follow LaTeX2e and amsmath, and what authors of abstracts use of their own as if
everybody knew it (`\R`, `\eps`, `\Msun`): only where it can mean but one thing.
"""

from __future__ import annotations

from string import ascii_uppercase
from typing import Final

from radar.sift.notation import GREEK


def words(text: str) -> frozenset[str]:
    """Give the words of a list in one string."""
    return frozenset(text.split())


ALPHABETS: Final = words(
    """
    mathbb mathcal mathfrak mathrm mathbf mathit mathsf mathtt mathscr boldsymbol bm pmb
    """
)
"""Commands that set their argument in another alphabet."""
SWITCHES: Final = words("rm bf it sf tt cal frak")
"""Commands that set the rest of their group in another alphabet."""
ACCENTS: Final = words(
    """
    acute bar breve check dot ddot dddot grave hat mathring tilde vec widehat widetilde widecheck overline
    underline overbrace underbrace overrightarrow overleftarrow overleftrightarrow underbar overbracket
    underbracket
    """
)
TWO_ARGUMENTS: Final = words("frac tfrac dfrac cfrac binom tbinom dbinom overset underset stackrel")
BINOMIALS: Final = frozenset({"binom", "tbinom", "dbinom"})
INFIX: Final = words("over choose atop")
WITH_ARGUMENTS: Final = ALPHABETS | ACCENTS | TWO_ARGUMENTS | {"sqrt", "pmod", "mod", "pod", "substack"}
"""Commands whose arguments `latex2mathml` reads."""
ARROWS: Final = frozenset({"xrightarrow", "xleftarrow"})
SPACES: Final = frozenset({"quad", "qquad", "enspace", "thinspace", "space"})
ENVIRONMENTS: Final = (
    {name: name for name in ("matrix", "pmatrix", "bmatrix", "vmatrix", "Vmatrix", "Bmatrix", "array", "cases")}
    | dict.fromkeys(words("align aligned alignat split gather gathered multline smallmatrix eqnarray"), "matrix")
    | {"dcases": "cases"}
)
"""Environments by name without star, and the one that stands for each: equations lose their numbers so."""
TEXTS: Final = words(
    """
    text textrm textnormal textup textsc textsf texttt textmd textbf textit textsl emph mbox hbox
    """
)
"""Commands whose argument is text."""
NAMES: Final = frozenset({"operatorname", "operatornamewithlimits", "mathop", "mathrm", "mathord", "unit", "si"})
"""Commands whose argument, where it is letters, is one name."""
TRANSPARENT: Final = NAMES - {"mathrm"} | words(
    """
    ensuremath mathrel mathbin mathopen mathclose mathpunct mathinner mathnormal smash boxed fbox num
    """
)
"""Commands that leave their argument as it is."""
DROPPED: Final = words(
    """
    displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits nonumber notag mathstrut strut xspace
    relax protect allowbreak nobreak linebreak nolinebreak noindent normalsize large Large LARGE huge Huge small
    footnotesize scriptsize tiny normalfont upshape rmfamily boldmath unboldmath middle big Big bigg Bigg bigl
    Bigl biggl Biggl bigr Bigr biggr Biggr bigm Bigm biggm Biggm hfill hline ignorespaces mit em
    """
)
"""Commands that print nothing themselves, and whose absence changes no meaning."""
DROPPED_WITH_ARGUMENT: Final = words("label hspace vspace phantom hphantom vphantom color cline")
"""The same, with an argument that is not for reading: a name, a length, a colour, an invisible part."""
FUNCTIONS: Final = words(
    """
    arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln log
    max min Pr sec sin sinh sup tan tanh arccot arcsinh arccosh arctanh argmax argmin sgn sign tr Tr rank diag
    poly polylog Var Cov supp Span vol Vol conv diam dist Hom End Aut Gal Spec Ext Tor Sym Res Ind Pic Jac Ker
    coker Coker Id erf erfc softmax sinc OPT GL SL SU SO PSL PGL Sp Out Inn Diff Ric ord lcm codim Stab Irr KL
    ReLU argsup arginf esssup essinf rk curl grad
    """
)
"""Functions that print their own name, upright."""

OF_FORMULAS: Final = WITH_ARGUMENTS | NAMES | words("ensuremath Bbb mathbbm mathds bold nicefrac sfrac mathop")
"""Commands whose argument is a formula wherever it stands."""
OPERATORS: Final = {"sim": "∼", "dblcolon": "∷", "bmod": "mod", "coloneqq": "≔", "eqqcolon": "≕"}
"""Signs that `latex2mathml` lacks, or prints as another character."""

ALIASES: Final = (
    {name: rf"\mathbb{{{name[0]}}}" for name in words("R C Z N Q F RR CC ZZ NN QQ FF PP EE")}
    | {f"b{name}": rf"\mathbb{{{name}}}" for name in "RCZNQFEPTS"}
    | {f"bb{name}": rf"\mathbb{{{name}}}" for name in ascii_uppercase}
    | {f"b{name}": rf"\boldsymbol{{\{name}}}" for name in GREEK if f"b{name}" not in GREEK}
    | {f"c{name}": rf"\mathcal{{{name}}}" for name in ascii_uppercase if name != "J"}
    | {f"cal{name}": rf"\mathcal{{{name}}}" for name in ascii_uppercase}
    | {name: rf"\mathrm{{{name}}}" for name in words("Mpc kpc GeV TeV MeV keV eV")}
    | {f"{name.lower()}v": rf"\mathrm{{{name}V}}" for name in ("Ge", "Te", "Me", "ke")}
    | {short: f"\\math{short[1:]}" for short in words("mbb mbf msf mrm mcal mfrak")}
    | {
        "eps": r"\epsilon",
        "veps": r"\varepsilon",
        "vphi": r"\varphi",
        "lam": r"\lambda",
        "lamda": r"\lambda",
        "al": r"\alpha",
        "om": r"\omega",
        "Om": r"\Omega",
        "sig": r"\sigma",
        "bGamma": r"\boldsymbol{\Gamma}",
        "reals": r"\mathbb{R}",
        "pbar": r"\bar{p}",
        "ppbar": r"p\bar{p}",
        "ttbar": r"t\bar{t}",
        "bbar": r"\bar{b}",
        "epem": "e^{+}e^{-}",
        "ra": r"\rightarrow",
        "lsim": r"\lesssim",
        "simlt": r"\lesssim",
        "gsim": r"\gtrsim",
        "ltsim": r"\lesssim",
        "simgt": r"\gtrsim",
        "gtsim": r"\gtrsim",
        "ltsimeq": r"\lesssim",
        "gtsimeq": r"\gtrsim",
        "sun": r"\odot",
        "Sun": r"\odot",
        "msun": r"M_{\odot}",
        "Msun": r"M_{\odot}",
        "lsun": r"L_{\odot}",
        "Lsun": r"L_{\odot}",
        "rsun": r"R_{\odot}",
        "Rsun": r"R_{\odot}",
        "bigO": r"\mathcal{O}",
        "BigO": r"\mathcal{O}",
        "half": r"\frac{1}{2}",
        "nicefrac": r"\frac",
        "sfrac": r"\frac",
        "flatfrac": r"\frac",
        "mathbbm": r"\mathbb",
        "mathbbmss": r"\mathbb",
        "mathds": r"\mathbb",
        "Bbb": r"\mathbb",
        "mathpzc": r"\mathcal",
        "EuScript": r"\mathcal",
        "mathbold": r"\mathbf",
        "mathbfit": r"\boldsymbol",
        "bold": r"\mathbf",
        "kms": r"\mathrm{km}\,\mathrm{s}^{-1}",
        "micron": r"\mu\mathrm{m}",
        "textgreater": ">",
        "textless": "<",
        "lt": "<",
        "gt": ">",
        "lvert": "|",
        "rvert": "|",
        "vert": "|",
        "Vert": r"\|",
        "lVert": r"\|",
        "rVert": r"\|",
        "sp": "^",
        "sb": "_",
        "slash": "/",
        "minus": "-",
        "lbrace": r"\{",
        "rbrace": r"\}",
        "lbrack": "[",
        "rbrack": "]",
        "bbone": r"\mathbb{1}",
        "thickapprox": r"\approx",
        "thicksim": r"\sim",
        "eqno": r"\quad",
        "xspace": "",
    }
)
"""Commands by another name: what stands in place of the command alone, its arguments stay behind it."""
