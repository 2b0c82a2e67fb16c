from __future__ import annotations

from pathlib import Path

import pytest

from radar.errors import BuildError
from radar.publish.output import MARK, Output


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    (tmp_path / "same.txt").write_bytes(b"same")
    output = Output(tmp_path)
    assert not output.put("same.txt", b"same")
    assert output.put("folder/new.txt", b"new")
    assert output.written == 1
    assert (tmp_path / "folder" / "new.txt").read_bytes() == b"new"


def test_one_file_has_one_page(tmp_path: Path) -> None:
    output = Output(tmp_path)
    output.put("index.html", b"one")
    with pytest.raises(BuildError, match="two pages"):
        output.put("index.html", b"two")


@pytest.mark.parametrize("name", ["../x", "a/../../x", "link/x"])
def test_nothing_is_written_outside(tmp_path: Path, name: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (root / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BuildError, match="leads out"):
        Output(root).put(name, b"x")
    assert sorted(p.name for p in tmp_path.rglob("x")) == []


def test_only_what_is_ours_is_removed(tmp_path: Path) -> None:
    stale = ["2026/06/18/index.html", "en/feeds/all.atom.xml", "theme/old.css", "data/status.json"]
    foreign = ["mine.html", "notes/readme.txt", "feeds.txt", "2026/06/18/photo.png"]
    for name in (*stale, *foreign):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(MARK if name.endswith("index.html") else b"x")
    output = Output(tmp_path)
    output.put("feeds/all.atom.xml", b"kept")
    output.remove_stale()
    left = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert left == {*foreign, "feeds/all.atom.xml"}
    assert output.removed == len(stale)
    assert not (tmp_path / "theme").exists()
