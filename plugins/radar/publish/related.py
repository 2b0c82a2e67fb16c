"""Show on a paper's card the papers that it is close to: of its own day or earlier ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from radar.publish.view import Neighbour

MOST: Final = 5
"""Related papers on one card."""


def nearest(day: date, near: Mapping[str, float], known: Mapping[str, Neighbour | None]) -> tuple[Neighbour, ...]:
    """Choose from papers, by id with their closeness, nearest first; of two as close the one of the lesser id.

    `day` is the paper's own: what later days bring changes no card of it, so that a day
    added leaves the days before it as they stand. What is not in `known` (taken down,
    retracted) is related to nothing.
    """
    shown = [
        (-close, paper_id, neighbour)
        for paper_id, close in near.items()
        if (neighbour := known.get(paper_id)) and neighbour.day <= day
    ]
    return tuple(neighbour for _, _, neighbour in sorted(shown, key=lambda one: one[:2])[:MOST])
