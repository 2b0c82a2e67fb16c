"""Build small sites for tests, and read what came out."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

from radar.config import Config
from radar.publish.build import BuildResult, build


def make(folder: Path, config: Config, *, sample: bool = False, output: Path | None = None) -> BuildResult:
    """Build the site of `folder/content` into `folder/output`, or elsewhere."""
    return build(
        config,
        config_path=folder / "radar.toml",
        content=folder / "content",
        output=output or folder / "output",
        sample=sample,
    )


def files(output: Path) -> dict[str, bytes]:
    """Read every file of a built site by its relative name."""
    return {p.relative_to(output).as_posix(): p.read_bytes() for p in sorted(output.rglob("*")) if p.is_file()}


def page(output: Path, path: str) -> html.HtmlElement:
    """Parse one page by its address."""
    name = f"{path}index.html" if not path or path.endswith("/") else path
    return html.fromstring((output / name).read_bytes().decode("utf-8"))


def pages(output: Path) -> dict[str, html.HtmlElement]:
    """Parse every page, by its file."""
    return {
        name: html.fromstring(data.decode("utf-8")) for name, data in files(output).items() if name.endswith(".html")
    }


def text(element: html.HtmlElement) -> str:
    """Give an element's text on one line."""
    return " ".join(element.text_content().split())


def target(here: str, href: str) -> tuple[str, str]:
    """Resolve a relative link on a page's file to a file of the site and a fragment."""
    parts = urlsplit(urljoin(f"https://base.example/{here}", href))
    path = unquote(parts.path).removeprefix("/")
    return (f"{path}index.html" if not path or path.endswith("/") else path), unquote(parts.fragment)
