"""Fuzz radar.toml: whatever stands in a damaged file, `radar check` tells mistakes with their lines, and no key."""

from __future__ import annotations

import contextlib
import io
import json
import random
import string
import tempfile
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

import fuzz_orders
from fuzz_case import Case, broken, text_fault
from fuzz_seeds import ROOT
from mutations import HOSTILE, Mutator

from radar import config
from radar.cli import main
from radar.cli.init_file import Answers, written
from radar.config import Topic
from radar.config_sources import ArxivSource, FeedSource, Locale

DAY: Final = fuzz_orders.DAY
_ALNUM: Final = string.ascii_letters + string.digits
_KEYS: Final = (
    *('"x"', "1", "-1", "1e400", "true", "nan", "2026-03-06", "[]", "{}", "[[1]]", '["a", 1]', "{ a = 1 }", '"""'),
    *("'", '"\\ud800"', "0x1f", "07:30:00", '"zh"', '["zh", "en", "fr"]', '"https://user@journal.example"', "”x“"),
)
_MISTAKEN: Final = """version = 1
[site]
titel = "My radar"
locales = ["zh", "fr"]
timezone = "Asia/Shangai"
url = radar.example
[update]
window_days = 90
events = ["published", "retraction"]
[[sources]]
kind = "arXiv"
categories = ["cs.AY"]
[[sources]]
kind = "feed"
journal = "natur"
[[topics]]
id = "LLM Agents"
name = “Agents”
keywords = "LLM agent"
[[topics]]
id = "tides"
name = { zh = "潮汐", en = "Tides" }
[briefings.model]
model = "sample-model"
"""


@cache
def _configurations() -> tuple[str, ...]:
    """Give sound files: the example, what `radar init` writes in two languages, and one full of mistakes."""
    sources = (
        ArxivSource(kind="arxiv", categories=("cs.AI", "cs.CL")),
        FeedSource(kind="feed", name="Sample", url="https://journal.example/rss"),
    )
    topics = (Topic(id="tides", name={"zh": "潮汐", "en": "Tides"}, keywords=("tide", "port"), describe="Tides."),)
    asked: tuple[tuple[Locale, str], ...] = (("zh", "sample-model"), ("en", ""))
    made = [
        written(
            Answers(
                lang=lang,
                title="样本雷达",
                locales=("zh", "en"),
                sources=sources,
                topics=topics,
                authors=("Sample Author 1",),
                model=model,
            )
        )
        for lang, model in asked
    ]
    example = (ROOT / "radar.example.toml").read_text("utf-8")
    return (*made, _MISTAKEN, example, example.replace("# [", "[").replace("\n# ", "\n"))


def case(dice: random.Random) -> Case:
    """Damage a radar.toml; two in three hold something that looks like a key, which nothing may repeat."""
    mutator = Mutator(dice)
    text = dice.choice(_configurations())
    text = _value_changed(text, dice) if mutator.one_in(2) else mutator.lines(text)
    text = mutator.lines(text) if mutator.one_in(3) else text
    secret, whole = _secret(dice)
    planted = not mutator.one_in(3)
    text = _planted(text, whole, dice) if planted else text
    content = text.encode("utf-8", "surrogatepass")
    content = mutator.bytes(content) if not planted and mutator.one_in(10) else content
    lang = dice.choice(("zh", "en"))

    def judge() -> str:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "radar.toml"
            file.write_bytes(content)
            return _checked(file, content, lang, secret if planted else "")

    return Case(name="toml", content=content, judge=judge)


def _value_changed(text: str, dice: random.Random) -> str:
    """Give keys of the file other values, of other types."""
    told = text.split("\n")
    keyed = [n for n, line in enumerate(told) if " = " in line and not line.startswith("#")]
    for n in dice.sample(keyed, min(len(keyed), dice.randint(1, 4))):
        key = told[n].partition(" = ")[0]
        value = json.dumps(dice.choice(HOSTILE), ensure_ascii=False) if dice.randrange(3) == 0 else dice.choice(_KEYS)
        told[n] = f"{key} = {value}"
    return "\n".join(told)


def _secret(dice: random.Random) -> tuple[str, str]:
    """Make up a key: the part of it that nothing may show, and the whole."""
    inner = "".join(dice.choice(_ALNUM) for _ in range(36))
    form = dice.choice(
        ("sk-proj-{}", "ghp_{}", "123456789:{}", "hf_{}", "{}", "Bearer {}", "https://x:{}@a.example/y")
    )
    return inner, form.format(inner)


def _planted(text: str, secret: str, dice: random.Random) -> str:
    """Put a key where owners put one by mistake."""
    told = text.split("\n")
    place = dice.randrange(len(told) + 1)
    ways = (
        f'api_key = "{secret}"',
        f'api_key_env = "{secret}"',
        f'base_url = "{secret}"',
        f'title = "{secret}"',
        f"# my key: {secret}",
        f"model = {secret}",
        f'keywords = ["tides", "{secret}"]',
        f'[site]\ntitle = "{secret}',
        f"token = '''\n{secret}\n'''",
        f'"{secret}" = 1',
        f"[{secret}]",
    )
    told.insert(place, dice.choice(ways))
    return "\n".join(told)


def _checked(file: Path, content: bytes, lang: str, secret: str) -> str:
    """Do what `radar check` does, and hold what it says against the file."""
    told, said = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(said):
        code = main(["check", "--config", str(file), "--lang", lang])
    shown = told.getvalue() + said.getvalue()
    if code not in (0, 2) or "Traceback" in shown:
        raise broken(f"exit {code}: {shown[-200:]}")
    if secret and any(secret[n : n + 12] in shown for n in range(len(secret) - 12)):
        raise broken("a key is repeated")
    reading = config.read(file)
    height = content.count(b"\n") + content.count(b"\r") + 1
    for mistake in reading.draft.mistakes:
        if not 0 <= mistake.line <= height or not mistake.what or len(mistake.what) > 2_000:  # noqa: PLR2004 - a line
            raise broken(f"a mistake at line {mistake.line} of {height}: {mistake.what[:80]!r}")
        if text_fault(mistake.what.replace("\n", " "), 2_000) in ("that XML cannot hold", "that turns the direction"):
            raise broken(f"a mistake in words that no terminal should show: {mistake.what[:80]!r}")
    if code and not reading.draft.mistakes and ":" not in shown:
        raise broken("refused without a mistake")
    lines_known = sum(mistake.line > 0 for mistake in reading.draft.mistakes)
    if code == 0 and secret:
        raise broken("a key passes")
    _check_parses(content, code)
    return "sound" if code == 0 else "mistakes with lines" if lines_known else "mistakes without a line"


def _check_parses(content: bytes, code: int) -> None:
    """Check that what passes is TOML, as Python's own parser has it."""
    if code == 0:
        tomllib.loads(content.decode("utf-8-sig").replace("\r\n", "\n"))
