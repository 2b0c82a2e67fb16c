"""Built pages with a model's text, spoilt in one way each."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import briefed
import pytest
from briefed import LABELS, SPAN

import built_site
from radar.publish.site import load_site
from radar.publish.verification.verify import Problem, verify
from radar.publish.view import Site

pytestmark = pytest.mark.usefixtures("read_once")

DAY, HOME, TOPIC = "2026/06/19/index.html", "en/index.html", "en/topics/routing/index.html"
SETTINGS = briefed.settings(feeds={"max_items": 2, "formats": ["atom"]})


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    briefed.write(folder / "content")
    built_site.make(folder, SETTINGS)
    return folder


@pytest.fixture(scope="module")
def site(sound: Path) -> Site:
    return load_site(SETTINGS, sound / "content", sample=False)


@pytest.fixture
def output(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound / "output", tmp_path / "output"))


def swap(output: Path, name: str, old: str, new: str, count: int = 1) -> None:
    text = (output / name).read_text(encoding="utf-8")
    assert old in text
    (output / name).write_text(text.replace(old, new, count), encoding="utf-8")


def label(lang: str) -> str:
    return f'<span class="label">{LABELS[lang]}</span>'


@pytest.mark.parametrize(
    ("name", "old", "new", "what"),
    [
        (DAY, label("zh"), "", "text of a model without its label: 1"),
        (DAY, label("zh"), '<span class="label">AI</span>', "text of a model without its label: 1"),
        (DAY, label("zh"), f"<b>{LABELS['zh']}</b>", "text of a model without its label: 1"),
        (HOME, label("en"), "", "text of a model without its label: 1"),
        (TOPIC, label("en"), "", "text of a model without its label: 1"),
        (
            DAY,
            '<p class="note">摘自论文摘要原文。</p>',
            f'<p class="label">{LABELS["zh"]}</p>',
            "the label of a model's text where none wrote: 1",
        ),
        (DAY, f"{SPAN}</q>", "it halves everything</q>", "quotations that stand in none of their papers: 1"),
        (HOME, f"{SPAN}</q>", f"{SPAN} at all</q>", "quotations that stand in none of their papers: 1"),
        (TOPIC, f"{SPAN}</q>", "</q>", "quotations that stand in none of their papers: 1"),
        (
            HOME,
            '<span class="checked">quotation checked',
            '<span class="checked">verified',
            "claims to be more than checked for its quotations",
        ),
        (
            DAY,
            '<div class="made">',
            '<div class="made"><p>内容已核实',
            "claims to be more than checked for its quotations",
        ),
        (TOPIC, "</span> The router", " · Verified</span> The router", "text of a model without its label: 1"),
    ],
)
def test_a_models_text_is_labelled_and_quotes_what_is_there(
    output: Path, site: Site, name: str, old: str, new: str, what: str
) -> None:
    swap(output, name, old, new)
    assert Problem(path=name, what=what) in verify(output, site=site)
    assert {problem.path for problem in verify(output, site=site)} == {name}


def test_every_label_counts(output: Path, site: Site) -> None:
    swap(output, DAY, label("zh"), "", count=-1)
    assert verify(output, site=site) == (Problem(path=DAY, what="text of a model without its label: 3"),)


def test_what_papers_and_models_say_of_proofs_is_theirs(output: Path, site: Site) -> None:
    swap(output, DAY, "路由器没有把任何东西减半。", "这一证明已由机器验证，formally verified。", count=-1)
    assert verify(output, site=site) == ()


def test_a_passage_is_looked_up_again_and_not_believed(output: Path, site: Site) -> None:
    """The site's reader leaves such sentences out; this lock does not count on it."""
    day = site.days[0]
    false = [
        replace(one, citations=tuple(replace(c, span="x y") for c in one.citations)) for one in day.briefings["zh"]
    ]
    spoilt = replace(site, days=(replace(day, briefings={**day.briefings, "zh": tuple(false)}), *site.days[1:]))
    text = (output / DAY).read_text(encoding="utf-8")
    (output / DAY).write_text(re.sub(r"(<q\b[^>]*>)[^<]*</q>", r"\1x y</q>", text), encoding="utf-8")
    assert [p.what for p in verify(output, site=spoilt) if p.path == DAY] == [
        "quotations that stand in none of their papers: 1"
    ]
