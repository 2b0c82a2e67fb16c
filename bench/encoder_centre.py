"""Make `plugins/radar/brief/encoder_centre.npz`: what turns the encoder's vectors towards science.

    python bench/encoder_centre.py [--papers 16000]          five minutes

From titles and abstracts of arXiv's papers of January to March 2016 (all fields, in
equal chances) and the names of its categories in English and Chinese: the means of
titles, abstracts and descriptions, and the lenses for papers and for topics, which are
the directions in which a title tells most of its own abstract (canonical correlation,
https://doi.org/10.1093/biomet/28.3-4.321); and how rare the terms of five papers or more
are, by the terms' checksums. No category of a paper is looked at, and no text is kept.
`--papers` may be fewer to try it out; `--rarities` makes those alone anew.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import os
import random
import sys
import tomllib
from collections import Counter
from datetime import date
from math import log
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "plugins"))

from radar.brief.encoder import Universal  # noqa: E402 - the source root is no installed package here
from radar.brief.encoder_centre import FILE  # noqa: E402 - same
from radar.brief.encoder_words import term_key  # noqa: E402 - same
from radar.models import Paper  # noqa: E402 - same
from radar.sift.closeness_terms import terms  # noqa: E402 - same
from radar.sift.text import clean_abstract, clean_title  # noqa: E402 - same

MONTHS = ("2016-01", "2016-02", "2016-03")
DIMENSIONS = 128
FEWEST = 5
"""Papers that must hold a term for its rarity to be kept."""
WHITENING = 0.25
"""Power to which each side's covariance is undone; 0.5 is canonical correlation, 0 plain covariance."""
RIDGE = 0.3
"""Of the mean variance, against directions that hardly vary."""
SHARPNESS = 0.25
"""Power of the correlations with which each side weighs its directions."""


def texts(data: Path, count: int) -> tuple[list[str], list[str]]:
    """Draw titles and abstracts, with a fixed seed."""
    rows = []
    for month in MONTHS:
        with gzip.open(data / "corpus" / "arxiv-all" / f"{month}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows += [json.loads(line) for line in lines]
    drawn = random.Random(0).sample(rows, min(count, len(rows)))  # noqa: S311 - a sample, no secret
    return [clean_title(row["title"]) for row in drawn], [clean_abstract(row["abstract"]) for row in drawn]


def unit(rows: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Give rows length 1."""
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9))


def undone(covariance: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Give the matrix that undoes a covariance, to the power of `WHITENING`."""
    variances, directions = np.linalg.eigh(covariance)
    return np.asarray(directions @ np.diag((variances / variances.mean() + RIDGE) ** -WHITENING) @ directions.T)


def lenses(
    titles: np.ndarray[Any, Any], abstracts: np.ndarray[Any, Any]
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Give the lens for topics and the lens for papers, from centred rows of length 1."""
    left, right = undone(titles.T @ titles), undone(abstracts.T @ abstracts)
    ours, strengths, theirs = np.linalg.svd(left @ (titles.T @ abstracts / len(titles)) @ right)
    weights = (strengths[:DIMENSIONS] / strengths[0]) ** SHARPNESS
    return left @ ours[:, :DIMENSIONS] * weights, right @ theirs[:DIMENSIONS].T * weights


def rarities(titles: list[str], abstracts: list[str]) -> dict[str, np.ndarray[Any, Any]]:
    """Give the checksums, ascending, of terms that are no accident, and their inverse document frequencies."""
    counts: Counter[int] = Counter()
    for title, abstract in zip(titles, abstracts, strict=True):
        one = Paper(id="", day=date.min, title=title, authors=(), abstract=abstract, url="", places=())
        counts.update({term_key(term) for term in terms(one)})
    known = sorted(key for key, count in counts.items() if count >= FEWEST)
    rarity = [log((1 + len(titles)) / (1 + counts[key])) + 1 for key in known]
    rarest = log((1 + len(titles)) / (FEWEST - 2)) + 1
    return {
        "term_keys": np.array(known, dtype=np.uint32),
        "term_rarities": np.array(rarity, dtype=np.float16),
        "rarest": np.array(rarest, dtype=np.float16),
    }


def turned(titles: list[str], abstracts: list[str]) -> dict[str, np.ndarray[Any, Any]]:
    """Encode, and give means and lenses."""
    encoder = Universal()
    title, abstract = encoder.vectors(titles), encoder.vectors(abstracts)
    listed = tomllib.loads((ROOT / "plugins/radar/collect/arxiv_categories.toml").read_text("utf-8"))["categories"]
    names = encoder.vectors([name for category in listed for name in category["name"].values()])
    means = {"title": title.mean(0), "abstract": abstract.mean(0)}
    means["description"] = (names.mean(0) + means["title"]) / 2
    topic_lens, paper_lens = lenses(unit(title - means["title"]), unit(abstract - means["abstract"]))
    held = {**means, "topic_lens": topic_lens, "paper_lens": paper_lens}
    return {key: value.astype(np.float16) for key, value in held.items()}


def main() -> None:
    """Encode, reckon, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=16_000)
    parser.add_argument("--rarities", action="store_true")
    options = parser.parse_args()
    data = Path(os.environ.get("RADAR_SHARED", ROOT.parent / "shared")) / "data"
    target = ROOT / "plugins" / "radar" / "brief" / FILE
    titles, abstracts = texts(data, options.papers)
    held = dict(np.load(target)) if options.rarities else turned(titles, abstracts)
    held |= rarities(titles, abstracts)
    written = io.BytesIO()
    np.savez_compressed(written, **held)
    target.write_bytes(written.getvalue())
    print(f"{target}: {len(titles)} papers, {len(held['term_keys'])} terms, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
