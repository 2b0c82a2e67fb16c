"""Say how far disciplines are from each other, as a table of constants.

Distance of two disciplines is `1 - sqrt(n / m)`, in steps of 0.05: `n` of arXiv's papers
of January to May 2016 stand in both, `m` in the smaller of the two (the method's figures:
`python bench/bridges.py distances`). Where arXiv has few papers or none (`psych`, `env`,
`econ`, `edu`, `hum`, `law`, much of `med` and `eng`) the figure is our own judgement, by
the neighbours that universities give a discipline. A pair that is not named is far.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

FAR: Final = 0.9
"""Distance of two disciplines that hardly ever meet."""
UNTOLD: Final = 0.5
"""Distance of any discipline from `multi`, which tells none."""

_MEASURED: Final = (
    (0.20, "cs-social"),
    (0.25, "chem-physics"),
    (0.30, "mater-physics"),
    (0.35, "earth-physics econ-fin"),
    (0.40, "cs-stat cs-eng"),
    (0.45, "bio-physics"),
    (0.50, "astro-physics fin-math physics-social"),
    (0.55, "cs-neuro neuro-physics"),
    (0.60, "astro-earth chem-mater bio-chem bio-neuro econ-social"),
    (0.65, "cs-math bio-cs math-stat neuro-stat bio-math math-neuro fin-social"),
    (0.70, "bio-stat fin-stat math-physics"),
    (0.75, "social-stat earth-math math-social econ-physics bio-social"),
    (0.80, "cs-physics cs-fin physics-stat earth-stat chem-math fin-physics"),
    (0.85, "cs-earth astro-chem earth-mater neuro-social earth-social"),
)
_JUDGED: Final = (
    (0.30, "earth-env bio-med neuro-psych med-neuro"),
    (0.40, "psych-social eng-mater edu-psych econ-stat law-social"),
    (0.45, "eng-math bio-env edu-social"),
    (0.50, "eng-physics chem-env med-psych hum-social econ-math chem-eng"),
    (0.60, "med-physics cs-med med-stat env-social eng-env chem-med hum-law econ-env psych-stat med-social"),
    (0.65, "cs-psych eng-med econ-psych cs-econ eng-stat econ-law edu-hum fin-law cs-edu"),
    (0.75, "edu-physics cs-law env-physics env-stat math-med hum-physics hum-math hum-psych eng-earth bio-eng"),
    (0.80, "cs-env astro-edu cs-hum edu-math cs-mater env-law eng-neuro bio-psych env-med econ-edu"),
)
_TABLE: Final[Mapping[frozenset[str], float]] = {
    frozenset(pair.split("-")): distance for distance, pairs in (*_MEASURED, *_JUDGED) for pair in pairs.split()
}


def distance(one: str, other: str) -> float:
    """Give the distance of two disciplines, 0 (the same) to 1, in either order."""
    if one == other:
        return 0.0
    return UNTOLD if "multi" in (one, other) else _TABLE.get(frozenset((one, other)), FAR)
