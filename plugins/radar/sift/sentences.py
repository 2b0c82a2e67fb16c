"""Find where sentences end in scientific prose."""

from __future__ import annotations

import re


def sentences(text: str) -> tuple[str, ...]:
    """Split text into sentences, each a verbatim slice of it without outer white space."""
    return tuple(part.strip() for part in re.split(r"(?<=[.!?])\s+(?=[A-Z0-9])|(?<=[。！？])", text) if part.strip())
