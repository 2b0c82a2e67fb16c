"""Bring the forms of an English word under one stem, and write TeX as it would be read."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from radar.sift.notation import GREEK

_ENDINGS: Final = (
    *(("isations", "iz"), ("izations", "iz"), ("isation", "iz"), ("ization", "iz"), ("ifications", "ifi")),
    *(("ification", "ifi"), ("atively", "at"), ("bilities", "bl"), ("bility", "bl"), ("iveness", "iv")),
    *(("ations", "at"), ("ation", "at"), ("ative", "at"), ("ators", "at"), ("ator", "at"), ("ating", "at")),
    *(("ated", "at"), ("ates", "at"), ("ately", "at"), ("acies", "at"), ("acy", "at"), ("ate", "at")),
    *(("ically", "ic"), ("ical", "ic"), ("ytics", "y"), ("ytic", "y"), ("yses", "y"), ("ysis", "y")),
    *(("yzing", "y"), ("ysing", "y"), ("yzed", "y"), ("ysed", "y"), ("yzes", "y"), ("yze", "y"), ("yse", "y")),
    *(("izing", "iz"), ("ising", "iz"), ("ized", "iz"), ("ised", "iz"), ("izes", "iz"), ("ises", "iz")),
    *(("ize", "iz"), ("ise", "iz"), ("ifying", "ifi"), ("ified", "ifi"), ("ifies", "ifi"), ("ify", "ifi")),
    *(("encies", "ent"), ("ency", "ent"), ("ences", "ent"), ("ence", "ent"), ("ently", "ent")),
    *(("ancies", "ant"), ("ancy", "ant"), ("ances", "ant"), ("ance", "ant"), ("antly", "ant")),
    *(("ably", "abl"), ("ibly", "ibl"), ("able", "abl"), ("ible", "ibl"), ("bles", "bl"), ("bly", "bl")),
    *(("ble", "bl"), ("ments", ""), ("ment", ""), ("ness", ""), ("ively", "iv"), ("ives", "iv"), ("ive", "iv")),
    *(("tions", "t"), ("tion", "t"), ("sions", "s"), ("sion", "s"), ("ities", ""), ("ity", ""), ("ally", "al")),
    *(("ings", ""), ("ing", ""), ("edly", ""), ("ied", "y"), ("ies", "y"), ("ers", ""), ("ors", "")),
    *(("er", ""), ("or", ""), ("ed", ""), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")),
    *(("ly", ""), ("ss", "ss"), ("us", "us"), ("is", "is"), ("es", ""), ("s", ""), ("e", "")),
)
"""Endings and what they become, the first that fits; in the manner of Porter 1980, lighter."""
_SHORTEST: Final = 3
_IRREGULAR: Final = {
    **dict.fromkeys(("better", "best", "good"), "better"),
    **dict.fromkeys(("worse", "worst", "bad"), "worse"),
    **dict.fromkeys(("rose", "risen", "rising", "rise", "rises"), "rise"),
    **dict.fromkeys(("fell", "fallen", "falls", "fall", "falling"), "fall"),
    **dict.fromkeys(("grew", "grown", "grows", "grow", "growing", "growth"), "grow"),
    **dict.fromkeys(("found", "finds", "find", "finding", "findings"), "find"),
    **dict.fromkeys(("shown", "shows", "show", "showed", "showing"), "show"),
    **dict.fromkeys(("mice", "mouse"), "mouse"),
    **dict.fromkeys(("children", "child"), "child"),
    **dict.fromkeys(("women", "woman"), "woman"),
    **dict.fromkeys(("criteria", "criterion"), "criterion"),
    **dict.fromkeys(("matrices", "matrix"), "matrix"),
    **dict.fromkeys(("led", "lead", "leads", "leading"), "lead"),
    **dict.fromkeys(("beat", "beats", "beaten"), "beat"),
    **dict.fromkeys(("does", "do", "did"), "do"),
    **dict.fromkeys(("than", "these", "this", "thus", "its", "as", "is", "was", "has", "under", "over"), ""),
    **{word: word for word in ("than", "under", "over", "other", "number", "order", "whether", "never", "after")},
    **{word: word for word in ("water", "cancer", "user", "paper", "news", "species", "series", "bias", "lens")},
    **{word: word for word in ("ever", "every", "either", "neither", "per", "her", "early", "only", "family")},
    **{word: word for word in ("thing", "nothing", "during", "string", "need", "speed", "seed", "feed", "color")},
    **{word: word for word in ("power", "layer", "matter", "error", "factor", "vector", "sensor", "tensor", "motor")},
    **dict.fromkeys(("reduction", "reductions"), "reduc"),
    **{
        past: stemmed
        for stemmed, pasts in {
            "spend": "spent",
            "keep": "kept",
            "los": "lost lose loses losing",
            "leav": "left leave leaving",
            "leaf": "leaves",
            "mak": "made make makes making",
            "buy": "bought",
            "bring": "brought",
            "teach": "taught",
            "think": "thought",
            "seek": "sought",
            "begin": "began begun",
            "break": "broke broken",
            "send": "sent",
            "sleep": "slept",
            "pay": "paid",
            "tell": "told",
            "say": "said",
            "speak": "spoke spoken",
            "wear": "wore worn",
            "win": "won",
            "get": "got",
            "man": "men",
            "fungus": "fungi",
            "person": "people persons",
            "foot": "feet",
            "tooth": "teeth",
            "lif": "lives life",
        }.items()
        for past in pasts.split()
    },
    "fewer": "few",
    "biases": "bias",
    "users": "user",
    "papers": "paper",
    "cancers": "cancer",
    "errors": "error",
    "factors": "factor",
    "vectors": "vector",
    "sensors": "sensor",
    "tensors": "tensor",
    "layers": "layer",
    "numbers": "number",
    "orders": "order",
    "driven": "driv",
    "drove": "driv",
    "higher": "high",
    "highest": "high",
    "lower": "low",
    "lowest": "low",
    "lowers": "lower",
    "lowering": "lower",
    "lowered": "lower",
    "built": "build",
    "ran": "run",
    "chosen": "choos",
    "chose": "choos",
    "choice": "choos",
    "known": "know",
    "knowledge": "knowledge",
    "held": "hold",
    "given": "giv",
    "taken": "tak",
    "written": "writ",
    "proof": "prov",
    "proven": "prov",
    "length": "long",
    "strength": "strong",
    "depth": "deep",
    "width": "wide",
}


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Cut a lower-case English word to its stem; words of other scripts stay."""
    if word in _IRREGULAR:
        return _IRREGULAR[word] or word
    if len(word) <= _SHORTEST or not word.isascii():
        return word
    for ending, kept in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(kept) >= _SHORTEST:
            return _undoubled(word[: len(word) - len(ending)] + kept, ending)
    return word


def _undoubled(base: str, ending: str) -> str:
    """Take `mapp` of `mapping` back to `map`, and the mute e's companions off."""
    if ending in ("ing", "ed", "er", "ers", "ings") and base[-1] == base[-2] and base[-1] not in "lsz":
        return base[:-1]
    return base


# -- TeX -----------------------------------------------------------------------------

_SPOKEN: Final = {
    **dict.fromkeys(("times", "cdot"), "×"),
    **dict.fromkeys(("sim", "approx", "simeq"), "~"),
    **dict.fromkeys(("leq", "le", "leqslant", "lesssim"), "≤"),
    **dict.fromkeys(("geq", "ge", "geqslant", "gtrsim"), "≥"),
    **dict.fromkeys(("percent",), "%"),
    **dict.fromkeys(("pm",), "±"),
    **dict.fromkeys(("circ", "degree"), "°"),
    **dict.fromkeys(("mu",), "µ"),
    **dict.fromkeys(("to", "rightarrow"), "→"),
    **dict.fromkeys(("text", "mathrm", "mathbf", "mathcal", "mathit", "mathbb", "emph", "textbf", "textit"), ""),
    **dict.fromkeys(("rm", "bf", "it", "em", "sc", "operatorname", "textsc", "texttt", "left", "right"), ""),
}
_COMMAND: Final = re.compile(r"\\(?:([A-Za-z]{1,30})\*?|(.))", re.DOTALL)
_POWER: Final = re.compile(r"(?<=\d)\s?[x×]\s?(?=10\s?[\^⁻-])")
_RAISED: Final = re.compile("[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}")
_ACCENT: Final = re.compile(r"""\\(?:["'`^~=.](?=[A-Za-z{\\])|[uvHckrbdt](?=\{))\{?\\?(?=[A-Za-z])""")
_MONEY: Final = re.compile(r"\\\$|\$(?=\d[\d.,]{0,20}\s?(?:million|billion|trillion|thousand)\b)")
_GROUPED: Final = re.compile(r"\{,\}")
_DASHES: Final = str.maketrans(
    dict.fromkeys("‐‑‒–—―−﹣－", "-") | dict.fromkeys("‘’‚‛“”„‟«»「」『』`´", "'") | {'"': "'"}
)


def plain(text: str) -> str:
    r"""Write text as it would be read aloud: NFKC, one dash, one quotation mark, `\%` as `%`, no braces."""
    if "\\" in text or "$" in text:
        text = _MONEY.sub("＄", text)
        text = _COMMAND.sub(_spoken, _GROUPED.sub(",", _ACCENT.sub("", text))).replace("$", "")
        text = text.replace("{", "").replace("}", "")
    text = _POWER.sub(" × ", _RAISED.sub(r"^\g<0>", text))
    return unicodedata.normalize("NFKC", text).translate(_DASHES)


def _spoken(command: re.Match[str]) -> str:
    if command[1]:
        name = command[1]
        letter = GREEK.get(name.lower(), "")
        return _SPOKEN.get(name, (letter.upper() if name[0].isupper() else letter) or f" {name} ")
    return {",": "", "%": "%", " ": " ", "&": "&", "!": "", ";": " ", ":": " "}.get(command[2], command[2])
