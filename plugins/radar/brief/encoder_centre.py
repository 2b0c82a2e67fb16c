"""Read the statistic that is shipped with the plugin, `encoder_centre.npz`: means, lenses, rarities of terms."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:  # it takes a while to load
    from numpy.typing import NDArray

FILE: Final = "encoder_centre.npz"
EDITION: Final = "1"
"""Part of the name under which scores are kept: another statistic, other scores."""


@lru_cache(maxsize=1)
def centre() -> Mapping[str, NDArray[Any]]:
    """Read it once; `bench/encoder_centre.py` says what it holds and makes it."""
    import numpy as np  # noqa: PLC0415 - heavy

    with np.load(BytesIO(files(__package__).joinpath(FILE).read_bytes()), allow_pickle=False) as held:
        stored = {key: held[key] for key in held.files}
    return {key: rows.astype(np.float32) if rows.dtype == np.float16 else rows for key, rows in stored.items()}
