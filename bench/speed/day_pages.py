"""Measure how much of the time that pages of days take is Jinja's own rendering.

    python bench/speed/day_pages.py --content .bench/10k/content

Every page of a day is made as a build makes it, from the archive to bytes, in one
process. The limit is Jinja alone: the time inside its templates, which is a part of the
same run. 100 % would mean that reading, deciding and encoding cost nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import Any, Self

ROOT = Path(os.environ.get("RADAR_TREE", Path(__file__).resolve().parents[2]))
sys.path[:0] = [str(ROOT / "plugins")]

import jinja2  # noqa: E402 - found through the path set above
import pelican  # noqa: E402 - same
from pelican.settings import read_settings  # noqa: E402 - same

from radar.config import load  # noqa: E402 - same
from radar.publish import pages  # noqa: E402 - same
from radar.publish.generator import RadarGenerator  # noqa: E402 - same


class Jinja:
    """Count the seconds spent in Jinja's templates."""

    def __init__(self) -> None:
        """Stand between a template and its callers."""
        self.seconds = 0.0
        self._render = jinja2.Template.render

    def __enter__(self) -> Self:
        """Begin to count."""
        own = self

        def render(template: jinja2.Template, *args: Any, **values: Any) -> str:  # noqa: ANN401 - Jinja's own signature
            began = time.process_time()
            try:
                return own._render(template, *args, **values)
            finally:
                own.seconds += time.process_time() - began

        jinja2.Template.render = render  # type: ignore[method-assign]  # what is measured
        return self

    def __exit__(self, *_: object) -> None:
        """Stand aside."""
        jinja2.Template.render = self._render  # type: ignore[method-assign]  # as it was


def main() -> None:
    """Print the figures in Markdown."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--content", type=Path, required=True)
    parser.add_argument("--json", action="store_true", help="one object instead of tables")
    given = parser.parse_args()
    content = given.content.resolve()
    settings = read_settings(
        str(ROOT / "pelicanconf.py"),
        override={
            "PATH": str(content),
            "OUTPUT_PATH": str(content.parent / "measured"),
            "THEME_TEMPLATES_OVERRIDES": [],
            "RADAR_CONFIG": str(ROOT / "radar.example.toml"),
            "RADAR_CONTENT": str(content),
            "RADAR_READ": load(ROOT / "radar.example.toml"),
        },
    )
    made = pelican.Pelican(settings)
    generator = RadarGenerator(
        context={**made.settings, "generated_content": {}, "static_links": set(), "static_content": {}},
        settings=made.settings,
        path=str(content),
        theme=made.theme,
        output_path=made.output_path,
    )
    generator.generate_context()
    listed = [unit for unit in pages.page_units(generator.site, generator.env, {}) if unit.name.startswith("day/")]
    for unit in listed[:2]:
        list(unit.make())  # templates are compiled, modules loaded
    with Jinja() as jinja:
        began = time.process_time()
        found = [data for unit in listed for _, data in unit.make()]
        whole = time.process_time() - began
    if given.json:
        print(json.dumps({"pages": len(found), "seconds": whole, "jinja": jinja.seconds}))
        return
    print("| days | pages | size | CPU | of it Jinja | share |\n|--:|--:|--:|--:|--:|--:|")
    counts = f"{len(listed)} | {len(found)} | {sum(map(len, found)) / 1e6:.1f} MB"
    print(f"| {counts} | {whole:.2f} s | {jinja.seconds:.2f} s | {jinja.seconds / whole:.0%} |")


if __name__ == "__main__":
    main()
