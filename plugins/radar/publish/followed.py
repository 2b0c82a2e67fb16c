"""Find the authors whom an owner follows (`[watch]` in radar.toml), and their papers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from radar.publish.view import Paged, Site
from radar.sift.keys import fold_letters, fold_name

_LONGEST: Final = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Followed(Paged):
    """Show one author whom the owner follows."""

    slug: str
    """`[a-z0-9-]{1,67}`."""
    name: str
    """As radar.toml has it."""


def followed(site: Site) -> tuple[Followed, ...]:
    """Give every author followed, in the owner's order; two spellings of one name are one author."""
    names = {key: name for name in site.config.watch.authors if (key := fold_name(name))}
    return tuple(
        Followed(
            slug=_slug(key),
            name=name,
            entries=site.register.entries("author", name),
            per_page=site.config.show.per_topic,
        )
        for key, name in names.items()
    )


def _slug(key: str) -> str:
    """Write a folded name in ASCII; where that loses anything, six digits of its hash keep it apart from others."""
    plain = re.sub(r"[^a-z0-9]+", "-", fold_letters(key)).strip("-")[:_LONGEST].strip("-")
    digits = sha256(key.encode()).hexdigest()[:6]
    return plain if plain.replace("-", " ") == key else "-".join(filter(None, (plain, digits)))
