"""Stand between Pelican and the radar: the plugin's door.

With `RADAR_UPDATE = True` one `pelican` call fetches the papers, writes the daily
Markdown and builds the site. The update happens in `get_generators`, which fires only
when a site is about to be built; `initialized` fires for `--listen` and
`--print-settings` as well.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

from pelican.plugins import signals

from radar import environment, pipeline
from radar.config import load
from radar.errors import Locked
from radar.pipeline import Options, Where
from radar.publish.generator import RadarGenerator

if TYPE_CHECKING:
    from pelican import Pelican

log = logging.getLogger(__name__)


def connect() -> None:
    """Connect to Pelican's signals, with a module-level function that no garbage collector takes."""
    signals.get_generators.connect(add_generator)


def add_generator(pelican: Pelican) -> type[RadarGenerator]:
    """Update the archive first when the settings ask for it; give Pelican our generator."""
    if pelican.settings.get("RADAR_UPDATE"):
        update(pelican)
    return RadarGenerator


def update(pelican: Pelican) -> None:
    """Run one update on the content folder of this Pelican, and point it at what there is to build."""
    settings = pelican.settings
    path = environment.config_path(Path(settings.get("RADAR_CONFIG") or "radar.toml"))
    config = load(path)
    where = Where(content=Path(pelican.path))
    surroundings = environment.read(os.environ)
    try:
        with surroundings.door() as door:
            updated = pipeline.update(
                config,
                where=where,
                clock=surroundings.clock,
                door=door,
                options=Options(),
                keys=surroundings.keys,
                access=surroundings.access(config.briefings.model),
            )
        for line in updated.report.sources:
            level = logging.WARNING if line.state.is_failure else logging.INFO
            log.log(level, "%s: %s, %d new", line.name, line.state, line.new)
    except Locked as error:
        log.warning("%s", error)
    chosen = environment.edition(config, path, where)
    settings["RADAR_CONFIG"] = str(chosen.config_path)
    settings["RADAR_CONTENT"] = str(chosen.content)
    settings["RADAR_SAMPLE"] = chosen.sample
