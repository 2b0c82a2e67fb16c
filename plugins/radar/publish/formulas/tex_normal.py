r"""Put a formula's TeX into the few words that `latex2mathml` may see, and say what of it should show.

The library is made for one's own formulas: it lets macros be defined, writes what stands
in `\text` and `\href` into the page unchanged, drops what follows a `%`, and turns an
unknown command into a name. So it is given only commands known here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from radar.publish.formulas import tex_known as known
from radar.publish.formulas.tex_letters import readable
from radar.publish.formulas.tex_tokens import tokenised
from radar.publish.formulas.tex_writer import Leaf, Writer


@dataclass(frozen=True, kw_only=True, slots=True)
class Normal:
    """Hold a formula that `latex2mathml` may see.

    `leaves` are named in `tex` by `chr(FIRST_LEAF + i)`; `shown` are the characters that
    should be seen, in no special order; `unknown` are the commands that show by their names.
    """

    tex: str
    leaves: tuple[Leaf, ...]
    shown: str
    unknown: tuple[str, ...] = ()


_NAME: Final = re.compile(r"[A-Za-z0-9 ./-]+")
_CODE: Final = re.compile(r"x([0-9A-Fa-f]{2,5})|([0-9]{2,6})")
_PASSED: Final = known.WITH_ARGUMENTS | known.SWITCHES | known.INFIX | known.ARROWS
_LINKS: Final = (
    dict.fromkeys(("cite", "citep", "citet"), "[{}]")
    | dict.fromkeys(("ref", "url"), "{}")
    | dict.fromkeys(("eqref", "tag"), "({})")
)


def normal(tex: str) -> Normal | None:
    """Read a formula; None where it is too long, too deep, unbalanced, or uses what is not known with an argument."""
    tokens = tokenised(tex)
    return _Reader(tokens=tokens).read() if tokens else None


@dataclass(kw_only=True, slots=True)
class _Reader(Writer):
    """Read tokens once, with their arguments."""

    def read(self) -> Normal | None:
        """Read all tokens."""
        self._run(0, len(self.tokens.all))
        if self.is_refused:
            return None
        return Normal(
            tex="".join(self.out), leaves=tuple(self.leaves), shown="".join(self.shown), unknown=tuple(self.unknown)
        )

    def _run(self, at: int, end: int) -> None:
        while at < end and not self.is_refused:
            at = self._step(at)

    def _step(self, at: int) -> int:
        """Read what begins at a token; give where the next begins."""
        lexeme = self.tokens.all[at]
        if lexeme[0] == "\\" and len(lexeme) > 1:
            return self._command(at, lexeme[1:].rstrip("*")) if lexeme[1].isalpha() else self.escape(at, lexeme)
        if lexeme[0] == "'":
            return self._primes(at)
        if lexeme in {"_", "^"} and (switch := self.token(at + 1)[1:]) in known.SWITCHES:
            return self._switched_script(at, switch)
        if lexeme[0] in "0123456789":
            return self.number(at)
        return self.sign(at)

    def _primes(self, at: int) -> int:
        """Read primes; a raised index behind them joins them, as TeX asks for."""
        primes = self.tokens.all[at]
        self.shown.append("′" * len(primes))
        if self.token(at + 1) != "^":
            self.out.append(primes)
            return at + 1
        self.out.append("^{" + r"\prime " * len(primes))
        end = self.tokens.close.get(at + 2, at + 2) + 1
        self._run(at + 2, min(end, len(self.tokens.all)))
        self.out.append("}")
        return max(end, at + 2)

    def _switched_script(self, at: int, switch: str) -> int:
        r"""Read `_\rm eff`: the letters that follow are the index, as is meant."""
        end = at + 2
        while self.token(end).isalpha():
            end += 1
        if self.token(end) == "{" and end == at + 2:
            end = self.tokens.close[end] + 1
        self.out.append(f"{self.tokens.all[at]}{{\\{switch} ")
        self._run(at + 2, end)
        self.out.append("}")
        return end

    def _command(self, at: int, name: str) -> int:
        """Read a command with a name, and its arguments where they are not for the library."""
        read_argument = self._with_argument(at, name)
        if read_argument is not None:
            return read_argument
        if name in {"left", "right"}:
            return self._fence(at, name)
        if name == "not":
            return self.negated(at)
        if name in known.BINOMIALS:
            return self._binomial(at, name)
        if name == "sqrt" and self.token(at + 1) == "[":
            return self._root(at)
        if name in known.DROPPED or name in known.TRANSPARENT:
            return at + 1
        if name in known.FUNCTIONS:
            self.leaf("mi", name, is_function=True)
        elif name in _PASSED:
            self.out.append(f"\\{name} ")
            self.shown.append("mod" if name.endswith("mod") else "")
        elif name in known.SPACES:
            self.out.append(r"\quad " if "quad" in name else r"\ ")
        else:
            self.symbol(at, name)
        return at + 1

    def _with_argument(self, at: int, name: str) -> int | None:
        """Read a command that takes its argument to itself; None where this is none of these."""
        if name in {"begin", "end"}:
            return self._environment(at, name)
        if (argument := self.argument(at + 1)) is None:
            return None
        tex, end = argument
        if name in known.DROPPED_WITH_ARGUMENT:
            return end
        if name in known.TEXTS:
            self._text(at + 2, end - 1)
        elif name in known.NAMES and _NAME.fullmatch(tex) and (len(tex) > 1 or name == "mathrm"):
            self.leaf("mn" if tex.isdigit() else "mi", tex, is_function=name.startswith("operatorname"))
        elif name in _LINKS:
            self.leaf("mtext", _LINKS[name].format(tex))
        elif name == "unicode" and (code := _CODE.fullmatch(tex)):
            self.unicode(int(code[1], 16) if code[1] else int(code[2]))
        elif name in {"textcolor", "href"}:
            return self._second(name, tex, end)
        else:
            return None
        return end

    def _text(self, at: int, end: int) -> None:
        """Read a text, and the formulas between dollars in it."""
        dollars = [i for i in range(at, end) if self.tokens.all[i] == "$"]
        edges = [at - 1, *dollars, end]
        if len(dollars) % 2:
            edges = [at - 1, end]
        for part, (left, right) in enumerate(pairwise(edges)):
            text = self.tokens.tex[self.tokens.starts[left] + 1 : self.tokens.starts[right]]
            if part % 2:
                self._run(left + 1, right)
            elif text:
                self.leaf("mtext", _held(readable(text)))

    def _second(self, name: str, first: str, at: int) -> int | None:
        """Read a command whose second argument is what shows: a colour's, a link's."""
        second = self.argument(at)
        if second is None:
            return None
        self._run(at, second[1])
        if name == "href":
            self.leaf("mtext", f" ({first})")
        return second[1]

    def _environment(self, at: int, name: str) -> int:
        argument = self.argument(at + 1)
        environment = known.ENVIRONMENTS.get(argument[0].rstrip("*")) if argument else None
        if argument is None or environment is None:
            self.is_refused = True
            return at + 1
        end = argument[1]
        self.cells += 1 if name == "begin" else -1
        self.out.append(f"\\{name}{{{environment}}}")
        if name == "begin" and argument[0].rstrip("*") in {"array", "alignat"}:
            end = self._columns(end, is_shown=environment == "array")
        return end

    def _columns(self, at: int, *, is_shown: bool) -> int:
        columns = self.argument(at)
        if columns is None:
            return at
        if is_shown:
            self.out.append("{" + (re.sub(r"\{[^{}]*\}|[^lcr]", "", columns[0]) or "c") + "}")
        return columns[1]

    def _fence(self, at: int, name: str) -> int:
        r"""Read `\left(`; where fences do not match only the sign is kept."""
        delimiter = self.token(at + 1)
        is_pair = at in self.tokens.close if name == "left" else at in self.tokens.closers
        if is_pair and delimiter == ".":
            self.out.append(f"\\{name}.")
            return at + 2
        if is_pair:
            self.out.append(f"\\{name}")
            return at + 1
        return at + 2 if delimiter == "." else at + 1

    def _binomial(self, at: int, name: str) -> int:
        """Read a binomial as a group of its own: the library sets its brackets beside it."""
        end = at + 1
        for _ in range(2):
            end = self.tokens.close.get(end, end) + 1
        self.out.append(f"{{\\{name} ")
        self._run(at + 1, min(end, len(self.tokens.all)))
        self.out.append("}")
        return end

    def _root(self, at: int) -> int:
        """Read a root with its degree."""
        end = at + 2
        while self.token(end) not in {"]", ""}:
            end = self.tokens.close.get(end, end) + 1
        self.out.append(r"\sqrt[")
        self._run(at + 2, end)
        self.out.append("]")
        return end + 1


def _held(text: str) -> str:
    """Hold spaces at the ends, which a browser would drop."""
    return re.sub(r"\A +| +\Z", "\xa0", text)
