"""The documentation's pages in both languages: the same parts, and every example and link in them holds."""

from __future__ import annotations

import importlib.util
import re
import shlex
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from invoke.tasks import Task

from radar.cli import main
from radar.cli.commands import COMMANDS
from radar.cli.main import _parser
from radar.publish import documentation

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(path.relative_to(DOCS).as_posix() for lang in ("zh", "en") for path in (DOCS / lang).glob("*.md"))
NAMES = sorted(path.stem for path in (DOCS / "zh").glob("*.md"))
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`((?:\.venv/bin/)?(?:radar|inv) [^`…]+)`")
HAN = "\u3400-\u9fff，。；：！？（）“”"
OTHERS = frozenset(("git", "python3", "cd", "docker", "mkdir", "rsync", "sudo", ".venv/bin/pip"))
"""Programs of others that examples call."""


def read(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def prose(page: str) -> str:
    return FENCE.sub("", read(page))


def blocks(page: str, *kinds: str) -> list[str]:
    return [text for kind, text in FENCE.findall(read(page)) if kind in kinds]


def commands(page: str) -> Iterator[list[str]]:
    """Give the words of every command that a page shows, without the variables before it."""
    for block in blocks(page, "sh"):
        for line in block.replace("\\\n", " ").splitlines():
            for part in re.split(r" && ", line):
                words = shlex.split(part, comments=True)
                while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
                    words.pop(0)
                if words:
                    yield words


def tasks() -> dict[str, Task]:
    spec = importlib.util.spec_from_file_location("project_tasks", ROOT / "tasks.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {value.name: value for value in vars(module).values() if isinstance(value, Task)}


TASKS = tasks()


def holds(words: list[str]) -> bool:
    """Have the program's own parser read a command; False for one of another program."""
    program, *rest = words
    match program.removeprefix(".venv/bin/"):
        case "radar":
            _parser().parse_args(rest)
        case "inv":
            contexts = [task.get_arguments() for name, task in TASKS.items() if name == rest[0]]
            assert contexts, rest
            known = {f"--{argument.name}" for argument in contexts[0]}
            assert {word.partition("=")[0] for word in rest[1:] if word.startswith("--")} <= known, rest
        case _:
            assert program in OTHERS, words
            return False
    return True


# -- both languages ----------------------------------------------------------------------


def test_both_languages_have_the_same_pages_and_the_contents_lead_to_all() -> None:
    linked = [page.slug for page in documentation.files(DOCS)]
    for lang in ("zh", "en"):
        assert sorted(path.stem for path in (DOCS / lang).glob("*.md")) == NAMES
        listed = re.findall(r"\]\(([a-z-]+)\.md\)", read(f"{lang}/README.md"))
        assert ["", *listed] == linked
    assert {documentation.CONTENTS, *linked[1:]} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_headings_examples_and_tables(name: str) -> None:
    def parts(page: str) -> list[str]:
        found = re.findall(r"^(#+) |^```(\w+)$|^(\|---)", read(page), re.MULTILINE)
        return ["".join(each) for each in found]

    assert parts(f"zh/{name}.md") == parts(f"en/{name}.md")


@pytest.mark.parametrize("name", [name for name in NAMES if name != "configuration"])
def test_both_languages_name_the_same_words_of_the_program(name: str) -> None:
    def named(page: str) -> Counter[str]:
        return Counter(word for word in re.findall(r"`([a-z_.\[\]-]+)`", prose(page)) if word not in {"zh", "en"})

    assert set(named(f"zh/{name}.md")) == set(named(f"en/{name}.md"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_contents_and_the_readme_call_pages_by_their_titles(lang: str) -> None:
    whole = (ROOT / "README.md").read_text(encoding="utf-8")
    line = next(line for line in whole.splitlines() if line.startswith("[") and f"(docs/{lang}/" in line)
    pairs = re.findall(rf"\[([^\]]+)\]\(docs/{lang}/([a-z-]+)\.md\)", line)
    listed = re.findall(r"\[([^\]]+)\]\(([a-z-]+)\.md\)", read(f"{lang}/README.md"))
    assert {name for _, name in pairs} == {name for _, name in listed}
    for title, name in (*pairs, *listed):
        assert documentation.title_of(read(f"{lang}/{name}.md")) == title


# -- examples ----------------------------------------------------------------------------


def test_there_is_something_to_check() -> None:
    assert sum(len(blocks(page, "toml")) for page in PAGES) > 30
    assert sum(words[0].endswith("radar") for page in PAGES for words in commands(page)) > 60


@pytest.mark.parametrize("page", PAGES)
def test_every_radar_toml_passes_the_check(page: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As `radar check` does it, catalogue and categories included; what is a part of a file is made whole."""
    for block in blocks(page, "toml"):
        path = tmp_path / "radar.toml"
        path.write_text(block if "version" in block else f"version = 1\n{block}", encoding="utf-8")
        assert main(["check", "--config", str(path)]) == 0, capsys.readouterr().err


@pytest.mark.parametrize("page", PAGES)
def test_every_command_is_one_that_the_program_takes(page: str) -> None:
    for words in commands(page):
        holds(words)
    for line in INLINE.findall(prose(page)):
        words = shlex.split(line)
        if words[1:] == ["--list"]:
            continue
        if len(words) > 2:
            holds([word for word in words if word != "--help"])
        else:
            assert words[1] in (COMMANDS if words[0].endswith("radar") else TASKS), line


# -- links and places --------------------------------------------------------------------


def text_of(lang: str, name: str) -> documentation.DocText:
    page = name or documentation.CONTENTS
    return documentation.rendered(read(f"{lang}/{page}.md"), lang, lambda lang, name: f"{lang}/{name}")


def test_every_link_between_pages_and_every_anchor_exists() -> None:
    links = 0
    for lang in ("zh", "en"):
        for page in documentation.files(DOCS):
            here = text_of(lang, page.slug)
            for href in re.findall(r'href="([^"]+)"', here.html):
                if href.startswith("https://"):
                    continue
                place, _, anchor = href.partition("#")
                to_lang, _, to_name = place.partition("/") if place else (lang, "", page.slug)
                there = text_of(to_lang, to_name)
                assert not anchor or anchor in {heading.anchor for heading in there.headings}, href
                links += 1
    assert links > 30


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_anchors_that_the_readme_names_exist(lang: str) -> None:
    whole = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.findall(rf"\(docs/{lang}/([a-z-]+)\.md#([^)]+)\)", whole)
    assert found
    for name, anchor in found:
        assert anchor in {heading.anchor for heading in text_of(lang, name).headings}


@pytest.mark.parametrize("page", PAGES)
def test_places_in_the_repository_exist(page: str) -> None:
    for place in re.findall(r"`((?:docs|plugins|theme|sample|tests|bench)/[\w./-]*)`", read(page)):
        assert (ROOT / place).exists(), place


@pytest.mark.parametrize("page", PAGES)
def test_no_page_names_a_machine_or_has_an_anchor_twice(page: str) -> None:
    assert not re.search(r"(?<![\w.])/(?:work|root|home|tmp|Users|opt)/", read(page))
    lang, _, name = page.removesuffix(".md").partition("/")
    anchors = [heading.anchor for heading in text_of(lang, name).headings]
    assert len(set(anchors)) == len(anchors)


@pytest.mark.parametrize("page", [page for page in PAGES if page.startswith("zh/")])
def test_chinese_pages_are_set_as_chinese_is(page: str) -> None:
    for line in prose(page).splitlines():
        plain = re.sub(r"^(?:- |#+ |> |\d\. )|\*\*[^*]*\*\*|\([a-z./-]+\.md\)", "", line)
        for said in plain.split("|"):
            assert not re.search(rf"[{HAN}] [\w`]|[\w`] [{HAN}]", said.strip()), line
            assert not re.search(r"[\u3400-\u9fff][,;:!?]|[,;!?][\u3400-\u9fff]", said), line
