"""Publish: the settings of pelicanconf.py, and an update first.

`pelican -s publishconf.py` fetches the papers, writes the daily files and builds the site.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *  # noqa: F403 - Pelican's own way of layering settings

RADAR_UPDATE = True
