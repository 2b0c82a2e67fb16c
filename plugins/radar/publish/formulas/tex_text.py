r"""Read the TeX that stands in titles and abstracts outside of formulas.

    Schr\"odinger, Erd\H{o}s        letters with their accents
    \emph{new}, {\bf new}           emphasis
    5\%, R\&D, pp.~1--5, ``so''     signs, dashes, quotes
    \cite{key}, \url{…}             what stands there, in brackets or as it is
    {\alpha}, \mathbb{R}^n          signs, and formulas where a command has arguments

What is no TeX that anybody knows stays as it is: no letter is dropped but those of commands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from radar.publish.formulas import tex_known as known
from radar.publish.formulas import tex_signs as signs
from radar.publish.formulas.tex_letters import ACCENTS, ESCAPED, LETTERS, SIGNS, SILENT, accented
from radar.publish.formulas.tex_parts import Look, Part, Styled, Token, closings, joined, simpler
from radar.publish.formulas.tex_split import Formula, split
from radar.publish.formulas.tex_tokens import sign

_DEEPEST: Final = 12
"""Groups within each other; the braces of deeper ones stay."""
_LOOKS: Final[dict[str, Look]] = {
    **dict.fromkeys(("emph", "textit", "textsl"), "em"),
    "textbf": "strong",
    "textsuperscript": "sup",
    "textsubscript": "sub",
}
_SWITCHES: Final[dict[str, Look]] = {
    **dict.fromkeys(("em", "it", "sl", "itshape", "slshape"), "em"),
    **dict.fromkeys(("bf", "bfseries"), "strong"),
}
_UNSTYLED: Final = known.words(
    """
    textrm textsf texttt textsc textup textmd textnormal text mbox hbox fbox underline uline uppercase lowercase
    makebox nolinkurl path sout ul hl titlecap MakeUppercase
    """
)
"""Commands that change the looks of their argument in a way not shown here."""
_LINKS: Final = {
    **dict.fromkeys(
        known.words("cite citep citet citealt citealp citeauthor citeyear Cite parencite textcite"), "[{}]"
    ),
    **dict.fromkeys(("ref", "autoref", "cref", "Cref", "pageref"), "{}"),
    "eqref": "({})",
    "url": "{}",
    "footnote": " ({})",
    "thanks": " ({})",
    "tag": "({})",
}
_HIDDEN: Final = frozenset(("label", "vspace", "hspace", "pagestyle", "thispagestyle", "color"))
_TWO: Final = frozenset(("href", "textcolor", "colorbox"))
"""Commands whose second argument is the text."""
_TOKEN: Final = re.compile(r"\\[A-Za-z]+\*?|\\.|[{}~]|-{2,}|``|''|[\^_]\{|[^\\{}~`'^_-]+|.", re.DOTALL)
_ADDRESS: Final = re.compile(r"((?:https?://|www\.)[^\s\\{}$<>]+)")
"""An address of the web, one token: its `~` and `--` are its own."""
_INDEX: Final = re.compile(r"[\w+\-−–,./*() ]{1,24}")
_BASE: Final = re.compile(r"[\w)\]}′*]\Z")
_ACCENTED: Final = re.compile(r"\\[ij]|[^\W\d_]{1,12}")


def read(text: str) -> tuple[Part, ...]:
    """Read a text with its formulas."""
    tokens: list[Token] = []
    for piece in split(text):
        if isinstance(piece, str):
            for at, part in enumerate(_ADDRESS.split(piece)):
                tokens.extend([part] if at % 2 else _TOKEN.findall(part))
        else:
            tokens.append(piece)
    return _Reader(tokens).parts(0, len(tokens))


class _Reader:
    """Read tokens, each once."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = list(tokens)
        self._close = closings(tokens)
        self._open_quotes = 0
        self._single_ends: set[int] = set()

    def parts(self, at: int, end: int, depth: int = 0) -> tuple[Part, ...]:
        """Read the tokens from `at` up to `end`."""
        found: list[Part] = []
        while at < end:
            lexeme = self._tokens[at]
            if isinstance(lexeme, Formula):
                found.extend(simpler(lexeme) or (lexeme,))
                at += 1
            else:
                parts, at = self._token(at, lexeme, depth)
                found.extend(parts)
        return joined(found)

    def _token(self, at: int, lexeme: str, depth: int) -> tuple[Sequence[Part], int]:
        """Read what begins at a token; give where what follows it begins."""
        if lexeme[:1] == "\\" and len(lexeme) > 1:
            return self._command(at, lexeme, depth) if lexeme[1].isalpha() else self._escape(at, lexeme)
        if lexeme == "{" or lexeme in {"^{", "_{"}:
            return self._group(at, lexeme, depth)
        return [self._sign(at, lexeme)], at + 1

    def _sign(self, at: int, lexeme: str) -> str:
        before, after = self._before(at), self._after(at)
        if lexeme == "~":
            return "\xa0" if signs.is_tie(before, after) else lexeme
        if lexeme.startswith("--"):
            return signs.dash(before, lexeme, after)
        if lexeme == "``":
            self._open_quotes += 1
            return "“"
        if lexeme == "''" and self._open_quotes:
            self._open_quotes -= 1
            return "”"
        if lexeme == "`" and (end := self._single_end(at)):
            self._single_ends.add(end)
            return "‘"
        return "’" if at in self._single_ends else lexeme

    def _single_end(self, at: int) -> int | None:
        """Find the `'` that ends a word in single quotes, if this begins one."""
        if self._before(at)[-1:].isalnum() or self._after(at)[:1].isspace():
            return None
        for end in range(at + 2, min(at + 12, len(self._tokens))):
            if self._tokens[end] == "`":
                return None
            if self._tokens[end] == "'" and not self._after(end)[:1].isalnum():
                return end
        return None

    def _before(self, at: int) -> str:
        lexeme = self._tokens[at - 1] if at else ""
        return lexeme if isinstance(lexeme, str) else "$"

    def _after(self, at: int) -> str:
        lexeme = self._tokens[at + 1] if at + 1 < len(self._tokens) else ""
        return lexeme if isinstance(lexeme, str) else "$"

    def _raw(self, at: int, end: int) -> str:
        return "".join(lexeme if isinstance(lexeme, str) else lexeme.source for lexeme in self._tokens[at:end])

    def _group_end(self, at: int) -> int | None:
        """Give the end of the group that begins at a token, None where none does."""
        return self._close.get(at) if at < len(self._tokens) and self._tokens[at] == "{" else None

    def _group(self, at: int, lexeme: str, depth: int) -> tuple[Sequence[Part], int]:
        """Read a group: its braces go where TeX stands in it, and stay where they are a text's own."""
        end = self._close.get(at)
        if end is None or depth >= _DEEPEST:
            return [lexeme], at + 1
        first = self._tokens[at + 1]
        if lexeme == "{" and isinstance(first, str) and (look := _SWITCHES.get(first[1:])) and first[0] == "\\":
            self._swallow(at + 2)
            return [Styled(look=look, parts=self.parts(at + 2, end, depth + 1))], end + 1
        inside = self.parts(at + 1, end, depth + 1)
        if lexeme != "{":
            is_index = len(inside) == 1 and isinstance(inside[0], str) and _INDEX.fullmatch(inside[0])
            if is_index and _BASE.search(self._before(at)):
                return [Styled(look="sup" if lexeme[0] == "^" else "sub", parts=_with_minus(inside))], end + 1
        elif isinstance(first, Formula) or (first[0] == "\\" and len(first) > 1):
            return inside, end + 1
        return [lexeme, *inside, "}"], end + 1

    def _swallow(self, at: int) -> None:
        """Drop one space at the beginning of a token, as TeX does behind a command."""
        if (
            at < len(self._tokens)
            and isinstance(lexeme := self._tokens[at], str)
            and lexeme[0] == " "
            and lexeme != " "
        ):
            self._tokens[at] = lexeme[1:]

    def _behind_empty(self, at: int) -> int:
        """Step over the `{}` that ends a command's name."""
        return at + 2 if self._group_end(at) == at + 1 else at

    def _escape(self, at: int, lexeme: str) -> tuple[Sequence[Part], int]:
        """Read a command of one sign."""
        if lexeme[1] in ACCENTS:
            return self._accent(at, lexeme)
        return [ESCAPED.get(lexeme[1], lexeme)], at + 1

    def _accent(self, at: int, lexeme: str) -> tuple[Sequence[Part], int]:
        """Read a letter with its accent; what carries none stays as it is."""
        mark, end = lexeme[1], self._group_end(at + 1)
        if end is not None and _ACCENTED.fullmatch(letters := self._raw(at + 2, end)):
            return [accented(mark, letters)], end + 1
        after = self._after(at)
        if after in {r"\i", r"\j"}:
            self._swallow(at + 2)
            return [accented(mark, after)], self._behind_empty(at + 2)
        if mark.isalpha():
            is_spaced = after[:1] == " " and (self._before(at)[-1:].isalpha() or after[1:2].isupper())
            after = after[1:] if is_spaced else ""
        elif self._before(at) == "{":
            after = after.removeprefix(" ")
        if after[:1].isalpha() and not (mark == "~" and self._before(at)[-1:] == "/"):
            return [accented(mark, after[0]) + after[1:]], at + 2
        return [lexeme], at + 1

    def _command(self, at: int, lexeme: str, depth: int) -> tuple[Sequence[Part], int]:
        """Read a command with a name, and its arguments."""
        name = lexeme[1:].rstrip("*")
        if name in ACCENTS:
            return self._accent(at, lexeme)
        end = self._group_end(at + 1)
        if end is not None and depth < _DEEPEST:
            with_argument = self._with_argument(at, name, end, depth)
            if with_argument:
                return with_argument
        if name in LETTERS or name in SILENT:
            after = self._behind_empty(at + 1)
            self._swallow(after)
            return [LETTERS.get(name, "")], after
        printed = SIGNS.get(name) or (name if name in known.FUNCTIONS else sign(name))
        if printed:
            return [printed], self._behind_empty(at + 1)
        if len(name) > 1 and name in known.ALIASES:
            return [Formula(tex=lexeme, source=lexeme)], self._behind_empty(at + 1)
        return [lexeme], at + 1

    def _with_argument(self, at: int, name: str, end: int, depth: int) -> tuple[Sequence[Part], int] | None:
        """Read a command whose argument ends at `end`; None where the command takes none."""
        if name in _LINKS:
            return [_LINKS[name].format(self._raw(at + 2, end))], end + 1
        if name in _HIDDEN:
            return [], end + 1
        if name in known.OF_FORMULAS:
            return self._formula(at, end)
        if name in _TWO and (second := self._group_end(end + 1)):
            linked = f" ({self._raw(at + 2, end)})" if name == "href" else ""
            return [*self.parts(end + 2, second, depth + 1), linked], second + 1
        if name in _LOOKS or name in _UNSTYLED:
            inside = self.parts(at + 2, end, depth + 1)
            return ([Styled(look=_LOOKS[name], parts=inside)] if name in _LOOKS else inside), end + 1
        return None

    def _formula(self, at: int, end: int) -> tuple[Sequence[Part], int]:
        """Read a formula that stands outside of dollars: a command, its arguments, its indices."""
        after = end + 1
        while second := self._close.get(after):
            after = second + 1
        tex = self._raw(at, after)
        if self._after(after - 1) in {"^", "_"} and self._after(after)[:1].isalnum():
            index = self._after(after)
            tex += self._after(after - 1) + index[0]
            self._tokens[after + 1] = index[1:]
            after += 1
        return [Formula(tex=tex, source=tex)], after


def _with_minus(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Write the hyphen before a number in an index as the minus it is."""
    return tuple(re.sub(r"\A-(?=[0-9])", "−", part) if isinstance(part, str) else part for part in parts)
