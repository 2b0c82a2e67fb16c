"""Invented listings, and runs over them, for whatever tests merging."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from memory import Memory, day

from radar.models import Event, Listing, Paper, Place
from radar.sift.merge import Merged, MergeRules, merge
from radar.sift.text import fold_name

TODAY = day(12)
RULES = MergeRules(today=TODAY, watched=frozenset({fold_name("Watched Author")}))
TITLE = "Slow Invented Rivers Carry Measured Sand"


def arxiv(
    number: int = 1, *, category: str = "cs.AI", announce: str = "new", version: int = 1, **more: Any
) -> Listing:
    ident = f"2603.{number:05d}"
    doi = more.get("doi", "")
    given: dict[str, Any] = {
        "ids": (f"arxiv:{ident}", *((f"doi:{doi}",) if doi else ())),
        "title": f"Invented Preprint Number {number} on Sorted Sand",
        "authors": ("Sample Author 1", "Sample Author 2"),
        "abstract": f"We invent {number} things.",
        "url": f"https://arxiv.org/abs/{ident}",
        "place": Place(name="arXiv", kind="arxiv", category=category, announce=announce, version=version),
        "announced": TODAY,
        "categories": (category,),
    }
    return Listing(**(given | more))


def journal(number: int = 1, *, name: str = "Sample Journal", **more: Any) -> Listing:
    doi = more.get("doi", f"10.5555/j.{number}")
    given: dict[str, Any] = {
        "ids": (f"doi:{doi}",),
        "title": f"An Invented Article Number {number} About Tides",
        "authors": ("Sample Author 1", "Sample Author 3"),
        "abstract": "",
        "url": f"https://journal.example/{number}",
        "place": Place(name=name, kind="feed"),
        "announced": day(11),
        "published": "2026-03-11",
        "doi": doi,
    }
    return Listing(**(given | more))


def by_url(number: int = 1, **more: Any) -> Listing:
    return journal(number, **{"ids": (f"url:{number:016x}",), "doi": "", **more})


def run(*listings: Listing, known: Memory | None = None, rules: MergeRules = RULES) -> Merged:
    return merge(listings, known or Memory(), rules)


def known_of(*listings: Listing, rules: MergeRules = RULES) -> Memory:
    memory = Memory()
    memory.add(merge(listings, memory, replace(rules, today=day(5))))
    assert memory.written
    return memory


def only(merged: Merged) -> Paper:
    assert merged.updates == ()
    (paper,) = merged.papers
    return paper


def news(merged: Merged) -> tuple[Event, dict[str, object]]:
    assert merged.papers == ()
    (update,) = merged.updates
    return update.event, dict(update.changes)
