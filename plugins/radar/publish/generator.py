"""Be Pelican's generator of the whole site: `generate_context` reads, `generate_output` writes.

Pelican gives the settings, the template loader and the Markdown of pages written by
hand. The rest is ours: its own generators find nothing to do (see pelicanconf.py).

Settings of ours, all optional but the first:
    RADAR_CONFIG   path of radar.toml
    RADAR_CONTENT  folder that holds `daily/`; Pelican's PATH where absent
    RADAR_SAMPLE   True when that folder is the bundled sample
    RADAR_READ     the Config, where someone has read radar.toml already
    RADAR_WORKERS  how many processes make pages; as many as the machine has cores where absent
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from pelican.contents import Page as PelicanPage
from pelican.generators import Generator

from radar.config import load
from radar.errors import BuildError
from radar.publish import program
from radar.publish.incremental import BuildMistakeError, build, fingerprint
from radar.publish.output import ours_below
from radar.publish.page import HandText
from radar.publish.search.search_files import search_problem
from radar.publish.site import ROOT, Site, load_site
from radar.publish.units import units

RESULT: Final = "RADAR_RESULT"
"""The setting under which a finished build leaves its BuildResult."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BuildResult:
    """Count what a build made."""

    files: int
    """Files of the site."""
    written: int
    """Of these, files whose bytes are new."""
    removed: int
    """Files of an earlier build that are none of this one."""
    days: int
    papers: int
    search: str = ""
    """Why the archive cannot be searched as a whole; empty where it can."""


class RadarGenerator(Generator):  # type: ignore[misc] # Pelican ships no types
    """Make every page, feed and theme file from the archive."""

    site: Site

    def generate_context(self) -> None:
        """Read radar.toml and the archive."""
        config = self.settings.get("RADAR_READ") or load(Path(self.settings["RADAR_CONFIG"]))
        content = Path(self.settings.get("RADAR_CONTENT") or self.path)
        refuse_folder(Path(self.output_path), content)
        site = load_site(
            config,
            content,
            sample=bool(self.settings.get("RADAR_SAMPLE")),
            url=self.settings["SITEURL"],
            workers=self._workers(),
        )
        folders = (ROOT / "theme", *map(Path, self.settings["THEME_TEMPLATES_OVERRIDES"]))
        self.site = replace(
            site,
            look=program.look(folders, site.assets),
            settings=program.settings(config, site.url, site.langs, site.sample),
        )

    def generate_output(self, writer: object) -> None:
        """Make what changed, remove what is no longer of this site, leave a BuildResult in the settings."""
        del writer  # Pelican's own writes every file anew, and neither wholly nor at once
        output = Path(self.output_path)
        try:
            built = build(
                units(self.site, self.env, self._hand_texts(), output),
                output=output,
                receipts=receipts_of(output, Path(self.settings.get("RADAR_CONTENT") or self.path)),
                owns=ours_below(output),
                workers=self._workers(),
            )
        except (BuildMistakeError, BlockingIOError) as error:
            raise BuildError(str(error)) from error
        self.settings[RESULT] = BuildResult(
            files=built.files,
            written=built.written,
            removed=built.removed,
            days=len(self.site.register.dates),
            papers=self.site.register.papers,
            search=search_problem(self.site, output),
        )

    def _workers(self) -> int:
        return int(self.settings.get("RADAR_WORKERS") or os.cpu_count() or 1)

    def _hand_texts(self) -> dict[tuple[str, str], HandText]:
        return {
            (hand.slug, lang): self._read(path)
            for hand in self.site.pages
            for lang, path in hand.files.items()
            if lang in self.site.langs
        }

    def _read(self, path: Path) -> HandText:
        """Have Pelican read one Markdown page; what it cannot read it raises."""
        page: Any = self.readers.read_file(
            base_path=str(path.parent), path=path.name, content_class=PelicanPage, context=self.context
        )
        title = page.metadata.get("title", "")
        if not title:
            raise BuildError(f"{path}: a page begins with a line `Title: …`")
        return HandText(title=title, html=page.content)


def receipts_of(output: Path, content: Path) -> Path | None:
    """Name the file that remembers what was built into a folder; None where nothing can be remembered."""
    folder = content.resolve().parent / ".radar"
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return None
    name = fingerprint(os.path.relpath(output.resolve(), folder))[:12]
    return folder / f"built-{name}.sqlite" if os.access(folder, os.W_OK) else None


def refuse_folder(output: Path, content: Path) -> None:
    """Keep a site out of the folders it is made from: stale files are removed where it is written."""
    place = output.resolve()
    for source in (content.resolve(), ROOT / "theme", ROOT / "plugins", ROOT / "content", ROOT / "docs"):
        if source.is_relative_to(place) or place.is_relative_to(source):
            raise BuildError(f"{output}: the site cannot be written there: {source} lies in the way")
