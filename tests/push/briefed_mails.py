"""The digest of a day that a model has briefed."""

from __future__ import annotations

import sys
import tempfile
from functools import cache
from pathlib import Path

import mailroom

from radar.publish.site import load_site
from radar.push.digest import Digest

sys.path.insert(0, str(Path(__file__).parents[1] / "publish"))

import briefed


@cache
def digest_of_friday(lang: str) -> Digest:
    """Tell of the Friday of `briefed`."""
    with tempfile.TemporaryDirectory() as folder:
        site = load_site(briefed.settings(), briefed.write(Path(folder) / "content"), sample=False, url=mailroom.SITE)
        return mailroom.digest_of(site, lang)
