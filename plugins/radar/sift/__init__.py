"""Decide, without input, output or clock: what text is clean, who is who, what matches and what leads."""
