"""What the build says where the archive cannot be searched."""

from __future__ import annotations

from pathlib import Path

import pytest

import built_site
import small_archive
from radar.publish.search import search_pagefind
from radar.publish.site import load_site
from radar.publish.verification.verify import verify


def test_a_build_without_pagefind_goes_on_says_so_and_verifies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_archive.write(tmp_path / "content")
    config = small_archive.settings()
    monkeypatch.setattr(search_pagefind, "executable", lambda: None)
    assert built_site.make(tmp_path, config).search == "Pagefind is not installed"
    site = load_site(config, tmp_path / "content", sample=False)
    assert verify(tmp_path / "output", site=site) == ()


def test_only_the_search_page_may_run_webassembly(tmp_path: Path) -> None:
    small_archive.write(tmp_path / "content")
    config = small_archive.settings()
    assert built_site.make(tmp_path, config).search in ("", "Pagefind is not installed")
    may = {
        name
        for name, data in built_site.files(tmp_path / "output").items()
        if name.endswith(".html") and b"'wasm-unsafe-eval'" in data
    }
    assert may == {"search/index.html", "en/search/index.html"}
    page = tmp_path / "output" / "index.html"
    page.write_bytes(page.read_bytes().replace(b"script-src 'self'", b"script-src 'self' 'wasm-unsafe-eval'", 1))
    site = load_site(config, tmp_path / "content", sample=False)
    assert [(each.path, each.what) for each in verify(tmp_path / "output", site=site)] == [
        ("index.html", "may run WebAssembly, which only search does")
    ]
