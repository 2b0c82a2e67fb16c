"""Hold the command `radar init`: write a commented radar.toml from a few answers, never over one that is there."""

from __future__ import annotations

import argparse
import os
import sys
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, cast

from radar.cli import presets
from radar.cli.init_file import Answers, written
from radar.cli.presets import Preset
from radar.cli.talk import Answer, languages
from radar.config import Locale, parse
from radar.environment import Environment
from radar.errors import ConfigError, Mistake
from radar.grammar.mistakes import nearest

Ask = Callable[[str, str], str]
"""Put a question with its default, and give what was answered; the default where nothing was."""

DEFAULT: Final = ("ai",)
_TRIES: Final = 3
_FOLDERS: Final = ("overrides", "content/pages")


def options(parser: argparse.ArgumentParser) -> None:
    """Name the answers that may be given beforehand; what is not given is asked for on a terminal."""
    parser.add_argument("--preset", action="append", metavar="ID", help="a discipline to begin with; may be repeated")
    parser.add_argument("--presets", action="store_true", help="list the disciplines; write nothing")
    parser.add_argument("--title", metavar="TEXT", help="the site's name")
    parser.add_argument("--locales", metavar="L,L", help="languages of the site: zh,en or one of them")
    parser.add_argument("--author", action="append", metavar="NAME", help="an author to watch; may be repeated")
    parser.add_argument("--base-url", metavar="URL", help="address of a model's service")
    parser.add_argument("--model", metavar="NAME", help="the model's name; its key goes into an environment variable")
    parser.add_argument("--yes", action="store_true", help="ask nothing; take defaults for what is not given")


def init(options: argparse.Namespace, surroundings: Environment) -> Answer:
    """Write radar.toml and the owner's folders; refuse where there is a radar.toml."""
    if options.presets:
        return _listed(languages(options.lang, surroundings.variables))
    path: Path = options.config
    if os.path.lexists(path):
        raise _refused(
            "there is one already; it is never written over",
            "已经有一份，不会覆盖",
            fix="change it, or name another with --config",
            fix_zh="直接修改它，或用--config另写一份",
            file=str(path),
        )
    asks = sys.stdin.isatty() and not (options.yes or options.json)
    answers = _answers(options, languages(options.lang, surroundings.variables), _on_terminal if asks else _silent)
    text = written(answers)
    parse(tomllib.loads(text), text=text, file="radar init")  # a key that was typed as an answer is refused here
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    for folder in _FOLDERS:
        (path.parent / folder).mkdir(parents=True, exist_ok=True)
    done = f"{path}: {len(answers.sources)} sources, {len(answers.topics)} topics"
    after = "接下来：radar check，然后radar run" if answers.lang == "zh" else "Next: radar check, then radar run"
    return Answer(
        command="init",
        data={"file": str(path), "sources": len(answers.sources), "topics": len(answers.topics)},
        text=f"{done}\n{after}",
    )


def _answers(options: argparse.Namespace, langs: Sequence[str], ask: Ask) -> Answers:
    said = langs[0] if len(langs) == 1 else ask("Language / 语言 (zh, en)", "zh")
    lang: Locale = "en" if said == "en" else "zh"
    zh = lang == "zh"
    locales = options.locales or ask("网站的语言" if zh else "Languages of the site", "zh,en")
    title = options.title or ask("标题" if zh else "Title", "AcademicHub")
    ids = _presets(options.preset, lang, ask)
    authors = options.author or _words(ask("所关注的作者，以逗号分隔" if zh else "Authors to watch, by commas", ""))
    model = options.model or ask("大模型的名称（可不填）" if zh else "A model's name (may be left empty)", "")
    where = options.base_url or (ask("它的服务地址" if zh else "Its service's address", "") if model else "")
    sources, topics = presets.merged(ids)
    return Answers(
        lang=lang,
        title=title,
        locales=cast("tuple[Locale, ...]", tuple(_words(locales))),
        sources=sources,
        topics=topics,
        authors=tuple(authors),
        base_url=where,
        model=model,
    )


def _presets(given: Sequence[str] | None, lang: str, ask: Ask) -> tuple[str, ...]:
    """Take the disciplines that were given, else ask; an answer that names none is asked for again."""
    if given:
        return _known(given)
    question = "学科，可写几个，以逗号分隔：" if lang == "zh" else "Disciplines, by commas:"
    listed = "\n".join((question, *(f"  {name}  {one.name[lang]}" for name, one in presets.load().items())))
    for tries in range(_TRIES):
        try:
            return _known(_words(ask(listed, ",".join(DEFAULT))))
        except ConfigError as error:
            if tries == _TRIES - 1:
                raise
            sys.stderr.write("\n".join(error.lines(lang)) + "\n")
    return DEFAULT


def _known(words: Sequence[str]) -> tuple[str, ...]:
    wrong = [word for word in words if word not in presets.IDS]
    if wrong or not words:
        near = nearest(wrong[0], presets.IDS) if wrong else ""
        expected = ", ".join(presets.IDS)
        raise _refused(
            "no such preset",
            "没有这个学科",
            path="--preset",
            near=near,
            fix=f"one of: {expected}",
            fix_zh=f"可用的：{expected}",
        )
    return tuple(words)


def _words(text: str) -> list[str]:
    return [word for part in text.replace("，", ",").replace("、", ",").split(",") if (word := part.strip())]


def _refused(
    what: str, zh: str, *, fix: str, fix_zh: str, path: str = "", near: str = "", file: str = "radar init"
) -> ConfigError:
    mistake = Mistake(path=path, what=what, what_zh=zh, nearest=near, fix=fix, fix_zh=fix_zh)
    return ConfigError(file, (mistake,))


def _listed(langs: Sequence[str]) -> Answer:
    known = presets.load()
    lines = (f"{name:13} " + " / ".join(_about(one, lang) for lang in langs) for name, one in known.items())
    names = {name: dict(one.name) for name, one in known.items()}
    return Answer(command="init", data={"presets": names}, text="\n".join(lines))


def _about(preset: Preset, lang: str) -> str:
    return f"{preset.name[lang]}{'：' if lang == 'zh' else ': '}{preset.about[lang]}"


def _on_terminal(question: str, default: str) -> str:
    """Ask on standard error, so that standard output stays the answer's."""
    sys.stderr.write(f"{question} [{default}] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip() or default


def _silent(_question: str, default: str) -> str:
    return default
