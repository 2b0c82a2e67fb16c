"""Set Pelican up so that it makes nothing but the radar's own pages.

`pelican` from this folder builds the site; so does `radar build`, which adds its own
paths. What a setting switches off, and why, is in docs/architecture.md.
"""

from pathlib import Path

from jinja2 import StrictUndefined

ROOT = Path(__file__).resolve().parent

PATH = str(ROOT / "content")
OUTPUT_PATH = str(ROOT / "output")
THEME = str(ROOT / "theme")
PLUGIN_PATHS = [str(ROOT / "plugins")]
PLUGINS = ["radar"]

RADAR_CONFIG = str(ROOT / "radar.toml")
if not Path(RADAR_CONFIG).exists():
    RADAR_CONFIG = str(ROOT / "radar.example.toml")
RADAR_UPDATE = False  # True: one `pelican` call fetches the papers first
RADAR_SAMPLE = False

SITENAME = "AcademicHub"
SITEURL = ""  # the site links relatively; its address is radar.toml's to say
DEFAULT_LANG = "zh"
TIMEZONE = "UTC"
LOCALE = ["C.UTF-8", "C"]  # the machine's own must not change a byte

# Every page is the radar's: Pelican's generators find nothing to do.
ARTICLE_PATHS: list[str] = []
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []  # written by the radar, and only where bytes differ
DIRECT_TEMPLATES: list[str] = []
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

# Pages written by hand: `content/pages/<slug>.<lang>.md`, else the project's own in `theme/pages`.
READERS = {"rst": None, "html": None, "htm": None}
FILENAME_METADATA = r"(?P<slug>[a-z0-9-]+)\.(?P<lang>zh|en)"
INTRASITE_LINK_REGEX = "(?!)(?P<what>x)"  # `{attach}../.env` would publish that file
MARKDOWN = {
    "extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.meta": {}},
    "output_format": "html5",
}

DELETE_OUTPUT_DIRECTORY = False
CACHE_CONTENT = LOAD_CONTENT_CACHE = False

THEME_TEMPLATES_OVERRIDES = [str(ROOT / "overrides" / "templates")]
JINJA_ENVIRONMENT = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": ["jinja2.ext.i18n"],
}
