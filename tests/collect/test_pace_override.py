"""RADAR_PACE is for servers of one's own: no setting lets a radar ask arXiv faster than its terms of use say."""

from __future__ import annotations

import httpx2
import pytest

from radar.collect import pacing
from radar.collect.http import Door


@pytest.mark.parametrize("host", ["arxiv.org", "export.arxiv.org", "rss.arxiv.org"])
@pytest.mark.parametrize("pace", [0.0, 0.5])
def test_arxivs_pace_stands_where_its_host_is_allowed(host: str, pace: float) -> None:
    with Door(allow_hosts=[host], pace_override=pace) as door:
        gate, gap = door._gate(httpx2.URL(f"https://{host}/rss/cs.AI"), "")  # noqa: SLF001 - nobody else chooses gates
    assert (gate, gap) == (pacing.ARXIV_GATE, None)


def test_a_server_of_ones_own_keeps_the_pace_that_is_asked_for() -> None:
    with Door(allow_hosts=["127.0.0.1"], pace_override=0.0) as door:
        assert door._gate(httpx2.URL("http://127.0.0.1:8000/rss"), "") == ("", 0.0)  # noqa: SLF001 - same
