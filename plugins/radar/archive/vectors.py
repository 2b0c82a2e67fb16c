"""Remember vectors of texts between runs, in a private file: losing it costs seconds, and changes nothing.

`.radar/vectors.bin` holds a hash of each text and its vector in half precision, for
one encoder. Those asked for last stand first; beyond `KEPT` the oldest go.

    checksum of all that follows, 16 bytes
    {"encoder":"…","rows":2,"columns":512}⏎
    hashes of the texts, 16 bytes each
    vectors, little-endian half precision, row by row
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from radar.archive import atomic, json_values

if TYPE_CHECKING:  # it takes a while to load
    from numpy.typing import NDArray

KEPT: Final = 20_000
"""Vectors kept, 20 MB: a month of 600 papers a day, and some."""

_NAME: Final = "vectors.bin"
_HASH_BYTES: Final = 16
_NUMBER: Final = "<f2"


class Reckons(Protocol):
    """Say what makes vectors: `brief.encoder`'s encoders do."""

    @property
    def name(self) -> str:
        """Name what makes the vectors; another name, other vectors."""

    def vectors(self, texts: Sequence[str]) -> NDArray[Any]:
        """Give one row a text, each depending on its text alone, of numbers that half precision holds exactly."""


class Vectors:
    """Be an encoder that remembers: `vectors` asks the one behind it only for texts it has not met."""

    def __init__(self, private: Path, encoder: Reckons) -> None:
        """Read what an earlier run kept in the folder `private`; a file that cannot be read counts as none."""
        self._file, self._encoder = private / _NAME, encoder
        self._held = _read(self._file, encoder.name)
        self._asked: dict[bytes, None] = {}

    @property
    def name(self) -> str:
        """Name the encoder."""
        return self._encoder.name

    def vectors(self, texts: Sequence[str]) -> NDArray[Any]:
        """Give one row a text, float32."""
        import numpy as np  # noqa: PLC0415 - heavy

        keys = [_key(text) for text in texts]
        lacking = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._held}
        rows = self._encoder.vectors(list(lacking.values())).astype(np.float16) if lacking else ()
        self._held.update(zip(lacking, rows, strict=True))
        self._asked.update(dict.fromkeys(keys))
        return np.array([self._held[key] for key in keys], dtype=np.float32)

    def keep(self) -> bool:
        """Write what was asked for, and of what was held before as much as there is room for; True when it changed.

        Raises ArchiveError when the file cannot be written.
        """
        keys = list({**self._asked, **dict.fromkeys(self._held)})[:KEPT]
        if not keys:
            return False
        rows = [self._held[key].astype(_NUMBER).tobytes() for key in keys]
        head = {"encoder": self.name, "rows": len(keys), "columns": len(self._held[keys[0]])}
        data = b"".join((json_values.dump(head), b"\n", *keys, *rows))
        return atomic.write(self._file, _hash(data) + data)


def _key(text: str) -> bytes:
    return _hash(text.encode("utf-8", "surrogatepass"))


def _hash(data: bytes) -> bytes:
    return blake2b(data, digest_size=_HASH_BYTES).digest()


def _read(file: Path, encoder: str) -> dict[bytes, Any]:
    """Read the vectors of an encoder, in their order; none of a file that is missing, damaged or another's."""
    import numpy as np  # noqa: PLC0415 - heavy

    try:
        whole = file.read_bytes()
        checksum, data = whole[:_HASH_BYTES], whole[_HASH_BYTES:]
        if _hash(data) != checksum:
            return {}
        first, _, body = data.partition(b"\n")
        head = json_values.load_object(first)
        rows, columns = json_values.number(head, "rows"), json_values.number(head, "columns")
        if json_values.text(head, "encoder") != encoder:
            return {}
        keys = [body[start : start + _HASH_BYTES] for start in range(0, rows * _HASH_BYTES, _HASH_BYTES)]
        vectors = np.frombuffer(body, dtype=_NUMBER, offset=rows * _HASH_BYTES).reshape(rows, columns)
    except (OSError, ValueError):
        return {}
    return dict(zip(keys, vectors, strict=True)) if np.isfinite(vectors).all() else {}
