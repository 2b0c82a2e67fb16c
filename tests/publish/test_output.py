from __future__ import annotations

from pathlib import Path

from radar.publish.output import MARK, ours_below


def test_pages_are_ours_by_their_mark_and_files_by_their_place(tmp_path: Path) -> None:
    ours = ["2026/06/18/index.html", "en/feeds/all.atom.xml", "theme/old.css", "data/status.json", "sitemap-2026.xml"]
    foreign = ["mine.html", "notes/readme.txt", "feeds.txt", "2026/06/18/photo.png"]
    for name in (*ours, *foreign):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(MARK if name.endswith("index.html") else b"x")
    assert [name for name in (*ours, *foreign) if ours_below(tmp_path)(name)] == ours
