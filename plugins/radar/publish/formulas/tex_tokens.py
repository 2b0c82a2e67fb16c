r"""Take a formula's TeX apart into tokens, and match what opens in it with what closes.

x^{2}       `x` `^` `{` `2` `}`
\R_+        `{` `\mathbb` `{` `R` `}` `}` `_` `+`      other names of commands are gone
1{,}000     `1,000`
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from radar.publish.formulas import tex_known as known
from radar.publish.formulas.tex_letters import LETTERS, SIGNS

MOST_TOKENS: Final = 1_200
DEEPEST: Final = 16
"""Groups, environments and fences within each other."""
LONGEST_CHAIN: Final = 6
"""Commands that take each other as argument: `\\hat\\hat\\hat x`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tokens:
    """Hold the tokens of a formula, white space left out.

    `starts` are their places in `tex`; `close` gives for a token that opens a group, an
    environment or a fence the one that closes it, and `closers` are those.
    """

    tex: str
    starts: tuple[int, ...]
    all: tuple[str, ...]
    close: dict[int, int]
    closers: frozenset[int]


_TOKEN: Final = re.compile(
    r"\\[A-Za-z]+\*?|\\.|[0-9]+(?:,[0-9]{3})+(?![0-9])|[0-9]+(?:\.[0-9]+)?|'+|\s+|.", re.DOTALL
)
_COMMAND: Final = re.compile(r"\\([A-Za-z]+)")
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_SKIP: Final = re.compile(
    r"\\(?:[mh]?kern|[hvm]skip)\s?+-?[0-9]{0,4}(?:\.[0-9]{0,4})?+\s?+(?:em|ex|pt|mu|mm|cm|in|sp|pc)(?![A-Za-z])"
)
"""A length to leave empty."""
_THOUSANDS: Final = re.compile(r"(?<=[0-9])\{,\}(?=[0-9])")


def tokenised(tex: str) -> Tokens | None:
    """Take a formula apart; None where it is too long, too deep, unbalanced, or holds private characters."""
    if _PRIVATE.search(tex):
        return None
    plain = _THOUSANDS.sub(",", _COMMAND.sub(_by_its_name, _SKIP.sub(r"\\,", tex)))
    found = [lexeme for lexeme in _TOKEN.finditer(plain) if not (lexeme[0].isspace() or lexeme[0] == r"\!")]
    tokens = tuple(lexeme[0] for lexeme in found)
    pairs = _pairs(tokens) if len(tokens) <= MOST_TOKENS and _longest_chain(tokens) <= LONGEST_CHAIN else None
    if pairs is None:
        return None
    return Tokens(
        tex=plain,
        starts=tuple(lexeme.start() for lexeme in found),
        all=tokens,
        close=pairs,
        closers=frozenset(pairs.values()),
    )


def _by_its_name(command: re.Match[str]) -> str:
    alias = known.ALIASES.get(command[1])
    if alias is None:
        return command[0]
    return f"{{{alias}}}" if "{" in alias and alias not in {r"\{", r"\}"} else alias


def _pairs(tokens: Sequence[str]) -> dict[int, int] | None:
    r"""Match what opens with what closes; None where braces do not match or nest too deep.

    Where `\left` and `\right` do not match, they are in no pair.
    """
    pairs: dict[int, int] = {}
    for opening, closing in (("{", "}"), (r"\begin", r"\end"), (r"\left", r"\right")):
        found = _matched(tokens, opening, closing)
        if found is None and opening != r"\left":
            return None
        pairs |= found or {}
    return pairs


def _matched(tokens: Sequence[str], opening: str, closing: str) -> dict[int, int] | None:
    open_at: list[int] = []
    pairs = {}
    for at, lexeme in enumerate(tokens):
        if lexeme == opening:
            open_at.append(at)
            if len(open_at) > DEEPEST:
                return None
        elif lexeme == closing:
            if not open_at:
                return None
            pairs[open_at.pop()] = at
    return None if open_at else pairs


def _longest_chain(tokens: Sequence[str]) -> int:
    """Count the longest run of commands that each wait for an argument."""
    longest = run = 0
    for lexeme in tokens:
        waits = lexeme in {"_", "^"} or lexeme[1:] in known.WITH_ARGUMENTS or lexeme == r"\not"
        run = run + 1 if waits else 0
        longest = max(longest, run)
    return longest


@lru_cache(maxsize=2_048)
def sign(name: str) -> str:
    """Give the character that a command without argument prints, empty where it prints none."""
    from latex2mathml import commands  # noqa: PLC0415 - its tables take a fifth of a second to read
    from latex2mathml.symbols_parser import SYMBOLS  # noqa: PLC0415 - same

    for ours in (known.OPERATORS, SIGNS, LETTERS):
        if name in ours:
            return ours[name]
    command = f"\\{name}"
    code = None if command in commands.CONVERSION_MAP else SYMBOLS.get(command)
    return chr(int(code, 16)) if code else ""
