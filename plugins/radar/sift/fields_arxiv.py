"""Say to which disciplines arXiv's categories belong, today's and those of its early years.

The categories are those of https://arxiv.org/category_taxonomy; of two disciplines the
first is the stronger. A category that is not named here goes with its archive.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_ARCHIVES: Final = (
    ("cs", "cs cmp-lg"),
    ("eng", "eess"),
    ("stat", "stat bayes-an"),
    ("math", "math alg-geom dg-ga funct-an math-ph q-alg"),
    ("astro", "astro-ph"),
    ("econ", "econ"),
    ("fin", "q-fin"),
    ("bio", "q-bio"),
    ("chem", "chem-ph"),
    ("earth", "ao-sci"),
    ("mater", "mtrl-th"),
    ("physics", "physics acc-phys adap-org atom-ph chao-dyn comp-gas cond-mat gr-qc hep-ex hep-lat hep-ph hep-th"),
    ("physics", "nlin nucl-ex nucl-th patt-sol plasm-ph quant-ph solv-int supr-con"),
)
_CATEGORIES: Final = (
    ("astro physics", "physics.space-ph"),
    ("bio", "physics.bio-ph"),
    ("bio med", "q-bio.TO"),
    ("chem", "physics.atm-clus physics.chem-ph"),
    ("chem bio", "q-bio.BM"),
    ("earth", "physics.ao-ph physics.geo-ph"),
    ("econ", "q-fin.EC"),
    ("econ stat", "econ.EM"),
    ("edu physics", "physics.ed-ph"),
    ("eng", "cs.SY"),
    ("eng cs", "cs.RO eess.AS eess.IV"),
    ("cs eng", "cs.AR cs.ET cs.SD"),
    ("cs math", "cs.DM cs.IT cs.LO math.IT"),
    ("cs social", "cs.CY cs.SI"),
    ("cs econ", "cs.GT"),
    ("cs stat", "cs.LG"),
    ("hum physics", "physics.hist-ph"),
    ("math hum", "math.HO"),
    ("math", "cs.NA math-ph"),
    ("mater physics", "cond-mat.mtrl-sci"),
    ("med", "physics.med-ph"),
    ("neuro bio", "q-bio.NC"),
    ("physics eng", "physics.app-ph physics.flu-dyn"),
    ("physics stat", "physics.data-an"),
    ("social physics", "physics.soc-ph"),
    ("stat math", "math.ST stat.TH"),
    ("stat cs", "stat.ML"),
)


def _table(rows: tuple[tuple[str, str], ...]) -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(fields.split()) for fields, names in rows for name in names.split()}


_BY_ARCHIVE: Final = _table(_ARCHIVES)
_BY_CATEGORY: Final = _table(_CATEGORIES)


def fields_of_category(category: str) -> tuple[str, ...]:
    """Give the disciplines of a category or archive, the stronger first; none of one that arXiv does not have."""
    return _BY_CATEGORY.get(category) or _BY_ARCHIVE.get(category.partition(".")[0], ())
