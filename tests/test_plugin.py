"""The plugin as Pelican meets it: one `pelican` call does it all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import tiny_world

ROOT = Path(__file__).resolve().parents[1]


def test_importing_the_package_does_not_import_pelican() -> None:
    code = "import sys, radar; sys.exit('pelican' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT / "plugins")
    assert done.returncode == 0


def test_one_pelican_call_fetches_archives_and_builds(tmp_path: Path) -> None:
    with tiny_world.start(tmp_path / "data") as net:
        (tmp_path / "radar.toml").write_text(tiny_world.CONFIG.format(base=net.base_url), encoding="utf-8")
        settings = tmp_path / "settings.py"
        settings.write_text(
            f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom pelicanconf import *\n"
            f"PATH = {str(tmp_path / 'content')!r}\nOUTPUT_PATH = {str(tmp_path / 'output')!r}\n"
            f"RADAR_CONFIG = {str(tmp_path / 'radar.toml')!r}\nRADAR_UPDATE = True\n",
            encoding="utf-8",
        )
        (tmp_path / "content").mkdir()
        environment = os.environ | {
            "RADAR_NOW": f"{tiny_world.WEEK[0]}T08:00:00Z",
            "RADAR_ALLOW_HOST": "127.0.0.1",
            "RADAR_PACE": "0",
        }
        done = subprocess.run(
            [sys.executable, "-m", "pelican", "--fatal", "errors", "-s", str(settings)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            timeout=120,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    day = tiny_world.WEEK[0]
    assert (tmp_path / "content" / "daily" / "papers" / "2026" / "03" / f"{day}.jsonl").exists()
    assert (tmp_path / "content" / "daily" / "days" / "2026" / f"{day}.zh.md").exists()
    assert "Invented Result" in (tmp_path / "output" / "2026" / "03" / "02" / "index.html").read_text("utf-8")
    assert (tmp_path / "output" / "en" / "index.html").exists()


def test_listing_settings_never_updates(tmp_path: Path) -> None:
    extra = ["-e", "RADAR_UPDATE=true", "--print-settings", "PATH"]
    done = subprocess.run(
        [sys.executable, "-m", "pelican", "-s", str(ROOT / "pelicanconf.py"), *extra],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "content").exists()
