"""Be Pelican's generator of the whole site: `generate_context` reads, `generate_output` writes.

Pelican gives the settings, the template loader and the Markdown of pages written by
hand. The rest is ours: its own generators find nothing to do (see pelicanconf.py).

Settings of ours, all optional but the first:
    RADAR_CONFIG   path of radar.toml
    RADAR_CONTENT  folder that holds `daily/`; Pelican's PATH where absent
    RADAR_SAMPLE   True when that folder is the bundled sample
    RADAR_READ     the Config, where someone has read radar.toml already
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pelican.contents import Page as PelicanPage
from pelican.generators import Generator

from radar.archive import runs
from radar.config import load
from radar.errors import BuildError
from radar.publish import plan, urls
from radar.publish.assets import served
from radar.publish.data.data_files import data_files
from radar.publish.machines.machine_files import machine_files
from radar.publish.og_images import images
from radar.publish.output import Output
from radar.publish.pages import HandText, Renderer, pages
from radar.publish.references.cite_files import cite_files
from radar.publish.search.search_files import Search
from radar.publish.search.search_paths import is_of_search
from radar.publish.site import ROOT, Site, load_site
from radar.publish.syndication.feeds import feeds_of

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
    search: Search

    def generate_context(self) -> None:
        """Read radar.toml and the archive."""
        config = self.settings.get("RADAR_READ") or load(Path(self.settings["RADAR_CONFIG"]))
        content = Path(self.settings.get("RADAR_CONTENT") or self.path)
        refuse_folder(Path(self.output_path), content)
        self.site = load_site(
            config,
            content,
            sample=bool(self.settings.get("RADAR_SAMPLE")),
            url=self.settings["SITEURL"],
        )

    def generate_output(self, writer: object) -> None:
        """Write what differs, remove what is no longer of this site, leave a BuildResult in the settings."""
        del writer  # Pelican's own writes every file anew, and neither wholly nor at once
        output = Output(Path(self.output_path))
        for name, data in self._files():
            output.put(name, data)
        seen = {name for name in output.seen if not is_of_search(name)}
        if wrong := seen ^ plan.expected_paths(self.site):
            raise BuildError(f"the build and its plan differ: {', '.join(sorted(wrong)[:5])}")
        output.remove_stale()
        self.settings[RESULT] = BuildResult(
            files=len(output.seen),
            written=output.written,
            removed=output.removed,
            days=len(self.site.days),
            papers=len(self.site.papers),
            search=self.search.problem,
        )

    def _files(self) -> Iterator[tuple[str, bytes]]:
        for name, path in self.site.assets.items():
            yield urls.asset(name), served(path)
        renderer = Renderer(self.env, self.site)
        listed = list(pages(self.site, self._hand_texts()))
        for page in listed:
            yield urls.file(page.path), renderer.html(page)
        for lang in self.site.langs:
            yield from feeds_of(self.site, lang)
            yield from images(self.site, lang, Path(self.output_path))
        yield from data_files(self.site)
        yield from machine_files(self.site, listed, Path(self.output_path))
        yield from cite_files(self.site)
        self.search = Search(self.site, Path(self.output_path))
        yield from self.search.files()
        if self.site.runs:
            yield urls.run_report(), runs.dump(self.site.runs[0])

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


def refuse_folder(output: Path, content: Path) -> None:
    """Keep a site out of the folders it is made from: stale files are removed where it is written."""
    place = output.resolve()
    for source in (content.resolve(), ROOT / "theme", ROOT / "plugins", ROOT / "content"):
        if source.is_relative_to(place) or place.is_relative_to(source):
            raise BuildError(f"{output}: the site cannot be written there: {source} lies in the way")
