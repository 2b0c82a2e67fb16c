"""Say what older versions of radar.toml need to be read by this program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from radar.grammar.migrations import Change, Step

VERSION: Final = 1
"""The newest version that this program reads."""


def _to_1(data: dict[str, Any]) -> Iterator[Change]:
    """Read a file from before versions: `min_score = 0` stood there for what is now the default, not for a bound."""
    yield Change(path="version", what="write `version = 1` at the top", what_zh="在开头写version = 1")
    topics = data.get("topics")
    for number, topic in enumerate(topics if isinstance(topics, list) else ()):
        if isinstance(topic, dict) and topic.get("min_score") == 0 and topic.pop("min_score") is not None:
            yield Change(
                path=f"topics[{number}].min_score",
                what="0 meant the default: leave the key out",
                what_zh="0表示默认值：删去这一行",
            )


STEPS: Final = (Step(to=1, apply=_to_1),)
"""What older files need, in the order of versions."""
