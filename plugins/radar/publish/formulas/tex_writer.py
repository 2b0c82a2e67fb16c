r"""Write for `latex2mathml` what it may see of a formula, token by token: signs, numbers, letters, names.

What it cannot be trusted with is a `Leaf`, that travels as a character of private use.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final, Literal

from radar.publish.formulas import tex_known as known
from radar.publish.formulas.tex_letters import ACCENTS, LETTERS, SIGNS, accented
from radar.publish.formulas.tex_tokens import Tokens, sign

FIRST_LEAF: Final = 0xE000

Element = Literal["mi", "mn", "mo", "mtext"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaf:
    """Hold a part of a formula that is not for the library: the element it becomes, and its text."""

    element: Element
    text: str
    is_function: bool = False


_UNIT: Final = re.compile(r"[icmpebds]")
"""What a measure's unit may begin with: the library would read `5 cm` as a length."""
_UNSHOWN: Final = frozenset("{}_^&~\\")
_LAST_CODE: Final = 0x1FFFF
"""End of the planes that hold assigned letters and signs, but for rare ideographs."""


@dataclass(kw_only=True, slots=True)
class Writer:
    """Read tokens by their places, and write; each method gives where what follows begins."""

    tokens: Tokens
    out: list[str] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    is_refused: bool = False
    cells: int = 0

    def token(self, at: int) -> str:
        """Give a token, empty where there is none."""
        return self.tokens.all[at] if at < len(self.tokens.all) else ""

    def argument(self, at: int) -> tuple[str, int] | None:
        """Give the TeX of the group that begins here, and where what follows it begins."""
        end = self.tokens.close.get(at) if self.token(at) == "{" else None
        return (
            None if end is None else (self.tokens.tex[self.tokens.starts[at] + 1 : self.tokens.starts[end]], end + 1)
        )

    def leaf(self, element: Element, text: str, *, is_function: bool = False) -> None:
        """Write a part of the formula that is not for the library."""
        self.out.append(chr(FIRST_LEAF + len(self.leaves)))
        self.leaves.append(Leaf(element=element, text=text, is_function=is_function))
        self.shown.append(text)

    def sign(self, at: int) -> int:
        """Write one character of the formula."""
        lexeme = self.tokens.all[at]
        if lexeme in {"%", "#", "$"} or (lexeme == "&" and not self.cells):
            self.out.append(f"\\{lexeme}")
        elif lexeme == "~":
            self.out.append("\\ ")
        elif lexeme == "\\":
            self.leaf("mtext", lexeme)
        else:
            self.out.append(lexeme)
        self.shown.append("" if lexeme in _UNSHOWN else lexeme)
        return at + 1

    def number(self, at: int) -> int:
        """Write a number, so that no length is made of it and what follows."""
        lexeme = self.tokens.all[at]
        is_argument = bool(self.out) and (self.out[-1] in {"_", "^"} or self.out[-1][1:-1] in known.WITH_ARGUMENTS)
        if "," in lexeme and not is_argument:
            self.leaf("mn", lexeme)
            return at + 1
        is_length = _UNIT.match(self.token(at + 1)) and not is_argument
        self.out.append(f"{lexeme}{{}}" if is_length else lexeme)
        self.shown.append(lexeme)
        return at + 1

    def escape(self, at: int, lexeme: str) -> int:
        r"""Read a command of one sign."""
        char = lexeme[1]
        if char in ACCENTS:
            return self.accent(at, char)
        if char == "\\":
            self.out.append(r"\\" if self.cells else r"\quad ")
        elif char in ",;:> ":
            self.out.append(lexeme)
        elif char in "{}|%#_$&":
            self.out.append(lexeme)
            self.shown.append("‖" if char == "|" else char)
        elif char not in "!/-@()[]":
            self.is_refused = True
        return at + 1

    def accent(self, at: int, char: str) -> int:
        r"""Read a letter with an accent of text: `\"o`."""
        letters, end = self.argument(at + 1) or (self.token(at + 1), at + 2)
        letters = letters.strip()
        if not (letters in {r"\i", r"\j"} or letters.isalpha()):
            self.is_refused = True
            return end
        self.leaf("mi", accented(char, letters))
        return end

    def symbol(self, at: int, name: str) -> None:
        """Write a command without arguments: what it prints, or its name where nobody knows it."""
        printed = sign(name)
        if name in known.OPERATORS:
            self.leaf("mo", printed)
        elif name in SIGNS or name in LETTERS:
            self.leaf("mtext" if printed.isspace() else "mi", printed)
        elif printed:
            self.out.append(f"\\{name} ")
            self.shown.append(printed)
        elif self.token(at + 1) == "{":
            self.is_refused = True
        else:
            self.unknown.append(name)
            self.leaf("mtext", f"\\{name}")

    def unicode(self, code: int) -> None:
        """Write a character that the formula names by its code."""
        char = chr(code) if code <= _LAST_CODE else ""
        if char and unicodedata.category(char)[0] in "LNSP":
            self.leaf("mi", char)
        else:
            self.is_refused = True

    def negated(self, at: int) -> int:
        """Read a sign that is struck through, as one character."""
        lexeme = self.token(at + 1)
        printed = sign(lexeme[1:]) if lexeme[:1] == "\\" and lexeme[1:].isalpha() else lexeme
        if len(printed) != 1 or printed in _UNSHOWN:
            self.is_refused = True
            return at + 1
        self.leaf("mo", unicodedata.normalize("NFC", f"{printed}\u0338"))
        return at + 2
