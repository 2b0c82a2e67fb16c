"""What search engines read of each kind of page, read back by `extruct`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import extruct
import invented
import jsonschema
import pytest

import built_site
from publish import briefed
from radar.publish.page import Page
from radar.publish.references import structured_data
from radar.publish.site import load_site
from radar.publish.view import Day
from radar.sift import identity

ADDRESS = "https://radar.example/hub"
URL = {"type": "string", "pattern": "^https?://[^ ]+$"}
TEXT = {"type": "string", "minLength": 1}
PAPER: dict[str, Any] = {
    "type": "object",
    "required": ["@type", "name", "url", "datePublished"],
    "properties": {
        "@type": {"const": "ScholarlyArticle"},
        "name": TEXT,
        "url": URL,
        "sameAs": URL,
        "datePublished": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
        "license": URL,
        "author": {"type": "array", "items": {"required": ["@type", "name"]}},
    },
}
SCHEMAS: dict[str, dict[str, Any]] = {
    "WebSite": {
        "required": ["@context", "name", "url", "potentialAction", "inLanguage"],
        "properties": {
            "url": URL,
            "potentialAction": {
                "required": ["@type", "target", "query-input"],
                "properties": {"@type": {"const": "SearchAction"}},
            },
        },
    },
    "CollectionPage": {
        "required": ["@context", "name", "url", "mainEntity"],
        "properties": {
            "url": URL,
            "mainEntity": {
                "required": ["@type", "numberOfItems", "itemListElement"],
                "properties": {
                    "@type": {"const": "ItemList"},
                    "itemListElement": {
                        "type": "array",
                        "minItems": 1,
                        "maxItems": 30,
                        "items": {"required": ["@type", "position", "item"], "properties": {"item": PAPER}},
                    },
                },
            },
        },
    },
    "ScholarlyArticle": {**PAPER, "required": ["@context", "author", *PAPER["required"]]},
    "Article": {
        "required": ["@context", "headline", "url", "creator", "isBasedOn", "datePublished"],
        "properties": {
            "headline": TEXT,
            "url": URL,
            "creator": {"required": ["@type", "name"], "properties": {"@type": {"const": "SoftwareApplication"}}},
            "isBasedOn": {"type": "array", "minItems": 1, "items": {"required": ["@type", "name"]}},
            "digitalSourceType": {"const": "https://schema.org/TrainedAlgorithmicMediaDigitalSource"},
        },
    },
}
BRIEFING = f"briefings/2026-06-19-{briefed.CROSS_SLUG}/"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("described")
    briefed.write(folder / "content")
    built_site.make(folder, _settings())
    return folder / "output"


def _settings() -> Any:
    return briefed.settings(site={"title": "Sample Radar", "url": ADDRESS})


def _read(output: Path, path: str) -> list[dict[str, Any]]:
    text = (output / path / "index.html").read_text("utf-8")
    found: list[dict[str, Any]] = extruct.extract(text, syntaxes=["json-ld"])["json-ld"]
    return found


@pytest.mark.parametrize("lang", ["", "en/"])
@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "WebSite"),
        ("2026/06/19/", "CollectionPage"),
        ("topics/routing/", "CollectionPage"),
        (f"p/{identity.slug(briefed.TIDE)}/", "ScholarlyArticle"),
        (BRIEFING, "Article"),
        ("briefings/2026-06-19-tides/", "Article"),
    ],
)
def test_every_kind_of_page_is_described_once_as_what_it_is(output: Path, lang: str, path: str, kind: str) -> None:
    (data,) = _read(output, lang + path)
    assert data["@type"] == kind
    jsonschema.Draft202012Validator(SCHEMAS[kind]).validate(data)
    if "inLanguage" in data and kind != "ScholarlyArticle":
        assert data["inLanguage"] == ("en" if lang else "zh-CN")
    if kind != "ScholarlyArticle" or lang == "":
        assert data["url"] == f"{ADDRESS}/{lang}{path}"


@pytest.mark.parametrize("path", ["starred/", "status/", "archive/", "subscribe/"])
def test_other_pages_are_not_described(output: Path, path: str) -> None:
    assert _read(output, path) == []


def test_a_list_counts_all_and_describes_its_leading_papers(output: Path) -> None:
    (data,) = _read(output, "2026/06/19/")
    listed = data["mainEntity"]
    cards = built_site.page(output, "2026/06/19/").find_class("card")
    assert listed["numberOfItems"] == 11
    urls = [each["item"]["url"] for each in listed["itemListElement"]]
    assert urls == [f"{ADDRESS}/2026/06/19/#{card.get('id')}" for card in cards[:11]]


def test_a_long_list_describes_thirty() -> None:
    papers = [invented.paper(n) for n in range(1, 60)]
    site = invented.site([Day(day=invented.FRIDAY, papers=tuple(map(invented.entry, papers)))])
    page = Page(template="day.html", lang="en", path="en/2026/06/19/", twins={}, values={"day": site.days[0]})
    text = structured_data.structured_data(site, page)
    assert text.count("ListItem") == 30
    assert '"numberOfItems":59' in text


def test_only_what_a_model_wrote_says_so(output: Path) -> None:
    (by_model,), (extract,) = _read(output, BRIEFING), _read(output, "briefings/2026-06-19-tides/")
    assert by_model["creator"]["name"] == "sample/model-1"
    assert by_model["digitalSourceType"].endswith("TrainedAlgorithmicMediaDigitalSource")
    assert "digitalSourceType" not in extract
    assert extract["creator"]["name"] == "AcademicHub"
    assert len(by_model["isBasedOn"]) == 3


def test_without_an_address_nothing_is_called_by_a_wrong_one(tmp_path: Path) -> None:
    briefed.write(tmp_path / "content")
    site = load_site(briefed.settings(), tmp_path / "content", sample=False)
    assert site.url == ""
    home = Page(template="home.html", lang="zh", path="", twins={})
    assert structured_data.structured_data(site, home) == ""
    day = Page(template="day.html", lang="zh", path="2026/06/19/", twins={}, values={"day": site.days[0]})
    text = structured_data.structured_data(site, day)
    assert "2026/06/19/" not in text
    assert "https://arxiv.org/abs/2606.00001" in text


@pytest.mark.parametrize("title", invented.HOSTILE)
def test_nothing_ends_the_block(title: str) -> None:
    entry = invented.entry(invented.paper(1, title=title))
    site = invented.site([Day(day=invented.FRIDAY, papers=(entry,))])
    for template, values in (("day.html", {"day": site.days[0]}), ("paper.html", {"entry": entry})):
        page = Page(template=template, lang="zh", path="x/", twins={}, values=values)
        text = structured_data.structured_data(replace(site, sample=False), page)
        assert not set("<>&") & set(text)
